using System.Threading.Channels;
using Microsoft.Extensions.Time.Testing;

namespace ServiceLevelDashboard.Genesys.Tests.Push;

/// <summary>A clock that the test moves and that tells when somebody starts to wait on it, so that no test has to guess.</summary>
internal sealed class WatchedTime() : FakeTimeProvider(new DateTimeOffset(2026, 9, 1, 8, 0, 0, TimeSpan.Zero))
{
    private readonly Channel<TimeSpan> _waits = Channel.CreateUnbounded<TimeSpan>();

    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        var timer = base.CreateTimer(callback, state, dueTime, period);
        _waits.Writer.TryWrite(dueTime);
        return timer;
    }

    /// <summary>Waits until somebody waits for so long, and lets that time pass.</summary>
    public async Task PassAsync(TimeSpan wait)
    {
        while (await _waits.Reader.ReadAsync(TestContext.Current.CancellationToken).AsTask().Soon() != wait)
        {
            // Another wait: not the one that is asked for.
        }

        Advance(wait);
    }
}
