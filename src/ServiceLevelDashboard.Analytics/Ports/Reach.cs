using System.Globalization;

namespace ServiceLevelDashboard.Analytics.Ports;

/// <summary>
/// How far back the contact centre remembers: about 13 months. It answers for older months without an error, as if they had been without contacts.
/// </summary>
public static class Reach
{
    /// <summary>Months that are kept, in most regions.</summary>
    public const int Months = 13;

    /// <summary>The first instant that is reached from a moment: 1 October 2025 from 1 November 2026.</summary>
    public static DateTimeOffset From(DateTimeOffset now) => now.AddMonths(-Months);

    /// <summary>What must be said of a range of which the part beyond the reach came back empty; null when none did.</summary>
    /// <param name="range">What was asked for, UTC.</param>
    /// <param name="earliest">Start of the first interval with a contact; the greatest value when there is none.</param>
    /// <param name="now">The contact centre's clock.</param>
    public static string? NoticeOf(Interval range, DateTimeOffset earliest, DateTimeOffset now) => range.Start < From(now) && earliest >= From(now)
        ? string.Create(CultureInfo.InvariantCulture, $"What lies before {From(now):yyyy-MM-dd} is beyond the reach of Genesys Cloud, which keeps about {Months} months: it came back empty, and that does not mean that there were no contacts.")
        : null;
}
