using System.Globalization;
using ServiceLevelDashboard.Access.Roles;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Delivery.Export;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Web.Addresses;
using ServiceLevelDashboard.Web.Export;
using ServiceLevelDashboard.Web.Hardening;
using ServiceLevelDashboard.Web.Resources;

namespace ServiceLevelDashboard.Web.History;

/// <summary>A part of the past as a file: a row for each line and period, and none for sums.</summary>
internal static class HistoryExport
{
    private const string Path = HistoryUrls.Root + "/rows.";

    /// <summary>The address of what is shown as a file.</summary>
    public static string Of(HistoryRequest request, string format) =>
        $"{HistoryAddress.Of(request, Path + format)}&{ExportAnswer.ReadableKey}={ExportAnswer.Readable}";

    /// <summary>Answers the address.</summary>
    public static void MapHistoryExport(this IEndpointRouteBuilder app) =>
        app.MapGet(Path + "{format}", RowsAsync).AddEndpointFilter(TooMuchWorkException.AnswerAsync);

    /// <summary>The rows.</summary>
    public static ExportTable Table(HistoryView view)
    {
        var levels = new LevelColumns<Row>(static row => row.Point.Level, static row => row.Line.TargetRatio, view.IsExact);
        return ExportTable.Of(TitleOf(view), view.Calendar.Zone,
        [
            (new("start", ExportText.Start, ExportKind.Moment), static row => row.Period.Start),
            (new("end", ExportText.End, ExportKind.Moment), static row => row.Period.End),
            (new("queueIds", null), static row => row.QueueIds),
            (new(null, ExportText.Queue), row => row.Line.QueueName ?? HistoryWords.Line(row.Line, view.Request)),
            (new("name", null), row => HistoryWords.Line(row.Line, view.Request)),
            (new(null, ExportText.Queues, ExportKind.Count), static row => row.Queues),
            (new(null, ExportText.Media), static row => string.Join(", ", row.Line.Media.Select(Words.Of))),
            (new("mediaTypes", null), static row => string.Join(' ', row.Line.Media.Select(m => m.Name))),
            .. levels.Level,
            (new("thresholdSeconds", ExportText.Threshold, ExportKind.Count), static row => Threshold(row.Line)),
            (new("targetRatio", ExportText.Target, ExportKind.Share), static row => row.Line.TargetRatio),
            (new("offered", ExportText.Offered, ExportKind.Count), static row => (long)row.Point.Counts.Offered),
            (new("answered", ExportText.Answered, ExportKind.Count), static row => (long)row.Point.Counts.Answered),
            (new("abandoned", ExportText.Abandoned, ExportKind.Count), static row => (long)row.Point.Counts.Abandoned),
            (new("shortAbandoned", ExportText.ShortAbandoned, ExportKind.Count), static row => (long)row.Point.Counts.ShortAbandoned),
            (new("flowOut", ExportText.FlowOut, ExportKind.Count), static row => (long)row.Point.Counts.FlowOut),
            .. levels.Counts,
            (new("known", null), row => view.IsUnknown(row.Span) ? "no" : view.IsPartly(row.Span) ? "partly" : "yes"),
            (new(null, ExportText.Known), row => view.IsUnknown(row.Span) ? ExportText.No : view.IsPartly(row.Span) ? ExportText.Partly : ExportText.Yes),
            (new("mayMove", ExportText.Provisional), row => view.MayMove(row.Span)),
            .. levels.Ratios,
        ],
        view.Lines.SelectMany(RowsOf));
    }

    /// <summary>The rows of a line share its list of queues, which of all of them is long.</summary>
    private static IEnumerable<Row> RowsOf(PastLine line)
    {
        var queues = line.Keys.Select(static k => k.Queue.Value).Distinct().ToList();
        var ids = string.Join(' ', queues);
        return line.Periods.Select((period, i) => new Row(line, period, line.Spans[i], line.Points[i], ids, queues.Count));
    }

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
        return await work.RunAsync(
            viewer,
            async stop => ExportAnswer.Of(Table(await history.ReadAsync(request, viewer.Sees, stop)), format, One(ExportAnswer.ReadableKey)),
            cancellationToken);
    }

    /// <summary>The date that it is now in the calendar of some queues; in the installation's where theirs differ.</summary>
    internal static DateOnly Today(IQueueCalendars calendars, IEnumerable<string?>? queues, TimeProvider clock)
    {
        var used = (queues ?? []).OfType<string>().Where(static id => id.Length > 0).Select(id => calendars.Of(new QueueId(id))).Distinct().ToArray();
        return (used is [var only] ? only : calendars.Standard).DateOf(clock.GetUtcNow());
    }

    /// <summary>"Billing, Voice, 2026-09-01 to 2026-09-07".</summary>
    private static string TitleOf(HistoryView view)
    {
        var request = view.Request;
        var queues = request.Queues is [var only]
            ? PlainName.Shorten(view.Lines.Select(line => line.QueueName).FirstOrDefault(name => name is not null) ?? only.Value, ExportTable.LongestName)
            : request.Queues.IsEmpty ? HistoryText.QueuesAll
            : Format.Queues(request.Queues.Length);
        var media = request.Media is { } asked ? $"{Words.Of(asked)}, " : "";
        return $"{queues}, {media}{ExportTable.Days(request.From, request.To)}";
    }

    /// <summary>The threshold in seconds; several of them as a list.</summary>
    private static object? Threshold(PastLine line) => line.Thresholds switch
    {
        [var only] => (decimal?)only?.TotalSeconds,
        var several => string.Join(' ', several.Select(t => ((decimal?)t?.TotalSeconds)?.ToString(CultureInfo.InvariantCulture))),
    };

    private sealed record Row(PastLine Line, Interval Period, Interval Span, PastSum Point, string QueueIds, long Queues);
}
