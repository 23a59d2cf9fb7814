using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Live;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Storage.Intervals;

namespace ServiceLevelDashboard.Storage.Tests.Intervals;

/// <summary>What a reader of the past holds while it reads: a week of sums, over ninety days as over thirty.</summary>
public sealed class DaySumMemoryTests
{
    private const int Queues = 20;

    private static readonly SiteCalendar Site = SiteCalendar.AtMidnight(TimeZoneInfo.Utc);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task ReadDays_ThreeTimesAsManyDays_HoldsNoMore()
    {
        await using var fixture = await ArchiveFixture.OpenAsync(DatabaseKind.Sqlite);
        var days = Enumerable.Range(0, 90).Select(d => new Interval(Samples.Day.AddDays(d), Samples.Day.AddDays(d + 1))).ToImmutableArray();
        ImmutableArray<QueueInterval> first = [.. Enumerable.Range(0, Queues).Select(q => Samples.Row($"queue-{q:000}", 600, 12))];
        var archive = new DailyArchive(fixture.Executor);
        await fixture.Archive.MergeAsync(
            new Coverage(new Interval(days[0].Start, days[^1].End), Granularity.QuarterHour, Samples.Edges, [], days[^1].End.AddDays(1)),
            [.. days.SelectMany(day => first.Select(row => row with { Interval = Moved(row.Interval, day.Start - days[0].Start) }))], Cancel);
        foreach (var day in days)
        {
            Assert.True(await archive.SumAsync(day, Site.Zone, Cancel));
        }
        var reader = new HistoryReader(new InMemoryIntervalArchive(TimeSpan.FromDays(1)), fixture.Archive, archive);

        Assert.Equal((7, 7), (await LivingAsync(reader, days[..30]), await LivingAsync(reader, days)));
    }

    /// <summary>The most days whose sums live, after a collection, while days are read one after another.</summary>
    private static async Task<int> LivingAsync(HistoryReader reader, ImmutableArray<Interval> days)
    {
        var (seen, most, contacts) = (new List<WeakReference>(), 0, 0);
        await foreach (var kept in reader.ReadDaysAsync(days, Site.Zone, [], Cancel))
        {
            contacts += kept.Rows.Sum(static r => r.Counts.Answered);
            seen.Add(new WeakReference(kept.Rows[0].Counts));
            if (seen.Count % 7 == 0)
            {
                GC.Collect();
                most = Math.Max(most, seen.Count(static day => day.IsAlive));
            }
        }

        Assert.Equal(days.Length * Queues * 12, contacts);
        return most;
    }

    private static Interval Moved(Interval interval, TimeSpan by) => new(interval.Start + by, interval.End + by);
}
