using System.Text.Json;
using ServiceLevelDashboard.Boards;
using ServiceLevelDashboard.Web.Tests.Hosting;
using ServiceLevelDashboard.Web.Wall;

namespace ServiceLevelDashboard.Web.Tests.Wall;

/// <summary>The preview and a page without scripts show what the live wall shows: <c>rotation.test.mjs</c> takes the same cases.</summary>
public sealed class WallPagesTests
{
    [Fact]
    public void Of_TheCasesOfTheScript_GivesItsPages()
    {
        var file = Path.Combine(DashboardHost.RepositoryRoot, "tests", "ServiceLevelDashboard.Web.Tests", "Wall", "pages.json");
        var cases = JsonSerializer.Deserialize<Case[]>(File.ReadAllText(file), JsonSerializerOptions.Web)!;

        Assert.NotEmpty(cases);
        Assert.All(cases, c => Assert.Equal(
            c.Pages,
            WallPages.Of([.. c.Tiles], c.Vital, c.Room, Enum.Parse<BoardFit>(c.Fit, ignoreCase: true), char.IsLower).Select(page => string.Concat(page))));
    }

    private sealed record Case(string Why, string Tiles, int Vital, int Room, string Fit, string[] Pages);
}
