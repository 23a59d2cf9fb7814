using System.Text;
using ServiceLevelDashboard.Access.Roles;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Boards;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Web.Addresses;
using ServiceLevelDashboard.Web.Wall;

namespace ServiceLevelDashboard.Web.Boards;

/// <summary>All boards as a file; for who sees a part of the queues those that name no others, which it says.</summary>
internal static class BoardsExport
{
    /// <summary>Maps its address.</summary>
    public static void MapBoardsYaml(this IEndpointRouteBuilder routes) => routes.MapGet(BoardUrls.Yaml, Export);

    private static IResult Export(BoardRegistry boards, DocumentCache<Group> groups, ISnapshots snapshots, Viewer viewer) =>
        File(boards, groups, snapshots, viewer, null, "boards.yaml");

    /// <summary>The boards that are wholly seen, and screens' places.</summary>
    /// <param name="boards">All boards.</param>
    /// <param name="groups">All groups.</param>
    /// <param name="snapshots">Knows the names of queues.</param>
    /// <param name="viewer">Who looks.</param>
    /// <param name="screens">The places; null leaves that part out.</param>
    /// <param name="name">The file's name.</param>
    public static IResult File(
        BoardRegistry boards, DocumentCache<Group> groups, ISnapshots snapshots, Viewer viewer, IEnumerable<ScreenPlace>? screens, string name)
    {
        var listed = snapshots.For(viewer.Sees).Snapshot?.Listed;
        string? NameOf(string key) => listed?.GetValueOrDefault(new QueueId(key))?.Name is { } queue
            && queue != key ? queue : groups.Find(key)?.Value.Name is { } group && group != key ? group : null;
        var whole = boards.For(viewer.Sees).Values.Where(static b => b.Seen == Extent.Whole);
        var text = BoardYaml.Write(whole.Select(static b => KeyValuePair.Create(b.Board.Name, b.Written)), NameOf, screens);
        if (!viewer.Sees.IsEverything)
        {
            // a board without some of its queues would replace the whole one when the file is read again
            text = $"# {BoardsText.ExportPart}\n{text}";
        }
        return Results.File(Encoding.UTF8.GetBytes(text), "application/yaml", name);
    }
}
