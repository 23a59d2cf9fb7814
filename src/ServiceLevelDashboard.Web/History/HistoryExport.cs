using System.Globalization;
using ServiceLevelDashboard.Access.Roles;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Web.Addresses;
using ServiceLevelDashboard.Web.Export;
using ServiceLevelDashboard.Web.Hardening;

namespace ServiceLevelDashboard.Web.History;

/// <summary>A part of the past as a file: a row for each line and period, and none for sums.</summary>
internal static class HistoryExport
{
    private const string Path = HistoryUrls.Root + "/rows.";

    private static readonly string[] Headings =
    [
        "start", "end", "queueIds", "name", "mediaTypes", "thresholdSeconds", "targetRatio",
        "offered", "answered", "abandoned", "shortAbandoned", "flowOut",
        "numeratorLeast", "numeratorMost", "denominatorLeast", "denominatorMost", "known", "mayMove",
    ];

    /// <summary>The address of what is shown as a file.</summary>
    public static string Of(HistoryRequest request, string format) => HistoryAddress.Of(request, Path + format);

    /// <summary>Answers the address.</summary>
    public static void MapHistoryExport(this IEndpointRouteBuilder app) =>
        app.MapGet(Path + "{format}", RowsAsync).AddEndpointFilter(TooMuchWorkException.AnswerAsync);

    /// <summary>The rows.</summary>
    public static ExportTable Table(HistoryView view) => new(
        $"{HistoryAddress.Text(view.Request.From)}-{HistoryAddress.Text(view.Request.To)}",
        Headings,
        view.Lines.SelectMany(line => line.Periods.Select((period, i) => Fields(view, line, period, line.Spans[i], line.Points[i]))));

    private static async Task<IResult> RowsAsync(
        string format, HttpRequest http, PastReader history, ExpensiveWork work, Viewer viewer, DocumentCache<Annotation> annotations, TimeProvider clock,
        CancellationToken cancellationToken)
    {
        string? One(string key) => http.Query[key];
        var request = HistoryAddress.Read(
            One(HistoryAddress.FromKey), One(HistoryAddress.ToKey), http.Query[HistoryAddress.QueueKey], One(HistoryAddress.MediaKey),
            One(HistoryAddress.ByKey), One(HistoryAddress.ShowKey), One(HistoryAddress.PoolKey), One(HistoryAddress.ThresholdKey), Today(
                history.Contract.Calendars, http.Query[HistoryAddress.QueueKey], clock));
        if (request is null)
        {
            return Results.BadRequest();
        }
        request = HistoryAddress.With(request, One(HistoryAddress.WithoutKey), null, annotations.All.Values.Select(a => a.Value));
        return await work.RunAsync(viewer, async stop => ExportFile.Of(Table(await history.ReadAsync(request, viewer.Sees, stop)), format), cancellationToken);
    }

    /// <summary>The date that it is now in the calendar of some queues; in the installation's where theirs differ.</summary>
    internal static DateOnly Today(IQueueCalendars calendars, IEnumerable<string?>? queues, TimeProvider clock)
    {
        var used = (queues ?? []).OfType<string>().Where(static id => id.Length > 0).Select(id => calendars.Of(new QueueId(id))).Distinct().ToArray();
        return (used is [var only] ? only : calendars.Standard).DateOf(clock.GetUtcNow());
    }

    private static object?[] Fields(HistoryView view, PastLine line, Interval period, Interval span, PastSum point) =>
    [
        period.Start, period.End,
        string.Join(' ', line.Keys.Select(k => k.Queue.Value).Distinct()), HistoryWords
            .Line(line, view.Request), string
            .Join(' ', line.Media.Select(m => m.Name)),
        Threshold(line), line.TargetRatio,
        (long)point.Counts.Offered, (long)point.Counts.Answered, (long)point.Counts.Abandoned, (long)point.Counts.ShortAbandoned, (long)point.Counts.FlowOut,
        (long)point.Level.Lower.Numerator, (long)point.Level.Upper.Numerator, (long)point.Level.Upper.Denominator, (long)point.Level.Lower.Denominator,
        view.IsUnknown(span) ? "no" : view.IsPartly(span) ? "partly" : "yes", view.MayMove(span),
    ];

    /// <summary>The threshold in seconds; several of them as a list.</summary>
    private static object? Threshold(PastLine line) => line.Thresholds switch
    {
        [var only] => (decimal?)only?.TotalSeconds,
        var several => string.Join(' ', several.Select(t => ((decimal?)t?.TotalSeconds)?.ToString(CultureInfo.InvariantCulture))),
    };
}
