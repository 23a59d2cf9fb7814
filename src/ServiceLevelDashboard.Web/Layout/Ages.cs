using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Web.Layout;

internal static class Ages
{
    public static TimeSpan? AgeAt(this SnapshotState state, DateTimeOffset now) => now - state.Snapshot?.DataUntil;

    public static DataState DataStateAt(this SnapshotState state, DateTimeOffset now) => DataStates.Judge(state.AgeAt(now), TimeSpan.FromSeconds(30));

    public static DataState ObservationStateAt(this SnapshotState state, DateTimeOffset now) => DataStates.Judge(now - state.Snapshot?.ObservedAt, TimeSpan.FromSeconds(15));
}
