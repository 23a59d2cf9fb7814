using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Configuration;
using ServiceLevelDashboard.Analytics.Live;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Benchmarks;

/// <summary>A day of a very large organisation, the same in every run: 2,000 queues in quarter hours, each with ten edges.</summary>
internal static class Day
{
    public const int QueueCount = 2_000;

    public static readonly DateTimeOffset Start = new(2026, 9, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Late in the day: 94 intervals have ended and one is open.</summary>
    public static readonly DateTimeOffset Now = Start.AddHours(23).AddMinutes(40);

    public static readonly EdgeSet Edges = EdgeSet.Of(
        new[] { 10, 15, 20, 30, 60, 120 }.Select(static s => TimeSpan.FromSeconds(s)),
        new[] { 5, 10, 20, 60 }.Select(static s => TimeSpan.FromSeconds(s)));

    public static readonly Interval SoFar = new(Start, Granularity.QuarterHour.Ceiling(Now));

    public static ImmutableArray<Queue> Queues() =>
    [
        .. Enumerable.Range(0, QueueCount).Select(static i => new Queue(
            new QueueId($"0f6d3c1e-5d6a-4f0e-9a53-{i:x12}"),
            $"Queue {i}",
            null,
            ImmutableDictionary<MediaType, ServiceLevelTarget>.Empty.Add(MediaType.Voice, new ServiceLevelTarget(0.8m, TimeSpan.FromSeconds(20))))),
    ];

    /// <summary>New objects at every call, as every answer of the contact centre brings them.</summary>
    public static ImmutableArray<QueueInterval> Rows(ImmutableArray<Queue> queues, Interval range) =>
    [
        .. queues.SelectMany((queue, index) => Granularity.QuarterHour.Split(range)
            .Select(interval => new QueueInterval(
                new QueueMedia(queue.Id, MediaType.Voice), interval, Counts(index, (int)(interval.Start - Start).TotalMinutes / 15)))),
    ];

    /// <summary>Everything that a snapshot of the day so far is made of.</summary>
    public static SnapshotInput Input(ImmutableArray<Queue> queues) => new()
    {
        Settings = new DashboardSettings { Zone = TimeZoneInfo.Utc, Edges = Edges },
        Version = 1,
        DataUntil = Now,
        Granularity = Granularity.QuarterHour,
        Edges = Edges,
        Rows = Rows(queues, SoFar),
        Queues = queues.ToImmutableDictionary(static q => q.Id),
    };

    /// <summary>The same after the open interval of every so many queues has grown by a contact; all other rows are the same objects.</summary>
    public static SnapshotInput Grown(SnapshotInput input, int every)
    {
        var intervals = Granularity.QuarterHour.Split(SoFar).Count();
        return input with
        {
            Rows = [.. input.Rows.Select((row, i) => row.Interval.End > Now && i / intervals % every == 0
                ? row with { Counts = row.Counts with { Offered = row.Counts.Offered + 1 } }
                : row)],
        };
    }

    public static ContactCounts Counts(int queue, int interval)
    {
        var random = new Random((queue * 100) + interval);
        var answered = 20 + random.Next(40);
        var abandoned = 1 + random.Next(6);
        var late = random.Next(answered / 2);
        return new ContactCounts
        {
            Offered = answered + abandoned,
            AnswerWait = new DurationStatistics(answered, answered * 15_000L, 110_000),
            AbandonWait = new DurationStatistics(abandoned, abandoned * 40_000L, 90_000),
            Wait = new DurationStatistics(answered + abandoned, (answered * 15_000L) + (abandoned * 40_000L), 110_000),
            Talk = new DurationStatistics(answered, answered * 200_000L, 600_000),
            Handle = new DurationStatistics(answered, answered * 260_000L, 900_000),
            ShortAbandoned = random.Next(abandoned),
            OverSla = late,
            Bands = new Bands(
                Edges,
                [.. Enumerable.Range(1, 6).Select(i => answered * i / 6)],
                [.. Enumerable.Range(1, 4).Select(i => abandoned * i / 4)]),
            Genesys = new GenesysServiceLevel(answered - late, answered + abandoned, 0.8m),
        };
    }
}
