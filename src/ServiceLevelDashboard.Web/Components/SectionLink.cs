using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;

namespace ServiceLevelDashboard.Web.Components;

/// <summary>A link of the main navigation that also stands for pages whose addresses lie elsewhere: there too it shows where one is.</summary>
public sealed class SectionLink : NavLink
{
    /// <summary>The addresses whose pages, and all below them, belong to the section.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<string> Sections { get; set; } = [];

    /// <summary>Turns addresses into paths below the site's root.</summary>
    [Inject]
    public required NavigationManager Navigation { get; init; }

    /// <inheritdoc/>
    protected override bool ShouldMatch(string uriAbsolute)
    {
        var path = Navigation.ToBaseRelativePath(uriAbsolute).Split('?', '#')[0];
        return Sections.Any(section => path == section || path.StartsWith($"{section}/", StringComparison.Ordinal));
    }
}
