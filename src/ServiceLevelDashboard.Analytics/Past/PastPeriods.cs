using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Past;

/// <summary>
/// A range of the past and how it is cut: into days, weeks and months of each queue's own site, or into spans that are the same for all. An interval
/// belongs to the period in which it starts. Immutable.
/// </summary>
public sealed class PastPeriods
{
    private readonly IQueueCalendars? _calendars;
    private readonly Dictionary<SiteCalendar, Own> _own = [];

    private PastPeriods(Interval range, ImmutableArray<Interval> all) => (Range, All) = (range, all);

    private PastPeriods(
        DateRange dates,
        IQueueCalendars calendars,
        ImmutableArray<SiteCalendar> used,
        Func<SiteCalendar, Own> cut,
        Func<Interval, ImmutableArray<Interval>>? common)
    {
        (_calendars, Days) = (calendars, dates);
        Calendar = used is [var only] ? only : calendars.Standard;
        foreach (var calendar in used)
        {
            _own.Add(calendar, cut(calendar));
        }

        var ranges = _own.Values.Select(static o => o.Range).Where(static r => r.Length > TimeSpan.Zero).DefaultIfEmpty(_own.Values.First().Range).ToList();
        Range = new Interval(ranges.Min(static r => r.Start), ranges.Max(static r => r.End));
        AreOfDays = common is null;
        All = Range.Length == TimeSpan.Zero ? [] : common?.Invoke(Range) ?? PeriodsOfAll(cut);
    }

    /// <summary>From the first start to the last end, UTC.</summary>
    public Interval Range { get; }

    /// <summary>
    /// The periods, oldest first, without holes; those of days by <see cref="Calendar"/>. Where sites differ a day is there that has begun for any of them.
    /// Empty when none has begun.
    /// </summary>
    public ImmutableArray<Interval> All { get; }

    /// <summary>The dates, when it is made of days.</summary>
    public DateRange? Days { get; }

    /// <summary>The calendar of all its queues where they have the same, else the installation's; null when it is not made of days.</summary>
    public SiteCalendar? Calendar { get; }

    /// <summary>Whether every period is made of whole days, so that sums of days will do.</summary>
    public bool AreOfDays { get; }

    /// <summary>The last instant of the range.</summary>
    public DateTimeOffset LastInstant => Range.Length > TimeSpan.Zero ? Range.End.AddTicks(-1) : Range.End;

    /// <summary>Some dates, as far as they have come.</summary>
    /// <param name="dates">The dates.</param>
    /// <param name="by">How they are cut.</param>
    /// <param name="granularity">Length of an interval, where they are cut by it.</param>
    /// <param name="targets">Which queues there are, and the days of each one's site.</param>
    /// <param name="queues">The queues that are asked for; null for all.</param>
    /// <param name="until">The end of the last interval that has begun.</param>
    public static PastPeriods OfDates(
        DateRange dates, PeriodLength by, Granularity granularity, TargetResolver targets, ImmutableArray<QueueId>? queues, DateTimeOffset until) =>
        OfDates(dates, by, granularity, targets, queues, _ => until);

    /// <summary>The same where the end depends on the calendar, as a time of day does.</summary>
    internal static PastPeriods OfDates(
        DateRange dates, PeriodLength by, Granularity granularity, TargetResolver targets, ImmutableArray<QueueId>? queues,
        Func<SiteCalendar, DateTimeOffset> until)
    {
        ArgumentNullException.ThrowIfNull(targets);
        var calendars = targets.Contract.Calendars;
        var used = CalendarsOf(targets, queues);
        return new PastPeriods(dates, calendars, used, Cut, by switch
        {
            PeriodLength.Interval => range => [.. granularity.Split(range)],
            PeriodLength.Hour when used is [var only] => _ =>
                [.. only.HoursOf(dates).Where(p => p.Start < until(only)).Select(p => Until(p, until(only)))],
            PeriodLength.Hour => static range => [.. Granularity.Hour.Split(range)],
            _ => null,
        });

        Own Cut(SiteCalendar calendar)
        {
            ImmutableArray<Interval> periods = by switch
            {
                PeriodLength.Week => calendar.WeeksOf(dates),
                PeriodLength.Month => calendar.MonthsOf(dates),
                PeriodLength.Day => calendar.DaysOf(dates),
                _ => [],
            };
            return new Own(Until(calendar.RangeOf(dates), until(calendar)), periods, [.. periods.Select(p => Until(p, until(calendar)))]);
        }
    }

    /// <summary>Some dates in one piece, or cut by intervals: of each queue its own days, from and to the borders of intervals.</summary>
    /// <param name="dates">The dates.</param>
    /// <param name="granularity">Length of an interval.</param>
    /// <param name="byInterval">Whether they are cut by intervals.</param>
    /// <param name="targets">Which queues there are, and the days of each one's site.</param>
    /// <param name="queues">The queues that are asked for; null for all.</param>
    /// <param name="until">The end of the last interval that counts.</param>
    public static PastPeriods OfWhole(
        DateRange dates, Granularity granularity, bool byInterval, TargetResolver targets, ImmutableArray<QueueId>? queues, DateTimeOffset until)
    {
        ArgumentNullException.ThrowIfNull(targets);
        return new PastPeriods(
            dates,
            targets.Contract.Calendars,
            CalendarsOf(targets, queues),
            calendar => new Own(Until(granularity.SnapOutward(calendar.RangeOf(dates)), until), [], []),
            byInterval ? range => [.. granularity.Split(range)] : static range => [range]);
    }

