using System.Collections.Immutable;
using System.Globalization;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Statistics;
using ServiceLevelDashboard.Web.Charts;
using ServiceLevelDashboard.Web.Forecasting;
using ServiceLevelDashboard.Web.Resources;

namespace ServiceLevelDashboard.Web.Queue;

/// <summary>Turns a queue's intervals into the series of its two charts. Nothing is calculated here but the end of an axis.</summary>
internal static class QueueTrends
{
    /// <summary>Ends of a wait axis in seconds, each five readable steps long.</summary>
    private static readonly ImmutableArray<double> WaitEnds = [25, 50, 75, 150, 300, 600, 900, 1500, 3000, 4500, 9000, 18000, 36000, 90000];

    /// <summary>The intervals from the first in which anything happened; empty when nothing has happened yet.</summary>
    public static ImmutableArray<TrendPoint> Shown(ImmutableArray<TrendPoint> intervals)
    {
        var first = 0;
        while (first < intervals.Length && intervals[first].Counts.IsZero)
        {
            first++;
        }
        return intervals[first..];
    }

    /// <summary>Service level per interval, with volumes offered.</summary>
    /// <param name="queue">The queue.</param>
    /// <param name="zone">The site's zone.</param>
    /// <param name="usual">What is usual at an instant; null when nobody can tell.</param>
    public static TrendSeries Levels(QueueSummary queue, TimeZoneInfo zone, Func<DateTimeOffset, UsualSlot?>? usual = null)
    {
        var target = queue.Target?.Ratio;
        var shown = Shown(queue.Intervals);
        // A bound is drawn at its lower end: the promise is kept for certain only there.
        var top = shown.Select(static p => p.Level.Lower.Ratio ?? 0).DefaultIfEmpty().Max();
        return new TrendSeries
        {
            Points = [.. shown.Select(p => LevelPoint(p, target, zone) with { Usual = Band(usual?.Invoke(p.Interval.Start), target) })],
            Axis = TrendAxis.Percent,
            Max = top <= 1 ? 1 : (double)Math.Ceiling(top),
            Target = (double?)target,
            TargetLabel = target is { } t ? Format.Text(QueueText.TargetOf, Format.TargetDigits(t)) : "",
            TargetShort = target is { } s ? Format.TargetDigits(s) : "",
            MissesBelow = true,
            Summary = LevelSummary(queue, shown, zone),
        };
    }

    /// <summary>Average speed of answer per interval, with the abandons.</summary>
    public static TrendSeries Waits(QueueSummary queue, TimeZoneInfo zone)
    {
        var threshold = queue.Target?.Threshold;
        var shown = Shown(queue.Intervals);
        var top = shown.Select(static p => QueueFigures.SpeedOfAnswer(p.Counts)?.TotalSeconds ?? 0).Append(threshold?.TotalSeconds ?? 0).DefaultIfEmpty().Max();
        return new TrendSeries
        {
            Points = [.. shown.Select(p => WaitPoint(p, zone))],
            Axis = TrendAxis.Duration,
            Max = WaitEnds.FirstOrDefault(end => end >= top, WaitEnds[^1]),
            Target = threshold?.TotalSeconds,
            TargetLabel = threshold is { } t ? Format.Text(QueueText.ThresholdOf, Format.Duration(t)) : "",
            TargetShort = threshold is { } s ? Format.Duration(s) : "",
            MissesBelow = false,
            Summary = queue.IsMeasured
                ? Format.Text(
                    QueueText.WaitSummary,
                    Format.Duration(QueueFigures.SpeedOfAnswer(queue.Day)),
                    Format.Duration(QueueFigures.LongestWait(queue.Day)),
                    Format.Count(queue.Day.Abandoned))
                : Format.Text(QueueText.LongestWait, Format.Duration(QueueFigures.LongestWait(queue.Day))),
        };
    }

    /// <summary>
    /// Agents on queue per interval on average, with the most that waited at once; an interval that was not sampled is a gap. Without points when none was.
    /// </summary>
    public static TrendSeries Staff(ImmutableArray<TrendPoint> shown, IEnumerable<ObservedInterval> samples, MediaType media, TimeZoneInfo zone)
    {
        var known = samples.Where(s => s.Status == AgentStatus.OnQueue || s.Media == media).ToLookup(static s => s.Media is null);
        var points = shown.Select(p => StaffPoint(p, Over(known[true], p.Interval), Over(known[false], p.Interval), zone)).ToImmutableArray();
        var top = points.Select(static p => p.Value ?? 0).DefaultIfEmpty().Max();
        var seen = points.Where(static p => p.Value is not null).ToImmutableArray();
        return new TrendSeries
        {
            Points = seen.IsEmpty ? [] : points,
            Axis = TrendAxis.Count,
            Max = Math.Max(5, Math.Ceiling(top / 5) * 5),
            MissesBelow = true,
            // not empty
            Summary = seen.IsEmpty
                ? ""
                : Format.Text(QueueText.StaffSummary, seen.MinBy(static p => p.Value)!.ValueText, seen.MaxBy(static p => p.Value)!.ValueText),
        };
    }

