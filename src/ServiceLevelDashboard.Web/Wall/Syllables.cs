using System.Globalization;
using System.Text.RegularExpressions;
using ServiceLevelDashboard.Boards;

namespace ServiceLevelDashboard.Web.Wall;

/// <summary>
/// Where a word that is longer than a line of a tile may be broken: before the consonants that begin a syllable, in Latin, Greek and Cyrillic. Names say
/// nothing of their language, so this is what many have in common and no dictionary's hyphenation. Worked: "For-de-rungs-ma-na-ge-ment".
/// </summary>
internal static partial class Syllables
{
    /// <summary>Drawn as a hyphen where a line ends there, and as nothing elsewhere.</summary>
    public const char SoftHyphen = '\u00AD';

    private const int LeastBefore = 3, LeastBehind = 3;

    /// <summary>A word with soft hyphens where it may be broken; as it is when it is no longer than a line.</summary>
    public static string Marked(string word) => WallFont.WidthOf(word) <= WallGeometry.NameRoom
        ? word
        : Places(word).Reverse().Aggregate(word, (marked, place) => marked.Insert(place, SoftHyphen.ToString()));

    /// <summary>The word's beginnings that end where it may be broken, the longest first; those of any length where it has no such place.</summary>
    public static IEnumerable<string> Beginnings(string word, int least) =>
        (Places(word).ToList() is { Count: > 0 } places ? places : StringInfo.ParseCombiningCharacters(word).Where(place => place >= least))
        .Reverse().Select(place => word[..place]);

    private static IEnumerable<int> Places(string word) =>
        from Match beginning in BeginningOfSyllable().Matches(word)
        where beginning.Index >= LeastBefore && word.Length - beginning.Index >= LeastBehind
        select beginning.Index;

    /// <summary>Consonants before a vowel: those that are spoken as one, or the last.</summary>
    [GeneratedRegex(
        "(sch[lmnrw]?|[cst]h|p?f[lr]|ph[lr]?|[bcdgkpt]r|[bcgkp]l|qu|[бвгдкпт]р|[a-zà-öø-žα-ωά-ώа-яѐ-ў-[aeiouyà-æè-ïò-öø-üýαεηιουωάέήίόύώаеёиоуыэюяіїє]])"
        + "(?=[aeiouyà-æè-ïò-öø-üýαεηιουωάέήίόύώаеёиоуыэюяіїє])",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex BeginningOfSyllable();
}
