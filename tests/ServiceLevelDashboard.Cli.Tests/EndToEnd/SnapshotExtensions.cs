using ServiceLevelDashboard.Analytics;

namespace ServiceLevelDashboard.Cli.Tests.EndToEnd;

/// <summary>Waits for figures of a dashboard.</summary>
internal static class SnapshotExtensions
{
    /// <summary>Waits until a snapshot is as wanted.</summary>
    public static async Task UntilAsync(this ISnapshots snapshots, Func<Snapshot, bool> isWanted)
    {
        var found = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var subscription = snapshots.Subscribe(Look);
        await Look();
        await found.Task.Soon();

        Task Look()
        {
            if (snapshots.For(Visibility.Everything).Snapshot is { } snapshot && isWanted(snapshot))
            {
                found.TrySetResult();
            }
            return Task.CompletedTask;
        }
    }
}
