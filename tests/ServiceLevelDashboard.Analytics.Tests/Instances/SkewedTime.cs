using Microsoft.Extensions.Time.Testing;

namespace ServiceLevelDashboard.Analytics.Tests.Instances;

/// <summary>A machine's clock that is off by a fixed time; its timers are not. Those of a process that was stopped have not rung yet when it goes on.</summary>
internal sealed class SkewedTime(TimeProvider right, TimeSpan skew, bool isStopped = false) : TimeProvider
{
    public override long TimestampFrequency => right.TimestampFrequency;

    public override DateTimeOffset GetUtcNow() => right.GetUtcNow() + skew;

    public override long GetTimestamp() => right.GetTimestamp();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        (isStopped ? new FakeTimeProvider() : right).CreateTimer(callback, state, dueTime, period);
}
