using System.Globalization;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Web.Queue;

namespace ServiceLevelDashboard.Web.Tests.Queue;

public sealed class StaffTrendTests
{
    public StaffTrendTests() => CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("en-GB");

    [Fact]
    public void Staff_SampledAndNot_DrawsMeansAndGaps()
    {
        var shown = QueueTrends.Shown(QueueSamples.BillingMorning().Intervals);
        var series = QueueTrends.Staff(
            shown, [Agents(0, 6, 8), Waiting(MediaType.Voice, 0, 3), Waiting(MediaType.Chat, 0, 9)], MediaType.Voice, QueueSamples.London);

        Assert.Equal([7d, null, null, null], series.Points.Select(p => p.Value));
        Assert.Equal("On queue: 7 (6 to 8)", series.Points[0].ValueText);
        Assert.Equal("at most 3 waiting", series.Points[0].VolumeText);
        Assert.Equal("–", series.Points[1].VolumeText);
    }

    [Fact]
    public void Staff_NothingSampled_HasNoPoints() =>
        Assert.Empty(QueueTrends.Staff(QueueTrends.Shown(QueueSamples.BillingMorning().Intervals), [], MediaType.Voice, QueueSamples.London).Points);

    private static ObservedInterval Agents(int quarter, params long[] counts) => Sample(null, AgentStatus.OnQueue, quarter, counts);

    private static ObservedInterval Waiting(MediaType media, int quarter, params long[] counts) => Sample(media, null, quarter, counts);

    private static ObservedInterval Sample(MediaType? media, AgentStatus? status, int quarter, long[] counts)
    {
        var start = QueueSamples.Eight.AddMinutes(15 * quarter);
        return new ObservedInterval(
            QueueSamples.Billing.Queue, media, status, new Interval(start, start.AddMinutes(15)),
            counts.Aggregate(default(Spread), (sum, count) => sum + Spread.Of(count)), default);
    }
}
