using ServiceLevelDashboard.Simulator.Centre;
using ServiceLevelDashboard.Simulator.Chance;
using ServiceLevelDashboard.Simulator.Faults;

namespace ServiceLevelDashboard.Simulator.Wire;

/// <summary>In which of its guises a line of contacts is counted.</summary>
internal enum CountedAs
{
    /// <summary>As what it is.</summary>
    Itself,

    /// <summary>Callbacks that call the customer first: offered and connected, never answered.</summary>
    CustomerFirst,

    /// <summary>The calls of such callbacks that reach an agent: voice, answered at once.</summary>
    Bridged,
}

/// <summary>A line as one row of an answer counts it.</summary>
/// <param name="Line">The line.</param>
/// <param name="MediaType">Analytics media type of the row.</param>
/// <param name="As">The guise.</param>
internal readonly record struct CountedLine(TrafficLine Line, string MediaType, CountedAs As)
{
    /// <summary>The target in force; none for what is never judged.</summary>
    public Domain.Targets.ServiceLevelTarget? Target => As switch
    {
        CountedAs.CustomerFirst => null,
        CountedAs.Bridged => Line.Queue?.Targets.GetValueOrDefault("voice"),
        _ => Line.Target,
    };
}

/// <summary>How the service counts, where live organisations were seen to differ from the documents: as the faults in force say.</summary>
internal sealed class Habits(FaultBoard faults)
{
    private readonly IReadOnlyList<string?> _customerFirst = faults.TextsOf(FaultKind.CustomerFirst);
    private readonly double _missingLevels = faults.ValueOf(FaultKind.MissingLevels, 1) ?? 0;
    private readonly double _oddLevels = faults.ValueOf(FaultKind.OddLevels, 0.01) ?? 0;

    /// <summary>Whether some messages wait and are neither answered nor abandoned.</summary>
    public bool UnexplainedMessages { get; } = faults.Has(FaultKind.UnexplainedMessages);

    /// <summary>The first moment that is remembered.</summary>
    public long OldestMs { get; } = faults.ValueOf(FaultKind.Forgotten, 13) is { } months
        ? faults.Visible().AddMonths(-(int)Math.Min(months, 1200)).ToUnixTimeMilliseconds()
        : long.MinValue;

    /// <summary>Whether there are rows beside the usual ones.</summary>
    public bool OddRows { get; } = faults.Has(FaultKind.OddRows);

    /// <summary>Whether the callbacks of a queue call the customer first.</summary>
    public bool CallsCustomerFirst(SimulatedQueue? queue) =>
        queue is not null && _customerFirst.Any(name => name is null || string.Equals(name, queue.Name, StringComparison.OrdinalIgnoreCase));

    /// <summary>The rows in which a line is counted.</summary>
    public IEnumerable<CountedLine> Rows(TrafficLine line) => line.MediaType == "callback" && CallsCustomerFirst(line.Queue)
        ? [new CountedLine(line, "callback", CountedAs.CustomerFirst), new CountedLine(line, "voice", CountedAs.Bridged)]
        : [new CountedLine(line, line.MediaType, CountedAs.Itself)];

    /// <summary>Whether a bucket lacks its level; the same bucket always does.</summary>
    public bool LacksLevel(string? queueId, long startMs) => IsAmong(_missingLevels, queueId, startMs, salt: 0);

    /// <summary>Whether a bucket's level counts one more than anything explains; the same bucket always does.</summary>
    public bool HasOddLevel(string? queueId, long startMs) => IsAmong(_oddLevels, queueId, startMs, salt: 1);

    private static bool IsAmong(double share, string? queueId, long startMs, long salt)
    {
        if (share <= 0 || queueId is null)
        {
            return false;
        }

        var luck = (ulong)RandomStream.Mix([.. queueId.Select(static letter => (long)letter), startMs + salt]);
        return (luck >> 11) * Math.Pow(2, -53) < share;
    }
}
