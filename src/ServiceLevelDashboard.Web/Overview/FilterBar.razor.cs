using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Web.Components;

namespace ServiceLevelDashboard.Web.Overview;

/// <summary>Search, filters and order. Each is a link or ends in one: the address holds the state.</summary>
public sealed partial class FilterBar
{
    private string _typed = "";
    private string? _onItsWay;
    private (FilterChoices Choices, OverviewFilter Filter, ImmutableSortedDictionary<string, Document<Group>> Groups, string Typed) _drawn;

    /// <summary>The filter of the address.</summary>
    [Parameter, EditorRequired]
    public required OverviewFilter Filter { get; set; }

    /// <summary>Everything, filtered or not.</summary>
    [Parameter, EditorRequired]
    public required Snapshot Snapshot { get; set; }

    /// <summary>The groups to choose from, by key.</summary>
    [Parameter, EditorRequired]
    public required ImmutableSortedDictionary<string, Document<Group>> Groups { get; set; }

    /// <summary>Goes to addresses.</summary>
    [Inject]
    public required NavigationManager Navigation { get; init; }

    private FilterChoices Choices => OncePerSnapshot.Of(Snapshot, Filter, () => FilterChoices.Of(OverviewTiles.Of(Snapshot), Filter));

    private static string NameOf(OverviewView view) => view switch
    {
        OverviewView.Compact => OverviewText.ViewCompact,
        OverviewView.Table => OverviewText.ViewTable,
        _ => OverviewText.ViewTiles,
    };

    /// <summary>The word of a column.</summary>
    internal static string NameOf(OverviewColumn column) => column switch
    {
        OverviewColumn.Attention => OverviewText.SortAttention,
        OverviewColumn.Name => OverviewText.SortName,
        OverviewColumn.Level => OverviewText.SortLevel,
        OverviewColumn.Missed => OverviewText.SortMissed,
        OverviewColumn.Recent => OverviewText.SortRecent,
        OverviewColumn.Budget => OverviewText.SortBudget,
        OverviewColumn.Chance => OverviewText.SortChance,
        OverviewColumn.Offered => OverviewText.SortOffered,
        OverviewColumn.Answered => OverviewText.SortAnswered,
        OverviewColumn.Abandoned => OverviewText.SortAbandoned,
        OverviewColumn.Waiting => OverviewText.SortWaiting,
        OverviewColumn.LongestWait => OverviewText.SortLongest,
        OverviewColumn.Agents => OverviewText.SortAgents,
        _ => OverviewText.SortHandle,
    };

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        // Until the address has caught up with what was typed it says what was typed before: that must not come back into the box.
        if (_onItsWay is null)
        {
            _typed = Filter.Search;
        }
        else if (Filter.Search == _onItsWay)
        {
            _onItsWay = null;
        }
    }

    /// <summary>Most changes of the figures leave every count as it is.</summary>
    protected override bool ShouldRender() => (Choices, Filter, Groups, _typed) != _drawn;

    private void Find(string? text)
    {
        _typed = text ?? "";
        _onItsWay = _typed.Trim() == Filter.Search ? null : _typed.Trim();
        Navigation.NavigateTo(OverviewQuery.Of(Filter with { Search = _typed }), replace: true);
    }

    private void Go(OverviewFilter filter) => Navigation.NavigateTo(OverviewQuery.Of(filter));

    private static string? Given(ChangeEventArgs e) => e.Value as string is { Length: > 0 } value ? value : null;
}
