using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;

namespace ServiceLevelDashboard.Analytics.Configuration;

/// <summary>Reads the written form of opening hours: days (<c>Mon-Fri</c>, <c>Sat,Sun</c>) and times (<c>08:00-12:00, 13:00-18:00</c>).</summary>
internal static class OpeningHoursText
{
    private const StringSplitOptions Trimmed = StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries;

    /// <summary>Reads one line.</summary>
    /// <param name="days">For instance <c>Mon-Fri</c>; <c>Fri-Mon</c> goes over the week's end.</param>
    /// <param name="times">For instance <c>08:00-18:00</c>; <c>24:00</c> is midnight.</param>
    /// <param name="openings">One for each day and span of time.</param>
    /// <param name="problem">What cannot be read, as the end of a sentence.</param>
    public static bool TryParse(string days, string? times, out ImmutableArray<Opening> openings, [NotNullWhen(false)] out string? problem)
    {
        openings = [];
        var spans = new List<(TimeOnly From, TimeOnly To)>();
        foreach (var span in (times ?? "").Split(',', Trimmed))
        {
            if (span.Split('-', Trimmed) is not [var from, var to] || !TryTime(from, out var opens) || !TryTime(to, out var closes))
            {
                problem = $"'{span}' is no span of time; write it like 08:00-18:00";
                return false;
            }

            spans.Add((opens, closes));
        }

        var weekdays = new List<DayOfWeek>();
        foreach (var part in days.Split(',', Trimmed))
        {
            if (!TryDays(part, weekdays))
            {
                problem = $"'{part}' is no day or span of days; write it like Mon, Sat,Sun or Mon-Fri";
                return false;
            }
        }

        if (weekdays.Count == 0 || spans.Count == 0)
        {
            problem = "a day and its times are needed, like \"Mon-Fri\": \"08:00-18:00\"";
            return false;
        }

        openings = [.. from day in weekdays from span in spans select new Opening(day, span.From, span.To)];
        problem = null;
        return true;
    }

    private static bool TryDays(string part, List<DayOfWeek> days)
    {
        var ends = part.Split('-', Trimmed);
        if (ends.Length is 0 or > 2)
        {
            return false;
        }
        var first = IndexOf(ends[0]);
        var last = IndexOf(ends[^1]);
        if (first < 0 || last < 0)
        {
            return false;
        }
        for (var day = first; ; day = (day + 1) % 7)
        {
            days.Add((DayOfWeek)day);
            if (day == last)
            {
                return true;
            }
        }
    }

    // Any beginning of three letters or more will do: Mon, Monday, mon.
    private static int IndexOf(string day)
    {
        if (day.Length < 3)
        {
            return -1;
        }
        for (var i = 0; i < 7; i++)
        {
            if (((DayOfWeek)i).ToString().StartsWith(day, StringComparison.OrdinalIgnoreCase))
            {
                return i;
            }
        }

        return -1;
    }

    private static bool TryTime(string text, out TimeOnly time)
    {
        time = TimeOnly.MinValue;
        return text == "24:00" || TimeOnly.TryParseExact(text, ["HH:mm", "H:mm"], CultureInfo.InvariantCulture, DateTimeStyles.None, out time);
    }
}
