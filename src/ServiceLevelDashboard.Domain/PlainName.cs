using System.Globalization;
using System.Text;

namespace ServiceLevelDashboard.Domain;

/// <summary>
/// Names from outside, made so that they cannot change what stands beside them. Markup is left as it is: encoding it is the business of
/// whoever writes HTML, CSV or a terminal.
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

    /// <summary>
    /// The name on one line: control characters, line breaks and the marks that reverse the direction of text are blanks or gone, blanks are
    /// single, lone surrogates are U+FFFD. Worked: <c>"Fraud\r\n \u202Eenil"</c> is <c>"Fraud enil"</c>.
    /// </summary>
    /// <param name="text">What was given.</param>
    /// <param name="otherwise">What it is called when nothing is left.</param>
    public static string Of(string text, string otherwise)
    {
        ArgumentNullException.ThrowIfNull(text);
        if (text.Length <= Longest && text.All(IsPlain) && !text.StartsWith(' ') && !text.EndsWith(' ') && !text.Contains("  ", StringComparison.Ordinal))
        {
            return text.Length > 0 ? text : otherwise; // nearly every name
        }
        var visible = Visible(text.Length > MaximumUnits ? text[..MaximumUnits] : text);
        if (visible.All(c => c is ZeroWidthJoiner or ' '))
        {
            return otherwise;
        }
        var elements = StringInfo.ParseCombiningCharacters(visible);
        return elements.Length <= Longest ? visible : visible[..elements[Longest - 1]].TrimEnd() + "…";
    }

    private static bool IsPlain(char c) => c is >= ' ' and <= '~';

    private static string Visible(string text)
    {
        var kept = new StringBuilder(text.Length);
        var marks = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            switch (Rune.GetUnicodeCategory(rune))
            {
                case UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator or UnicodeCategory.SpaceSeparator:
                    if (kept.Length > 0 && kept[^1] != ' ')
                    {
                        kept.Append(' ');
                    }
                    break;
                case UnicodeCategory.Format when rune.Value != ZeroWidthJoiner:
                    break;
                case UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark when ++marks > MaximumMarks:
                    break;
                case UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark:
                    kept.Append(rune);
                    break;
                default:
                    marks = 0;
                    kept.Append(rune);
                    break;
            }
        }

        return kept.ToString().TrimEnd(' ');
    }
}
