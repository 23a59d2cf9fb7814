using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.StorageBench;

/// <summary>Times the archive: whole days, an unchanged trailing window, a changed one, reads; and weighs a row.</summary>
internal static class Measure
{
    private static readonly DateTimeOffset First = new(2026, 3, 2, 0, 0, 0, TimeSpan.Zero);

    private static readonly EdgeSet Edges = EdgeSet.Of(
        new[] { 5, 10, 20, 30, 60, 120 }.Select(s => TimeSpan.FromSeconds(s)), new[] { 5, 10, 20, 60 }.Select(s => TimeSpan.FromSeconds(s)));

    public static async Task RunAsync(int days, int queues, string? postgreSql)
    {
        var folder = Directory.CreateTempSubdirectory("sld-bench-").FullName;
        var (services, archive) = await ArchiveUnderTest.OpenAsync(folder, postgreSql);
        await using (services)
        {
            Console.WriteLine($"{services.GetRequiredService<IArchiveMaintenance>().Description.Split(',')[0]}, {queues:N0} queues by 96 intervals a day, 10 edges, {Environment.ProcessorCount} processors");
            Console.WriteLine();
            Console.WriteLine("| what | rows | median ms | least ms | most ms |");
            Console.WriteLine("|---|---|---|---|---|");
            var merges = new List<double>();
            for (var day = 0; day < days; day++)
            {
                var (coverage, rows) = Day(day, queues);
                merges.Add(await TimeAsync(() => archive.MergeAsync(coverage, rows, CancellationToken.None)));
            }

            Row("merge of a whole new day", queues * 96, merges);
            var (_, last) = Day(days - 1, queues);
            var window = new Interval(First.AddDays(days - 1).AddHours(9), First.AddDays(days - 1).AddHours(12));
            ImmutableArray<QueueInterval> trailing = [.. last.Where(r => window.Contains(r.Interval))];
            var at = window.End.AddHours(20);
            Row("merge of an unchanged trailing window (3 h)", trailing.Length, await TimesAsync(7, i =>
                archive.MergeAsync(new Coverage(window, Granularity.QuarterHour, Edges, [], at.AddSeconds(i * 30)), trailing, CancellationToken.None)));
            Row("merge of a trailing window, a twelfth changed", trailing.Length, await TimesAsync(7, i =>
                archive.MergeAsync(
                    new Coverage(
                        window,
                        Granularity.QuarterHour,
                        Edges,
                        [],
                        at.AddMinutes(10 + i)), Changed(trailing, window.End.AddMinutes(-15), i), CancellationToken.None)));
            Row("read of a day, all queues", last.Length, await TimesAsync(5, _ =>
                archive.ReadAsync(new Interval(First, First.AddDays(1)), Granularity.QuarterHour, CancellationToken.None)));
            Row($"read of {days} days, one queue", days * 96, await TimesAsync(5, _ => archive.ReadAsync(
                new Interval(First, First.AddDays(days)), Granularity.QuarterHour, [new QueueId(Queue(7))], CancellationToken.None)));
            if (postgreSql is null)
            {
                Weigh(folder, days, queues);
            }
        }

        Directory.Delete(folder, recursive: true);
    }

    private static void Weigh(string folder, int days, int queues)
    {
        var bytes = Directory.GetFiles(folder, "archive.db").Sum(f => new FileInfo(f).Length);
        var rows = (long)days * queues * 96;
        Console.WriteLine();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{bytes / (double)rows:0.0} bytes a row: {bytes / 1e6:N0} MB for {rows:N0} rows."));
        Console.WriteLine(string.Create(
            CultureInfo.InvariantCulture, $"Extrapolated, not measured: 18 months (548 days) would be {bytes / (double)days * 548 / 1e9:0.0} GB."));
    }

    private static (Coverage Coverage, ImmutableArray<QueueInterval> Rows) Day(int day, int queues)
    {
        var range = new Interval(First.AddDays(day), First.AddDays(day + 1));
        var random = new Random(day);
        var rows = ImmutableArray.CreateBuilder<QueueInterval>(queues * 96);
        foreach (var interval in Granularity.QuarterHour.Split(range))
        {
            for (var queue = 0; queue < queues; queue++)
            {
                rows.Add(new QueueInterval(new QueueMedia(new QueueId(Queue(queue)), MediaType.Voice), interval, Counts(random)));
            }
        }

        return (new Coverage(range, Granularity.QuarterHour, Edges, [], range.End.AddHours(4)), rows.MoveToImmutable());
    }

    private static ContactCounts Counts(Random random)
    {
        var answered = random.Next(1, 60);
        var abandoned = random.Next(0, 5);
        var within = random.Next(answered / 2, answered + 1);
        DurationStatistics Times(int count, int mean) =>
            count == 0 ? default : new DurationStatistics(count, (long)count * random.Next(mean / 2, mean * 2), random.Next(mean, mean * 6));
        return new ContactCounts
        {
            Offered = answered + abandoned,
            AnswerWait = Times(answered, 14_000),
            AbandonWait = Times(abandoned, 40_000),
            ShortAbandoned = Math.Min(abandoned, 1),
            OverSla = answered - within,
            Wait = Times(answered + abandoned, 16_000),
            Talk = Times(answered, 180_000),
            Handle = Times(answered, 240_000),
            Genesys = new GenesysServiceLevel(within, answered + abandoned, 0.8m),
            Bands = new Bands(Edges, [within / 4, within / 2, within, within, answered, answered], [0, 0, abandoned / 2, abandoned]),
        };
    }

    private static ImmutableArray<QueueInterval> Changed(ImmutableArray<QueueInterval> rows, DateTimeOffset from, int by) =>
        [.. rows.Select(r => r.Interval.Start < from ? r : r with { Counts = r.Counts with { Offered = r.Counts.Offered + by + 1 } })];

    private static string Queue(int number) => string.Create(CultureInfo.InvariantCulture, $"0f6d3c1e-5d6a-4f0e-9a53-{number:x12}");

    private static async Task<List<double>> TimesAsync(int times, Func<int, Task> work)
    {
        var taken = new List<double>();
        for (var i = 0; i < times; i++)
        {
            taken.Add(await TimeAsync(() => work(i)));
        }
        return taken;
    }

    private static async Task<double> TimeAsync(Func<Task> work)
    {
        var start = TimeProvider.System.GetTimestamp();
        await work();
        return TimeProvider.System.GetElapsedTime(start).TotalMilliseconds;
    }

    private static void Row(string what, int rows, List<double> taken)
    {
        taken.Sort();
        Console.WriteLine(
            string.Create(CultureInfo.InvariantCulture, $"| {what} | {rows:N0} | {taken[taken.Count / 2]:N0} | {taken[0]:N0} | {taken[^1]:N0} |"));
    }
}
