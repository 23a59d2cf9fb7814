namespace ServiceLevelDashboard.Browser.Tests;

/// <summary>A clock that runs on from a chosen moment, so that every run shows the same day of the simulated contact centre.</summary>
internal sealed class ShiftedClock(DateTimeOffset start) : TimeProvider
{
    private long _shift = (start - System.GetUtcNow()).Ticks;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _shift));

    /// <summary>Skips some time.</summary>
    public void Skip(TimeSpan time) => Interlocked.Add(ref _shift, time.Ticks);
}
