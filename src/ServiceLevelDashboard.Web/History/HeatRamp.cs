using System.Collections.Immutable;

namespace ServiceLevelDashboard.Web.History;

/// <summary>
/// Where a level lies around its target: nine steps, drawn in the colours of <c>--heat-under</c>, <c>--heat-target</c> and <c>--heat-over</c>. Pure.
/// </summary>
internal static class HeatRamp
{
    /// <summary>The step furthest from the target.</summary>
    public const int Furthest = 4;

    /// <summary>Distances from the target, as ratios, at which the next step begins: 1, 5, 10 and 20 points.</summary>
    private static readonly ImmutableArray<decimal> Edges = [0.01m, 0.05m, 0.10m, 0.20m];

    /// <summary>-4 (20 points or more under the target) to 4 (as far above it); 0 within a point. 0.72 at a target of 0.8 is -2.</summary>
    public static int Step(decimal ratio, decimal target)
    {
        var size = Edges.Count(edge => Math.Abs(ratio - target) >= edge);
        return ratio < target ? -size : size;
    }

    /// <summary>A step's name in the style sheet: "under-2", "target", "over-4".</summary>
    public static string Slug(int step) => step switch
    {
        < 0 => $"under-{-step}",
        0 => "target",
        _ => $"over-{step}",
    };
}
