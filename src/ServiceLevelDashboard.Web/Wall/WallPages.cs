using System.Collections.Immutable;
using ServiceLevelDashboard.Boards;

namespace ServiceLevelDashboard.Web.Wall;

/// <summary>
/// Which tiles are on the glass together, where no script decides it: in the document as it is served and in the preview. The rules of <c>rotation.js</c>;
/// both are held by the same cases.
/// </summary>
internal static class WallPages
{
    /// <summary>The pages of a board, each with the tiles that stay first; one empty page without tiles.</summary>
    /// <param name="tiles">All tiles in their order; those that stay come first.</param>
    /// <param name="vital">How many of them stay.</param>
    /// <param name="room">Tiles on a page, 1 or more.</param>
    /// <param name="fit">Whether those that hold their target are left to the line below.</param>
    /// <param name="isCalm">Whether a tile needs nobody.</param>
    public static ImmutableArray<ImmutableArray<T>> Of<T>(ImmutableArray<T> tiles, int vital, int room, BoardFit fit, Func<T, bool> isCalm)
    {
        var shown = fit == BoardFit.Folded ? Unfolded(tiles, vital, isCalm) : tiles;
        var stay = shown[..Math.Min(Math.Min(vital, room - 1), shown.Length)];
        var others = shown[stay.Length..].Chunk(room - stay.Length);
        ImmutableArray<ImmutableArray<T>> pages = [.. others.Select(page => stay.AddRange(page))];
        return pages.IsEmpty ? [stay] : pages;
    }

    /// <summary>The pages of what is drawn, on a screen that has the board's size and lies.</summary>
    public static ImmutableArray<ImmutableArray<WallPart>> Of(WallFrame face, Board board) =>
        Of([.. face.Parts.Where(p => p.Key != WallPart.Strip)], face.State.Vital, board.Geometry.Landscape.Tiles, board.Fit, p => p.IsCalm);

    /// <summary>Those that need somebody and those that stay; all when nobody needs any.</summary>
    private static ImmutableArray<T> Unfolded<T>(ImmutableArray<T> tiles, int vital, Func<T, bool> isCalm)
    {
        ImmutableArray<T> shown = [.. tiles.Where((tile, i) => i < vital || !isCalm(tile))];
        return shown.IsEmpty ? tiles : shown;
    }
}
