using System.Globalization;
using Microsoft.Extensions.Configuration;
using ServiceLevelDashboard.Analytics.Past;

namespace ServiceLevelDashboard.Cli.Invocation;

/// <summary>The zone in which times are read and shown, and where a date begins in it.</summary>
/// <param name="Zone">The zone.</param>
/// <param name="Source">Where it comes from, for people: an option, a variable or the default.</param>
internal sealed record ReportZone(TimeZoneInfo Zone, string Source)
{
    private const string SiteVariable = "Site__TimeZone";

    /// <summary>When its days start: in the site's zone as the site's do, in another one at midnight.</summary>
    public TimeOnly DayStart { get; private init; }

    /// <summary>Its days.</summary>
    public SiteCalendar Calendar => new(Zone, DayStart);

    /// <summary>The zone of the option, else of the site, else UTC.</summary>
    /// <param name="option">The option <c>--zone</c>, or null.</param>
    /// <param name="configuration">Holds the site's zone and the start of its days.</param>
    /// <exception cref="UsageException">There is no such zone.</exception>
    public static ReportZone Of(string? option, IConfiguration configuration)
    {
        var site = configuration["Site:TimeZone"]?.Trim() is { Length: > 0 } id ? Find(SiteVariable, id) : null;
        var zone = option is not null ? new ReportZone(Find("--zone", option), "--zone")
            : site is not null ? new ReportZone(site, SiteVariable)
            : new ReportZone(TimeZoneInfo.Utc, $"default; set --zone or {SiteVariable}");
        return site is null || site.Id == zone.Zone.Id ? zone with { DayStart = StartOf(configuration) } : zone;
    }

    /// <summary>The site's days; in a zone of one's own when the configuration names none.</summary>
    /// <param name="configuration">Holds the site's zone and the start of its days.</param>
    /// <param name="otherwise">The zone when none is configured.</param>
    public static SiteCalendar Site(IConfiguration configuration, TimeZoneInfo otherwise) =>
        new(configuration["Site:TimeZone"]?.Trim() is { Length: > 0 } id ? Find(SiteVariable, id) : otherwise, StartOf(configuration));

    private static TimeOnly StartOf(IConfiguration configuration) =>
        TimeOnly.TryParseExact(configuration["Site:DayStart"], "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var start)
            ? start
            : TimeOnly.MinValue;

    private static TimeZoneInfo Find(string origin, string id) =>
        TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) ? zone
        : throw new UsageException(
            $"{origin} is '{id}', which is no time zone known here. Accepted: an IANA name such as Europe/Berlin, America/New_York or UTC.");
}
