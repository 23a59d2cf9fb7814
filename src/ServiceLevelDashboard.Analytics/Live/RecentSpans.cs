namespace ServiceLevelDashboard.Analytics.Live;

/// <summary>
/// The spans that figures are taken over, in whole intervals (why: <c>docs/decisions/last-30-minutes.md</c>).
/// Worked at fifteen minutes and 10:07: the last half hour is 09:30 to 10:15, the half hour before it 09:00 to 09:30, the last hour
/// 09:00 to 10:15.
/// </summary>
/// <param name="LastHalfHour">From the last border at or before 30 minutes ago to the end of the open interval.</param>
/// <param name="HalfHourBefore">The 30 minutes before that.</param>
/// <param name="LastHour">From the last border at or before 60 minutes ago to the end of the open interval.</param>
internal readonly record struct RecentSpans(Interval LastHalfHour, Interval HalfHourBefore, Interval LastHour)
{
    private static readonly TimeSpan HalfAnHour = TimeSpan.FromMinutes(30);

    /// <summary>The spans as of an instant, for intervals of at most half an hour.</summary>
    public static RecentSpans At(DateTimeOffset until, Granularity granularity)
    {
        var end = granularity.Ceiling(until);
        var start = granularity.Floor(until - HalfAnHour);
        var beforeStart = granularity.Floor(start - HalfAnHour);
        return new RecentSpans(
            new Interval(start, end),
            new Interval(beforeStart, start),
            new Interval(granularity.Floor(until - TimeSpan.FromHours(1)), end));
    }
}
