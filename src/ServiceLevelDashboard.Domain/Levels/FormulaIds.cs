using System.Collections.Immutable;

namespace ServiceLevelDashboard.Domain.Levels;

/// <summary>The short names of the formulas, as options, the shell, addresses of pages and JSON write them.</summary>
public static class FormulaIds
{
    private static readonly ImmutableArray<(ServiceLevelFormula Formula, string Id)> Table =
    [
        (ServiceLevelFormula.Genesys, "genesys"),
        (ServiceLevelFormula.Offered, "offered"),
        (ServiceLevelFormula.Answered, "answered"),
        (ServiceLevelFormula.AbandonsNegative, "abandons-negative"),
        (ServiceLevelFormula.ShortExcluded, "short-excluded"),
        (ServiceLevelFormula.AbandonedWithinExcluded, "abandoned-within-excluded"),
        (ServiceLevelFormula.AbandonsPositive, "abandons-positive"),
        (ServiceLevelFormula.ShortPositive, "short-positive"),
    ];

    /// <summary>All ids, the default (<c>genesys</c>) first: what a message about an unknown one lists.</summary>
    public static readonly ImmutableArray<string> All = [.. Table.Select(static row => row.Id)];

    /// <summary>The id of a formula, for instance <c>abandons-negative</c>.</summary>
    /// <exception cref="ArgumentOutOfRangeException">The value is not one of the enumeration.</exception>
    public static string Id(this ServiceLevelFormula formula)
    {
        foreach (var row in Table)
        {
            if (row.Formula == formula)
            {
                return row.Id;
            }
        }

        throw new ArgumentOutOfRangeException(nameof(formula), formula, "There is no such formula.");
    }

    /// <summary>Reads an id.</summary>
    /// <param name="text">One of <see cref="All"/>, in upper or lower case, blanks around it ignored; null or anything else is refused.</param>
    /// <param name="formula">The formula, or the default (Genesys' own) when refused.</param>
    /// <returns>Whether the text was an id.</returns>
    public static bool TryParse(string? text, out ServiceLevelFormula formula)
    {
        foreach (var row in Table)
        {
            if (string.Equals(row.Id, text?.Trim(), StringComparison.OrdinalIgnoreCase))
            {
                formula = row.Formula;
                return true;
            }
        }

        formula = ServiceLevelFormula.Genesys;
        return false;
    }
}
