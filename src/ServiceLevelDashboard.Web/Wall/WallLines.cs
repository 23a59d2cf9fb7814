using System.Text;

namespace ServiceLevelDashboard.Web.Wall;

/// <summary>How browsers break the names of a wall into lines.</summary>
internal static class WallLines
{
    /// <summary>What each line may lose where a word is broken between two letters, in em.</summary>
    private const double Letter = 0.6;

    private static readonly double Hyphen = WallFont.WidthOf("-");

    /// <summary>
    /// Whether a text and what stands behind it fit. Lines end at spaces, soft hyphens and hyphens, between ideographs, and between any two letters of what is
    /// longer than a line. Worked: "Orders and Delivery" takes two lines of 7 em.
    /// </summary>
    /// <param name="text">The text.</param>
    /// <param name="behind">The width of what follows on its last line, in em.</param>
    /// <param name="room">The width of a line, in em.</param>
    /// <param name="lines">How many there are.</param>
    public static bool Fits(string text, double behind, double room, int lines)
    {
        var (line, at, space) = (1, 0.0, 0.0);
        foreach (var (width, hyphen, isSpace) in PiecesOf(text).Append((behind, 0, false)))
        {
            if (isSpace)
            {
                space = width;
                continue;
            }
            if (at + space + width + hyphen <= room)
            {
                (at, space) = (at + space + width, 0);
                continue;
            }
            line += at > 0 ? 1 : 0;
            (at, space) = (width, 0);
            if (width + hyphen > room)
            {
                var more = (int)Math.Ceiling((width + hyphen + Letter) / room) - 1;
                (line, at) = (line + more, Math.Max(width - (more * (room - Letter)), 0));
            }
        }
        return line <= lines;
    }

    /// <summary>The pieces between which a line may end; with what is drawn more when it does.</summary>
    private static IEnumerable<(double Width, double Hyphen, bool IsSpace)> PiecesOf(string text)
    {
        var (width, before) = (0.0, default(Rune));
        foreach (var rune in text.EnumerateRunes())
        {
            var isSpace = Rune.IsWhiteSpace(rune);
            var isBreak = isSpace || rune.Value == Syllables.SoftHyphen || WallFont.IsIdeograph(rune) || WallFont.IsIdeograph(before)
                || (before.Value is '-' && Rune.IsLetter(rune));
            if (isBreak && width > 0)
            {
                yield return (width, rune.Value == Syllables.SoftHyphen ? Hyphen : 0, false);
                width = 0;
            }
            if (isSpace)
            {
                yield return (WallFont.WidthOf(" "), 0, true);
            }
            else
            {
                width += WallFont.WidthOf(rune.ToString());
            }
            before = rune;
        }
        if (width > 0)
        {
            yield return (width, 0, false);
        }
    }
}
