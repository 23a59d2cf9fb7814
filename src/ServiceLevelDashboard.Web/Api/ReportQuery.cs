using System.Collections.Immutable;
using System.Globalization;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.Configuration;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Web.Api;

/// <summary>A report as an address asks for it: the words are those of <c>sld report</c>.</summary>
internal static class ReportQuery
{
    private static readonly TimeSpan MaximumRange = TimeSpan.FromDays(400);

    /// <summary>Of intervals that are written one by one, as far as an answer stays of a size that can be handled.</summary>
    private static readonly TimeSpan MaximumRangeWithIntervals = TimeSpan.FromDays(35);

    private static readonly string[] Names =
        ["queue", "from", "to", "last", "zone", "granularity", "threshold", "short-abandon", "definition", "flow-outs", "media", "intervals", "without-marked"];

    /// <summary>Reads the question.</summary>
    /// <param name="query">The address' query.</param>
    /// <param name="listed">The queues that may be seen.</param>
    /// <param name="sees">Whose eyes the report is for.</param>
    /// <param name="targets">What every queue was and is measured by.</param>
    /// <param name="annotations">What happened; what these eyes do not see of it is left away by the report.</param>
    /// <param name="settings">The site's days.</param>
    /// <param name="now">The present moment.</param>
    /// <exception cref="UsageException">It cannot be read; the message names the parameter and what is accepted.</exception>
    public static ReportRequest Read(
        IQueryCollection query,
        ImmutableArray<Domain.Targets.Queue> listed,
        Visibility sees,
        TargetResolver targets,
        IEnumerable<Annotation> annotations,
        DashboardSettings settings,
        DateTimeOffset now)
    {
        if (query.Keys.FirstOrDefault(key => !Names.Contains(key, StringComparer.Ordinal)) is { } unknown)
        {
            throw new UsageException($"{unknown} is no parameter of a report. Accepted: {string.Join(", ", Names)}.");
        }
        var granularity = Value<Granularity>(query, "granularity", Granularity.TryParse, string.Join(", ", Granularity.All)) ?? Granularity.QuarterHour;
        var named = query["queue"].OfType<string>().Where(name => !name.Equals(QueueChoice.All, StringComparison.OrdinalIgnoreCase)).ToArray();
        var queues = named.Length == 0 ? listed : QueueChoice.Find(listed, named, "queue", $"GET {ApiEndpoints.Queues}");
        var isEveryQueue = named.Length == 0 && sees.IsEverything;
        var (from, to, last) = (One(query, "from"), One(query, "to"), Value<TimeSpan>(query, "last", ReportRange.TryReadSpan, ReportRange.AcceptedSpans));
        // A zone that is named cuts one range for all queues.
        var zone = One(query, "zone");
        var days = zone is null && ReportRange.AreDates(from, to, last) ? ReportRange.DaysOf(from, to, targets.Contract.Calendars, now) : null;
        var range = days is not null
            ? ReportRequest.RangeOf(days, granularity, targets, queues, isEveryQueue)
            : granularity.SnapOutward(ReportRange.Of(
                from, to, last, zone is not null && zone != settings.Zone.Id ? SiteCalendar.AtMidnight(Zone(zone)) : settings.Calendar, now, mark: ""));
        var withIntervals = Flag(query, "intervals");
        var longest = withIntervals ? MaximumRangeWithIntervals : MaximumRange;
        if (days is null ? range.Length > longest : days.Dates.Count > longest.Days)
        {
            throw new UsageException($"The range is longer than {longest.Days} days{(withIntervals ? " with intervals" : "")}. Ask for it in parts.");
        }
        return new ReportRequest
        {
            Range = range,
            Days = days,
            Granularity = granularity,
            Definition = ReportRequest.Asked(
                Value<ServiceLevelFormula>(query, "definition", FormulaIds.TryParse, string.Join(", ", FormulaIds.All)),
                Flag(query, "flow-outs"),
                Value<TimeSpan>(query, "short-abandon", TryReadSeconds, Seconds),
                targets.Contract,
                range),
            Threshold = Value<TimeSpan>(query, "threshold", TryReadSeconds, Seconds),
            Media = Media(One(query, "media")),
            Queues = queues,
            IsEveryQueue = isEveryQueue,
            WithIntervals = withIntervals,
            Sees = sees,
            Targets = targets,
            Marked = [.. annotations],
            WithoutMarked = Flag(query, "without-marked"),
        };
    }

    private const string Seconds = "a whole number of seconds, 1 to 86400, for instance 20";

    /// <summary>Reads one value.</summary>
    internal delegate bool TryRead<T>(string text, out T value);

    /// <summary>The value of a parameter that is given at most once; null when it is not.</summary>
    internal static T? Value<T>(IQueryCollection query, string name, TryRead<T> read, string accepted)
        where T : struct =>
        One(query, name) is not { } text ? null
        : read(text, out var value) ? value
        : throw new UsageException($"{name} is '{text}'. Accepted: {accepted}.");

    /// <summary>The text of a parameter that is given at most once; null when it is not.</summary>
    internal static string? One(IQueryCollection query, string name) => query[name] switch
    {
        [] or [null or ""] => null,
        [var one] => one,
        _ => throw new UsageException($"{name} is given more than once. Give it once."),
    };

    private static bool Flag(IQueryCollection query, string name) => One(query, name) switch
    {
        null or "false" => false,
        "true" => true,
        var text => throw new UsageException($"{name} is '{text}'. Accepted: true, false."),
    };

    private static TimeZoneInfo Zone(string id) => TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone)
        ? zone
        : throw new UsageException($"zone is '{id}', which is no time zone known here. Accepted: an IANA name such as Europe/Berlin, America/New_York or UTC.");

    /// <summary>A media type; null for all.</summary>
    internal static MediaType? Media(string? text) => text?.Trim().ToLowerInvariant() switch
    {
        null => MediaType.Voice,
        QueueChoice.All => null,
        var name when name.All(char.IsAsciiLetter) => new MediaType(name),
        _ => throw new UsageException($"media is '{text}'. Accepted: voice, callback, chat, email, message, another type's name, or all."),
    };

    private static bool TryReadSeconds(string text, out TimeSpan time)
    {
        time = default;
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var seconds) || seconds is < 1 or > 86_400)
        {
            return false;
        }
        time = TimeSpan.FromSeconds(seconds);
        return true;
    }
}
