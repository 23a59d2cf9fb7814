using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Live;

/// <summary>How far the interval figures have come.</summary>
/// <param name="Day">The sites' days of the last answer, from the first start.</param>
/// <param name="Until">The contact centre's clock at the last answer.</param>
/// <param name="Granularity">Granularity of the rows.</param>
/// <param name="Edges">What was counted at.</param>
/// <param name="Unsettled">Start of a day that has ended and is still to be read once more, or null.</param>
internal sealed record IntervalProgress(Interval Day, DateTimeOffset Until, Granularity Granularity, EdgeSet Edges, DateTimeOffset? Unsettled)
{
    /// <summary>How things stand after an answer.</summary>
    /// <param name="last">How they stood before it, or null at the start.</param>
    /// <param name="day">The sites' days that were asked for.</param>
    /// <param name="range">The range that was asked for.</param>
    /// <param name="until">The contact centre's clock at the answer.</param>
    /// <param name="granularity">Granularity of the rows.</param>
    /// <param name="edges">What was counted at.</param>
    public static IntervalProgress After(
        IntervalProgress? last, Interval day, Interval range, DateTimeOffset until, Granularity granularity, EdgeSet edges)
    {
        // Days of several sites begin one after the other: what is still to be read once more of an earlier one stays.
        var unsettled = last?.Unsettled ?? (last is not null && last.Day.Start < day.Start ? last.Day.Start : null);
        var settled = unsettled is { } start && range.Start <= start && until >= day.Start + IntervalPlan.SettledAfter;
        return new IntervalProgress(day, until, granularity, edges, settled ? null : unsettled);
    }
}

/// <summary>
/// Decides which range a refresh asks for: always one, up to the end of the open interval, so that one query is enough.
/// </summary>
internal static class IntervalPlan
{
    /// <summary>How long after a day's start the day before it is read once more: by then its late figures have arrived.</summary>
    public static readonly TimeSpan SettledAfter = TimeSpan.FromHours(3);

    /// <summary>
    /// The trailing hours, counted from the last answer when that is longer ago (after an outage nothing is left out). The whole day so far and the
    /// trailing hours before it (the spans before now may lie across the day's start) at the start, on a new day and when the edges or the granularity
    /// have changed. Yesterday too, once, some hours into the day.
    /// </summary>
    /// <param name="now">The contact centre's clock, now.</param>
    /// <param name="day">The sites' days that hold it, from the first start.</param>
    /// <param name="trailing">The trailing hours.</param>
    /// <param name="granularity">How finely to cut.</param>
    /// <param name="edges">What to count at.</param>
    /// <param name="progress">How far the figures have come, or null at the start.</param>
    public static Interval Range(
        DateTimeOffset now, Interval day, TimeSpan trailing, Granularity granularity, EdgeSet edges, IntervalProgress? progress)
    {
        var whole = Earlier(day.Start, now - trailing);
        var isWhole = progress is null || progress.Day.Start != day.Start || progress.Granularity != granularity || !progress.Edges.Equals(edges);
        var start = isWhole ? whole : Later(whole, Earlier(now, progress!.Until) - trailing); // null is whole
        if (progress?.Unsettled is { } unsettled && now >= day.Start + SettledAfter)
        {
            start = Earlier(start, unsettled);
        }
        return new Interval(granularity.Floor(start), granularity.Ceiling(now));
    }

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;
}
