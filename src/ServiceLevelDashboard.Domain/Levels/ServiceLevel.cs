namespace ServiceLevelDashboard.Domain.Levels;

/// <summary>
/// A service level as its two counts. It can be added (numerators and denominators apart); its ratio cannot, so a mean of
/// percentages cannot be written. The default value, 0 of 0, means that there is no level. Worked: 32 of 40 is 0.8.
/// </summary>
/// <param name="Numerator">Contacts that count as met.</param>
/// <param name="Denominator">Contacts that count at all. May be smaller than the numerator where counts are bucketed by event.</param>
public readonly record struct ServiceLevel(long Numerator, long Denominator)
{
    /// <summary>No level: 0 of 0, the zero of the addition.</summary>
    public static readonly ServiceLevel None;

    /// <summary>Numerator over denominator as a ratio (not a percentage), not clamped; null when the denominator is not positive.</summary>
    public decimal? Ratio => Denominator <= 0 ? null : (decimal)Numerator / Denominator;

    /// <summary>Contacts that count and were not met.</summary>
    public long Missed => Denominator - Numerator;

    /// <summary>Both together: 32 of 40 and 31 of 31 give 63 of 71, not the mean of 80 % and 100 %.</summary>
    public static ServiceLevel operator +(ServiceLevel a, ServiceLevel b) => new(a.Numerator + b.Numerator, a.Denominator + b.Denominator);

    /// <summary>Named form of the addition.</summary>
    public static ServiceLevel Add(ServiceLevel a, ServiceLevel b) => a + b;

    /// <summary>
    /// Whether the level reaches a target ratio, exactly (no division): numerator at least target times denominator. Null when there is no level.
    /// </summary>
    public bool? Reaches(decimal targetRatio) => Denominator <= 0 ? null : Numerator >= targetRatio * Denominator;
}

/// <summary>
/// A service level of which only bounds are known, because the threshold lies between two edges that were counted at.
/// When it is exact, both are the same.
/// </summary>
/// <param name="Lower">The lowest that it can be.</param>
/// <param name="Upper">The highest that it can be.</param>
public readonly record struct ServiceLevelBounds(ServiceLevel Lower, ServiceLevel Upper)
{
    /// <summary>Whether the level is known exactly.</summary>
    public bool IsExact => Lower == Upper;

    /// <summary>The level when it is exact, else null.</summary>
    public ServiceLevel? Exact => IsExact ? Lower : null;

    /// <summary>A level that is known exactly.</summary>
    public static ServiceLevelBounds Of(ServiceLevel level) => new(level, level);

    /// <summary>Both together, bound by bound.</summary>
    public static ServiceLevelBounds operator +(ServiceLevelBounds a, ServiceLevelBounds b) => new(a.Lower + b.Lower, a.Upper + b.Upper);

    /// <summary>Named form of the addition.</summary>
    public static ServiceLevelBounds Add(ServiceLevelBounds a, ServiceLevelBounds b) => a + b;
}
