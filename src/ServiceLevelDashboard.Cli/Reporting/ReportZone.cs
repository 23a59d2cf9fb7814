using ServiceLevelDashboard.Analytics.Reports;

namespace ServiceLevelDashboard.Cli.Reporting;

/// <summary>The zone in which times are read and shown.</summary>
/// <param name="Zone">The zone.</param>
/// <param name="Source">Where it comes from, for people: an option, a variable or the default.</param>
internal sealed record ReportZone(TimeZoneInfo Zone, string Source)
{
    private const string SiteVariable = "Site__TimeZone";

    /// <summary>The zone of the option, else of the site, else UTC.</summary>
    /// <param name="option">The option <c>--zone</c>, or null.</param>
    /// <param name="site">The site's zone from configuration, or null.</param>
    /// <exception cref="UsageException">There is no such zone.</exception>
    public static ReportZone Of(string? option, string? site) =>
        option is not null ? new ReportZone(Find("--zone", option), "--zone")
        : !string.IsNullOrWhiteSpace(site) ? new ReportZone(Find(SiteVariable, site.Trim()), SiteVariable)
        : new ReportZone(TimeZoneInfo.Utc, $"default; set --zone or {SiteVariable}");

    private static TimeZoneInfo Find(string origin, string id) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? zone
        : throw new UsageException($"{origin} is '{id}', which is no time zone known here. Accepted: an IANA name such as Europe/Berlin, America/New_York or UTC.");
}
