namespace ServiceLevelDashboard.Analytics.Tests.Instances;

/// <summary>A machine's clock that is off by a fixed time; its timers are not.</summary>
internal sealed class SkewedTime(TimeProvider right, TimeSpan skew) : TimeProvider
{
    public override long TimestampFrequency => right.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => right.GetUtcNow() + skew;

    public override long GetTimestamp() => right.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        right.CreateTimer(callback, state, dueTime, period);
}
