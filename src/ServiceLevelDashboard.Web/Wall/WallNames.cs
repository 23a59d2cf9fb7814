using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace ServiceLevelDashboard.Web.Wall;

/// <summary>
/// Names as tiles show them: whole where two lines hold them, else shortened so that what tells them apart is kept. Of names with a common beginning that
/// beginning is shortened, never the end. Worked: "Kundenservice Vertragsverlängerung Privatkunden Nord" beside "… Süd" is "Kundenservice … Nord".
/// </summary>
internal static class WallNames
{
    /// <summary>Lines of a name.</summary>
    public const int Lines = 2;

    private const string Left = "…";

    /// <summary>What each line may lose where a word is broken between two letters, in em.</summary>
    private const double Letter = 0.6;

    /// <summary>What to show of each name, by the name.</summary>
    /// <param name="names">All names on a board, with what stands behind each on its last line, in em: 0 or <see cref="WallFont.Mark"/>.</param>
    /// <param name="room">The width of a line, in em.</param>
    public static ImmutableDictionary<string, string> Shown(IEnumerable<(string Name, double Behind)> names, double room)
    {
        var behind = names.GroupBy(n => n.Name, n => n.Behind, StringComparer.Ordinal).ToDictionary(n => n.Key, n => n.Max(), StringComparer.Ordinal);
        var shown = ImmutableDictionary.CreateBuilder<string, string>(StringComparer.Ordinal);
        var taken = new HashSet<string>(StringComparer.Ordinal);
        foreach (var (name, _) in behind.Where(n => Fits(n.Key, n.Value, room)))
        {
            shown[name] = name;
            taken.Add(name);
        }
        foreach (var (name, mark) in behind.Where(n => !shown.ContainsKey(n.Key)).OrderBy(n => n.Key, StringComparer.Ordinal))
        {
            var common = behind.Keys.Where(other => other != name).Select(other => Common(name, other)).DefaultIfEmpty(0).Max();
            var shorter = Shortened(name, common).Where(text => Fits(text, mark, room)).FirstOrDefault(taken.Add);
            shown[name] = shorter ?? name; // cut by the style sheet
        }
        return shown.ToImmutable();
    }

    /// <summary>
    /// Whether a text and what stands behind it fit, broken as browsers do: at spaces, between ideographs, and within a word that is longer than a line.
    /// </summary>
    public static bool Fits(string text, double behind, double room, int lines = Lines)
    {
        var (line, at, space) = (1, 0.0, 0.0);
        foreach (var (word, width) in WordsOf(text).Select(word => (word, WallFont.WidthOf(word))).Append(("", behind)))
        {
            if (word == " ")
            {
                space = width;
                continue;
            }
            if (at + space + width <= room)
            {
                (at, space) = (at + space + width, 0);
                continue;
            }
            line += at > 0 ? 1 : 0;
            (at, space) = (width, 0);
            if (width > room)
            {
                var more = (int)Math.Ceiling((width + Letter) / room) - 1;
                (line, at) = (line + more, Math.Max(width - (more * (room - Letter)), 0));
            }
        }
        return line <= lines;
    }

    /// <summary>Ever shorter texts for a name of which so many letters begin others too; the best first.</summary>
    private static IEnumerable<string> Shortened(string name, int common)
    {
        var (beginning, rest) = (name[..common], name[common..]);
        foreach (var kept in Beginnings(beginning))
        {
            yield return kept.EndsWith(' ') ? $"{kept}{Left} {rest}" : $"{kept}{Left}{rest}";
        }
        if (common > 0)
        {
            yield return Left + rest;
        }
        foreach (var kept in Beginnings(rest).Concat(BeginningsOfWord(rest)))
        {
            yield return (common > 0 ? Left : "") + kept.TrimEnd() + Left;
        }
    }

    /// <summary>The beginnings of a text by words, the longest first.</summary>
    private static IEnumerable<string> Beginnings(string text)
    {
        var words = WordsOf(text).ToList();
        for (var count = words.Count - 1; count > 0; count--)
        {
            if (words[count - 1] == " " || WallFont.IsIdeograph(words[count - 1].EnumerateRunes().First()))
            {
                yield return string.Concat(words.Take(count));
            }
        }
    }

    /// <summary>The beginnings of its first word by letters, the longest first.</summary>
    private static IEnumerable<string> BeginningsOfWord(string text) =>
        StringInfo.ParseCombiningCharacters(WordsOf(text).FirstOrDefault("")).Reverse().Select(end => text[..end]);

    /// <summary>How many letters two names have in common from the first on, back to where a word begins.</summary>
    private static int Common(string one, string other)
    {
        var length = one.Zip(other).TakeWhile(pair => pair.First == pair.Second).Count();
        var places = 0;
        foreach (var word in WordsOf(one))
        {
            if (places + word.Length > length)
            {
                return places;
            }
            places += word.Length;
        }
        return places;
    }

    /// <summary>The parts between which a line may break; a space is a part.</summary>
    private static IEnumerable<string> WordsOf(string text)
    {
        var word = new StringBuilder();
        foreach (var rune in text.EnumerateRunes())
        {
            if (Rune.IsWhiteSpace(rune) || WallFont.IsIdeograph(rune))
            {
                if (word.Length > 0)
                {
                    yield return word.ToString();
                }
                word.Clear();
                yield return Rune.IsWhiteSpace(rune) ? " " : rune.ToString();
                continue;
            }
            word.Append(rune);
        }
        if (word.Length > 0)
        {
            yield return word.ToString();
        }
    }
}
