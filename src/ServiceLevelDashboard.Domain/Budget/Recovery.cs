namespace ServiceLevelDashboard.Domain.Budget;

/// <summary>
/// What it takes to close a period on its target. Integers and <see cref="decimal"/>, multiplied out: in binary fractions 79 of 100 at 0.8
/// would need 6 in a row, and it needs 5. Exact for targets of up to ten decimals. Worked: 61 of 100 at 0.8 with 60 to come: 95 in a
/// row would do, which 60 are not: unreachable, best possible 121 of 160.
/// </summary>
public sealed record Recovery
{
    /// <summary>Makes it of a period.</summary>
    /// <param name="period">The period so far, its target and what is still to come.</param>
    public Recovery(ErrorBudget period)
    {
        ArgumentNullException.ThrowIfNull(period);
        (SoFar, TargetRatio, Rest) = (period.SoFar, period.TargetRatio, period.Rest);
    }

    /// <summary>The period so far.</summary>
    public ServiceLevel SoFar { get; }

    /// <summary>Share to reach, 0 to 1.</summary>
    public decimal TargetRatio { get; }

    /// <summary>Contacts still to be counted, or null when nobody knows.</summary>
    public long? Rest { get; }

    /// <summary>
    /// Contacts that must be met one after the other until the level is back on target: (target × counted − met) over (1 − target), rounded
    /// up. 61 of 100 at 0.8 are 95: 156 of 195. 0 while it holds or nothing is counted; null at a target of 1 that was missed, which
    /// nothing brings back.
    /// </summary>
    public long? InARow => Short switch
    {
        <= 0 => 0,
        _ when TargetRatio == 1 => null,
        { } missing => (long)Math.Ceiling(missing / (1 - TargetRatio)),
    };

    /// <summary>
    /// Contacts that may be missed one after the other before the level falls under target: met over target minus counted, rounded down, at least 0. 90 of 100
    /// at 0.8 are 12: 90 of 112.
    /// </summary>
    public long MissesAffordable => Short >= 0 ? 0 : (long)Math.Floor(-Short / TargetRatio);

    /// <summary>
    /// How many of the rest must be met: target × all, rounded up, minus met; at least 0. Null when the rest is not known. More than the rest: unreachable.
    /// </summary>
    public long? NeededOfRest => Rest is { } rest ? Math.Max(0, (long)Math.Ceiling(TargetRatio * (SoFar.Denominator + rest)) - SoFar.Numerator) : null;

    /// <summary>
    /// The level that the rest needs, as a ratio: needed over rest. 70 of 100 at 0.8 with 100 to come need 90 of them, 0.9. 0 when secured,
    /// above 1 when unreachable; null when the rest is not known or nothing is to come.
    /// </summary>
    public decimal? RestRatio => Rest is > 0 and { } rest ? (decimal)NeededOfRest!.Value / rest : null; // known where the rest is

    /// <summary>Whether the target can still be reached; null when the rest is not known.</summary>
    public Outlook? Outlook => (NeededOfRest, Rest) switch
    {
        (null, _) or (_, null) => null,
        (0, _) => Domain.Budget.Outlook.Secured,
        var (needed, rest) when needed > rest => Domain.Budget.Outlook.Unreachable,
        _ => Domain.Budget.Outlook.Open,
    };

    /// <summary>The level at the close if all of the rest is met; null when the rest is not known.</summary>
    public ServiceLevel? Best => Rest is { } rest ? new ServiceLevel(SoFar.Numerator + rest, SoFar.Denominator + rest) : null;

    /// <summary>The level at the close if all of the rest is missed; null when the rest is not known.</summary>
    public ServiceLevel? Worst => Rest is { } rest ? new ServiceLevel(SoFar.Numerator, SoFar.Denominator + rest) : null;

    /// <summary>Met contacts that are missing to the target as of now; negative when there is room.</summary>
    private decimal Short => TargetRatio * SoFar.Denominator - SoFar.Numerator;
}

/// <summary>Whether a period can still close on its target.</summary>
public enum Outlook
{
    /// <summary>It will, even if all of the rest is missed.</summary>
    Secured,

    /// <summary>It can, and it need not.</summary>
    Open,

    /// <summary>It will not, even if all of the rest is met.</summary>
    Unreachable,
}
