using ServiceLevelDashboard.Access.Roles;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Delivery.Reports;
using ServiceLevelDashboard.Web.Resources;

namespace ServiceLevelDashboard.Web.Schedules;

/// <summary>The words of schedules, and who sees them.</summary>
internal static class ScheduleWords
{
    /// <summary>
    /// How much of a schedule somebody sees: who sees everything all; others those that run in a role of their own, so that none shows more than its maker
    /// sees, as far as they see the queues and groups that it names.
    /// </summary>
    public static Extent ExtentOf(Schedule schedule, VisibleDocuments visible, Person person) =>
        person.Sees.IsEverything ? Extent.Whole
        : !person.Roles.Contains(schedule.Role) ? Extent.None
        : visible.Of([.. schedule.Queues.Select(static q => q.Value)], schedule.Groups);

    /// <summary>Which days.</summary>
    public static string Of(ReportSpan span) => span switch
    {
        ReportSpan.Today => ScheduleText.RangeToday,
        ReportSpan.LastWeek => ScheduleText.RangeLastWeek,
        ReportSpan.LastMonth => ScheduleText.RangeLastMonth,
        _ => ScheduleText.RangeYesterday,
    };

    /// <summary>What it is held against.</summary>
    public static string Of(ReportComparison comparison) => comparison switch
    {
        ReportComparison.SpanBefore => ScheduleText.CompareBefore,
        ReportComparison.WeekBefore => ScheduleText.CompareWeek,
        ReportComparison.YearBefore => ScheduleText.CompareYear,
        _ => ScheduleText.CompareNone,
    };

    /// <summary>How often.</summary>
    public static string Of(Rhythm rhythm) => rhythm switch
    {
        Rhythm.Daily => ScheduleText.RhythmDaily,
        Rhythm.Weekdays => ScheduleText.RhythmWeekdays,
        Rhythm.Mondays => ScheduleText.RhythmMondays,
        Rhythm.FirstOfMonth => ScheduleText.RhythmFirst,
        _ => ScheduleText.RhythmOwn,
    };

    /// <summary>A file.</summary>
    public static string Of(ReportFormat format) => format switch
    {
        ReportFormat.Csv => ScheduleText.FormatCsv,
        ReportFormat.Pdf => ScheduleText.FormatPdf,
        _ => ScheduleText.FormatXlsx,
    };

    /// <summary>How a message stands.</summary>
    public static string Of(OutboxState state) => state switch
    {
        OutboxState.Sent => ScheduleText.StateSent,
        OutboxState.GivenUp => ScheduleText.StateGivenUp,
        _ => ScheduleText.StateWaiting,
    };

    /// <summary>What is wrong and how to mend it.</summary>
    public static string Of(ScheduleProblem problem) => problem switch
    {
        ScheduleProblem.Name => ScheduleText.NameWrong,
        ScheduleProblem.Cron => ScheduleText.CronWrong,
        ScheduleProblem.Zone => ScheduleText.ZoneWrong,
        ScheduleProblem.NoRecipient => ScheduleText.NoRecipient,
        ScheduleProblem.Address => ScheduleText.AddressWrong,
        ScheduleProblem.TooManyAddresses => Format.Text(ScheduleText.TooManyAddresses, ScheduleRules.MaximumAddresses),
        ScheduleProblem.Role => ScheduleText.RoleMissing,
        ScheduleProblem.Wait => Format.Text(ScheduleText.WaitWrong, ScheduleRules.MaximumWaitHours),
        ScheduleProblem.IntervalsWithoutFile => ScheduleText.IntervalsWithoutFile,
        _ => ScheduleText.LanguageWrong,
    };

    /// <summary>A moment on a zone's clocks: "Mon 30 Nov, 08:00".</summary>
    public static string Moment(DateTimeOffset instant, string zone)
    {
        var clocks = TimeZoneInfo.FindSystemTimeZoneById(zone);
        return $"{Format.Date(instant, clocks)}, {Format.Time(instant, clocks)}";
    }

    /// <summary>When it comes next; that it is paused.</summary>
    public static string Next(Schedule schedule, DateTimeOffset now) => !schedule.IsEnabled ? ScheduleText.Paused
        : ScheduleTimes.Next(schedule.Cron, schedule.Zone, now, 1) is [var next] ? Moment(next, schedule.Zone)
        : Format.NoValue;
}
