using CsCheck;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Tests.History;

public sealed class GranularityChoiceTests
{
    private static readonly DateTimeOffset Eight = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Choose_FiveAndFifteenMinutesOverTheSameHours_TakesEachHourFromTheFinerThatIsComplete()
    {
        var fine = Kept(Granularity.FiveMinutes, 0, 90);
        var coarse = Kept(Granularity.QuarterHour, 0, 180);

        var history = GranularityChoice.Choose(Range(0, 240), [fine, coarse]);

        Assert.Equal(12, history.Rows.Count(r => r.Interval.Length == TimeSpan.FromMinutes(5)));
        Assert.Equal(8, history.Rows.Count(r => r.Interval.Length == TimeSpan.FromMinutes(15)));
        Assert.Equal([Range(0, 60), Range(60, 180)], history.Covered.Select(c => c.Range));
        Assert.Equal([Range(180, 240)], history.Missing);
    }

    [Fact]
    public void Choose_NothingKept_IsAllMissing() =>
        Assert.Equal([Range(0, 60)], GranularityChoice.Choose(Range(0, 60), [new ArchivedIntervals([], [])]).Missing);

    [Fact]
    public void Choose_AnyCoverages_NoInstantIsReadTwiceAndEveryRowLiesInWhatIsCovered() =>
        Gen.Select(Gen.Int[0, 40], Gen.Int[1, 40], Gen.Int[0, 13], Gen.Int[1, 13]).Sample(cuts =>
        {
            var (fineFrom, fineLength, coarseFrom, coarseLength) = cuts;
            var history = GranularityChoice.Choose(Range(0, 480),
            [
                Kept(Granularity.FiveMinutes, fineFrom * 5, (fineFrom + fineLength) * 5),
                Kept(Granularity.QuarterHour, coarseFrom * 15, (coarseFrom + coarseLength) * 15),
            ]);
            var rows = history.Rows.OrderBy(r => r.Interval.Start).ToList();
            Assert.All(rows.Zip(rows.Skip(1)), pair => Assert.True(pair.First.Interval.End <= pair.Second.Interval.Start));
            Assert.All(rows, r => Assert.Contains(history.Covered, c => c.Range.Contains(r.Interval)));
            Assert.All(history.Missing, m => Assert.DoesNotContain(history.Covered, c => c.Range.Overlaps(m)));
        });

    [Fact]
    public void Unsettled_FetchedBeforeSettling_IsWhatMayStillMove()
    {
        var coverage = new Coverage(Range(0, 240), Granularity.QuarterHour, EdgeSet.None, [], Eight.AddHours(5).AddMinutes(7));
        Assert.Equal([Range(120, 240)], KnownParts.Unsettled([coverage], TimeSpan.FromHours(3)));
        Assert.Empty(KnownParts.Unsettled([coverage with { FetchedAt = Eight.AddHours(7) }], TimeSpan.FromHours(3)));
        // made of several fetches, of which the oldest came before its end
        Assert.Empty(KnownParts.Unsettled([coverage with { IsSettled = true }], TimeSpan.FromHours(3)));
    }

    private static Interval Range(int from, int to) => new(Eight.AddMinutes(from), Eight.AddMinutes(to));

    private static ArchivedIntervals Kept(Granularity granularity, int from, int to) => new(
        [.. granularity.Split(Range(from, to)).Select(i => new QueueInterval(
            new QueueMedia(new QueueId("a"), MediaType.Voice), i, new ContactCounts { Offered = 1 }))],
        [new Coverage(Range(from, to), granularity, EdgeSet.None, [], Eight.AddDays(1))]);
}
