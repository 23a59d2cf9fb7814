using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Web.Components;

namespace ServiceLevelDashboard.Web.Overview;

/// <summary>A snapshot as the overview divides it: tiles, and queues without a contact today.</summary>
/// <param name="Tiles">What gets a tile, most urgent first.</param>
/// <param name="Quiet">Queues without a contact today and with nobody waiting, by name.</param>
/// <param name="QueueCount">All queues, with and without contacts.</param>
/// <param name="ManyMedia">The queues that have more than one media type among the tiles: there the media type is named.</param>
public sealed record OverviewTiles(
    ImmutableArray<QueueSummary> Tiles,
    ImmutableArray<Domain.Targets.Queue> Quiet,
    int QueueCount,
    ImmutableHashSet<QueueId> ManyMedia)
{
    /// <summary>Divides a snapshot.</summary>
    public static OverviewTiles Of(Snapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(snapshot);
        return OncePerSnapshot.Of(snapshot, null, () => Divide(snapshot));
    }

    private static OverviewTiles Divide(Snapshot snapshot)
    {
        ImmutableArray<QueueSummary> tiles = [.. snapshot.Queues.Where(HasSomething)];
        var withTile = tiles.Select(t => t.Queue.Id).ToHashSet();
        var all = snapshot.Listed.Values.Concat(snapshot.Queues.Select(q => q.Queue)).DistinctBy(q => q.Id).ToList();
        return new OverviewTiles(
            tiles,
            [.. all.Where(q => !withTile.Contains(q.Id)).OrderBy(q => q.Name, StringComparer.CurrentCultureIgnoreCase)],
            all.Count,
            [.. tiles.GroupBy(t => t.Queue.Id).Where(g => g.Count() > 1).Select(g => g.Key)]);
    }

    /// <summary>How many queues a filter shows. A queue of two media types is one queue, also where its two tiles stand in two states.</summary>
    public int CountQueues(OverviewFilter filter) =>
        Tiles.Where(filter.Passes).Select(t => t.Queue.Id).Distinct().Count() + Quiet.Count(filter.PassesQuiet);

    /// <summary>How many tiles a filter shows: a queue of two media types has two.</summary>
    public int Count(OverviewFilter filter) => Tiles.Count(filter.Passes);

    private static bool HasSomething(QueueSummary tile) => !tile.Day.IsZero || tile.Now is { Waiting: > 0 };
}
