using ServiceLevelDashboard.Access.Roles;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Delivery.Export;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Web.Addresses;
using ServiceLevelDashboard.Web.Export;
using ServiceLevelDashboard.Web.Hardening;
using ServiceLevelDashboard.Web.Resources;

namespace ServiceLevelDashboard.Web.Explain;

/// <summary>
/// The rows of a figure as a file, a row for each interval and none for the sum, so that a column can be summed.
/// </summary>
internal static class FigureExport
{
    private const string Path = ExplainUrls.Path + "/rows.";
    private const string AsPeopleRead = $"{ExportAnswer.ReadableKey}={ExportAnswer.Readable}";

    /// <summary>The address of a figure's rows.</summary>
    public static string Of(FigureRequest request, string format) => $"{ExplainAddress.Of(Path + format, request)}&{AsPeopleRead}";

    /// <summary>The address of a kept figure's rows.</summary>
    public static string OfKept(string id, string format) => $"{ExplainUrls.Kept(id)}/rows.{format}?{AsPeopleRead}";

    /// <summary>Answers both addresses.</summary>
    public static void MapFigureExport(this IEndpointRouteBuilder app)
    {
        app.MapGet(Path + "{format}", RowsAsync).AddEndpointFilter(TooMuchWorkException.AnswerAsync);
        app.MapGet(ExplainUrls.KeptPath + "/{id}/rows.{format}", KeptRowsAsync).AddEndpointFilter(TooMuchWorkException.AnswerAsync);
    }

    /// <summary>The rows.</summary>
    /// <param name="figure">What they are of.</param>
    /// <param name="zone">On whose clocks people read them.</param>
    public static ExportTable Table(Figure figure, TimeZoneInfo zone)
    {
        var levels = new LevelColumns<FigureRow>(
            static row => row.Level, row => figure.MeasureAt(row.Interval.Start).Target?.Ratio, figure.Rows.All(static row => row.Level.IsExact));
        return ExportTable.Of(TitleOf(figure, zone), zone,
        [
            (new("start", ExportText.Start, ExportKind.Moment), static row => row.Interval.Start),
            (new("end", ExportText.End, ExportKind.Moment), static row => row.Interval.End),
            (new("queueId", null), _ => figure.Key.Queue.Value),
            (new("queueName", ExportText.Queue), _ => figure.QueueName),
            (new(null, ExportText.Media), _ => Words.Of(figure.Key.Media)),
            (new("mediaType", null), _ => figure.Key.Media.Name),
            .. levels.Level,
            (new(null, ExportText.Target, ExportKind.Share), row => figure.MeasureAt(row.Interval.Start).Target?.Ratio),
            (new(null, ExportText.Definition), row => DefinitionWords.Name(figure.MeasureAt(row.Interval.Start).Definition.Formula)),
            (new("definition", null), row => figure.MeasureAt(row.Interval.Start).Definition.Formula.Id()),
            (new("thresholdSeconds", ExportText.Threshold, ExportKind.Count), row => (decimal?)figure.ThresholdAt(row.Interval.Start)?.TotalSeconds),
            (new("offered", ExportText.Offered, ExportKind.Count), static row => (long)row.Counts.Offered),
            (new("answered", ExportText.Answered, ExportKind.Count), static row => (long)row.Counts.Answered),
            (new("overThreshold", ExportText.Late, ExportKind.Count), static row => (long)row.Counts.OverSla),
            (new("abandoned", ExportText.Abandoned, ExportKind.Count), static row => (long)row.Counts.Abandoned),
            (new("shortAbandoned", ExportText.ShortAbandoned, ExportKind.Count), static row => (long)row.Counts.ShortAbandoned),
            (new("flowOut", ExportText.FlowOut, ExportKind.Count), static row => (long)row.Counts.FlowOut),
            .. levels.Counts,
            (new("genesysNumerator", ExportText.GenesysMet, ExportKind.Count), static row => (long?)row.Counts.Genesys?.Numerator),
            (new("genesysDenominator", ExportText.GenesysCounted, ExportKind.Count), static row => (long?)row.Counts.Genesys?.Denominator),
            (new("fetchedAt", ExportText.FetchedAt, ExportKind.Moment), static row => row.FetchedAt),
            (new("open", ExportText.Open), static row => row.IsOpen),
            (new("mayMove", ExportText.Provisional), static row => row.MayMove),
            .. levels.Ratios,
        ],
        figure.Rows);
    }

    private static async Task<IResult> RowsAsync(
        string format, string? queue, string? media, string? from, string? to, string? definition, string? threshold, string? readable,
        Explainer explainer, ExpensiveWork work, Viewer viewer, CancellationToken cancellationToken)
    {
        if (ExplainAddress.Read(queue, media, from, to, definition, threshold, explainer.InForce) is not { } request)
        {
            return Results.BadRequest();
        }
        return await work.RunAsync(
            viewer,
            async stop => await explainer.ReadAsync(request, viewer.Sees, stop) is { } figure
                ? ExportAnswer.Of(Table(figure, explainer.ZoneOf(figure.Key.Queue)), format, readable)
                : Results.NotFound(),
            cancellationToken);
    }

    private static async Task<IResult> KeptRowsAsync(
        string id, string format, string? readable,
        KeptFigures kept, Explainer explainer, ExpensiveWork work, Viewer viewer, CancellationToken cancellationToken)
    {
        try
        {
            if (await kept.ReadAsync(id, cancellationToken) is not { Figure: var figure })
            {
                return Results.NotFound();
            }
            var request = new FigureRequest(figure.Key, figure.Range);
            var isSeen = await work.RunAsync(viewer, async stop => await explainer.ReadAsync(request, viewer.Sees, stop) is not null, cancellationToken);
            return isSeen ? ExportAnswer.Of(Table(figure, explainer.ZoneOf(figure.Key.Queue)), format, readable) : Results.NotFound();
        }
        catch (ArchiveUnavailableException)
        {
            return Results.Text(ExplainText.ArchiveAway, statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    /// <summary>"Billing, Voice, 2026-09-01".</summary>
    private static string TitleOf(Figure figure, TimeZoneInfo zone)
    {
        var calendar = SiteCalendar.AtMidnight(zone);
        var days = ExportTable.Days(calendar.DateOf(figure.Range.Start), calendar.DateOf(figure.Range.End.AddTicks(-1)));
        return $"{PlainName.Shorten(figure.QueueName, ExportTable.LongestName)}, {Words.Of(figure.Key.Media)}, {days}";
    }
}
