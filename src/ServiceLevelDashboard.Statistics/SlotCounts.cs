namespace ServiceLevelDashboard.Statistics;

/// <summary>What happened in one queue during one slot of a day. All zero means that nothing did.</summary>
/// <param name="Offered">Contacts that entered.</param>
/// <param name="Met">Contacts that met the promise: the numerator of the level under the definition in force.</param>
/// <param name="Counted">Contacts that count at all: the denominator.</param>
public readonly record struct SlotCounts(int Offered, int Met, int Counted)
{
    /// <summary>Contacts that gave up.</summary>
    public int Abandoned { get; init; }

    /// <summary>Waiting time of all that left the queue, however they left it, in seconds.</summary>
    public double WaitSeconds { get; init; }

    /// <summary>Contacts whose handling ended.</summary>
    public int Handled { get; init; }

    /// <summary>Their handle times added up, in seconds.</summary>
    public double HandleSeconds { get; init; }

    /// <summary>Mean number of agents on queue, or null when not seen.</summary>
    public double? Agents { get; init; }

    /// <summary>Both together. Agents add up when both were seen, else the one that was seen stays.</summary>
    public static SlotCounts operator +(SlotCounts a, SlotCounts b) =>
        new(a.Offered + b.Offered, a.Met + b.Met, a.Counted + b.Counted)
        {
            Abandoned = a.Abandoned + b.Abandoned,
            WaitSeconds = a.WaitSeconds + b.WaitSeconds,
            Handled = a.Handled + b.Handled,
            HandleSeconds = a.HandleSeconds + b.HandleSeconds,
            Agents = a.Agents is null ? b.Agents : b.Agents is null ? a.Agents : a.Agents + b.Agents,
        };

    /// <summary>Named form of the addition.</summary>
    public static SlotCounts Add(SlotCounts a, SlotCounts b) => a + b;
}
