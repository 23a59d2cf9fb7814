using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Contracts;

namespace ServiceLevelDashboard.Analytics.Past;

/// <summary>The same rows by other rules. Nothing is asked for: what was counted says how exactly.</summary>
public static class FigureWhatIf
{
    /// <summary>A figure under every formula, in the order of the documentation.</summary>
    /// <param name="figure">The figure.</param>
    /// <param name="contract">The contract's definition at its end: its switches and limits are kept.</param>
    public static ImmutableArray<(ServiceLevelDefinition Definition, ServiceLevelBounds Level)> Definitions(Figure figure, ServiceLevelDefinition contract)
    {
        ArgumentNullException.ThrowIfNull(figure);
        ArgumentNullException.ThrowIfNull(contract);
        return
        [
            .. from formula in Enum.GetValues<ServiceLevelFormula>()
               let definition = contract with { Formula = formula }
               select (definition, LevelOf(figure, definition, figure.ForeignThreshold ?? Measure.ThresholdOf(definition, figure.Target))),
        ];
    }

    /// <summary>The waits at which a threshold can be tried, ascending: every counted edge, where the level is exact, and one between two.</summary>
    public static ImmutableArray<TimeSpan> Thresholds(Figure figure)
    {
        ArgumentNullException.ThrowIfNull(figure);
        var edges = figure.Rows.SelectMany(static r => r.Counts.Bands?.Edges.AnsweredMs ?? []).Distinct().Order().ToList();
        var waits = ImmutableArray.CreateBuilder<TimeSpan>();
        for (var i = 0; i < edges.Count; i++)
        {
            if (i > 0 && edges[i] - edges[i - 1] > 1000)
            {
                waits.Add(TimeSpan.FromSeconds((edges[i] + edges[i - 1]) / 2000));
            }
            waits.Add(TimeSpan.FromMilliseconds(edges[i]));
        }

        return waits.ToImmutable();
    }

    /// <summary>A figure's level at another threshold, by its own definition.</summary>
    public static ServiceLevelBounds At(Figure figure, TimeSpan threshold)
    {
        ArgumentNullException.ThrowIfNull(figure);
        return LevelOf(figure, figure.Definition, threshold);
    }

    private static ServiceLevelBounds LevelOf(Figure figure, ServiceLevelDefinition definition, TimeSpan? threshold) =>
        figure.Rows.Aggregate(default(ServiceLevelBounds), (sum, row) => sum + ServiceLevelCalculator.Compute(row.Counts, definition, threshold));
}
