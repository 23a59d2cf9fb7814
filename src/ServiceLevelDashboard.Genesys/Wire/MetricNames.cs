using System.Collections.Immutable;

namespace ServiceLevelDashboard.Genesys.Wire;

/// <summary>The metrics that are asked for, by their names on the wire.</summary>
internal static class MetricNames
{
    public const string Answered = "tAnswered";

    public const string Abandon = "tAbandon";

    /// <summary>Everything that an interval row is made of.</summary>
    public static readonly ImmutableArray<string> OfIntervals =
    [
        "nOffered", Answered, Abandon, "tShortAbandon", "tFlowOut", "nOverSla", "oServiceLevel", "tWait", "tTalkComplete", "tHandle",
    ];

    /// <summary>What the further calls for more edges ask for: the least that carries views.</summary>
    public static readonly ImmutableArray<string> OfFurtherEdges = [Answered, Abandon];

    /// <summary>Everything that an observation is made of.</summary>
    public static readonly ImmutableArray<string> OfObservations =
        ["oWaiting", "oLongestWaiting", "oInteracting", "oOnQueueUsers", "oUserRoutingStatuses"];
}
