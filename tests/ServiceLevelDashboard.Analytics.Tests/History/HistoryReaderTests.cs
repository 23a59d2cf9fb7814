using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Live;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Tests.History;

public sealed class HistoryReaderTests
{
    [Fact]
    public async Task ReadDays_OneOfThemSummed_IsItsSumAndTheOthersIntervals()
    {
        var days = ImmutableArray.Create(Given.Span("2026-09-01T00:00", "2026-09-02T00:00"), Given.Span("2026-09-02T00:00", "2026-09-03T00:00"));
        var coverage = new Coverage(days[0], Granularity.QuarterHour, EdgeSet.None, [], days[1].End.AddDays(1));
        var archive = new FakeDurableArchive { Sums = new DailySums(coverage, [new QueueInterval(Given.Voice("a"), days[0], Given.Counts(12))]) };
        var later = days[1].Start.AddHours(9);
        await archive.MergeAsync(
            coverage with { Range = days[1] },
            [new QueueInterval(Given.Voice("a"), new Interval(later, later.AddMinutes(15)), Given.Counts(3))],
            TestContext.Current.CancellationToken);

        var kept = await new HistoryReader(new InMemoryIntervalArchive(TimeSpan.FromDays(1)), archive, archive)
            .ReadDaysAsync(days, Given.Berlin, [], TestContext.Current.CancellationToken).ToListAsync(TestContext.Current.CancellationToken);

        Assert.Equal(days, kept.Select(k => k.Range));
        Assert.Equal([(24 * 60, 12), (15, 3)], kept.SelectMany(k => k.Rows).Select(r => ((int)r.Interval.Length.TotalMinutes, r.Counts.Answered)));
    }
}
