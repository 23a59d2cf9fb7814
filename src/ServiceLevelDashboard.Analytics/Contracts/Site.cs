using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json.Serialization;
using ServiceLevelDashboard.Analytics.Configuration;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Contracts;

/// <summary>
/// When some queues are open, as people wrote it: hours and holidays of chosen queues, of a group, or of every queue that has none elsewhere.
/// </summary>
public sealed record Site
{
    /// <summary>The longest name, in characters.</summary>
    public const int MaximumNameLength = 80;

    private const int MaximumLines = 400, MaximumQueues = 10_000;

    /// <summary>How sites are kept.</summary>
    public static readonly DocumentKind<Site> Documents = new(
        "site", DocumentJson.Of<Site>(), static (_, site) => [.. site.Problems()], static (_, site) => [new TypedName("name", site.Name, MaximumNameLength)]);

    /// <summary>What people call it; hostile input until encoded.</summary>
    public required string Name { get; init; }

    /// <summary>The key of the group whose queues belong to it; empty with chosen queues, and for every queue that belongs to no other.</summary>
    public string Group { get; init; } = "";

    /// <summary>The queues that belong to it, chosen one by one; empty with a group, and for every queue that belongs to no other.</summary>
    public ImmutableArray<QueueId> Queues { get; init; } = [];

    /// <summary>
    /// The zone (IANA) on whose clocks hours and holidays are; empty for the configured one. The days of its queues' figures are cut on them too.
    /// </summary>
    public string Zone { get; init; } = "";

    /// <summary>When the day of its queues' figures starts on its clocks, as <c>HH:mm</c>; empty for the configured start.</summary>
    public string DayStart { get; init; } = "";

    /// <summary>The week, a line for some days: <c>Mon-Fri 08:00-12:00, 13:00-18:00</c>. Empty is open around the clock.</summary>
    public ImmutableArray<string> Hours { get; init; } = [];

    /// <summary>The dates on which nothing opens: <c>2026-12-25</c>. Empty when there are none.</summary>
    public ImmutableArray<string> Holidays { get; init; } = [];

    /// <summary>Whether it is for every queue that belongs to no other.</summary>
    [JsonIgnore]
    public bool IsOfAllOthers => Group.Length == 0 && Queues.IsEmpty;

    /// <summary>Whether <see cref="Zone"/> is no zone known here.</summary>
    [JsonIgnore]
    public bool IsZoneWrong => Zone.Length > 0 && ZoneOf(Zone) is null;

    /// <summary>Whether <see cref="DayStart"/> is no time of the day.</summary>
    [JsonIgnore]
    public bool IsDayStartWrong => DayStart.Length > 0 && StartOf(DayStart) is null;

    /// <summary>The lines of <see cref="Hours"/> that cannot be read.</summary>
    public IEnumerable<string> WrongHours => Hours.Where(static line => OpeningsOf(line) is null);

    /// <summary>The lines of <see cref="Holidays"/> that are no dates.</summary>
    public IEnumerable<string> WrongHolidays => Holidays.Where(static line => DateOf(line) is null);

    /// <summary>The hours and holidays, for a site that can be used.</summary>
    public OpeningHours ToOpeningHours() => new()
    {
        Week = [.. Hours.SelectMany(static line => OpeningsOf(line) ?? [])],
        Holidays = [.. Holidays.Select(DateOf).OfType<DateOnly>()],
        Zone = ZoneOf(Zone),
        DayStart = StartOf(DayStart),
    };

    private static TimeOnly? StartOf(string text) =>
        TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var start) ? start : null;

    private static TimeZoneInfo? ZoneOf(string id) => TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone) && zone.HasIanaId ? zone : null;

    private static ImmutableArray<Opening>? OpeningsOf(string line)
    {
        var digit = line.AsSpan().IndexOfAnyInRange('0', '9');
        return digit > 0 && OpeningHoursText.TryParse(line[..digit].Trim(' ', ':', '\t'), line[digit..], out var openings, out _) ? openings : null;
    }

    private static DateOnly? DateOf(string line) =>
        DateOnly.TryParseExact(line.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) ? date : null;

    private IEnumerable<string> Problems()
    {
        if (string.IsNullOrWhiteSpace(Name) || Name.Length > MaximumNameLength)
        {
            yield return FormattableString.Invariant($"name has 1 to {MaximumNameLength} characters.");
        }
        if (Hours.Length > MaximumLines || Holidays.Length > MaximumLines)
        {
            yield return FormattableString.Invariant($"hours and holidays have at most {MaximumLines} lines.");
        }
        if (Group.Length > 0 && !Queues.IsEmpty)
        {
            yield return "a site has a group or queues, not both.";
        }
        if (Queues.Length > MaximumQueues)
        {
            yield return FormattableString.Invariant($"a site has at most {MaximumQueues} queues.");
        }
        if (IsZoneWrong)
        {
            yield return $"zone: '{Zone}' is no IANA time zone like Europe/Berlin.";
        }
        if (IsDayStartWrong)
        {
            yield return $"dayStart: '{DayStart}' is no time of day like 06:00.";
        }
        foreach (var line in WrongHours)
        {
            yield return $"hours: '{line}' is no line like Mon-Fri 08:00-18:00.";
        }
        foreach (var line in WrongHolidays)
        {
            yield return $"holidays: '{line}' is no date like 2026-12-25.";
        }
    }
}
