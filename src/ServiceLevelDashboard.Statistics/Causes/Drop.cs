using System.Collections.Immutable;

namespace ServiceLevelDashboard.Statistics.Causes;

/// <summary>What can be said of a day whose level may have dropped.</summary>
public enum DropVerdict
{
    /// <summary>Too few past days to know what is usual.</summary>
    LittleHistory,

    /// <summary>No stretch of the day stands out from what the past days show by chance.</summary>
    NoDrop,

    /// <summary>It dropped, and none of the known causes explains enough of it.</summary>
    CannotTell,

    /// <summary>It dropped, and the causes say why.</summary>
    Explained,
}

/// <summary>What can lower a service level.</summary>
public enum DropCause
{
    /// <summary>More contacts than usual.</summary>
    Volume,

    /// <summary>Longer handling than usual.</summary>
    HandleTime,

    /// <summary>Fewer agents on queue than usual.</summary>
    Agents,

    /// <summary>More callers gave up than their waits explain.</summary>
    Abandons,
}

/// <summary>What is known of a drop.</summary>
/// <param name="Verdict">What can be said.</param>
/// <param name="Past">How many past days it was judged by.</param>
public sealed record Drop(DropVerdict Verdict, int Past)
{
    /// <summary>The stretch of slots in which the level fell behind, first to last; empty without a drop.</summary>
    public (int First, int Last) Stretch { get; init; } = (0, -1);

    /// <summary>The level of the stretch, a ratio; null without a drop.</summary>
    public double? Level { get; init; }

    /// <summary>Its usual level, a ratio; null without a drop.</summary>
    public double? UsualLevel { get; init; }

    /// <summary>The causes, the heaviest first; empty unless <see cref="Verdict"/> is <see cref="DropVerdict.Explained"/>.</summary>
    public ImmutableArray<CauseShare> Causes { get; init; } = [];

    /// <summary>Whether the agents on queue are known, today and usually. A drop that cannot be told may be theirs.</summary>
    public bool AgentsKnown { get; init; }
}

/// <summary>One cause of a drop.</summary>
/// <param name="Cause">Which.</param>
/// <param name="Points">How much of the level of the stretch it cost: a ratio, 0.06 are six points.</param>
/// <param name="Actual">What it was: contacts, seconds of handling, agents, or abandons, of the involved slots.</param>
/// <param name="Usual">What is usual there; above zero.</param>
/// <param name="Slots">The slots in which it acted, within the stretch, first to last.</param>
public sealed record CauseShare(DropCause Cause, double Points, double Actual, double Usual, (int First, int Last) Slots)
{
    /// <summary>Actual over usual minus one: 0.34 is 34 % above the usual.</summary>
    public double Change => (Actual / Usual) - 1;
}
