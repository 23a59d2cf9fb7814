using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Boards;
using ServiceLevelDashboard.Web.Overview;

namespace ServiceLevelDashboard.Web.Wall;

/// <summary>
/// Which tiles are on the glass together, where no script decides it: in the document as it is served and in the preview. The rules of <c>rotation.js</c>;
/// both are held by the same cases.
/// </summary>
internal static class WallPages
{
    /// <summary>How long it may take until all tiles of a board have been seen; who looks up when there is trouble does not wait longer.</summary>
    public static readonly TimeSpan LongestRound = TimeSpan.FromMinutes(5);

    /// <summary>
    /// How long it takes, where that is longer than it may; null otherwise. A folded board goes round what needs somebody, which is seldom much.
    /// </summary>
    public static TimeSpan? TooLongRound(Board board, ImmutableArray<QueueSummary> tiles)
    {
        var vital = tiles.Count(t => WallContent.IsVital(board, t));
        var round = Of(tiles, vital, board.Geometry.Landscape.Tiles, BoardFit.Paged, static _ => true).Length * board.Turn;
        return board.Fit == BoardFit.Paged && round > LongestRound ? round : null;
    }

    /// <summary>The same of what a board shows now; null before anything is known.</summary>
    public static TimeSpan? TooLongRound(Board board, Snapshot? snapshot, ImmutableSortedDictionary<string, Document<Group>> groups, DateTimeOffset now) =>
        snapshot is null ? null : TooLongRound(board, WallContent.TilesOf(board, snapshot, groups, new AttentionOrder(), now));

    /// <summary>The pages of a board, each with the tiles that stay first; one empty page without tiles.</summary>
    /// <param name="tiles">All tiles in their order; those that stay come first.</param>
    /// <param name="vital">How many of them stay.</param>
    /// <param name="room">Tiles on a page, 1 or more.</param>
    /// <param name="fit">Whether those that hold their target are left to the line below when not all fit on one page.</param>
    /// <param name="isCalm">Whether a tile needs nobody.</param>
    public static ImmutableArray<ImmutableArray<T>> Of<T>(ImmutableArray<T> tiles, int vital, int room, BoardFit fit, Func<T, bool> isCalm)
    {
        var shown = fit == BoardFit.Folded && tiles.Length > room ? Unfolded(tiles, vital, room, isCalm) : tiles;
        var stay = shown[..Math.Min(Math.Min(vital, room - 1), shown.Length)];
        var others = shown[stay.Length..].Chunk(room - stay.Length);
        ImmutableArray<ImmutableArray<T>> pages = [.. others.Select(page => stay.AddRange(page))];
        return pages.IsEmpty ? [stay] : pages;
    }

    /// <summary>The pages of what is drawn, on a screen that has the board's size and lies.</summary>
    public static ImmutableArray<ImmutableArray<WallPart>> Of(WallFrame face, Board board) =>
        Of([.. face.Parts.Where(p => p.Key != WallPart.Strip)], face.State.Vital, board.Geometry.Landscape.Tiles, board.Fit, p => p.IsCalm);

    /// <summary>Those that need somebody and those that stay, and as many of the others as the page has room for; all when nobody needs any.</summary>
    private static ImmutableArray<T> Unfolded<T>(ImmutableArray<T> tiles, int vital, int room, Func<T, bool> isCalm)
    {
        ImmutableArray<bool> needed = [.. tiles.Select((tile, i) => i < vital || !isCalm(tile))];
        var left = room - needed.Count(static isNeeded => isNeeded);
        return left == room ? tiles : [.. tiles.Where((_, i) => needed[i] || left-- > 0)];
    }
}
