using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace ServiceLevelDashboard.Analytics.Tests;

/// <summary>A clock that the test moves and that tells when somebody starts to wait on it, so that no test has to guess.</summary>
internal sealed class WatchedTime(DateTimeOffset start) : FakeTimeProvider(start)
{
    private readonly Channel<TimeSpan> _waits = Channel.CreateUnbounded<TimeSpan>();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        _waits.Writer.TryWrite(dueTime);
        return timer;
    }

    /// <summary>The next wait that somebody starts, or has started since the last call.</summary>
    public Task<TimeSpan> NextWaitAsync() => _waits.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().Soon();
}