    private static Spread Over(IEnumerable<ObservedInterval> samples, Interval interval) =>
        samples.Where(s => interval.Contains(s.Interval.Start)).Aggregate(default(Spread), static (sum, s) => sum + s.Count);

    private static TrendSeriesPoint StaffPoint(TrendPoint point, Spread agents, Spread waiting, TimeZoneInfo zone)
    {
        var value = agents.Mean is { } mean
            ? Format.Text(QueueText.AgentsBetween, mean.ToString("0.#", CultureInfo.CurrentCulture), Format.Count(agents.Least), Format.Count(agents.Most))
            : Format.NoValue;
        var most = waiting.Samples == 0 ? Format.NoValue : Format.Text(QueueText.MostWaitingCount, Format.Count(waiting.Most));
        return Point(point, zone, (double?)agents.Mean, value, (int)waiting.Most, most, $"{value}\n{most}");
    }

    private static TrendSeriesPoint LevelPoint(TrendPoint point, decimal? target, TimeZoneInfo zone)
    {
        var counts = point.Counts;
        var value = QueueFormat.LevelWithCounts(point.Level, target);
        var offered = Format.Text(QueueText.OfferedCount, Format.Count(counts.Offered));
        return Point(point, zone, (double?)point.Level.Lower.Ratio, value, counts.Offered, offered, string.Join(
            "\n",
            value,
            offered,
            Format.Text(QueueText.AbandonedCount, Format.Count(counts.Abandoned))));
    }

    // Between one such slot in ten that was lower and one that was higher.
    private static TrendBand? Band(UsualSlot? usual, decimal? target) => usual is { LevelLow: { } low, LevelHigh: { } high }
        ? new TrendBand(low, high, Format.Text(ForecastText.UsualText, Format.Percent(low, target), Format.Percent(high, target)))
        : null;

    private static TrendSeriesPoint WaitPoint(TrendPoint point, TimeZoneInfo zone)
    {
        var counts = point.Counts;
        var speed = QueueFigures.SpeedOfAnswer(counts);
        var value = speed is { } s
            ? Format.Text(QueueText.WaitOfAnswers, Format.Duration(s), Format.Count(counts.Answered))
            : Format.NoValue;
        var abandoned = Format.Text(QueueText.AbandonedCount, Format.Count(counts.Abandoned));
        return Point(point, zone, speed?.TotalSeconds, value, counts.Abandoned, abandoned, string.Join(
            "\n",
            value,
            Format.Text(QueueText.LongestOf, Format.Duration(QueueFigures.LongestWait(counts))),
            abandoned));
    }

    private static TrendSeriesPoint Point(TrendPoint point, TimeZoneInfo zone, double? value, string valueText, int volume, string volumeText, string tip)
    {
        return new TrendSeriesPoint(
            point.Interval,
            QueueFormat.Span(point.Interval, zone),
            Format.FullHour(point.Interval.Start, zone),
            value,
            valueText,
            volume,
            volumeText,
            point.IsOpen,
            point.IsOpen ? $"{tip}\n{QueueText.StillOpen}" : tip);
    }

    private static string LevelSummary(QueueSummary queue, ImmutableArray<TrendPoint> shown, TimeZoneInfo zone)
    {
        var target = queue.Target?.Ratio;
        var decided = shown.Where(static p => p.Level.Lower.Ratio is not null).ToImmutableArray();
        if (decided.IsEmpty)
        {
            return queue.IsMeasured ? QueueText.NoLevelYet : Format.Text(QueueText.NotMeasured, Format.Count(queue.Day.CustomerFirst.Offered));
        }
        var worst = decided.MinBy(static p => p.Level.Lower.Ratio)!; // there is at least one
        var worstText = Format.Text(QueueText.LowestAt, QueueFormat.LevelWithCounts(worst.Level, target), Format.Time(worst.Interval.Start, zone));
        var day = Format.Text(QueueText.DaySoFar, QueueFormat.LevelWithCounts(queue.DayLevel, target));
        if (target is not { } t)
        {
            return $"{day} {worstText}";
        }
        var under = decided.Count(p => p.Level.Lower.Reaches(t) == false);
        return $"{day} {Format.Text(QueueText.IntervalsUnder, Format.Count(under), Format.Count(decided.Length), Format.Target(t))} {worstText}";
    }
}
