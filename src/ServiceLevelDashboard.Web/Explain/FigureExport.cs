using System.Globalization;
using ServiceLevelDashboard.Access.Roles;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Web.Addresses;
using ServiceLevelDashboard.Web.Export;
using ServiceLevelDashboard.Web.Hardening;

namespace ServiceLevelDashboard.Web.Explain;

/// <summary>
/// The rows of a figure as a file, a row for each interval and none for the sum, so that a column can be summed.
/// </summary>
internal static class FigureExport
{
    private const string Path = ExplainUrls.Path + "/rows.";

    private static readonly string[] Headings =
    [
        "start", "end", "queueId", "queueName", "mediaType", "definition", "thresholdSeconds",
        "offered", "answered", "overThreshold", "abandoned", "shortAbandoned", "flowOut",
        "numeratorLeast", "numeratorMost", "denominatorLeast", "denominatorMost", "genesysNumerator", "genesysDenominator",
        "fetchedAt", "open", "mayMove",
    ];

    /// <summary>The address of a figure's rows.</summary>
    public static string Of(FigureRequest request, string format) => ExplainAddress.Of(Path + format, request);

    /// <summary>The address of a kept figure's rows.</summary>
    public static string OfKept(string id, string format) => $"{ExplainUrls.Kept(id)}/rows.{format}";

    /// <summary>Answers both addresses.</summary>
    public static void MapFigureExport(this IEndpointRouteBuilder app)
    {
        app.MapGet(Path + "{format}", RowsAsync).AddEndpointFilter(TooMuchWorkException.AnswerAsync);
        app.MapGet(ExplainUrls.KeptPath + "/{id}/rows.{format}", KeptRowsAsync).AddEndpointFilter(TooMuchWorkException.AnswerAsync);
    }

    /// <summary>The rows.</summary>
    public static ExportTable Table(Figure figure) => new(
        figure.Range.Start.UtcDateTime.ToString("yyyyMMdd'T'HHmm", CultureInfo.InvariantCulture),
        Headings,
        figure.Rows.Select(row => Fields(figure, row)));

    private static async Task<IResult> RowsAsync(
        string format, string? queue, string? media, string? from, string? to, string? definition, string? threshold,
        Explainer explainer, ExpensiveWork work, Viewer viewer, CancellationToken cancellationToken)
    {
        if (ExplainAddress.Read(queue, media, from, to, definition, threshold, explainer.InForce) is not { } request)
        {
            return Results.BadRequest();
        }
        return await work.RunAsync(
            viewer,
            async stop => await explainer.ReadAsync(request, viewer.Sees, stop) is { } figure ? ExportFile.Of(Table(figure), format) : Results.NotFound(),
            cancellationToken);
    }

    private static async Task<IResult> KeptRowsAsync(
        string id, string format, KeptFigures kept, Explainer explainer, ExpensiveWork work, Viewer viewer, CancellationToken cancellationToken)
    {
        try
        {
            if (await kept.ReadAsync(id, cancellationToken) is not { Figure: var figure })
            {
                return Results.NotFound();
            }
            var request = new FigureRequest(figure.Key, figure.Range);
            var isSeen = await work.RunAsync(viewer, async stop => await explainer.ReadAsync(request, viewer.Sees, stop) is not null, cancellationToken);
            return isSeen ? ExportFile.Of(Table(figure), format) : Results.NotFound();
        }
        catch (ArchiveUnavailableException)
        {
            return Results.Text(ExplainText.ArchiveAway, statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static object?[] Fields(Figure figure, FigureRow row) =>
    [
        row.Interval.Start, row.Interval.End,
        figure.Key.Queue.Value, figure.QueueName, figure.Key.Media.Name,
        figure.MeasureAt(row.Interval.Start).Definition.Formula.Id(), (decimal?)figure.ThresholdAt(row.Interval.Start)?.TotalSeconds,
        (long)row.Counts.Offered, (long)row.Counts.Answered, (long)row.Counts.OverSla,
        (long)row.Counts.Abandoned, (long)row.Counts.ShortAbandoned, (long)row.Counts.FlowOut,
        (long)row.Level.Lower.Numerator, (long)row.Level.Upper.Numerator,
        (long)row.Level.Upper.Denominator, (long)row.Level.Lower.Denominator,
        (long?)row.Counts.Genesys?.Numerator, (long?)row.Counts.Genesys?.Denominator,
        row.FetchedAt, row.IsOpen, row.MayMove,
    ];
}
