namespace ServiceLevelDashboard.Browser.Tests;

/// <summary>A clock that runs on from a chosen moment, so that every run shows the same day of the simulated contact centre.</summary>
internal sealed class ShiftedClock(DateTimeOffset start) : TimeProvider
{
    private readonly TimeSpan _shift = start - System.GetUtcNow();

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + _shift;
}
