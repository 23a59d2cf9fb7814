using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Tests;

public sealed class SnapshotAgeTests
{
    private static readonly SnapshotState Nothing = new(null, [], null, new QuotaUse(0, 0, 0, 0, 0), []);

    [Fact]
    public void DataStateAt_BeforeTheFirstSnapshot_IsNoData()
    {
        Assert.Null(Nothing.AgeAt(Given.Utc("08:00")));
        Assert.Equal(DataState.NoData, Nothing.DataStateAt(Given.Utc("08:00")));
        Assert.Equal(DataState.NoData, Nothing.ObservationStateAt(Given.Utc("08:00")));
    }

    [Theory]
    [InlineData("08:01:00", DataState.Live, DataState.Delayed)]
    [InlineData("08:01:01", DataState.Delayed, DataState.Delayed)]
    [InlineData("08:05:01", DataState.Stale, DataState.Stale)]
    [InlineData("08:15:01", DataState.NoData, DataState.NoData)]
    public void DataStateAt_Later_FollowsEachSourcesOwnPeriod(string now, DataState intervals, DataState observations)
    {
        var state = Nothing with { Snapshot = At("08:00", TimeSpan.Zero) };
        Assert.Equal(intervals, state.DataStateAt(Given.Utc(now)));
        Assert.Equal(observations, state.ObservationStateAt(Given.Utc(now)));
    }

    [Fact]
    public void AgeAt_ClocksDiffer_CountsByTheContactCentres()
    {
        var state = Nothing with { Snapshot = At("08:10", TimeSpan.FromMinutes(10)) };
        Assert.Equal(TimeSpan.Zero, state.AgeAt(Given.Utc("07:59:59")));
        Assert.Equal(TimeSpan.FromSeconds(70), state.AgeAt(Given.Utc("08:01:10")));
    }

    private static Snapshot At(string until, TimeSpan offset) => new()
    {
        Version = 1,
        DataUntil = Given.Utc(until),
        ClockOffset = offset,
        ObservedAt = Given.Utc(until),
        Day = Given.Span("00:00", "23:00"),
        LastHalfHour = Given.Span("07:30", "08:00"),
        Calendar = SiteCalendar.AtMidnight(Given.Berlin),
        Granularity = Granularity.QuarterHour,
        Definition = ServiceLevelDefinition.Default,
        Queues = [],
        Listed = ImmutableDictionary<QueueId, Queue>.Empty,
    };
}
