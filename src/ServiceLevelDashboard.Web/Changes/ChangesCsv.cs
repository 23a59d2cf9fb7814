using System.Globalization;
using System.Text;
using CsvHelper;
using ServiceLevelDashboard.Access;
using ServiceLevelDashboard.Access.Roles;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Web.Addresses;

namespace ServiceLevelDashboard.Web.Changes;

/// <summary>The whole trail of changes as CSV, latest first, written as it is read: it may be long.</summary>
internal static class ChangesCsv
{
    private const int ReadAtOnce = 500;

    private static readonly string[] Headings = ["no", "at", "who", "kind", "key", "before", "after", "who_kind", "who_id"];

    /// <summary>Answers the address.</summary>
    public static void MapChangesCsv(this IEndpointRouteBuilder app) =>
        app.MapGet(ChangeUrls.Csv, WriteAsync).RequireAuthorization(Policies.Administer);

    private static async Task WriteAsync(HttpContext context, Viewer viewer, IChangeLog log, CancellationToken cancellationToken)
    {
        if (!viewer.Sees.IsEverything)
        {
            await Results.Text(ChangesText.OfTheWhole, statusCode: StatusCodes.Status403Forbidden).ExecuteAsync(context);
            return;
        }
        var changes = await log.ReadAsync(null, ReadAtOnce, cancellationToken); // before anything is answered: the archive may be away
        var response = context.Response;
        response.ContentType = "text/csv; charset=utf-8";
        response.Headers.ContentDisposition = "attachment; filename=changes.csv";
        // Spreadsheets take a file without a mark for one of their own code page.
        await using var writer = new StreamWriter(response.Body, new UTF8Encoding(encoderShouldEmitUTF8Identifier: true));
        var isFirst = true;
        while (true)
        {
            using var text = new StringWriter(CultureInfo.InvariantCulture);
            using (var csv = CsvWriter.Create(text, new CsvWriterOptions { Injection = CsvInjection.Escape }, leaveOpen: true))
            {
                if (isFirst)
                {
                    csv.WriteRecord(Headings);
                }
                foreach (var change in changes)
                {
                    csv.WriteRecord(Fields(change));
                }
            }

            await writer.WriteAsync(text.GetStringBuilder(), cancellationToken);
            if (changes.Length < ReadAtOnce)
            {
                return;
            }
            (changes, isFirst) = (await log.ReadAsync(changes[^1].No, ReadAtOnce, cancellationToken), false);
        }
    }

    private static string?[] Fields(LoggedChange change) =>
    [
        change.No.ToString(CultureInfo.InvariantCulture), change.At.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture),
        change.Who.Name, change.Kind, change.Key, change.Before, change.After, KindOf(change.Who), change.Who.Id,
    ];

    private static string KindOf(Actor who) => who.Kind == ActorKind.Unknown ? "" : who.Kind.ToString().ToLowerInvariant();
}
