using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Analytics.Reconciling;

/// <summary>Says how the day's figures stand against Genesys' own, and by which switches. Always readable; never throws and never waits.</summary>
public interface IReconciliation
{
    /// <summary>The state as of the last merge; the same object until something changes.</summary>
    ReconciliationState Current { get; }

    /// <summary>An administrator vouches for a setting of the organisation's switches. It holds until the figures show another.</summary>
    /// <param name="switches">The setting, as it stands in Genesys Cloud.</param>
    /// <param name="who">Who vouches.</param>
    /// <param name="cancellationToken">Ends the writing.</param>
    /// <returns>Whether it has been written down; if not, it holds meanwhile and is written when the archive is back.</returns>
    Task<bool> ConfirmAsync(GenesysSwitches switches, Actor who, CancellationToken cancellationToken);
}

/// <summary>How the day's figures stand against Genesys' own.</summary>
public sealed record ReconciliationState
{
    /// <summary>Nothing was compared yet.</summary>
    public static readonly ReconciliationState Nothing = new() { Switches = new GenesysSwitches() };

    /// <summary>The contact centre's clock at the last merge, or null before the first.</summary>
    public DateTimeOffset? At { get; init; }

    /// <summary>The site's day so far, row by row, or null before the first merge.</summary>
    public Reconciliation? Today { get; init; }

    /// <summary>What the day's rows say of the switches, or null before the first merge.</summary>
    public SwitchInference? Inference { get; init; }

    /// <summary>The switches that are reckoned with: confirmed, else inferred, else (what stays open) configured.</summary>
    public required GenesysSwitches Switches { get; init; }

    /// <summary>Whether somebody vouches for <see cref="Switches"/> and nothing seen since contradicts it.</summary>
    public bool IsConfirmed { get; init; }

    /// <summary>When switches were last confirmed, or null when never.</summary>
    public DateTimeOffset? ConfirmedAt { get; init; }

    /// <summary>The settings that all rows seen so far leave possible, also on earlier days; empty before the first.</summary>
    public ImmutableArray<GenesysSwitches> Possible { get; init; } = [];

    /// <summary>The changes of the switches that were seen, the latest first.</summary>
    public ImmutableArray<SwitchRestatement> Changes { get; init; } = [];

    /// <summary>The latest change while it is news: for a day, unless the switches have been confirmed since. Null when there is none.</summary>
    /// <param name="now">The present moment.</param>
    public SwitchRestatement? NewsAt(DateTimeOffset now) =>
        Changes is [var latest, ..] && now - latest.SeenAt < TimeSpan.FromDays(1) && !(ConfirmedAt >= latest.SeenAt) ? latest : null;
}

/// <summary>A change of the organisation's switches. Genesys applies them to the past too, so every figure before may read otherwise now.</summary>
/// <param name="Before">The setting before.</param>
/// <param name="After">The setting since.</param>
/// <param name="SeenAt">When figures first showed the new setting (the contact centre's clock).</param>
/// <param name="LastSeenBefore">When figures last showed the old one, or null when that was before this program started.</param>
/// <param name="FirstInterval">Start of the first interval whose figures, as read then, show the new setting.</param>
public sealed record SwitchRestatement(
    GenesysSwitches Before, GenesysSwitches After, DateTimeOffset SeenAt, DateTimeOffset? LastSeenBefore, DateTimeOffset FirstInterval);
