using System.Globalization;
using System.Text;

namespace ServiceLevelDashboard.Analytics.Documents;

/// <summary>Makes keys of names, for addresses that people can read.</summary>
public static class DocumentKeys
{
    private const int Longest = 60;

    /// <summary>
    /// A key for something new: its name in small letters, accents left off and all else a hyphen, with a number behind it when that
    /// is taken. Worked: "Café &amp; Bar" is <c>cafe-bar</c>, and <c>cafe-bar-2</c> the second time. A name of no such letters is <c>new</c>.
    /// </summary>
    /// <param name="name">What people call it.</param>
    /// <param name="isTaken">Whether a key is in use.</param>
    public static string Of(string name, Func<string, bool> isTaken)
    {
        ArgumentNullException.ThrowIfNull(name);
        ArgumentNullException.ThrowIfNull(isTaken);
        var key = new StringBuilder();
        foreach (var c in name.Normalize(NormalizationForm.FormD).ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(c))
            {
                key.Append(c);
            }
            else if (CharUnicodeInfo.GetUnicodeCategory(c) != UnicodeCategory.NonSpacingMark && key.Length > 0 && key[^1] != '-')
            {
                key.Append('-');
            }
        }

        var plain = key.ToString(0, Math.Min(key.Length, Longest)).Trim('-');
        if (plain.Length == 0)
        {
            plain = "new";
        }
        var free = plain;
        for (var n = 2; isTaken(free); n++)
        {
            free = string.Create(CultureInfo.InvariantCulture, $"{plain}-{n}");
        }
        return free;
    }
}
