
namespace ServiceLevelDashboard.Analytics;

/// <summary>How old a snapshot's figures are. Ages count from the contact centre's own clock and are right even when ours runs differently.</summary>
public static class SnapshotAge
{
    /// <summary>The age of the interval figures; null when there are none; never negative.</summary>
    /// <param name="state">The state.</param>
    /// <param name="now">Our clock, now.</param>
    public static TimeSpan? AgeAt(this SnapshotState state, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Snapshot is { } snapshot ? Age(snapshot.DataUntil, snapshot, now) : null;
    }

    /// <summary>The age of waiting contacts and agents; null when they were never observed; never negative.</summary>
    /// <param name="state">The state.</param>
    /// <param name="now">Our clock, now.</param>
    public static TimeSpan? ObservationAgeAt(this SnapshotState state, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        return state.Snapshot is { ObservedAt: { } observed } snapshot ? Age(observed, snapshot, now) : null;
    }

    /// <summary>How far the interval figures can be trusted to be of now.</summary>
    /// <param name="state">The state.</param>
    /// <param name="now">Our clock, now.</param>
    /// <returns><see cref="DataState.NoData"/> when there is no snapshot yet.</returns>
    public static DataState DataStateAt(this SnapshotState state, DateTimeOffset now) =>
        DataStates.Judge(state.AgeAt(now), state.Pace.Intervals);

    /// <summary>How far waiting contacts and agents can be trusted to be of now.</summary>
    /// <param name="state">The state.</param>
    /// <param name="now">Our clock, now.</param>
    /// <returns><see cref="DataState.NoData"/> when they were never observed.</returns>
    public static DataState ObservationStateAt(this SnapshotState state, DateTimeOffset now) =>
        DataStates.Judge(state.ObservationAgeAt(now), state.Pace.Observations);

    private static TimeSpan Age(DateTimeOffset then, Snapshot snapshot, DateTimeOffset now)
    {
        var age = now + snapshot.ClockOffset - then;
        return age < TimeSpan.Zero ? TimeSpan.Zero : age;
    }
}
