using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Boards;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Web.Overview;
using ServiceLevelDashboard.Web.Tiles;

namespace ServiceLevelDashboard.Web.Wall;

/// <summary>Which tiles a board shows, and in which order.</summary>
internal static class WallContent
{
    /// <summary>The board's tiles; those that stay on the glass first.</summary>
    /// <param name="board">The board.</param>
    /// <param name="snapshot">All queues.</param>
    /// <param name="groups">All groups by key.</param>
    /// <param name="attention">Keeps the order of attention from flickering.</param>
    /// <param name="now">Now.</param>
    public static ImmutableArray<QueueSummary> TilesOf(
        Board board, Snapshot snapshot, ImmutableSortedDictionary<string, Document<Group>> groups, AttentionOrder attention, DateTimeOffset now)
    {
        var all = OverviewTiles.Of(snapshot).Tiles;
        ImmutableArray<QueueSummary> chosen = board.IsOfAll
            ? all
            : [.. board.Queues.SelectMany(name => Named(snapshot, name)).Concat(ByName(all.Where(InGroups(board, groups)))).Distinct()];
        IEnumerable<QueueSummary> ordered = board switch
        {
            { Order: BoardOrder.Attention } => attention.Arrange([.. snapshot.Queues.Where(chosen.Contains)], now, isHeld: false),
            { IsOfAll: true } => ByName(chosen),
            _ => chosen,
        };
        return [.. ordered.OrderBy(t => !IsVital(board, t))]; // stable
    }

    /// <summary>Whether a tile stays on the glass while others take turns.</summary>
    public static bool IsVital(Board board, QueueSummary tile) => board.Vital.Any(name => Is(tile.Queue, name));

    /// <summary>What each tile shows. Whether it is of now is judged on the screen, so it is always drawn as if it were.</summary>
    public static ImmutableArray<TileContent> Describe(ImmutableArray<QueueSummary> tiles)
    {
        var manyMedia = tiles.GroupBy(t => t.Queue.Id).Where(g => g.Count() > 1).Select(g => g.Key).ToHashSet();
        return [.. tiles.Select(t => new TileContent(t, manyMedia.Contains(t.Queue.Id), DataState.Live, null, true))];
    }

    private static IEnumerable<QueueSummary> ByName(IEnumerable<QueueSummary> tiles) =>
        tiles.OrderBy(t => t.Queue.Name, StringComparer.CurrentCultureIgnoreCase).ThenBy(t => t.Media.Name, StringComparer.Ordinal);

    /// <summary>A group that is no more holds none.</summary>
    private static Func<QueueSummary, bool> InGroups(Board board, ImmutableSortedDictionary<string, Document<Group>> groups)
    {
        Group[] chosen =
        [
            .. from document in groups.Values
               where board.Groups.Any(name => name == document.Key || string.Equals(name, document.Value.Name, StringComparison.OrdinalIgnoreCase))
               select document.Value,
        ];
        return tile => chosen.Any(group => group.Holds(tile.Queue, tile.Media));
    }

    /// <summary>A queue that was asked for by name keeps its place: without contacts it still has one tile.</summary>
    private static IEnumerable<QueueSummary> Named(Snapshot snapshot, string name)
    {
        var all = snapshot.Queues.Where(t => Is(t.Queue, name)).OrderBy(t => t.Media.Name, StringComparer.Ordinal).ToList();
        var busy = all.Where(t => !t.Day.IsZero || t.Now is { Waiting: > 0 }).ToList();
        return busy.Count > 0 ? busy : all.OrderBy(t => t.Media != MediaType.Voice).Take(1);
    }

    private static bool Is(Domain.Targets.Queue queue, string name) =>
        string.Equals(queue.Id.Value, name, StringComparison.OrdinalIgnoreCase) || string.Equals(queue.Name, name, StringComparison.OrdinalIgnoreCase);
}
