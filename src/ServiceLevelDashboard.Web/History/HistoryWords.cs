using System.Globalization;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Web.Charts;
using ServiceLevelDashboard.Web.Explain;
using ServiceLevelDashboard.Web.Resources;

namespace ServiceLevelDashboard.Web.History;

/// <summary>Names lines and periods, and makes the series of a line's chart. Pure.</summary>
internal static class HistoryWords
{
    private const int MaximumLabels = 12;

    /// <summary>"Billing, Voice", or of a sum "All queues, Voice, within 20 s".</summary>
    public static string Line(PastLine line, HistoryRequest request)
    {
        if (line.QueueName is { } name)
        {
            return Format.Text(HistoryText.LineQueue, name, Words.Of(line.Media[0]));
        }
        var queues = line.Keys.Select(k => k.Queue).Distinct().Count();
        return Format.Text(
            HistoryText.LineSum,
            request.Queues.IsEmpty && request.Media is null && request.Pooled
                ? HistoryText.QueuesAll
                : Format.Text(HistoryText.QueuesSome, Format.Count(queues)),
            line.Media is [var media] ? Words.Of(media) : HistoryText.LineAllMedia,
            line.Thresholds switch
            {
                [{ } threshold] => Format.Text(HistoryText.LineWithin, Format.Threshold(threshold)),
                [null] => HistoryText.LineNoTarget,
                _ => HistoryText.LineThresholds,
            });
    }

    /// <summary>"Tue 1 Sept", "September 2026" or "Tue 1 Sept, 08:00 – 08:15".</summary>
    public static string Period(Interval period, HistoryRequest request, TimeZoneInfo zone) => request.Cut switch
    {
        PeriodLength.Interval or PeriodLength.Hour => ExplainWords.Span(period, request.Days > 1, zone),
        PeriodLength.Week => Format.Text(HistoryText.Span, Format.Date(period.Start, zone), Format.Date(period.End.AddTicks(-1), zone)),
        PeriodLength.Month => Format.Month(period.Start, zone),
        _ => Format.Date(period.Start, zone),
    };

    /// <summary>The level of a line with its counts over the whole range.</summary>
    public static string Summary(PastLine line, HistoryRequest request) =>
        Format.Text(HistoryText.ChartSummary, Line(line, request), QueueFormat.LevelWithCounts(line.Level, line.TargetRatio));

    /// <summary>The chart of a line.</summary>
    public static TrendSeries Series(PastLine line, HistoryView view, TimeZoneInfo zone)
    {
        // A bound is drawn at its lower end: the promise is kept for certain only there.
        var top = line.Points.Select(static p => p.Level.Lower.Ratio ?? 0).DefaultIfEmpty().Max();
        var target = line.TargetRatio;
        return new TrendSeries
        {
            Points = [.. line.Points.Select((p, i) => Point(p, i, line, view, zone))],
            Axis = TrendAxis.Percent,
            Max = top <= 1 ? 1 : (double)Math.Ceiling(top),
            Target = (double?)target,
            TargetLabel = target is { } t ? Format.Text(QueueText.TargetOf, Format.Target(t)) : "",
            TargetShort = target is { } s ? Format.Target(s) : "",
            MissesBelow = true,
            Summary = Summary(line, view.Request),
        };
    }

    private static TrendSeriesPoint Point(PastSum point, int index, PastLine line, HistoryView view, TimeZoneInfo zone)
    {
        var period = view.Periods[index];
        var value = view.IsUnknown(line.Spans[index]) ? HistoryText.Unknown : QueueFormat.LevelWithCounts(point.Level, line.TargetRatio);
        var offered = Format.Text(QueueText.OfferedCount, Format.Count(point.Counts.Offered));
        // Only the last point can be drawn as one that grows.
        var isOpen = index == view.Periods.Length - 1 && view.MayMove(line.Spans[index]);
        return new TrendSeriesPoint(
            period,
            Period(period, view.Request, zone),
            AxisLabel(period, index, view, zone),
            (double?)point.Level.Lower.Ratio,
            value,
            point.Counts.Offered,
            offered,
            isOpen,
            $"{value}\n{offered}");
    }

    private static string? AxisLabel(Interval period, int index, HistoryView view, TimeZoneInfo zone)
    {
        var start = SiteCalendar.ClockAt(period.Start, zone);
        if (view.Request.Cut is PeriodLength.Interval or PeriodLength.Hour)
        {
            return start.Minute != 0 ? null
                : view.Request.Days == 1 ? Format.Time(period.Start, zone)
                : start.Hour == 0 ? Format.Date(period.Start, zone) : null;
        }
        var step = (view.Periods.Length + MaximumLabels - 1) / MaximumLabels;
        return index % step != 0 ? null
            : view.Request.Cut == PeriodLength.Month ? start.ToString("MMM yy", CultureInfo.CurrentCulture)
            : Format.ShortDate(period.Start, zone);
    }
}
