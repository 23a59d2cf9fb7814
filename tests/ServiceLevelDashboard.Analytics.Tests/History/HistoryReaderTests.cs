using ServiceLevelDashboard.Analytics.Live;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Tests.History;

public sealed class HistoryReaderTests
{
    [Fact]
    public async Task ReadDay_SumOfAllButOneQueue_IsTheSumsAndThatQueuesIntervals()
    {
        var day = Given.Span("2026-09-01T00:00", "2026-09-02T00:00");
        var coverage = new Coverage(day, Granularity.QuarterHour, EdgeSet.None, [], day.End.AddDays(1));
        var archive = new FakeDurableArchive
        {
            Sums = new DailySums(coverage, [new QueueInterval(Given.Voice("a"), day, Given.Counts(12))]) { Unsummed = [Given.Voice("b")] },
        };
        await archive.MergeAsync(
            coverage, [Given.Row("a", "09:00", 12), Given.Row("b", "09:00", 3), Given.Row("b", "09:15", 4)], TestContext.Current.CancellationToken);

        var kept = await new HistoryReader(new InMemoryIntervalArchive(TimeSpan.FromDays(1)), archive, archive).ReadDayAsync(
            day, Given.Berlin, [], TestContext.Current.CancellationToken);

        Assert.Equal(
            [("a", 24 * 60, 12), ("b", 15, 3), ("b", 15, 4)],
            kept.Rows.Select(r => (r.Key.Queue.Value, (int)r.Interval.Length.TotalMinutes, r.Counts.Answered)));
    }
}