    /// <summary>A range in one piece, or cut by intervals.</summary>
    public static PastPeriods OfRange(Interval range, Granularity? by = null) =>
        range.Length == TimeSpan.Zero ? new PastPeriods(range, [])
        : by is { } granularity ? new PastPeriods(granularity.SnapOutward(range), [.. granularity.Split(range)])
        : new PastPeriods(range, [range]);

    /// <summary>The part of the range that is a queue's: its own days.</summary>
    public Interval RangeOf(QueueId queue) => OwnOf(queue)?.Range ?? Range;

    /// <summary>The calendar of a queue; null when it is not made of days.</summary>
    public SiteCalendar? CalendarOf(QueueId queue) => _calendars?.Of(queue);

    /// <summary>What each of <see cref="All"/> is of for some queues: their own days where they have one calendar, else those of all.</summary>
    public ImmutableArray<Interval> PeriodsOf(IEnumerable<QueueId> queues) =>
        AreOfDays && queues.Select(OwnOf).Distinct().ToArray() is [{ } own] ? own.Begun[..All.Length] : All;

    /// <summary>From the first start to the last end of what is added up for some queues in each of <see cref="All"/>.</summary>
    public ImmutableArray<Interval> SpansOf(IEnumerable<QueueId> queues) =>
        AreOfDays && queues.Select(OwnOf).OfType<Own>().Distinct().ToArray() is { Length: > 0 } owns
            ? [.. Enumerable.Range(0, All.Length).Select(i => new Interval(owns.Min(o => o.Begun[i].Start), owns.Max(o => o.Begun[i].End)))]
            : All;

    /// <summary>The place in <see cref="All"/> of the period of a queue that holds an instant; negative when none does.</summary>
    public int IndexOf(QueueId queue, DateTimeOffset instant) => _calendars is null ? IndexIn(All, instant)
        : OwnOf(queue) is { } own && own.Range.Contains(instant) ? IndexIn(AreOfDays ? own.Periods : All, instant)
        : -1;

    /// <summary>The calendars that cut it, each with its part of the range and the test for its queues; empty when it is not made of days.</summary>
    internal IEnumerable<(SiteCalendar Calendar, Interval Range, Func<QueueId, bool> IsOf)> Calendars => _calendars is not { } calendars ? []
        : _own.Keys.Select(calendar =>
            (calendar, _own[calendar].Range, new Func<QueueId, bool>(queue => calendars.All.Length == 1 || calendars.Of(queue) == calendar)));

    /// <summary>The calendars of the queues that are asked for, each once; the installation's when none is.</summary>
    private static ImmutableArray<SiteCalendar> CalendarsOf(TargetResolver targets, ImmutableArray<QueueId>? queues)
    {
        var calendars = targets.Contract.Calendars;
        // Among all may be queues that nobody has listed yet.
        var used = queues is { } asked ? asked.Select(calendars.Of) : targets.Queues.Ids.Select(calendars.Of).Append(calendars.Others);
        return [.. used.Distinct().DefaultIfEmpty(calendars.Standard)];
    }

    private static int IndexIn(ImmutableArray<Interval> periods, DateTimeOffset instant)
    {
        var (low, high) = (0, periods.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (instant < periods[middle].Start)
            {
                high = middle - 1;
            }
            else if (instant >= periods[middle].End)
            {
                low = middle + 1;
            }
            else
            {
                return middle;
            }
        }

        return -1;
    }

    private static Interval Until(Interval range, DateTimeOffset until) =>
        until >= range.End ? range : new Interval(range.Start, until > range.Start ? until : range.Start);

    private Own? OwnOf(QueueId queue) => _calendars is null ? null : _own.GetValueOrDefault(_calendars.Of(queue));

    /// <summary>
    /// The periods of days that have begun for any site, by the calendar that is shown; where sites differ each whole, since it has begun elsewhere.
    /// </summary>
    private ImmutableArray<Interval> PeriodsOfAll(Func<SiteCalendar, Own> cut)
    {
        // Calendar is set: it is made of days.
        var shown = _own.GetValueOrDefault(Calendar!) ?? cut(Calendar!);
        var begun = Enumerable.Range(0, shown.Periods.Length).Count(i => _own.Values.Any(o => o.Begun[i].Length > TimeSpan.Zero));
        return _own.Count == 1 ? shown.Begun[..begun] : shown.Periods[..begun];
    }

    /// <summary>The range of one calendar and its periods, whole and as far as they have come; periods are empty where they are the same for all.</summary>
    private sealed record Own(Interval Range, ImmutableArray<Interval> Periods, ImmutableArray<Interval> Begun);
}

/// <summary>How time is cut.</summary>
public enum PeriodLength
{
    /// <summary>As finely as it was fetched.</summary>
    Interval,

    /// <summary>Hours of the site's days.</summary>
    Hour,

    /// <summary>Days of the site.</summary>
    Day,

    /// <summary>Weeks of the site's days, from Monday.</summary>
    Week,

    /// <summary>Months of the site's days.</summary>
    Month,
}
