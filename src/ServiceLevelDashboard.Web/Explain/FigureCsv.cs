using System.Globalization;
using ServiceLevelDashboard.Analytics.Explaining;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Web.Hardening;
using ServiceLevelDashboard.Web.Security;

namespace ServiceLevelDashboard.Web.Explain;

/// <summary>
/// The rows of a figure as CSV (RFC 4180), a row for each interval and none for the sum, so that a column can be summed. A name that a
/// spreadsheet would calculate gets an apostrophe in front.
/// </summary>
internal static class FigureCsv
{
    private const string Path = AppUrls.ExplainPath + "/rows.csv";

    private static readonly string[] Headings =
    [
        "start", "end", "queueId", "queueName", "mediaType", "definition", "thresholdSeconds",
        "offered", "answered", "overThreshold", "abandoned", "shortAbandoned", "flowOut",
        "numeratorLeast", "numeratorMost", "denominatorLeast", "denominatorMost", "genesysNumerator", "genesysDenominator",
        "fetchedAt", "open", "mayMove",
    ];

    /// <summary>The address of a figure's rows.</summary>
    public static string Of(FigureRequest request) => ExplainAddress.Of(Path, request);

    /// <summary>The address of a kept figure's rows.</summary>
    public static string OfKept(string id) => $"{AppUrls.Kept(id)}/rows.csv";

    /// <summary>Answers both addresses.</summary>
    public static void MapFigureCsv(this IEndpointRouteBuilder app)
    {
        app.MapGet(Path, RowsAsync).RequireRateLimiting(ClientLimits.Costly);
        app.MapGet(AppUrls.KeptPath + "/{id}/rows.csv", KeptRowsAsync);
    }

    /// <summary>Writes the rows.</summary>
    public static void Write(TextWriter writer, Figure figure)
    {
        using var csv = CsvFile.Open(writer);
        csv.WriteRecord(Headings);
        foreach (var row in figure.Rows)
            csv.WriteRecord(Fields(figure, row));
    }

    private static async Task<IResult> RowsAsync(
        string? queue, string? media, string? from, string? to, string? definition, string? threshold,
        Explainer explainer, Viewer viewer, CancellationToken cancellationToken)
    {
        if (ExplainAddress.Read(queue, media, from, to, definition, threshold, explainer.InForce) is not { } request)
            return Results.BadRequest();
        return await explainer.ReadAsync(request, viewer.Sees, cancellationToken) is { } figure ? File(figure) : Results.NotFound();
    }

    private static async Task<IResult> KeptRowsAsync(string id, KeptFigures kept, Explainer explainer, Viewer viewer, CancellationToken cancellationToken)
    {
        try
        {
            return await kept.ReadAsync(id, cancellationToken) is { } found
                && await explainer.ReadAsync(new FigureRequest(found.Figure.Key, found.Figure.Range), viewer.Sees, cancellationToken) is not null
                ? File(found.Figure)
                : Results.NotFound();
        }
        catch (Exception e) when (kept.IsAway(e))
        {
            return Results.Text(ExplainText.ArchiveAway, statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    private static IResult File(Figure figure) =>
        CsvFile.Of(writer => Write(writer, figure), figure.Range.Start.UtcDateTime.ToString("yyyyMMdd'T'HHmm", CultureInfo.InvariantCulture));

    private static string?[] Fields(Figure figure, FigureRow row) =>
    [
        ExplainAddress.Text(row.Interval.Start), ExplainAddress.Text(row.Interval.End),
        figure.Key.Queue.Value, figure.QueueName, figure.Key.Media.Name,
        figure.Definition.Formula.Id(), Number((decimal?)figure.Threshold?.TotalSeconds),
        Number(row.Counts.Offered), Number(row.Counts.Answered), Number(row.Counts.OverSla),
        Number(row.Counts.Abandoned), Number(row.Counts.ShortAbandoned), Number(row.Counts.FlowOut),
        Number(row.Level.Lower.Numerator), Number(row.Level.Upper.Numerator),
        Number(row.Level.Upper.Denominator), Number(row.Level.Lower.Denominator),
        Number(row.Counts.Genesys?.Numerator), Number(row.Counts.Genesys?.Denominator),
        ExplainAddress.Text(row.FetchedAt), row.IsOpen ? "true" : "false", row.MayMove ? "true" : "false",
    ];

    private static string? Number(decimal? number) => number?.ToString(CultureInfo.InvariantCulture);
}
