using System.Collections.Immutable;

namespace ServiceLevelDashboard.Domain.Levels;

/// <summary>
/// Why a total moved: by what its parts did, and by how the contacts were spread over them. The two may point in different directions, so
/// that a total falls while every part improves. Exact.
/// </summary>
public static class LevelShift
{
    /// <summary>
    /// What each part did to the total, as ratios that add up to its change. A part's own effect is its share of the contacts now times the
    /// change of its level; the effect of the spread is the change of its share times how far its level before lay from the total before.
    /// Worked: 90 of 100 and 5 of 10 become 19 of 20 and 54 of 100. Both rose, by 5 and by 4 points, and the total fell from 86.4 % to
    /// 60.8 %: their own effects are +0.83 and +3.33 points, the spread took 29.7.
    /// </summary>
    /// <param name="parts">Each part's level before and now. A part without contacts before has only an own effect, measured from the total before.</param>
    /// <returns>One for each part, in their order; empty when the total has no level before or now.</returns>
    public static ImmutableArray<PartEffect> Of(ImmutableArray<(ServiceLevel Before, ServiceLevel Now)> parts)
    {
        var before = Sum(parts.Select(static p => p.Before));
        var now = Sum(parts.Select(static p => p.Now));
        if (before.Ratio is not { } totalBefore || now.Ratio is null)
        {
            return [];
        }
        return [.. parts.Select(part => EffectOf(part, totalBefore, before.Denominator, now.Denominator))];
    }

    /// <summary>
    /// Whether the total went one way and every part that can be compared, two at least, the other: +1 when it rose while all fell, -1 when it
    /// fell while all rose, else 0.
    /// </summary>
    /// <param name="parts">Each part's level before and now.</param>
    public static int Reversal(ImmutableArray<(ServiceLevel Before, ServiceLevel Now)> parts)
    {
        var total = Compare(Sum(parts.Select(static p => p.Before)), Sum(parts.Select(static p => p.Now)));
        var compared = parts.Where(static p => p.Before.Denominator > 0 && p.Now.Denominator > 0).ToList();
        var hasStrangers = compared.Count < parts.Count(static p => p.Before.Denominator > 0 || p.Now.Denominator > 0);
        return total != 0 && !hasStrangers && compared.Count > 1 && compared.All(p => Compare(p.Before, p.Now) == -total) ? total : 0;
    }

    private static PartEffect EffectOf((ServiceLevel Before, ServiceLevel Now) part, decimal totalBefore, long allBefore, long allNow)
    {
        var shareNow = (decimal)part.Now.Denominator / allNow;
        var shareBefore = (decimal)part.Before.Denominator / allBefore;
        var levelBefore = part.Before.Ratio ?? totalBefore;
        var own = part.Now.Ratio is { } levelNow ? shareNow * (levelNow - levelBefore) : 0;
        return new PartEffect(own, (shareNow - shareBefore) * (levelBefore - totalBefore));
    }

    private static ServiceLevel Sum(IEnumerable<ServiceLevel> levels) => levels.Aggregate(ServiceLevel.None, static (sum, next) => sum + next);

    private static int Compare(ServiceLevel before, ServiceLevel now) =>
        before.Denominator <= 0 || now.Denominator <= 0
            ? 0
            : ((decimal)now.Numerator * before.Denominator).CompareTo((decimal)before.Numerator * now.Denominator);
}

/// <summary>What one part did to a total, as ratios: 0.01 is one point.</summary>
/// <param name="Own">By the change of its own level.</param>
/// <param name="Spread">By the change of its share of the contacts.</param>
public readonly record struct PartEffect(decimal Own, decimal Spread);
