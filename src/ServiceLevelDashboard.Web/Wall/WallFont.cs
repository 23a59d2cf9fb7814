using System.Globalization;
using System.Text;

namespace ServiceLevelDashboard.Web.Wall;

/// <summary>
/// How wide a text is in the wall's typeface (Roboto Condensed, weight 600), so that the server knows which names take two lines. Widths are in em, the
/// size of the type; kerning, which makes texts narrower, is left out. Worked: "Online Banking Help" is 8.08 em.
/// </summary>
internal static class WallFont
{
    /// <summary>A mark of a media type behind a name, with the space before it.</summary>
    public const double Mark = 1.2;

    private const double Ideograph = 1, Arabic = 0.52, OtherLetter = 0.66, Pictograph = 1.4;

    /// <summary>Advance widths as the typeface says them, in hundredths of an em, from a first letter on.</summary>
    private static readonly (char First, byte[] Widths)[] Known =
    [
        (' ', [
            23, 26, 32, 53, 50, 64, 57, 17, 32, 32, 45, 48, 23, 33, 28, 34, 50, 50, 50, 50, 50, 50, 50, 50, 50, 50, 26, 24, 45, 50, 46, 44,
            77, 59, 56, 57, 57, 49, 48, 59, 62, 27, 49, 55, 48, 76, 61, 60, 57, 60, 55, 53, 54, 57, 57, 75, 56, 54, 53, 26, 38, 26, 39, 40,
            33, 47, 49, 46, 50, 48, 33, 50, 49, 25, 24, 47, 25, 74, 49, 50, 49, 50, 32, 45, 30, 49, 44, 64, 45, 44, 45, 30, 25, 30, 56,
        ]),
        ('\u00A0', [
            23, 26, 50, 52, 70, 47, 25, 55, 46, 78, 39, 44, 49, 0, 79, 45, 39, 47, 33, 33, 33, 54, 44, 27, 24, 33, 41, 44, 63, 67, 70, 44,
            59, 59, 59, 59, 59, 59, 82, 57, 49, 49, 49, 49, 27, 27, 27, 27, 58, 61, 60, 60, 60, 60, 60, 47, 60, 57, 57, 57, 57, 54, 53, 55,
            47, 47, 47, 47, 47, 47, 73, 46, 48, 48, 48, 48, 26, 26, 26, 26, 50, 49, 50, 50, 50, 50, 50, 50, 50, 49, 49, 49, 49, 44, 50, 44,
        ]),
        ('\u0386', [
            59, 27, 54, 66, 31, 39, 61, 39, 59, 60, 31, 59, 56, 49, 63, 49, 53, 62, 60, 27, 55, 57, 76, 61, 50, 60, 62, 56, 39, 50, 54, 54,
            66, 56, 63, 59, 27, 54, 49, 48, 50, 31, 48, 49, 52, 45, 50, 48, 45, 50, 51, 31, 52, 48, 54, 44, 46, 50, 56, 50, 45, 50, 46, 48,
            65, 48, 65, 71, 31, 48, 50, 48, 71,
        ]),
        ('\u0400', [
            49, 49, 65, 49, 58, 53, 27, 27, 49, 91, 91, 67, 55, 61, 55, 61, 59, 55, 56, 49, 66, 49, 86, 54, 61, 61, 56, 61, 76, 62, 60, 62,
            56, 57, 54, 55, 71, 56, 66, 61, 83, 88, 66, 76, 55, 57, 80, 53, 47, 50, 50, 37, 56, 48, 73, 45, 50, 50, 50, 50, 66, 50, 50, 50,
            49, 46, 45, 44, 63, 45, 54, 49, 72, 78, 57, 72, 49, 46, 70, 49, 48, 48, 49, 37, 46, 45, 25, 26, 24, 74, 74, 50, 50, 50, 44, 50,
        ]),
        ('\u2013', [55, 66]),
        ('\u2026', [65]),
    ];

    /// <summary>The width of a text on one line, in em; 0 for an empty one.</summary>
    public static double WidthOf(string text)
    {
        var width = 0.0;
        foreach (var rune in text.EnumerateRunes())
        {
            width += WidthOf(rune);
        }
        return width;
    }

    /// <summary>Whether a line may break before and after it without a space: Chinese, Japanese, Korean.</summary>
    public static bool IsIdeograph(Rune rune) => rune.Value is (>= 0x1100 and <= 0x11FF) or (>= 0x2E80 and <= 0xA4CF) or (>= 0xAC00 and <= 0xD7FF)
        or (>= 0xF900 and <= 0xFAFF) or (>= 0xFE30 and <= 0xFE6F) or (>= 0xFF00 and <= 0xFFEF) or (>= 0x20000 and <= 0x3FFFF);

    private static double WidthOf(Rune rune)
    {
        foreach (var (first, widths) in Known)
        {
            if (rune.Value >= first && rune.Value < first + widths.Length)
            {
                return widths[rune.Value - first] / 100.0;
            }
        }
        return (Rune.GetUnicodeCategory(rune), rune.Value) switch
        {
            (UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format, _) => 0,
            _ when IsIdeograph(rune) => Ideograph,
            (_, (>= 0x0600 and <= 0x077F) or (>= 0xFB50 and <= 0xFDFF) or (>= 0xFE70 and <= 0xFEFC)) => Arabic,
            (UnicodeCategory.OtherSymbol, _) or (_, >= 0x1F000) => Pictograph,
            // the letter without its mark
            (_, < 0x250) when rune.ToString().Normalize(NormalizationForm.FormD) is { Length: > 1 } parts => WidthOf(new Rune(parts[0])),
            _ => OtherLetter,
        };
    }
}
