using System.Collections.Immutable;

namespace ServiceLevelDashboard.Analytics.Past;

/// <summary>
/// Genesys' own level beside the one that our counts make, by Genesys' formula and the switches. Where our figure is by another
/// definition the two differ by right; here like is compared with like.
/// </summary>
/// <param name="Theirs">Sum of Genesys' numerators and denominators; without value when it gave none.</param>
/// <param name="Ours">What the counts of the same rows make.</param>
/// <param name="Differing">The intervals in which the two differ, oldest first.</param>
public sealed record GenesysComparison(ServiceLevel Theirs, ServiceLevel Ours, ImmutableArray<Interval> Differing)
{
    /// <summary>Whether both are the same in every interval.</summary>
    public bool Agrees => Differing.IsEmpty;

    /// <summary>Compares row by row.</summary>
    public static GenesysComparison Of(Figure figure)
    {
        ArgumentNullException.ThrowIfNull(figure);
        var byCounts = new ServiceLevelDefinition(ServiceLevelFormula.Genesys) { Switches = figure.Definition.Switches };
        var (theirs, ours) = (ServiceLevel.None, ServiceLevel.None);
        var differing = ImmutableArray.CreateBuilder<Interval>();
        foreach (var row in figure.Rows)
        {
            var given = row.Counts.Genesys is { } own ? new ServiceLevel(own.Numerator, own.Denominator) : ServiceLevel.None;
            var counted = ServiceLevelCalculator.Compute(row.Counts with { Genesys = null }, byCounts, null).Lower;
            theirs += given;
            ours += counted;
            if (given != counted)
            {
                differing.Add(row.Interval);
            }
        }

        return new GenesysComparison(theirs, ours, differing.ToImmutable());
    }
}
