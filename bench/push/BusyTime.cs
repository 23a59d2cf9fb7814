namespace ServiceLevelDashboard.PushBench;

/// <summary>Real time, begun at twenty minutes to ten on a Tuesday, so that a measurement does not depend on when it is made.</summary>
internal sealed class BusyTime : TimeProvider
{
    private static readonly DateTimeOffset Morning = new(2026, 9, 1, 8, 40, 0, TimeSpan.Zero);

    private readonly long _start = System.GetTimestamp();

    public override DateTimeOffset GetUtcNow() => Morning + System.GetElapsedTime(_start);
}
