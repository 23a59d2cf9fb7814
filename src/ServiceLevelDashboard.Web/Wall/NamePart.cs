using System.Collections.Immutable;
using System.Text;
using ServiceLevelDashboard.Boards;

namespace ServiceLevelDashboard.Web.Wall;

/// <summary>A part of a name that can be left out or shortened alone: a word, with the number behind it, a part of one with hyphens, an ideograph.</summary>
/// <param name="Text">It.</param>
/// <param name="IsBeforeSpace">Whether a space follows.</param>
/// <param name="IsLeft">Whether it is shown.</param>
/// <param name="IsBeginning">Whether only its beginning is shown, which <paramref name="Text"/> is.</param>
internal readonly record struct NamePart(string Text, bool IsBeforeSpace, bool IsLeft = true, bool IsBeginning = false)
{
    private const char LeftOut = '…', WordJoiner = '\u2060';

    /// <summary>What a gap costs, in em of text: with it one gap is better than two where both say as much.</summary>
    private const double Gap = 1.2;

    /// <summary>The width of a word that joins others, at most, in em. Worked: "and" is 1.5 em.</summary>
    private const double SmallWord = 1.8;

    /// <summary>Of up to so many parts any can be left out, of more only those in one place, near the middle.</summary>
    private const int MostFree = 9;

    /// <summary>The least that is left of a word.</summary>
    private const int LeastLetters = 3;

    private double Width => IsLeft ? WallFont.WidthOf(Text) : 0;

    /// <summary>The parts of a name; underscores, which are there because a system wanted no spaces, are spaces.</summary>
    public static ImmutableArray<NamePart> Of(string name)
    {
        var parts = ImmutableArray.CreateBuilder<NamePart>();
        var part = new StringBuilder();
        void End(bool isBeforeSpace)
        {
            var text = part.ToString();
            part.Clear();
            if (parts is [.., { IsBeforeSpace: true } before] && text.Length is 1 or 2 && text.All(char.IsAsciiDigit))
            {
                parts[^1] = new NamePart($"{before.Text} {text}", isBeforeSpace); // "Level 1" is one
            }
            else if (text.Length > 0)
            {
                parts.Add(new NamePart(text, isBeforeSpace));
            }
        }
        foreach (var rune in name.EnumerateRunes())
        {
            if (rune.Value == '_' || Rune.IsWhiteSpace(rune))
            {
                End(isBeforeSpace: true);
                continue;
            }
            if (WallFont.IsIdeograph(rune))
            {
                End(isBeforeSpace: false);
            }
            part.Append(rune);
            if (WallFont.IsIdeograph(rune) || rune.Value is '-' or '/')
            {
                End(isBeforeSpace: false);
            }
        }
        End(isBeforeSpace: false);
        return parts.ToImmutable();
    }

    /// <summary>A whole name: as it is, but where a word is longer than a line with its underscores as spaces and with soft hyphens.</summary>
    public static string WholeOf(string name) => name.Split(' ').All(word => WallFont.WidthOf(word) <= WallGeometry.NameRoom) ? name : TextOf(Of(name));

    /// <summary>What is left, with an ellipsis for each gap, and soft hyphens in words that are longer than a line.</summary>
    public static string TextOf(IEnumerable<NamePart> parts)
    {
        var text = new StringBuilder();
        var isGap = false;
        var before = default(NamePart);
        foreach (var part in parts)
        {
            if (!part.IsLeft)
            {
                isGap = true;
                continue;
            }
            if (isGap && text.Length == 0)
            {
                text.Append(LeftOut).Append(WordJoiner); // it does not stay alone on a line
            }
            else if (isGap && !before.IsBeginning)
            {
                text.Append(LeftOut).Append(before.IsBeforeSpace ? " " : "");
            }
            text.Append(Syllables.Marked(part.Text)).Append(part.IsBeginning ? LeftOut.ToString() : "").Append(part.IsBeforeSpace ? " " : "");
            (before, isGap) = (part, false);
        }
        return text.ToString().TrimEnd() + (isGap && !before.IsBeginning ? LeftOut.ToString() : "");
    }

    /// <summary>What can be left of a name: first without some of its parts, then with one of them shortened too; the ones that say most first.</summary>
    public static IEnumerable<ImmutableArray<NamePart>> Shortenings(ImmutableArray<NamePart> parts)
    {
        var some = (parts.Length <= MostFree ? AnyLeftOut(parts) : LeftOutInOnePlace(parts)).OrderByDescending(Worth).ToList();
        return some.Concat(some.Prepend(parts).SelectMany(OneShortened).OrderByDescending(Worth));
    }

    /// <summary>How much text is left, in em; small words beside a gap ("and") say nothing.</summary>
    private static double Worth(ImmutableArray<NamePart> parts)
    {
        bool IsOut(int i) => i >= 0 && i < parts.Length && !parts[i].IsLeft;
        var gaps = parts.Where((part, i) => part.IsBeginning || (!part.IsLeft && (i == 0 || parts[i - 1].IsLeft))).Count();
        var text = parts.Where((part, i) => part.Width > SmallWord || !part.IsBeforeSpace || !(IsOut(i - 1) || IsOut(i + 1))).Sum(part => part.Width);
        return text - (Gap * gaps);
    }

    private static IEnumerable<ImmutableArray<NamePart>> AnyLeftOut(ImmutableArray<NamePart> parts) =>
        from left in Enumerable.Range(1, Math.Max((1 << parts.Length) - 2, 0))
        select parts.Select((part, i) => part with { IsLeft = (left >> i & 1) == 1 }).ToImmutableArray();

    private static IEnumerable<ImmutableArray<NamePart>> LeftOutInOnePlace(ImmutableArray<NamePart> parts) =>
        from first in Enumerable.Range(0, parts.Length).OrderBy(i => Math.Abs((2 * i) - parts.Length))
        from end in Enumerable.Range(first + 1, parts.Length - first)
        where end - first < parts.Length
        select parts.Select((part, i) => part with { IsLeft = i < first || i >= end }).ToImmutableArray();

    private static IEnumerable<ImmutableArray<NamePart>> OneShortened(ImmutableArray<NamePart> parts) =>
        from i in Enumerable.Range(0, parts.Length)
        where parts[i].IsLeft
        from beginning in Syllables.Beginnings(parts[i].Text, LeastLetters)
        select parts.SetItem(i, parts[i] with { Text = beginning, IsBeginning = true });
}
