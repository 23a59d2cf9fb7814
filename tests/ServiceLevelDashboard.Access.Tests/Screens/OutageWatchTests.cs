using Microsoft.Extensions.Time.Testing;
using ServiceLevelDashboard.Access.Screens;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Web.Tests.Explain;

namespace ServiceLevelDashboard.Access.Tests.Screens;

public sealed class OutageWatchTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
    private readonly FakeArchive _archive = new();
    private readonly FakeTimeProvider _clock = new(Start);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task TurnAsync_ScreenGoesDarkAndComesBack_IsOneOutageFromWhenItWasLastHeard()
    {
        var (fleet, hall, foyer) = await LitAsync();

        await fleet.PassAsync(Minutes(1), foyer);
        Assert.Null(fleet.Watch.Of(hall)); // a question may be late
        await fleet.PassAsync(Minutes(1), foyer);
        Assert.Equal(new Darkness(Start + Minutes(5), null, Start + Minutes(5)), fleet.Watch.Of(hall));
        await fleet.PassAsync(Minutes(7), foyer);
        Assert.Empty(await fleet.OutagesAsync(hall, Start));
        await fleet.PassAsync(Minutes(16), foyer);
        Assert.Equal([(5.0, null)], await fleet.OutagesAsync(hall, Start));
        await fleet.PassAsync(Minutes(1), foyer, hall);

        Assert.Null(fleet.Watch.Of(hall));
        Assert.Equal((5.0, Math.Round(30 + (1 / 6.0), 6)), Rounded(Assert.Single(await fleet.OutagesAsync(hall, Start))));
        Assert.Empty(await fleet.OutagesAsync(foyer, Start));
        Assert.Equal(
            [("Hall", new Outage(Start + Minutes(5), null)), ("Hall", new Outage(Start + Minutes(5), Start + Minutes(30) + TimeSpan.FromSeconds(10)))],
            fleet.Notices);
    }

    [Theory]
    [InlineData(DarkReason.Night)]
    [InlineData(DarkReason.Closed)]
    public async Task TurnAsync_DarkWithAReason_IsShownAndMissedOnlyFromItsEndOn(DarkReason reason)
    {
        var (fleet, hall, _) = await LitAsync();
        fleet.Reason = reason;

        await fleet.PassAsync(Minutes(60));
        Assert.Equal(new Darkness(Start + Minutes(5), reason, null), fleet.Watch.Of(hall));
        Assert.Empty(await fleet.OutagesAsync(hall, Start));
        fleet.Reason = null;
        await fleet.PassAsync(Minutes(9));
        Assert.Empty(await fleet.OutagesAsync(hall, Start));
        await fleet.PassAsync(Minutes(2));

        Assert.Equal((Math.Round(65 + (1 / 6.0), 6), null), Rounded(Assert.Single(await fleet.OutagesAsync(hall, Start))));
    }

    [Fact]
    public async Task TurnAsync_OffOnPurpose_IsNotMissed()
    {
        var (fleet, hall, _) = await LitAsync();
        await fleet.Screens.EditAsync(hall, new("Hall", ["all"], null, IsPaused: true), FleetUnderTest.Anna, Cancellation);

        await fleet.PassAsync(Minutes(60));

        Assert.Equal(DarkReason.Paused, fleet.Watch.Of(hall)?.Reason);
        Assert.Empty(await fleet.OutagesAsync(hall, Start));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task TurnAsync_RevokedOrPausedInAnOutage_EndsIt(bool isRevoked)
    {
        var (fleet, hall, _) = await LitAsync();
        await fleet.PassAsync(Minutes(20));
        _ = isRevoked
            ? await fleet.Screens.RevokeAsync(hall, FleetUnderTest.Anna.Actor, isCopied: false, Cancellation)
            : await fleet.Screens.EditAsync(hall, new("Hall", ["all"], null, IsPaused: true), FleetUnderTest.Anna, Cancellation);

        await fleet.PassAsync(Minutes(20));

        Assert.Equal((5.0, Math.Round(25 + (1 / 6.0), 6)), Rounded(Assert.Single(await fleet.OutagesAsync(hall, Start))));
    }

    [Fact]
    public async Task TurnAsync_ApprovedAndNotFetched_IsNotMissed()
    {
        var fleet = await FleetUnderTest.StartAsync(_archive, _clock);
        await fleet.Screens.EnrolAsync("0123456789abcdef", new("Foyer", ["all"], null), FleetUnderTest.Anna, Cancellation);

        await fleet.PassAsync(Minutes(60));

        Assert.Null(fleet.Watch.Of("0123456789abcdef"));
        Assert.Empty(fleet.Notices);
    }

    [Fact]
    public async Task TurnAsync_DashboardWasDown_GivesEveryScreenItsTimeAndRecordsNone()
    {
        var (_, hall, foyer) = await LitAsync();
        _clock.Advance(Minutes(60));
        var again = await FleetUnderTest.StartAsync(_archive, _clock);

        await again.PassAsync(Minutes(1));
        Assert.Null(again.Watch.Of(hall));
        await again.PassAsync(Minutes(30), hall, foyer);

        Assert.Empty(again.Notices);
    }

    [Fact]
    public async Task TurnAsync_ScreenDiedWhileTheDashboardWasDown_IsMissedFromWhenItWasLastHeard()
    {
        var (_, hall, foyer) = await LitAsync();
        _clock.Advance(Minutes(60));
        var again = await FleetUnderTest.StartAsync(_archive, _clock);

        await again.PassAsync(Minutes(9), foyer);
        var since = again.Watch.Of(hall)!.Since!.Value; // kept twice a minute
        Assert.InRange(since, Start + Minutes(4.5), Start + Minutes(5));
        Assert.Empty(again.Notices);
        await again.PassAsync(Minutes(2), foyer);

        Assert.Equal([("Hall", new Outage(since, null))], again.Notices);
    }

    [Fact]
    public async Task TurnAsync_RestartedInAnOutage_RecordsItOnceAndEndsItAtTheReturn()
    {
        var (fleet, hall, _) = await LitAsync();
        await fleet.PassAsync(Minutes(20));
        var again = await FleetUnderTest.StartAsync(_archive, _clock);

        await again.PassAsync(Minutes(20));
        Assert.Equal([(5.0, null)], await again.OutagesAsync(hall, Start));
        await again.PassAsync(Minutes(1), hall);

        Assert.Equal((5.0, Math.Round(45 + (1 / 6.0), 6)), Rounded(Assert.Single(await again.OutagesAsync(hall, Start))));
    }

    [Fact]
    public async Task TurnAsync_MachineSlept_MissesNobodyForThat()
    {
        var (fleet, hall, foyer) = await LitAsync();

        _clock.Advance(Minutes(120));
        await fleet.Watch.TurnAsync(Cancellation);
        Assert.Null(fleet.Watch.Of(hall));
        await fleet.PassAsync(Minutes(20), hall, foyer);

        Assert.Empty(fleet.Notices);
    }

    [Fact]
    public async Task TurnAsync_HeardByAnotherProcess_IsNotDarkHere()
    {
        var (fleet, hall, foyer) = await LitAsync();
        var other = await FleetUnderTest.StartAsync(_archive, _clock);
        for (var i = 0; i < 20 * 6; i++)
        {
            await fleet.PassAsync(TimeSpan.FromSeconds(10), hall, foyer);
            await other.Watch.TurnAsync(Cancellation);
            Assert.Null(other.Watch.Of(hall));
        }

        Assert.Empty(other.Notices);
    }

    [Fact]
    public async Task TurnAsync_TwoProcessesMissTheSame_RecordItOnce()
    {
        var (fleet, hall, _) = await LitAsync();
        var other = await FleetUnderTest.StartAsync(_archive, _clock);
        for (var i = 0; i < 20 * 6; i++)
        {
            await fleet.PassAsync(TimeSpan.FromSeconds(10));
            await other.Watch.TurnAsync(Cancellation);
        }

        Assert.Single(await fleet.OutagesAsync(hall, Start));
        Assert.Equal(2, fleet.Notices.Count + other.Notices.Count); // of two screens
    }

    [Fact]
    public async Task TurnAsync_ArchiveAway_ShowsTheDarkAndRecordsWhenItIsBack()
    {
        var (fleet, hall, _) = await LitAsync();
        await fleet.PassAsync(Minutes(5));
        _archive.IsAway = true;
        for (var i = 0; i < 12 * 6; i++)
        {
            _clock.Advance(OutageWatch.LookAgain);
            await Assert.ThrowsAsync<ArchiveUnavailableException>(() => fleet.Watch.TurnAsync(Cancellation));
        }
        _archive.IsAway = false;

        await fleet.PassAsync(TimeSpan.FromSeconds(10));

        Assert.Equal([(5.0, null)], await fleet.OutagesAsync(hall, Start));
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, true)]
    [InlineData(1_440, true)]
    [InlineData(1_441, false)]
    public void Setting_OutOfItsRange_NamesTheKeyAndTheRange(int minutes, bool isGood)
    {
        var result = new ScreenOptionsValidator().Validate(null, new ScreenOptions { DarkAfterMinutes = minutes });

        Assert.Equal(isGood, result.Succeeded);
        Assert.Equal(isGood ? null : $"Wall:DarkAfterMinutes is {minutes}; give 2 to 1440 minutes.", result.FailureMessage);
    }

    [Fact]
    public void Outages_Many_KeepTheLatest()
    {
        var all = Enumerable.Range(0, 80).Aggregate(ScreenOutages.None, (known, i) => known.Begin(Start + Minutes(i)).End(Start + Minutes(i + 1)));

        Assert.Equal(ScreenOutages.MaximumKept, all.Outages.Length);
        Assert.Equal(Start + Minutes(79), all.Outages[^1].Since);
        Assert.Equal(Minutes(1), all.Outages[^1].DurationAt(Start));
    }

    private static TimeSpan Minutes(double minutes) => TimeSpan.FromMinutes(minutes);

    private static (double Since, double? Until) Rounded((double Since, double? Until) outage) =>
        (Math.Round(outage.Since, 6), outage.Until is { } until ? Math.Round(until, 6) : null);

    /// <summary>Two screens that have been heard for five minutes.</summary>
    private async Task<(FleetUnderTest Fleet, string Hall, string Foyer)> LitAsync()
    {
        var fleet = await FleetUnderTest.StartAsync(_archive, _clock);
        var (hall, foyer) = (await fleet.HangAsync("Hall"), await fleet.HangAsync("Foyer"));
        await fleet.PassAsync(Minutes(5), hall, foyer);
        return (fleet, hall, foyer);
    }
}
