using System.Globalization;
using System.Text;

namespace ServiceLevelDashboard.Domain;

/// <summary>
/// Names from outside, made so that they cannot change what stands beside them. Markup is left as it is: encoding it is the business of
/// whoever writes HTML, CSV or a terminal. What a person types is not mended but refused: <see cref="TypedName"/>.
/// </summary>
public static class PlainName
{
    /// <summary>Longest name in text elements (what a reader sees as one character); a longer one ends in an ellipsis.</summary>
    public const int Longest = 120;

    /// <summary>Most combining marks on one character: languages need up to four, towers of them cover the lines above and below.</summary>
    private const int MaximumMarks = 4;

    /// <summary>Most UTF-16 units that are looked at; behind them nothing of the first <see cref="Longest"/> elements is left that matters.</summary>
    private const int MaximumUnits = 4_000;

    private const char ZeroWidthJoiner = '\u200D';

    /// <summary>The scripts and signs that a joiner may join begin here; between letters before it, it is only invisible.</summary>
    private const int FirstJoined = 0x600;

    /// <summary>
    /// The name on one line: control characters, line breaks and the marks that reverse the direction of text are blanks or gone, blanks are
    /// single, lone surrogates are U+FFFD. Worked: <c>"Fraud\r\n \u202Eenil"</c> is <c>"Fraud enil"</c>.
    /// </summary>
    /// <param name="text">What was given.</param>
    /// <param name="otherwise">What it is called when nothing is left.</param>
    public static string Of(string text, string otherwise)
    {
        var visible = OneLine(text);
        if (visible.Length == 0)
        {
            return otherwise;
        }
        var elements = StringInfo.ParseCombiningCharacters(visible);
        return elements.Length <= Longest ? visible : visible[..elements[Longest - 1]].TrimEnd() + "…";
    }

    /// <summary>As <see cref="Of(string, string)"/>, and bounded for those who count characters as UTF-16 does; a longer one ends in an ellipsis.</summary>
    /// <param name="text">What was given.</param>
    /// <param name="otherwise">What it is called when nothing is left; itself no longer.</param>
    /// <param name="longest">Most UTF-16 units, at least 1.</param>
    public static string Of(string text, string otherwise, int longest)
    {
        return Shorten(Of(text, otherwise), longest);
    }

    /// <summary>
    /// A longer text from outside on one line, made plain as a name is: a subject, or what another program answered. Worked: <c>"451 \r\nlater"</c> is
    /// <c>"451 later"</c>.
    /// </summary>
    /// <param name="text">What was given; empty when nothing of it can be seen.</param>
    /// <param name="longest">Most UTF-16 units, at least 1; a longer one ends in an ellipsis.</param>
    public static string Line(string text, int longest) => Shorten(OneLine(text), longest);

    /// <summary>
    /// A text that ends in an ellipsis when it is longer; no letter loses its marks and no sign a half of it. Worked: <c>"Cafe\u0301s"</c> at 5 is <c>"Caf…"</c>.
    /// </summary>
    /// <param name="text">What was given.</param>
    /// <param name="longest">Most UTF-16 units, the ellipsis among them; at least 1.</param>
    public static string Shorten(string text, int longest)
    {
        if (text.Length <= longest)
        {
            return text;
        }
        var end = StringInfo.ParseCombiningCharacters(text).Last(start => start < longest);
        return text[..end].TrimEnd() + "…";
    }

    /// <summary>All of a text on one line, as long as it is; empty when nothing of it can be seen.</summary>
    internal static string OneLine(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length <= Longest && text.All(IsPlain) && !text.StartsWith(' ') && !text.EndsWith(' ') && !text.Contains("  ", StringComparison.Ordinal))
        {
            return text; // nearly every name
        }
        return Visible(text.Length > MaximumUnits ? text[..MaximumUnits] : text);
    }

    private static bool IsPlain(char c) => c is >= ' ' and <= '~';

    private static string Visible(string text)
    {
        var kept = new StringBuilder(text.Length);
        var (marks, last, isJoined, isSeen) = (0, 0, false, false);
        foreach (var rune in text.EnumerateRunes())
        {
            switch (Rune.GetUnicodeCategory(rune))
            {
                case UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator:
                case var _ when IsBlank(rune.Value):
                    if (kept.Length > 0 && kept[^1] != ' ')
                    {
                        kept.Append(' ');
                    }
                    (last, isJoined) = (0, false);
                    break;
                case UnicodeCategory.Format:
                    isJoined = rune.Value == ZeroWidthJoiner && last >= FirstJoined;
                    break;
                case UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark when ++marks > MaximumMarks:
                    break;
                case UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark:
                    kept.Append(rune);
                    (last, isJoined) = (rune.Value, false);
                    break;
                default:
                    if (isJoined && rune.Value >= FirstJoined)
                    {
                        kept.Append(ZeroWidthJoiner);
                    }
                    kept.Append(rune);
                    (marks, last, isJoined, isSeen) = (0, rune.Value, false, true);
                    break;
            }
        }

        return isSeen ? kept.ToString().TrimEnd(' ') : "";
    }

    /// <summary>Letters and signs that draw nothing: the fillers of Hangul and the empty cell of Braille.</summary>
    private static bool IsBlank(int rune) => rune is 0x115F or 0x1160 or 0x2800 or 0x3164 or 0xFFA0;
}
