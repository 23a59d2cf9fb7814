using ServiceLevelDashboard.Access;
using ServiceLevelDashboard.Access.Roles;
using ServiceLevelDashboard.Access.Screens;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Web.Addresses;
using ServiceLevelDashboard.Web.Screens;
using ServiceLevelDashboard.Web.Wall;

namespace ServiceLevelDashboard.Web.Boards;

/// <summary>
/// All boards and screens' places as a file, with nothing that a screen is known by; for who sees a part of the boards the screens that show no others.
/// </summary>
internal static class ScreensExport
{
    /// <summary>Maps its address.</summary>
    public static void MapScreensYaml(this IEndpointRouteBuilder routes) => routes.MapGet(ScreenUrls.Yaml, Export).RequireAuthorization(Policies.Supervise);

    private static IResult Export(ScreenRegistry screens, BoardRegistry boards, DocumentCache<Group> groups, ISnapshots snapshots, Viewer viewer)
    {
        var sees = viewer.Sees;
        var places =
            from screen in screens.All
            let value = screen.Value.Value
            where value.Revoked is null && !value.Boards.Any(b => boards.IsHidden(b, sees))
            orderby value.Place, screen.Key
            select ScreenImport.PlaceOf(screen.Key, value);
        return BoardsExport.File(boards, groups, snapshots, viewer, places, "screens.yaml");
    }
}
