using System.Collections.Immutable;
using ServiceLevelDashboard.Boards;

namespace ServiceLevelDashboard.Web.Wall;

/// <summary>
/// Names as the tiles of a board show them: whole where their lines hold them, else without what says least, so that no other name of the board has all
/// that is left. Worked: "Technical Support Level 1 Broadband Installation" beside the same of level 2 is "Technical … Level 1 Broadband Installation".
/// </summary>
public sealed class WallNames
{
    private readonly ImmutableArray<(string Name, double Behind)> _all;
    private readonly Dictionary<string, string> _shown = new(StringComparer.Ordinal);
    private readonly Dictionary<string, HashSet<string>> _words;
    private readonly ILookup<string, string> _holders;

    /// <summary>Fits the names of a board.</summary>
    /// <param name="names">All of them, with what stands behind each on its last line, in em: 0 or <see cref="WallFont.Mark"/>.</param>
    public WallNames(ImmutableArray<(string Name, double Behind)> names)
    {
        _all = names;
        var behind = names.GroupBy(n => n.Name, n => n.Behind, StringComparer.Ordinal).ToDictionary(n => n.Key, n => n.Max(), StringComparer.Ordinal);
        _words = behind.Keys.ToDictionary(
            name => name, name => NamePart.Of(name).Select(p => p.Text).ToHashSet(StringComparer.Ordinal), StringComparer.Ordinal);
        _holders = _words.SelectMany(n => n.Value.Select(word => (word, n.Key))).ToLookup(w => w.word, w => w.Key, StringComparer.Ordinal);
        foreach (var (name, mark) in behind)
        {
            if (NamePart.WholeOf(name) is var whole && FitsEverywhere(whole, mark))
            {
                _shown[name] = whole;
            }
        }
        var taken = _shown.Values.ToHashSet(StringComparer.Ordinal);
        foreach (var (name, mark) in behind.Where(n => !_shown.ContainsKey(n.Key)).OrderBy(n => n.Key, StringComparer.Ordinal))
        {
            _shown[name] = Shortened(name, mark, taken) ?? name; // cut by the style sheet
            taken.Add(_shown[name]);
        }
    }

    /// <summary>What to show of a name of the board; it may hold soft hyphens.</summary>
    public string this[string name] => _shown[name];

    /// <summary>Whether these are the same names with the same behind them.</summary>
    public bool AreOf(ImmutableArray<(string Name, double Behind)> names) => _all.AsSpan().SequenceEqual(names.AsSpan());

    /// <summary>Whether a text and what stands behind it fit the narrowest tile, and that of a standing screen which is narrower than a tile.</summary>
    internal static bool FitsEverywhere(string text, double behind) =>
        WallLines.Fits(text, behind, WallGeometry.NameRoom, WallGeometry.NameLines)
        && WallLines.Fits(text, behind, WallGeometry.NarrowNameRoom, WallGeometry.NarrowNameLines);

    /// <summary>The names that a text may be read as: they have all the words of what is left, and not all of its own name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="left">What is left of it.</param>
    internal IEnumerable<string> Alike(string name, IEnumerable<NamePart> left)
    {
        var whole = left.Where(p => p is { IsLeft: true, IsBeginning: false }).Select(p => p.Text).ToList();
        var beginnings = left.Where(p => p is { IsLeft: true, IsBeginning: true }).Select(p => p.Text).ToList();
        var rarest = whole.Select(word => _holders[word]).MinBy(names => names.Count()) ?? _words.Keys.AsEnumerable();
        return rarest.Where(other => _words[other] is var words
            && whole.TrueForAll(words.Contains)
            && beginnings.TrueForAll(beginning => words.Any(word => word.StartsWith(beginning, StringComparison.Ordinal)))
            && !words.IsSupersetOf(_words[name]));
    }

    /// <summary>The text that says most of those that fit and are like no other name; without one that which is like the fewest.</summary>
    private string? Shortened(string name, double behind, HashSet<string> taken)
    {
        var (best, fewest) = ((string?)null, int.MaxValue);
        foreach (var left in NamePart.Shortenings(NamePart.Of(name)))
        {
            var text = NamePart.TextOf(left);
            if (taken.Contains(text) || !FitsEverywhere(text, behind))
            {
                continue;
            }
            var alike = Alike(name, left).Take(fewest).Count();
            if (alike < fewest)
            {
                (best, fewest) = (text, alike);
            }
            if (fewest == 0)
            {
                break;
            }
        }
        return best;
    }
}
