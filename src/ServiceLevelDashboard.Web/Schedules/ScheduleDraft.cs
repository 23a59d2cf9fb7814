using System.Collections.Immutable;
using System.Globalization;
using System.Text.RegularExpressions;
using ServiceLevelDashboard.Delivery.Reports;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Web.Schedules;

/// <summary>How often a schedule comes, as the form offers it.</summary>
internal enum Rhythm
{
    /// <summary>Every day.</summary>
    Daily,

    /// <summary>Monday to Friday.</summary>
    Weekdays,

    /// <summary>Every Monday.</summary>
    Mondays,

    /// <summary>The first of each month.</summary>
    FirstOfMonth,

    /// <summary>As a cron expression says.</summary>
    Own,
}

/// <summary>A schedule while it is being written: what was typed stays as it was typed.</summary>
internal sealed partial class ScheduleDraft
{
    private static readonly ImmutableDictionary<Rhythm, string> Days = new Dictionary<Rhythm, string>
    {
        [Rhythm.Daily] = "* * *",
        [Rhythm.Weekdays] = "* * 1-5",
        [Rhythm.Mondays] = "* * 1",
        [Rhythm.FirstOfMonth] = "1 * *",
    }.ToImmutableDictionary();

    public string Name { get; set; } = "";

    public HashSet<QueueId> Queues { get; } = [];

    public HashSet<string> Groups { get; } = [];

    public HashSet<string> Divisions { get; } = [];

    /// <summary>A media type's name; empty for all.</summary>
    public string Media { get; set; } = "";

    public ReportSpan Range { get; set; }

    public ServiceLevelFormula? Formula { get; set; }

    public ReportComparison Compare { get; set; }

    public bool WithIntervals { get; set; }

    public Rhythm Rhythm { get; set; }

    public TimeSpan? Time { get; set; } = TimeSpan.FromHours(8);

    /// <summary>The expression, where it is one of one's own.</summary>
    public string Own { get; set; } = "";

    public string Zone { get; set; } = "";

    public string Role { get; set; } = "";

    public HashSet<string> Routes { get; } = [];

    /// <summary>Addresses, one a line.</summary>
    public string Addresses { get; set; } = "";

    public bool Waits { get; set; } = true;

    public string WaitHours { get; set; } = "6";

    public HashSet<ReportFormat> Formats { get; } = [ReportFormat.Xlsx];

    public string Language { get; set; } = ScheduleRules.Languages[0];

    public bool IsEnabled { get; set; } = true;

    /// <summary>The expression that is meant; empty while no time is typed.</summary>
    public string Cron => Rhythm == Rhythm.Own ? Own.Trim()
        : Time is { } time ? string.Create(CultureInfo.InvariantCulture, $"{time.Minutes} {time.Hours} {Days[Rhythm]}")
        : "";

    /// <summary>A draft of a schedule as it stands.</summary>
    public static ScheduleDraft Of(Schedule schedule)
    {
        var draft = new ScheduleDraft
        {
            Name = schedule.Name,
            Media = schedule.Media?.Name ?? "",
            Range = schedule.Range,
            Formula = schedule.Formula,
            Compare = schedule.Compare,
            WithIntervals = schedule.WithIntervals,
            Zone = schedule.Zone,
            Role = schedule.Role,
            Addresses = string.Join('\n', schedule.Addresses),
            Waits = schedule.WaitHours > 0,
            WaitHours = Math.Max(1, schedule.WaitHours).ToString(CultureInfo.CurrentCulture),
            Language = schedule.Language,
            IsEnabled = schedule.IsEnabled,
        };
        draft.Queues.UnionWith(schedule.Queues);
        draft.Groups.UnionWith(schedule.Groups);
        draft.Divisions.UnionWith(schedule.Divisions);
        draft.Routes.UnionWith(schedule.Routes);
        draft.Formats.Clear();
        draft.Formats.UnionWith(schedule.Formats);
        draft.Read(schedule.Cron);
        return draft;
    }

    /// <summary>The schedule that has been written so far; what is no number is out of range.</summary>
    public Schedule ToSchedule() => new()
    {
        Name = Name.Trim(),
        Queues = [.. Queues.OrderBy(static q => q.Value, StringComparer.Ordinal)],
        Groups = [.. Groups.Order(StringComparer.Ordinal)],
        Divisions = [.. Divisions.Order(StringComparer.Ordinal)],
        Media = Media.Length == 0 ? null : new MediaType(Media),
        Range = Range,
        Formula = Formula,
        Compare = Compare,
        WithIntervals = WithIntervals,
        Cron = Cron,
        Zone = Zone.Trim(),
        Role = Role,
        Routes = [.. Routes.Order(StringComparer.Ordinal)],
        Addresses = [.. Addresses.Split(['\n', '\r', ',', ';', ' '], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Distinct()],
        WaitHours = !Waits ? 0 : int.TryParse(WaitHours.Trim(), NumberStyles.None, CultureInfo.CurrentCulture, out var hours) && hours > 0 ? hours : -1,
        Formats = [.. Formats.Order()],
        Language = Language,
        IsEnabled = IsEnabled,
    };

    private void Read(string cron)
    {
        (Rhythm, Own) = (Rhythm.Own, cron);
        if (Usual().Match(cron) is { Success: true } usual
            && Days.FirstOrDefault(d => d.Value == usual.Groups["days"].Value) is { Value: not null } found
            && int.Parse(usual.Groups["hour"].Value, CultureInfo.InvariantCulture) is <= 23 and var hour
            && int.Parse(usual.Groups["minute"].Value, CultureInfo.InvariantCulture) is <= 59 and var minute)
        {
            (Rhythm, Time) = (found.Key, new TimeSpan(hour, minute, 0));
        }
    }

    [GeneratedRegex(@"\A(?<minute>\d{1,2}) (?<hour>\d{1,2}) (?<days>\S+ \* \S+)\z", RegexOptions.CultureInvariant)]
    private static partial Regex Usual();
}
