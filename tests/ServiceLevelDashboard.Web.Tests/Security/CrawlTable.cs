using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Web.Addresses;
using ServiceLevelDashboard.Web.Explain;

namespace ServiceLevelDashboard.Web.Tests.Security;

/// <summary>An address to be asked for.</summary>
/// <param name="Address">With whatever hidden thing it asks for.</param>
/// <param name="Twin">The same with something that is not there, which must be answered alike; null when there is nothing to compare.</param>
internal sealed record Ask(string Address, string? Twin = null)
{
    public static implicit operator Ask(string address) => new(address);
}

/// <summary>What is asked for at each address of <see cref="EndpointTable"/>, by the address as routing writes it.</summary>
internal static class CrawlTable
{
    private const string Absent = "00000000-0000-0000-0000-000000000000", AbsentKey = "not-there", AbsentKept = "000000000000000000000000";

    private static readonly ImmutableArray<string> Boards = ["all", "own", "shared", "vital"];

    private static readonly ImmutableArray<string> HiddenBoards = [$"{CrawlHost.Mark}-board", $"{CrawlHost.Mark}-of-group"];

    /// <summary>The addresses for a row; an empty list for a row that is forgotten here.</summary>
    public static IEnumerable<Ask> Of(string pattern, Organisation known) => pattern switch
    {
        "/" =>
        [
            "/", "/?view=table", "/?view=compact", "/?totals=group", "/?totals=division&pool=yes", "/?totals=media", "/?sort=name&shown=100", "/?group=shared", "/?group=own",
            new($"/?group={CrawlHost.Mark}-group", $"/?group={AbsentKey}"), $"/?division={known.Hidden[0].Division!.Id}", // every simulated queue has one
        ],
        "/queues/{Id}/{Media}" => Queue(known, static (id, media) => $"/queues/{id}/{media}"),
        "/explain" => Queue(known, (id, media) => ExplainUrls.Of(KeyOf(id, media), ExplainAddress.SoFar(known.Snapshot))),
        "/explain/rows.{format}" => Formats(format =>
            Queue(known, (id, media) => FigureExport.Of(new FigureRequest(KeyOf(id, media), ExplainAddress.SoFar(known.Snapshot)), format))),
        "/explain/kept/{Id}" => [ExplainUrls.Kept(known.Kept), new(ExplainUrls.Kept(known.HiddenKept), ExplainUrls.Kept(AbsentKept))],
        "/explain/kept/{id}/rows.{format}" => Formats(format =>
            [FigureExport.OfKept(known.Kept, format), new(FigureExport.OfKept(known.HiddenKept, format), FigureExport.OfKept(AbsentKept, format))]),
        "/history" => [.. History(known, "/history")],
        "/history/rows.{format}" => Formats(format => History(known, $"/history/rows.{format}")),
        "/forecasts" => ["/forecasts", .. Queue(known, static (id, media) => $"/forecasts?queue={id}&media={media}")],
        "/api/v1/queues/{id}" => Queue(known, static (id, _) => $"/api/v1/queues/{id}"),
        "/api/v1/report" =>
        [
            "/api/v1/report", "/api/v1/report?queue=all&last=1h&media=all&intervals=true", "/api/v1/report?last=4h&media=all&without-marked=true",
            .. Queue(known, static (id, media) => $"/api/v1/report?queue={id}&last=4h&media={media}"),
            new($"/api/v1/report?queue={Uri.EscapeDataString(known.Hidden[0].Name)}", $"/api/v1/report?queue={Uri.EscapeDataString("Not there at all")}"),
            $"/api/v1/report?queue={Uri.EscapeDataString(known.Hidden[0].Name[..^1])}",
        ],
        "/wall/{board}/" or "/wall/{board}/size.css" or "/wall/{board}/state" or "/wall/{board}/stream" or "/wall/{board}/time" =>
            Board(board => $"/wall/{board}{pattern["/wall/{board}".Length..].TrimEnd('/')}"),
        "/boards/board/{Name}" => Board(static board => $"/boards/board/{board}"),
        "/boards/new" => ["/boards/new", .. Board(static board => $"/boards/new?from={board}")],
        "/annotations/edit/{Key}" or "/targets/edit/{Key}" or "/sites/edit/{Key}" or "/groups/edit/{Key}" or "/groups/staffing/{Key}"
            or "/alerts/rules/edit/{Key}" or "/alerts/routes/edit/{Key}" or "/schedules/edit/{Key}" or "/schedules/preview/{Key}" =>
            Documents(pattern.Replace("{Key}", "", StringComparison.Ordinal)),
        "/screens/approve" => ["/screens/approve", "/screens/approve?code=AAAA-AAAA"],
        "/changes" => ["/changes", "/changes?before=20"],
        "/invitation" => ["/invitation", "/invitation?person=x&token=y"],
        "/{**path:file}" or "/api/v1/{**rest}" => [EndpointTable.Sample(pattern)],
        _ when !pattern.Contains('{', StringComparison.Ordinal) => [pattern.TrimEnd('/').Length == 0 ? "/" : pattern],
        _ => [],
    };

    private static IEnumerable<Ask> Queue(Organisation known, Func<string, string, string> address)
    {
        foreach (var media in new[] { "voice", "email" })
        {
            yield return address(known.Seen[0].Id.Value, media);
            foreach (var hidden in known.Hidden.Take(1))
            {
                yield return new(address(hidden.Id.Value, media), address(Absent, media));
            }
        }
    }

    private static IEnumerable<Ask> History(Organisation known, string path) =>
    [
        path, $"{path}?show=side&by=hour", $"{path}?without=marked&show=side", $"{path}?without=marked&against=7&pool=yes", $"{path}?threshold=30",
        $"{path}?queue={known.Seen[0].Id.Value}&queue={known.Hidden[1].Id.Value}&show=side",
        new($"{path}?queue={known.Hidden[0].Id.Value}&show=side&without=marked", $"{path}?queue={Absent}&show=side&without=marked"),
    ];

    private static IEnumerable<Ask> Board(Func<string, string> address) =>
    [
        .. Boards.Select(board => (Ask)address(board)), .. HiddenBoards.Select(board => new Ask(address(board), address(AbsentKey))),
    ];

    private static IEnumerable<Ask> Documents(string path) =>
    [
        path + "own", path + "shared", path + "everybody",
        .. new[] { "note", "target", "site", "group", "of-group", "rule", "none", "schedule" }.Select(key => new Ask($"{path}{CrawlHost.Mark}-{key}", path + AbsentKey)),
    ];

    private static IEnumerable<Ask> Formats(Func<string, IEnumerable<Ask>> asks) => new[] { "csv", "xlsx" }.SelectMany(asks);

    private static QueueMedia KeyOf(string id, string media) => new(new QueueId(id), new MediaType(media));
}
