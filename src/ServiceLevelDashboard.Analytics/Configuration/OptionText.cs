using System.Globalization;

namespace ServiceLevelDashboard.Analytics.Configuration;

/// <summary>Reads the small written forms that options use.</summary>
internal static class OptionText
{
    /// <summary>Reads a time of day, <c>HH:mm</c>; midnight when it cannot be read.</summary>
    public static bool TryTime(string? text, out TimeOnly time) =>
        TimeOnly.TryParseExact(text?.Trim(), ["HH:mm", "H:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out time);

    /// <summary>Reads whole seconds separated by commas.</summary>
    /// <exception cref="FormatException">A part is no whole number from 1 to 86400.</exception>
    public static IEnumerable<TimeSpan> Seconds(string? text)
    {
        foreach (var part in (text ?? "").Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries))
        {
            if (!int.TryParse(part, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds is < 1 or > 86_400)
            {
                throw new FormatException($"'{part}' is not a number of seconds from 1 to 86400");
            }
            yield return TimeSpan.FromSeconds(seconds);
        }
    }
}
