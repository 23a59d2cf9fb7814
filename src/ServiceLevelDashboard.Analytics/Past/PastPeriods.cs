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
    private readonly Func<QueueId, SiteCalendar>? _calendarOf;
    private readonly Dictionary<SiteCalendar, (Interval Range, ImmutableArray<Interval> Periods)> _own = [];

    private PastPeriods(Interval range, ImmutableArray<Interval> all) => (Range, All) = (range, all);

    private PastPeriods(DateRange dates, PeriodLength by, Granularity granularity, IQueueCalendars calendars, DateTimeOffset until)
    {
        _calendarOf = calendars.Of;
        Days = dates;
        AreOfDays = by is PeriodLength.Day or PeriodLength.Week or PeriodLength.Month;
        foreach (var calendar in calendars.All)
        {
            var range = Cut(calendar.RangeOf(dates), until);
            _own.Add(calendar, (range, AreOfDays ? PeriodsOf(calendar, dates, by) : []));
        }

        var ranges = _own.Values.Select(static o => o.Range).Where(static r => r.Length > TimeSpan.Zero).DefaultIfEmpty(_own[calendars.Standard].Range).ToList();
        Range = new Interval(ranges.Min(static r => r.Start), ranges.Max(static r => r.End));
        All = Range.Length == TimeSpan.Zero ? [] : by switch
        {
            PeriodLength.Interval => [.. granularity.Split(Range)],
            PeriodLength.Hour when _own.Count == 1 => Begun(calendars.Standard.HoursOf(dates), until),
            PeriodLength.Hour => [.. Granularity.Hour.Split(Range)],
            _ => Begun(_own[calendars.Standard].Periods, until),
        };
    }

    /// <summary>From the first start to the last end, UTC.</summary>
    public Interval Range { get; }

    /// <summary>The periods, oldest first, without holes; those of days by the calendar of the installation. Empty when none has begun.</summary>
    public ImmutableArray<Interval> All { get; }

    /// <summary>The dates, when it is made of days.</summary>
    public DateRange? Days { get; }

    /// <summary>Whether every period is made of whole days, so that sums of days will do.</summary>
    public bool AreOfDays { get; }

    /// <summary>The last instant of the range.</summary>
    public DateTimeOffset LastInstant => Range.Length > TimeSpan.Zero ? Range.End.AddTicks(-1) : Range.End;

    /// <summary>Some dates, as far as they have come.</summary>
    /// <param name="dates">The dates.</param>
    /// <param name="by">How they are cut.</param>
    /// <param name="granularity">Length of an interval, where they are cut by it.</param>
    /// <param name="calendars">The days of each queue's site.</param>
    /// <param name="until">The end of the last interval that has begun.</param>
    public static PastPeriods OfDates(DateRange dates, PeriodLength by, Granularity granularity, IQueueCalendars calendars, DateTimeOffset until)
    {
        ArgumentNullException.ThrowIfNull(calendars);
        return new PastPeriods(dates, by, granularity, calendars, until);
    }

    /// <summary>A range in one piece, or cut by intervals.</summary>
    public static PastPeriods OfRange(Interval range, Granularity? by = null) =>
        range.Length == TimeSpan.Zero ? new PastPeriods(range, [])
        : by is { } granularity ? new PastPeriods(granularity.SnapOutward(range), [.. granularity.Split(range)])
        : new PastPeriods(range, [range]);

    /// <summary>The part of the range that is a queue's: its own days.</summary>
    public Interval RangeOf(QueueId queue) => _calendarOf is null ? Range : _own[_calendarOf(queue)].Range;

    /// <summary>The place in <see cref="All"/> of the period of a queue that holds an instant; negative when none does.</summary>
    public int IndexOf(QueueId queue, DateTimeOffset instant)
    {
        if (_calendarOf is null)
        {
            return IndexIn(All, instant);
        }

        var own = _own[_calendarOf(queue)];
        return !own.Range.Contains(instant) ? -1 : IndexIn(AreOfDays ? own.Periods : All, instant);
    }

    /// <summary>The calendars that cut it, each with the test for its queues; empty when it is not made of days.</summary>
    internal IEnumerable<(SiteCalendar Calendar, Func<QueueId, bool> IsOf)> Calendars =>
        _calendarOf is not { } of ? [] : _own.Keys.Select(calendar => (calendar, new Func<QueueId, bool>(queue => _own.Count == 1 || of(queue) == calendar)));

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

    private static ImmutableArray<Interval> PeriodsOf(SiteCalendar calendar, DateRange dates, PeriodLength by) => by switch
    {
        PeriodLength.Week => calendar.WeeksOf(dates),
        PeriodLength.Month => calendar.MonthsOf(dates),
        _ => calendar.DaysOf(dates),
    };

    /// <summary>The periods that have begun; in an installation of several calendars all of them, since a day has begun elsewhere before it has here.</summary>
    private ImmutableArray<Interval> Begun(ImmutableArray<Interval> periods, DateTimeOffset until) => _own.Count > 1
        ? periods
        : [.. periods.Where(p => p.Start < until).Select(p => Cut(p, until))];

    private static Interval Cut(Interval range, DateTimeOffset until) =>
        until >= range.End ? range : new Interval(range.Start, until > range.Start ? until : range.Start);
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
