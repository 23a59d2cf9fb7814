namespace ServiceLevelDashboard.Analytics;

/// <summary>
/// The one door to the figures. There is always a state to read at once, also before the first answer; it never throws and
/// never waits.
/// </summary>
public interface ISnapshots
{
    /// <summary>The state as of now for these eyes. The same object until something changes.</summary>
    SnapshotState For(Visibility visibility);

    /// <summary>
    /// Calls back after changes, on a thread of its own, at most every 100 ms, never twice at once; the callback reads
    /// <see cref="For"/>. What the callback throws is logged and hurts nobody else.
    /// </summary>
    /// <returns>Dispose it to end the calls.</returns>
    IDisposable Subscribe(Func<Task> changed);
}
