using System.Text.RegularExpressions;

namespace ServiceLevelDashboard.Architecture.Tests;

/// <summary>Rights are asked when something is shown and when something is changed, each in one place that no page and no writer can go around.</summary>
public sealed partial class RightsTests
{
    private static readonly string Web = Path.Combine(Repository.Root, "src", Repository.Product + "Web");

    [Fact]
    public void Page_InACircuit_GoesThroughAuthorizedPageAlone()
    {
        Assert.Equal(["AuthorizedPage.razor"], NamesWith(RouteViews()));
        Assert.Equal(["App.razor"], NamesWith(RenderModes()));
        Assert.Contains("<AuthorizedPage ", File.ReadAllText(Path.Combine(Web, "Layout", "Routes.razor")), StringComparison.Ordinal);
    }

    /// <summary>A change is signed by an actor, and Web gets one from <c>Viewer.Demand</c> only, which asks for the rank at that moment.</summary>
    [Fact]
    public void Writer_InWeb_SignsByWhatTheViewerIsAtThatMoment()
    {
        Assert.NotEmpty(NamesWith(Demands()));
        Assert.Empty(NamesWith(Actors()));
    }

    private static IEnumerable<string> NamesWith(Regex what) =>
        from file in Repository.Sources(".cs").Concat(Repository.Sources(".razor"))
        where file.StartsWith(Web, StringComparison.Ordinal) && what.IsMatch(File.ReadAllText(file))
        select Path.GetFileName(file);

    [GeneratedRegex(@"<(Authorize)?RouteView\b")]
    private static partial Regex RouteViews();

    [GeneratedRegex(@"@rendermode\b|RenderMode(Attribute|InteractiveServer)\b")]
    private static partial Regex RenderModes();

    [GeneratedRegex(@"\.Demand(Person)?\(Rank\.|\.Demand\(Least\)")]
    private static partial Regex Demands();

    [GeneratedRegex(@"\bPerson\.Actor\b|\bperson\.Actor\b|\bViewer\.Actor\b|\bviewer\.Actor\b|\bActor\.(Person|Program|Shell)\b|\bnew Actor\(")]
    private static partial Regex Actors();
}
