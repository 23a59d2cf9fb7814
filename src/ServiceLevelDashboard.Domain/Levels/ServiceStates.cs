namespace ServiceLevelDashboard.Domain.Levels;

/// <summary>
/// Decides how a queue stands. Every comparison is exact: multiplied out in <see cref="decimal"/>, never divided. One worked case per rule:
/// <c>docs/states.md</c>.
/// </summary>
public static class ServiceStates
{
    /// <summary>From this many counted contacts on, a day is judged; below, it is <see cref="ServiceState.TooFew"/>. Ten.</summary>
    public const int JudgedFrom = 10;

    /// <summary>How far under its target a day may be before it is <see cref="ServiceState.Below"/>, as a ratio: 0.05, five points.</summary>
    public const decimal BelowMargin = 0.05m;

    /// <summary>Contacts that the last hour must count before it is looked at. Twenty.</summary>
    public const int HourJudgedFrom = 20;

    /// <summary>
    /// The state of one queue and media type. The first rule that applies decides: closed, no contacts, not measured, no target, too few, then the day
    /// against its target. Worked: 76 of 100 at a target of 0.8 is under by four points, at risk.
    /// </summary>
    /// <param name="day">The site's day so far.</param>
    /// <param name="lastHour">The last sixty minutes. Looked at only while the day holds: single intervals swing by chance.</param>
    /// <param name="offeredToday">Contacts offered today; they may be undecided yet.</param>
    /// <param name="targetRatio">The ratio to reach, or null when none is configured.</param>
    /// <param name="isOpen">Whether the queue is within its opening hours.</param>
    /// <param name="isMeasured">Whether a level can be made of any of the day's contacts (<see cref="ContactCounts.IsMeasured"/>).</param>
    public static ServiceState Judge(ServiceLevel day, ServiceLevel lastHour, int offeredToday, decimal? targetRatio, bool isOpen, bool isMeasured = true)
    {
        if (!isOpen)
        {
            return ServiceState.Closed;
        }
        if (offeredToday == 0 && day.Denominator <= 0)
        {
            return ServiceState.NoContacts;
        }
        if (!isMeasured)
        {
            return ServiceState.NotMeasured;
        }
        if (targetRatio is not { } target)
        {
            return ServiceState.NoTarget;
        }
        if (day.Denominator < JudgedFrom)
        {
            return ServiceState.TooFew;
        }
        if (day.Numerator < target * day.Denominator)
        {
            return day.Numerator > (target - BelowMargin) * day.Denominator ? ServiceState.AtRisk : ServiceState.Below;
        }
        return WentBadly(lastHour) ? ServiceState.AtRisk : ServiceState.OnTarget;
    }

    private static bool WentBadly(ServiceLevel hour) => hour.Denominator >= HourJudgedFrom && 2 * hour.Numerator <= hour.Denominator;
}

/// <summary>Decides how far data can be trusted to be of now. One worked case per rule: <c>docs/states.md</c>.</summary>
public static class DataStates
{
    /// <summary>Over this age data are <see cref="DataState.Stale"/>. Five minutes.</summary>
    public static readonly TimeSpan StaleAfter = TimeSpan.FromMinutes(5);

    /// <summary>Over this age the figure is withdrawn (<see cref="DataState.NoData"/>). Fifteen minutes.</summary>
    public static readonly TimeSpan WithdrawnAfter = TimeSpan.FromMinutes(15);

    /// <summary>The state of data of some age. Worked: 61 s at a refresh every 30 s is delayed, 60 s is live.</summary>
    /// <param name="age">Now minus the moment that the data reach up to, or null when there never were any. Negative (clocks differ) is live.</param>
    /// <param name="refreshPeriod">How often the data are asked for; positive.</param>
    /// <exception cref="ArgumentOutOfRangeException">The period is not positive.</exception>
    public static DataState Judge(TimeSpan? age, TimeSpan refreshPeriod)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(refreshPeriod, TimeSpan.Zero);
        if (age is not { } known || known > WithdrawnAfter)
        {
            return DataState.NoData;
        }
        if (known > StaleAfter)
        {
            return DataState.Stale;
        }
        return known > 2 * refreshPeriod ? DataState.Delayed : DataState.Live;
    }
}
