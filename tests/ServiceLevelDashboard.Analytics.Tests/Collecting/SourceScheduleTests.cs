using ServiceLevelDashboard.Analytics.Live;
using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Analytics.Tests.Collecting;

public sealed class SourceScheduleTests
{
    private static readonly DateTimeOffset Now = Given.Utc("08:00");

    [Theory]
    [InlineData(0.0, 27)]
    [InlineData(0.5, 30)]
    [InlineData(0.999999999, 33)]
    public void Succeeded_AnyDraw_StaysWithinTheJitter(double draw, int seconds) =>
        Assert.Equal(seconds, (Schedule(30, 0.1, draw).Succeeded(Now) - Now).TotalSeconds, 3);

    [Fact]
    public void Failed_Unavailable_WaitsLongerEachTimeUpToTwoMinutes()
    {
        var schedule = Schedule(30);
        var waits = Enumerable.Range(0, 40).Select(_ => Wait(schedule.Failed(Now, new UnavailableException("down")))).ToList();
        Assert.Equal([30, 60, 120, 120], waits.Take(4));
        Assert.All(waits.Skip(2), wait => Assert.Equal(120, wait));
        Assert.Equal(40, schedule.Failure!.Attempts);
    }

    [Fact]
    public void Failed_UnavailableWithALongPeriod_IsTriedSoon() =>
        Assert.Equal(30, Wait(Schedule(1800).Failed(Now, new UnavailableException("down"))));

    [Theory]
    [InlineData(300, 300)]
    [InlineData(2, 30)]
    public void Failed_Throttled_WaitsAsToldAndNeverLessThanThePeriod(int retryAfter, int expected) =>
        Assert.Equal(expected, Wait(Schedule(30).Failed(Now, new ThrottledException("slow down", TimeSpan.FromSeconds(retryAfter)))));

    [Fact]
    public void Failed_Throttled_JitterOnlyWaitsLonger() =>
        Assert.Equal(330, Wait(Schedule(30, 0.1, 1).Failed(Now, new ThrottledException("slow down", TimeSpan.FromSeconds(300)))));

    [Fact]
    public void Failed_Refused_IsTriedEveryFiveMinutes()
    {
        Assert.Equal(300, Wait(Schedule(30).Failed(Now, new AuthenticationFailedException("no"))));
        var failure = Schedule(30).Failed(Now, new PermissionMissingException("no", ["routing:queue:view"], "cid"));
        Assert.Equal(300, Wait(failure));
        Assert.Equal(FailureKind.Permission, failure.Kind);
        Assert.Equal(["routing:queue:view"], failure.MissingPermissions);
        Assert.Equal("cid", failure.CorrelationId);
    }

    [Fact]
    public void Failed_Twice_RemembersSinceWhenUntilItSucceeds()
    {
        var schedule = Schedule(30);
        schedule.Failed(Now, new UnavailableException("down"));
        var second = schedule.Failed(Now.AddMinutes(1), new UnavailableException("still down"));
        Assert.Equal((Now, Now.AddMinutes(1), 2), (second.Since, second.LastAt, second.Attempts));

        schedule.Succeeded(Now.AddMinutes(2));
        Assert.Null(schedule.Failure);
        Assert.Equal(1, schedule.Failed(Now.AddMinutes(3), new UnavailableException("down")).Attempts);
    }

    private static double Wait(RefreshFailure failure) => Math.Round((failure.NextAttempt - failure.LastAt).TotalSeconds, 3);

    private static SourceSchedule Schedule(int seconds, double jitter = 0, double draw = 0) =>
        new(RefreshSource.Intervals, TimeSpan.FromSeconds(seconds), jitter, () => draw);
}
