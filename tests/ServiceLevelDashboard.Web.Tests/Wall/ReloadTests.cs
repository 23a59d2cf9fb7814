using System.Text.RegularExpressions;
using ServiceLevelDashboard.Web.Tests.Hosting;

namespace ServiceLevelDashboard.Web.Tests.Wall;

/// <summary>Pages that load themselves again. Each such place is known here, with what keeps it from being a loop.</summary>
public sealed partial class ReloadTests
{
    private static readonly Dictionary<string, int> Known = new(StringComparer.Ordinal)
    {
        ["js/connection.js"] = 2, // after a pause that doubles up to half a minute, and once the page is served; by a button
        ["js/preferences.js"] = 1, // by somebody who has chosen another language
        ["screen/plain.js"] = 1, // every ten seconds while the server answers, where screen.js does not run
        ["screen/screen.js"] = 2, // after a pause that doubles up to a minute; to the board, once it is approved
        ["wall/care.js"] = 1, // three times in ten minutes at most
        ["wall/orders.js"] = 2, // counted with those of care.js; by an order of somebody in the fleet
        ["wall/plain.js"] = 1, // every eight seconds while the server answers: how this page follows the figures
    };

    [Fact]
    public void Script_ThatLeavesItsPage_IsKnown()
    {
        var root = Path.Combine(DashboardHost.RepositoryRoot, "wwwroot");
        var found = Directory.EnumerateFiles(root, "*.js", SearchOption.AllDirectories)
            .Select(file => (Name: Path.GetRelativePath(root, file).Replace('\\', '/'), Times: Leaving().Count(File.ReadAllText(file))))
            .Where(file => file.Times > 0 && !file.Name.StartsWith("lib/", StringComparison.Ordinal))
            .ToDictionary(file => file.Name, file => file.Times, StringComparer.Ordinal);

        Assert.Equal(Known.OrderBy(k => k.Key, StringComparer.Ordinal), found.OrderBy(f => f.Key, StringComparer.Ordinal));
    }

    [GeneratedRegex(@"location\.(reload|replace|assign)\(|location(\.href)? = |history\.go\(")]
    private static partial Regex Leaving();
}
