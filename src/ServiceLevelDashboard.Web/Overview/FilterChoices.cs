using System.Collections.Immutable;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Web.Overview;

/// <summary>What there is to choose from, with how many tiles each choice would show under the other filters as they are.</summary>
/// <param name="All">Tiles without a choice of state.</param>
/// <param name="States">The states that are always offered, and those that are found; they add up to all.</param>
/// <param name="AtRisk">Tiles whose budget is at risk.</param>
/// <param name="Chances">The bands of the chance of the target; empty where no chance is known and none is asked for.</param>
/// <param name="Media">The media types, by name.</param>
/// <param name="Divisions">The divisions, by name.</param>
internal sealed record FilterChoices(
    int All,
    ImmutableArray<(ServiceState State, int Count)> States,
    int AtRisk,
    ImmutableArray<(ChanceBand Band, int Count)> Chances,
    ImmutableArray<MediaType> Media,
    ImmutableArray<Division> Divisions)
{
    private static readonly ImmutableArray<ServiceState> Always = [ServiceState.Below, ServiceState.AtRisk, ServiceState.OnTarget];

    private static readonly ImmutableArray<ServiceState> WhereFound =
        [ServiceState.TooFew, ServiceState.NoTarget, ServiceState.NotMeasured, ServiceState.NoContacts, ServiceState.Closed];

    /// <inheritdoc/>
    public bool Equals(FilterChoices? other) =>
        other is not null && All == other.All && AtRisk == other.AtRisk && States.SequenceEqual(other.States) && Chances.SequenceEqual(other.Chances)
        && Media.SequenceEqual(other.Media) && Divisions.SequenceEqual(other.Divisions);

    /// <inheritdoc/>
    public override int GetHashCode() => HashCode.Combine(All, AtRisk, States.Length, Chances.Length, Media.Length, Divisions.Length);

    /// <summary>Counts what a filter leaves to choose from.</summary>
    public static FilterChoices Of(OverviewTiles tiles, OverviewFilter filter) => new(
        tiles.Count(filter with { State = null }),
        [
            .. Always.Concat(WhereFound)
                .Select(state => (State: state, Count: tiles.Count(filter with { State = state })))
                .Where(s => s.Count > 0 || s.State == filter.State || Always.Contains(s.State)),
        ],
        tiles.Count(filter with { BudgetAtRisk = true }),
        filter.Chance is null && tiles.Tiles.All(static t => t.Outlook.Chance is null)
            ? []
            : [.. Enum.GetValues<ChanceBand>().Select(band => (band, tiles.Count(filter with { Chance = band })))],
        [.. tiles.Tiles.Select(t => t.Media).Distinct().OrderBy(m => m.Name, StringComparer.Ordinal)],
        [
            .. tiles.Tiles.Select(t => t.Queue).Concat(tiles.Quiet).Select(q => q.Division).OfType<Division>().DistinctBy(d => d.Id)
                .OrderBy(d => d.Name, StringComparer.CurrentCultureIgnoreCase),
        ]);
}
