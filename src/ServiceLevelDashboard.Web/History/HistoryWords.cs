using System.Collections.Immutable;
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

    /// <summary>More points than this are one solid band: days are drawn then, and the table has the periods.</summary>
    private const int MaximumPoints = 200;

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
                : Format.Queues(queues),
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

    /// <summary>That the chart is of days where the periods are too many to be drawn; else empty.</summary>
    public static string ChartNote(HistoryView view) => IsDrawnByDay(view) ? HistoryText.ChartNoteByDay : "";

    /// <summary>The chart of a line.</summary>
    public static TrendSeries Series(PastLine line, HistoryView view, TimeZoneInfo zone)
    {
        var points = IsDrawnByDay(view) ? Days(line, view) : [.. line.Points.Select((p, i) => new Drawn(view.Periods[i], line.Spans[i], p))];
        var request = IsDrawnByDay(view) ? view.Request with { By = PeriodLength.Day } : view.Request;
        // A bound is drawn at its lower end: the promise is kept for certain only there.
        var top = points.Select(static p => p.Sum.Level.Lower.Ratio ?? 0).DefaultIfEmpty().Max();
        var target = line.TargetRatio;
        return new TrendSeries
        {
            Points =
            [
                .. points.Select(
                    (p, i) => Point(p, AxisLabel(p.Period, i, points.Length, request, zone), i == points.Length - 1, line, view, request, zone)),
            ],
            Axis = TrendAxis.Percent,
            Max = top <= 1 ? 1 : (double)Math.Ceiling(top),
            Target = (double?)target,
            TargetLabel = target is { } t ? Format.Text(QueueText.TargetOf, Format.TargetDigits(t)) : "",
            TargetShort = target is { } s ? Format.TargetDigits(s) : "",
            MissesBelow = true,
            Summary = Summary(line, view.Request),
        };
    }

    private static bool IsDrawnByDay(HistoryView view) => view.Periods.Length > MaximumPoints && view.Request.Cut is PeriodLength.Interval or PeriodLength.Hour;

    private static ImmutableArray<Drawn> Days(PastLine line, HistoryView view) =>
    [
        .. Enumerable.Range(0, view.Periods.Length).GroupBy(i => view.Calendar.DateOf(view.Periods[i].Start)).Select(day => new Drawn(
            new Interval(view.Periods[day.First()].Start, view.Periods[day.Last()].End),
            new Interval(line.Spans[day.First()].Start, line.Spans[day.Last()].End),
            day.Aggregate(PastSum.Zero, (sum, i) => sum + line.Points[i]))),
    ];

    private static TrendSeriesPoint Point(
        Drawn drawn, string? axis, bool isLast, PastLine line, HistoryView view, HistoryRequest request, TimeZoneInfo zone)
    {
        var (period, span, sum) = drawn;
        var value = view.IsUnknown(span) ? HistoryText.Unknown : QueueFormat.LevelWithCounts(sum.Level, line.TargetRatio);
        var offered = Format.Text(QueueText.OfferedCount, Format.Count(sum.Counts.Offered));
        return new TrendSeriesPoint(
            period,
            Period(period, request, zone),
            axis,
            (double?)sum.Level.Lower.Ratio,
            value,
            sum.Counts.Offered,
            offered,
            isLast && view.MayMove(span), // only the last point can be drawn as one that grows
            $"{value}\n{offered}");
    }

    private static string? AxisLabel(Interval period, int index, int count, HistoryRequest request, TimeZoneInfo zone)
    {
        var start = SiteCalendar.ClockAt(period.Start, zone);
        if (request.Cut is PeriodLength.Interval or PeriodLength.Hour)
        {
            return start.Minute != 0 ? null
                : request.Days == 1 ? Format.Time(period.Start, zone)
                : start.Hour == 0 ? Format.ShortDate(period.Start, zone) : null;
        }
        var step = (count + MaximumLabels - 1) / MaximumLabels;
        return index % step != 0 ? null
            : request.Cut == PeriodLength.Month ? start.ToString("MMM yy", CultureInfo.CurrentCulture)
            : Format.ShortDate(period.Start, zone);
    }

    /// <summary>A point of the drawing: its period, what is added up in it, and the sum.</summary>
    private sealed record Drawn(Interval Period, Interval Span, PastSum Sum);
}
