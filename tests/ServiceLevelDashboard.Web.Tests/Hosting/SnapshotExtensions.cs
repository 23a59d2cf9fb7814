using ServiceLevelDashboard.Analytics;

namespace ServiceLevelDashboard.Web.Tests.Hosting;

/// <summary>Waits for figures of a dashboard.</summary>
internal static class SnapshotExtensions
{
    /// <summary>The first snapshot that is as wanted.</summary>
    public static async Task<Snapshot> FirstAsync(this ISnapshots snapshots, Func<Snapshot, bool> isWanted, CancellationToken cancellationToken)
    {
        var found = new TaskCompletionSource<Snapshot>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var subscription = snapshots.Subscribe(Look);
        await Look();
        using var bound = Patience.Bound(cancellationToken);
        return await found.Task.WaitAsync(bound.Token);

        Task Look()
        {
            if (snapshots.For(Visibility.Everything).Snapshot is { } snapshot && isWanted(snapshot))
            {
                found.TrySetResult(snapshot);
            }
            return Task.CompletedTask;
        }
    }
}
