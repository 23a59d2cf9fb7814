using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.Past;

namespace ServiceLevelDashboard.Delivery.Reports;

/// <summary>What is known when a scheduled report is made, by the dashboard and by the shell alike.</summary>
/// <param name="Listed">The queues as the contact centre lists them.</param>
/// <param name="Targets">What every queue was and is measured by.</param>
/// <param name="Groups">The groups by key.</param>
/// <param name="Annotations">What happened.</param>
public sealed record ReportScope(
    ImmutableArray<Queue> Listed, TargetResolver Targets, ImmutableDictionary<string, Group> Groups, ImmutableArray<Annotation> Annotations)
{
    /// <summary>The question that a schedule asks.</summary>
    /// <param name="schedule">The schedule.</param>
    /// <param name="sees">What its role sees.</param>
    /// <param name="due">The moment from which its words are seen.</param>
    /// <exception cref="ReportGoneException">The role sees none of its queues.</exception>
    public ReportRequest RequestOf(Schedule schedule, Visibility sees, DateTimeOffset due)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        ArgumentNullException.ThrowIfNull(sees);
        var isChosen = !schedule.Queues.IsDefaultOrEmpty || !schedule.Groups.IsDefaultOrEmpty || !schedule.Divisions.IsDefaultOrEmpty;
        var chosen = isChosen
            ? Visibility.Of(Some(schedule.Divisions), Some(schedule.Groups).Select(key => Groups.GetValueOrDefault(key)).OfType<Group>(), Some(schedule.Queues))
            : Visibility.Everything;
        var seen = sees.And(chosen);
        ImmutableArray<Queue> queues = [.. Listed.Where(seen.Sees)];
        if (queues.IsEmpty)
        {
            throw new ReportGoneException("The role of the schedule sees none of its queues.");
        }
        return Of(DaysOf(schedule.Range, CalendarOf(queues), due), schedule, queues, seen);
    }

    /// <summary>The same of the days that a report is held against; null for none.</summary>
    /// <param name="request">The report's own question.</param>
    /// <param name="schedule">The schedule.</param>
    public ReportRequest? EarlierOf(ReportRequest request, Schedule schedule)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(schedule);
        return schedule.Compare == ReportComparison.None || request.Days is not { } days
            ? null
            : Of(Earlier(days, schedule, CalendarOf(request.Queues)), schedule, request.Queues, request.Sees);
    }

    /// <summary>The days that a word means. Worked: on Sunday 29 November 2026 last week is 16 to 22 November.</summary>
    internal static ReportDays DaysOf(ReportSpan span, SiteCalendar calendar, DateTimeOffset due)
    {
        var today = calendar.DateOf(due);
        var monday = today.AddDays(-(((int)today.DayOfWeek + 6) % 7));
        var first = new DateOnly(today.Year, today.Month, 1);
        return span switch
        {
            ReportSpan.Today => new ReportDays(new DateRange(today, today), due),
            ReportSpan.LastWeek => new ReportDays(new DateRange(monday.AddDays(-7), monday.AddDays(-1)), null),
            ReportSpan.LastMonth => new ReportDays(new DateRange(first.AddMonths(-1), first.AddDays(-1)), null),
            _ => new ReportDays(new DateRange(today.AddDays(-1), today.AddDays(-1)), null),
        };
    }

    private static ReportDays Earlier(ReportDays days, Schedule schedule, SiteCalendar calendar)
    {
        var (from, to) = (days.Dates.From, days.Dates.To);
        if (schedule.Range == ReportSpan.LastMonth && schedule.Compare != ReportComparison.WeekBefore)
        {
            var first = from.AddMonths(schedule.Compare == ReportComparison.YearBefore ? -12 : -1);
            return new ReportDays(new DateRange(first, first.AddMonths(1).AddDays(-1)), null);
        }
        var back = schedule.Compare switch
        {
            ReportComparison.YearBefore => 364,
            ReportComparison.WeekBefore => schedule.Range == ReportSpan.LastMonth ? 28 : 7,
            _ => days.Dates.Count,
        };
        return new ReportDays(
            new DateRange(from.AddDays(-back), to.AddDays(-back)), days.Until is { } until ? calendar.SameTimeBefore(until, back) : null);
    }

    private static ImmutableArray<T> Some<T>(ImmutableArray<T> values) => values.IsDefault ? [] : values;

    private ReportRequest Of(ReportDays days, Schedule schedule, ImmutableArray<Queue> queues, Visibility seen)
    {
        var isEveryQueue = seen.IsEverything;
        var granularity = Granularity.QuarterHour;
        var range = ReportRequest.RangeOf(days, granularity, Targets, queues, isEveryQueue);
        return new ReportRequest
        {
            Range = range,
            Days = days,
            Granularity = granularity,
            Definition = ReportRequest.Asked(schedule.Formula, withFlowOuts: false, shortAbandon: null, Targets.Contract, range),
            Threshold = null,
            Media = schedule.Media,
            Queues = queues,
            IsEveryQueue = isEveryQueue,
            Targets = Targets,
            Sees = seen,
            WithIntervals = schedule.WithIntervals,
            Marked = Annotations,
        };
    }

    /// <summary>The calendar of the queues where they have one; the installation's where theirs differ.</summary>
    private SiteCalendar CalendarOf(ImmutableArray<Queue> queues) =>
        queues.Select(q => Targets.Contract.Calendars.Of(q.Id)).Distinct().ToArray() is [var only] ? only : Targets.Contract.Calendars.Standard;
}
