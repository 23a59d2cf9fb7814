using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Delivery.Routes;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Delivery.Reports;

/// <summary>What is wrong with a schedule.</summary>
public enum ScheduleProblem
{
    /// <summary>The name is empty, too long or not plain.</summary>
    Name,

    /// <summary>The cron expression cannot be read, or never comes.</summary>
    Cron,

    /// <summary>There is no such zone.</summary>
    Zone,

    /// <summary>There is nobody to send it to.</summary>
    NoRecipient,

    /// <summary>An address is none.</summary>
    Address,

    /// <summary>There are too many addresses.</summary>
    TooManyAddresses,

    /// <summary>It names no role.</summary>
    Role,

    /// <summary>The hours to wait are out of range.</summary>
    Wait,

    /// <summary>Intervals are in the attached files alone, and there is none.</summary>
    IntervalsWithoutFile,

    /// <summary>The language is none of the two.</summary>
    Language,
}

/// <summary>When a schedule can be used, and how the archive keeps it.</summary>
public static class ScheduleRules
{
    /// <summary>Longest name.</summary>
    public const int MaximumNameLength = 80;

    /// <summary>Most addresses of one schedule: more belong into a mailing list.</summary>
    public const int MaximumAddresses = 20;

    /// <summary>Longest wait for final figures.</summary>
    public const int MaximumWaitHours = 72;

    /// <summary>The languages of mails.</summary>
    public static readonly ImmutableArray<string> Languages = ["en", "de"];

    /// <summary>One whose fields are all as by default, but for those that must be given.</summary>
    public static readonly Schedule Blank = new() { Name = "", Cron = "", Zone = "", Role = "" };

    /// <summary>How schedules are kept.</summary>
    public static readonly DocumentKind<Schedule> Kind = new(
        "schedule",
        DocumentJson.Of<Schedule>(),
        static (_, schedule) => [.. Problems(schedule).Select(Sentence)],
        static (_, schedule) => [new TypedName("name", schedule.Name, MaximumNameLength)]);

    /// <summary>What is wrong with a schedule; empty when it can be used.</summary>
    public static ImmutableArray<ScheduleProblem> Problems(Schedule schedule)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        var isAddressed = !schedule.Routes.IsDefaultOrEmpty || !schedule.Addresses.IsDefaultOrEmpty;
        var found = new (bool IsWrong, ScheduleProblem Problem)[]
        {
            (string.IsNullOrWhiteSpace(schedule.Name) || schedule.Name.Length > MaximumNameLength, ScheduleProblem.Name),
            (!ScheduleTimes.IsCron(schedule.Cron), ScheduleProblem.Cron),
            (!TimeZoneInfo.TryFindSystemTimeZoneById(schedule.Zone, out _), ScheduleProblem.Zone),
            (!isAddressed, ScheduleProblem.NoRecipient),
            (!schedule.Addresses.IsDefault && !schedule.Addresses.All(Route.IsMailAddress), ScheduleProblem.Address),
            (!schedule.Addresses.IsDefault && schedule.Addresses.Length > MaximumAddresses, ScheduleProblem.TooManyAddresses),
            (string.IsNullOrWhiteSpace(schedule.Role), ScheduleProblem.Role),
            (schedule.WaitHours is < 0 or > MaximumWaitHours, ScheduleProblem.Wait),
            (schedule.WithIntervals && !schedule.Formats.Any(static f => f is ReportFormat.Xlsx or ReportFormat.Csv), ScheduleProblem.IntervalsWithoutFile),
            (!Languages.Contains(schedule.Language), ScheduleProblem.Language),
        };
        return [.. found.Where(static f => f.IsWrong).Select(static f => f.Problem)];
    }

    /// <summary>What is wrong and how to mend it.</summary>
    public static string Sentence(ScheduleProblem problem) => problem switch
    {
        ScheduleProblem.Name => FormattableString.Invariant($"name: give 1 to {MaximumNameLength} characters."),
        ScheduleProblem.Cron => "cron: give five fields (minute, hour, day, month, weekday) that come at some time, for instance 0 8 * * 1 for Mondays at 08:00.",
        ScheduleProblem.Zone => "zone is no time zone known here; give an IANA name such as Europe/Berlin.",
        ScheduleProblem.NoRecipient => "routes and addresses are empty; name one mail route or address at least.",
        ScheduleProblem.Address => "addresses: one is no mail address; write each as name@example.org.",
        ScheduleProblem.TooManyAddresses => FormattableString.Invariant($"addresses: name at most {MaximumAddresses}; more belong into a mailing list."),
        ScheduleProblem.Role => "role is empty; name the role whose queues are in the report.",
        ScheduleProblem.Wait => FormattableString.Invariant($"waitHours: give a whole number of hours from 0 to {MaximumWaitHours}."),
        ScheduleProblem.IntervalsWithoutFile => "withIntervals: intervals are in the attached files; attach xlsx or csv.",
        _ => $"language: give one of {string.Join(", ", Languages)}.",
    };
}
