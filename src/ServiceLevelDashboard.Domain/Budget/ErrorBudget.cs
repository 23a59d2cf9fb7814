namespace ServiceLevelDashboard.Domain.Budget;

/// <summary>
/// The misses that a target allows over a period (a day, a week, a month), and how many are used. "Counted" is the denominator of the
/// definition: what the definition leaves out uses nothing. Exact. Worked: 90 of 120 at 0.8 with 80 still to come: 40 allowed, 30
/// used, 10 left; so far 24 were allowed, a pace of 1.25.
/// </summary>
public sealed record ErrorBudget
{
    /// <summary>Makes a budget.</summary>
    /// <param name="soFar">The period so far; 0 of 0 when nothing has been counted yet.</param>
    /// <param name="targetRatio">Share to reach, above 0 and up to 1.</param>
    /// <param name="rest">Contacts still to be counted until the period ends, or null when nobody knows. 0 when it has ended.</param>
    /// <exception cref="ArgumentOutOfRangeException">The ratio is out of range or the rest is negative.</exception>
    public ErrorBudget(ServiceLevel soFar, decimal targetRatio, long? rest)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(targetRatio, 0m);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(targetRatio, 1m);
        if (rest is { } known)
        {
            ArgumentOutOfRangeException.ThrowIfNegative(known, nameof(rest));
        }
        SoFar = soFar;
        TargetRatio = targetRatio;
        Rest = rest;
    }

    /// <summary>The period so far.</summary>
    public ServiceLevel SoFar { get; }

    /// <summary>Share to reach, 0 to 1.</summary>
    public decimal TargetRatio { get; }

    /// <summary>Contacts still to be counted, or null when nobody knows.</summary>
    public long? Rest { get; }

    /// <summary>Misses so far. Negative where answers belong to contacts counted earlier.</summary>
    public long Used => SoFar.Missed;

    /// <summary>What the target allows of the contacts counted so far: (1 − target) of them, fractions kept.</summary>
    public decimal AllowedSoFar => (1 - TargetRatio) * SoFar.Denominator;

    /// <summary>Whole misses that the target allows over the whole period, or null when the rest is not known. 0.2 of 204 is 40.8: 40.</summary>
    public long? Allowed => Rest is { } rest ? (long)Math.Floor((1 - TargetRatio) * (SoFar.Denominator + rest)) : null;

    /// <summary>Whole misses left until the period ends, or null when the rest is not known. Negative: overspent.</summary>
    public long? Left => Allowed - Used;

    /// <summary>Used over allowed of the whole period as a ratio, or null when that is not known or nothing is allowed. 30 of 40 is 0.75.</summary>
    public decimal? UsedRatio => Allowed is > 0 and { } allowed ? (decimal)Used / allowed : null;

    /// <summary>Used over allowed so far: 1 is exactly on target, 2 uses the budget twice as fast as it comes. Null while nothing is allowed.</summary>
    public decimal? Pace => AllowedSoFar > 0 ? Used / AllowedSoFar : null;

    /// <summary>
    /// How many more contacts use up what is left if they are missed as often as in a window: left over the window's share of misses,
    /// rounded down. 10 left and 5 missed of 20 are 40. 0 when nothing is left; null when the rest is not known or the window missed nothing.
    /// </summary>
    /// <param name="recent">The window, for instance the last hour.</param>
    public long? ContactsUntilUsed(ServiceLevel recent)
    {
        if (Left is not { } left)
        {
            return null;
        }
        if (left <= 0)
        {
            return 0;
        }
        return recent is { Missed: > 0, Denominator: > 0 } ? (long)Math.Floor((decimal)left * recent.Denominator / recent.Missed) : null;
    }
}
