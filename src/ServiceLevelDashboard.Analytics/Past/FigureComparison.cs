using System.Collections.Immutable;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Past;

/// <summary>What became of a kept figure: row by row, by the same definition.</summary>
/// <param name="Before">The level as it was.</param>
/// <param name="Now">The level of the same range by the same definition and threshold.</param>
/// <param name="Changes">The rows that are not as they were, oldest first; empty when nothing changed.</param>
public sealed record FigureComparison(ServiceLevelBounds Before, ServiceLevelBounds Now, ImmutableArray<RowChange> Changes)
{
    /// <summary>Compares two readings of one figure.</summary>
    public static FigureComparison Of(Figure before, Figure now)
    {
        ArgumentNullException.ThrowIfNull(before);
        ArgumentNullException.ThrowIfNull(now);
        var were = before.Rows.ToDictionary(static r => r.Interval);
        var are = now.Rows.ToDictionary(static r => r.Interval);
        return new FigureComparison(before.Level, now.Level,
        [
            .. from interval in were.Keys.Union(are.Keys).OrderBy(static i => i.Start).ThenBy(static i => i.End)
               let change = new RowChange(interval, were.GetValueOrDefault(interval), are.GetValueOrDefault(interval))
               where !change.IsNone
               select change,
        ]);
    }
}

/// <summary>One interval before and now.</summary>
/// <param name="Interval">When, UTC.</param>
/// <param name="Before">The row as it was, or null when there was none.</param>
/// <param name="Now">The row as it is, or null when there is none any more.</param>
public sealed record RowChange(Interval Interval, FigureRow? Before, FigureRow? Now)
{
    /// <summary>Whether all that a figure is made of is the same. Waits may differ: they are in no formula.</summary>
    public bool IsNone => Before is not null && Now is not null && Parts(Before) == Parts(Now);

    private static (int, int, int, int, int, int, ServiceLevelBounds, GenesysServiceLevel?) Parts(FigureRow row) =>
        (row.Counts.Offered, row.Counts.Answered, row.Counts.Abandoned, row.Counts.FlowOut, row.Counts.ShortAbandoned, row.Counts.OverSla,
            row.Level, row.Counts.Genesys);
}
