using System.Globalization;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Alerts;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Web.Tests.Alerts;
using ServiceLevelDashboard.Web.Tests.Queue;
using ServiceLevelDashboard.Web.Wall;

namespace ServiceLevelDashboard.Web.Tests.Wall;

public sealed class WallAlertsTests
{
    private readonly FakeAlerts _alerts = new();

    public WallAlertsTests() => CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en-GB");

    [Fact]
    public void Of_ABoard_IsWhatFiresOfItsTilesAlone()
    {
        AlertView[] firing =
        [
            AlertSamples.Waiting() with { Chime = true },
            AlertSamples.Waiting("a2", "Sales", new QueueMedia(new QueueId("q-sales"), MediaType.Voice)),
        ];

        var shown = WallAlerts.Of([.. firing], [QueueSamples.BillingMorning()]);

        Assert.Equal([new WallAlert("a1", "Billing waiting 3:00", true)], shown!.Value);
    }

    [Fact]
    public void Of_NothingOfTheBoard_IsNull()
    {
        var other = AlertSamples.Waiting(queue: new QueueMedia(new QueueId("q-sales"), MediaType.Voice));

        Assert.Null(WallAlerts.Of([other], [QueueSamples.BillingMorning()]));
    }

    [Fact]
    public void For_SilencedOrOfTheSystem_IsNotForWalls()
    {
        var silenced = AlertSamples.Waiting() with { Silence = new AlertSilence("wait", "x", QueueSamples.Now.AddHours(1), "drill", "ben") };
        var system = AlertSamples.Waiting("a3") is var alert ? alert with { Facts = alert.Facts with { Queue = null } } : null!;
        _alerts.Fire(silenced, system);
        using var walls = new WallAlerts(_alerts);

        Assert.Empty(walls.For(Visibility.Everything));
    }

    [Fact]
    public void For_UntilItChanges_IsTheSameArray()
    {
        _alerts.Fire(AlertSamples.Waiting());
        using var walls = new WallAlerts(_alerts);
        var before = walls.For(Visibility.Everything);

        Assert.True(before == walls.For(Visibility.Everything));
        _alerts.Fire(AlertSamples.Waiting(), AlertSamples.Waiting("a2"));
        Assert.Equal(2, walls.For(Visibility.Everything).Length);
    }
}
