using System.Text;
using ServiceLevelDashboard.Access.Roles;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Boards;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Web.Addresses;
using ServiceLevelDashboard.Web.Wall;

namespace ServiceLevelDashboard.Web.Boards;

/// <summary>All boards as a file.</summary>
internal static class BoardsExport
{
    /// <summary>Maps its address.</summary>
    public static void MapBoardsYaml(this IEndpointRouteBuilder routes) => routes.MapGet(BoardUrls.Yaml, Export);

    private static IResult Export(BoardRegistry boards, DocumentCache<Group> groups, ISnapshots snapshots, Viewer viewer)
    {
        var listed = snapshots.For(viewer.Sees).Snapshot?.Listed;
        string? NameOf(string key) => listed?.GetValueOrDefault(new QueueId(key))?.Name is { } name
            && name != key ? name : groups.Find(key)?.Value.Name is { } group && group != key ? group : null;
        var text = BoardYaml.Write(boards.Written.Select(b => KeyValuePair.Create(b.Key, b.Value.Written)), NameOf);
        return Results.File(Encoding.UTF8.GetBytes(text), "application/yaml", "boards.yaml");
    }
}
