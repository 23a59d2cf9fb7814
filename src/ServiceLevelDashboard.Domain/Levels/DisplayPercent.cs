namespace ServiceLevelDashboard.Domain.Levels;

/// <summary>
/// The digits that stand for a service level wherever people read it: rounded to the nearest, half away from zero, but never across a border
/// that means something. What is shown reaches the target only when the level does, it is 100 only when nobody was missed, and 0 only when
/// nobody was met.
/// Differences and gaps are made from these digits, so that a reader who takes one figure from the other comes to the same.
/// </summary>
public static class DisplayPercent
{
    /// <summary>
    /// The percentage to show for a level. Worked, with no decimals and a target of 0.8: 32 of 40 is 80, 796 of 1,000 is 79 (79.6 is under the
    /// target), 199 of 200 is 99 and 1 of 300 is 1. With two decimals 19,999 of 20,000 is 99.99 and 19,999 of 25,000 is 79.99.
    /// </summary>
    /// <param name="level">The level.</param>
    /// <param name="target">Target ratio, above 0 and up to 1; null when there is none.</param>
    /// <param name="decimals">
    /// Digits after the point, 0 or more. There are more where so few have no number on the level's side of the target: 99.6 for 0.996 against 0.995.
    /// </param>
    /// <returns>A percentage, below 0 or above 100 where the level is; null when there is no level.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than 0 decimals.</exception>
    public static decimal? Of(ServiceLevel level, decimal? target, int decimals) => level.Ratio is { } ratio
        ? Of(ratio, target, target is { } goal && level.Reaches(goal) == true, decimals)
        : null;

    /// <summary>The same of a level that is known as a ratio alone, such as a forecast's. Worked: 0.79996 against 0.8 with two decimals is 79.99.</summary>
    /// <param name="ratio">The level as a ratio.</param>
    /// <param name="target">Target ratio, above 0 and up to 1; null when there is none.</param>
    /// <param name="decimals">Digits after the point, 0 or more.</param>
    /// <returns>A percentage.</returns>
    /// <exception cref="ArgumentOutOfRangeException">There are fewer than 0 decimals.</exception>
    public static decimal Of(decimal ratio, decimal? target, int decimals) => Of(ratio, target, ratio >= target, decimals);

    private static decimal Of(decimal ratio, decimal? target, bool reaches, int decimals)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(decimals);
        if (ratio == 0)
        {
            return 0;
        }

        // The borders around the level: what is shown is at least the lower one (more than it when it is 0) and less than the upper one.
        decimal? lower = ratio < 0 ? null : ratio < 1 ? 0 : 100;
        decimal? upper = ratio < 0 ? 0 : ratio < 1 ? 100 : null;
        if (target * 100 is { } goal)
        {
            lower = reaches ? Math.Max(lower ?? goal, goal) : lower;
            upper = reaches ? upper : Math.Min(upper ?? goal, goal);
        }

        for (; ; decimals++)
        {
            var step = new decimal(1, 0, 0, false, (byte)decimals);
            var least = lower is { } from ? (from == 0 ? step : decimal.Round(from, decimals, MidpointRounding.ToPositiveInfinity)) : decimal.MinValue;
            var most = upper is { } to ? decimal.Round(to, decimals, MidpointRounding.ToPositiveInfinity) - step : decimal.MaxValue;
            if (least <= most)
            {
                return Math.Clamp(decimal.Round(ratio * 100, decimals, MidpointRounding.AwayFromZero), least, most);
            }
        }
    }
}
