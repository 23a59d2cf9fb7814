using System.Collections.Immutable;

namespace ServiceLevelDashboard.Domain.Levels;

/// <summary>What the figures say of one of the organisation's three switches.</summary>
public enum SwitchReading
{
    /// <summary>The figures fit both ways: on and off cannot be told apart, or no setting fits at all.</summary>
    Undecided,

    /// <summary>The switch is on.</summary>
    On,

    /// <summary>The switch is off.</summary>
    Off,

    /// <summary>The switch has no effect as the others stand: that for short abandons, where abandons do not count.</summary>
    Moot,
}

/// <summary>What the figures say of one switch, and why.</summary>
/// <param name="Reading">On, off, moot or undecided.</param>
/// <param name="DecidingRows">
/// How many rows would have another denominator if this switch alone stood the other way. 0 when undecided or moot.
/// </param>
/// <param name="Example">The first such row, or null when there is none.</param>
public sealed record SwitchEvidence(SwitchReading Reading, int DecidingRows, QueueInterval? Example);

/// <summary>How one setting of the switches stands against the figures.</summary>
/// <param name="Switches">One of <see cref="GenesysSwitches.Distinct"/>.</param>
/// <param name="Contradicting">How many rows have another denominator than it makes; 0 when it fits all.</param>
/// <param name="Example">The first of these rows, or null when there is none.</param>
public sealed record SettingFit(GenesysSwitches Switches, int Contradicting, QueueInterval? Example);

/// <summary>
/// The figures fit one setting up to a moment and another from there on. It dates the figures, not the click in Genesys: the switches apply to the
/// past too, so rows that were read again show the new setting and rows that were not still show the old one.
/// </summary>
/// <param name="From">Start of the first interval from which on the new setting fits all rows, UTC.</param>
/// <param name="Before">The settings that fit all rows before; not empty.</param>
/// <param name="After">The settings that fit all rows from there on; not empty, none of them among <paramref name="Before"/>.</param>
public sealed record SwitchChange(DateTimeOffset From, ImmutableArray<GenesysSwitches> Before, ImmutableArray<GenesysSwitches> After);
