using System.Collections.Immutable;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Alerts;

/// <summary>
/// How often a rule would have rung. Worked: "would have rung 3 times, for 25, 40 and 15 minutes; 2 of the 3 days on which it rang missed their target".
/// </summary>
public sealed record ReplayResult
{
    /// <summary>The days that were looked at, by the clocks of each queue's site.</summary>
    public required DateRange Days { get; init; }

    /// <summary>What of the past is kept for the condition: only <see cref="KeptPast.Intervals"/> can be replayed.</summary>
    public required KeptPast Past { get; init; }

    /// <summary>Whether live it may have rung less often: what it takes beside the intervals, a day's forecast, is not kept.</summary>
    public bool IsAtMost { get; init; }

    /// <summary>The rings, oldest first.</summary>
    public ImmutableArray<ReplayRing> Rings { get; init; } = [];

    /// <summary>Queues and media types that the rule is about and that had contacts.</summary>
    public int Queues { get; init; }

    /// <summary>Days of a queue that are known and have a target.</summary>
    public int DaysJudged { get; init; }

    /// <summary>How many of these missed it.</summary>
    public int DaysMissed { get; init; }

    /// <summary>Days of a queue on which it would have rung.</summary>
    public int DaysRung { get; init; }

    /// <summary>How many of these missed their target.</summary>
    public int DaysRungAndMissed { get; init; }

    /// <summary>Intervals of the days that were never fetched: of these nobody can say.</summary>
    public int UnknownIntervals { get; init; }

    /// <summary>All intervals of the days.</summary>
    public int AllIntervals { get; init; }

    /// <summary>Whether it can be replayed at all.</summary>
    public bool IsReplayed => Past == KeptPast.Intervals;
}

/// <summary>One time that a rule would have rung.</summary>
/// <param name="Queue">The queue.</param>
/// <param name="Name">Its name then; hostile input until encoded.</param>
/// <param name="Day">The day of its site.</param>
/// <param name="FiredAt">When, UTC: at the end of an interval.</param>
/// <param name="ResolvedAt">When it would have been over; null when it was not by the end of the days.</param>
/// <param name="IsDayMissed">Whether the day missed its target; null without one, or without a level.</param>
public sealed record ReplayRing(QueueMedia Queue, string Name, DateOnly Day, DateTimeOffset FiredAt, DateTimeOffset? ResolvedAt, bool? IsDayMissed)
{
    /// <summary>How long it would have fired; null when it was not over by the end of the days.</summary>
    public TimeSpan? Duration => ResolvedAt - FiredAt;
}
