using System.Collections.Immutable;
using System.Text;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Web.Resources;

namespace ServiceLevelDashboard.Web.Budget;

/// <summary>A day's misses as the paths of a drawing: those that there were against those that were allowed, both added up over the day.</summary>
/// <param name="Used">Path of the misses, a step for each interval.</param>
/// <param name="Allowed">Path of what the target allowed of the contacts counted until then.</param>
/// <param name="DayY">Height of what the whole day allows; null when that is not known.</param>
/// <param name="Most">Misses at the top of the scale; 0 when there is nothing to draw.</param>
internal sealed record BurnDownShape(string Used, string Allowed, string? DayY, decimal Most)
{
    /// <summary>Width of the drawing's own scale.</summary>
    public const int Width = 600;

    /// <summary>Height of the drawing's own scale.</summary>
    public const int Height = 140;

    private static readonly BurnDownShape Empty = new("", "", null, 0);

    /// <summary>Draws a day from the first interval in which anything counted.</summary>
    public static BurnDownShape Of(ImmutableArray<TrendPoint> points, ErrorBudget budget)
    {
        ArgumentNullException.ThrowIfNull(budget);
        var counted = points.SkipWhile(static p => p.Level.Lower.Denominator <= 0).ToList();
        var most = Math.Max(Math.Max(budget.Used, budget.AllowedSoFar), budget.Allowed ?? 0);
        if (counted.Count == 0 || most <= 0)
        {
            return Empty;
        }
        var step = (decimal)Width / counted.Count;
        var (used, allowed) = (new StringBuilder("M0 ").Append(YOf(0, most)), new StringBuilder("M0 ").Append(YOf(0, most)));
        var sum = ServiceLevel.None;
        for (var i = 0; i < counted.Count; i++)
        {
            sum += counted[i].Level.Lower;
            used.Append(" H").Append(Format.Coordinate(i * step)).Append(" V").Append(YOf(sum.Missed, most));
            allowed.Append(" L").Append(Format.Coordinate((i + 1) * step)).Append(' ').Append(YOf((1 - budget.TargetRatio) * sum.Denominator, most));
        }

        used.Append(" H").Append(Format.Coordinate(Width));
        return new BurnDownShape(used.ToString(), allowed.ToString(), budget.Allowed is { } day ? YOf(day, most) : null, most);
    }

    /// <summary>A stroke's width is kept free above and below.</summary>
    private static string YOf(decimal misses, decimal most) => Format.Coordinate(2 + ((1 - (Math.Clamp(misses, 0, most) / most)) * (Height - 4)));
}
