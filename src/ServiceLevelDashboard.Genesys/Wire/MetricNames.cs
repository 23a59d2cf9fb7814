using System.Collections.Immutable;

namespace ServiceLevelDashboard.Genesys.Wire;

/// <summary>The metrics that are asked for, by their names on the wire.</summary>
internal static class MetricNames
{
    public const string Answered = "tAnswered";

    public const string Abandon = "tAbandon";

    public const string Offered = "nOffered";

    public const string Waiting = "oWaiting";

    /// <summary>Everything that an interval row is made of.</summary>
    public static readonly ImmutableArray<string> OfIntervals =
    [
        Offered, Answered, Abandon, "tShortAbandon", "tFlowOut", "nOverSla", "oServiceLevel", "tWait", "tTalkComplete", "tHandle",
    ];

    /// <summary>What is known of callbacks that call the customer first: asked for where a queue has such.</summary>
    public static readonly ImmutableArray<string> OfCustomerFirst = ["nConnected", "nCfcOffered", "tCfcAnswered", "tCfcAbandon", "oCallbackServiceLevel"];

    /// <summary>What the further calls for more edges ask for: the least that carries views.</summary>
    public static readonly ImmutableArray<string> OfFurtherEdges = [Answered, Abandon];

    /// <summary>Everything that an observation is made of.</summary>
    public static readonly ImmutableArray<string> OfObservations =
        [Waiting, "oLongestWaiting", "oInteracting", "oOnQueueUsers", "oUserRoutingStatuses"];

    /// <summary>Without these there are no figures; a zero in the place of one would be false.</summary>
    public static readonly ImmutableArray<string> Essential = [Offered, Answered, Abandon, Waiting];

    /// <summary>What is not known without it, to complete "it is left out: …".</summary>
    public static string CostOf(string metric) => metric switch
    {
        "tShortAbandon" => "short abandons are not known and count as none",
        "tFlowOut" => "flow-outs are not known and count as none",
        "nOverSla" => "late answers are not known; levels are Genesys' own where it gives one, else counted by the waits",
        "oServiceLevel" => "there are no levels of Genesys' own to compare with; ours use the configured switches",
        "tWait" => "waits of contacts that were neither answered nor abandoned are not known",
        "tTalkComplete" => "talk times are not known",
        "tHandle" => "handle times are not known, and staffing cannot be calculated",
        "nConnected" => "how often callbacks reached the customer is not known",
        "nCfcOffered" or "tCfcAnswered" or "tCfcAbandon" or "oCallbackServiceLevel" =>
            "what becomes of callbacks that call the customer first is not known, nor how many of their calls are in the level of voice",
        "oLongestWaiting" => "how long the longest has waited is not known",
        "oInteracting" => "contacts with an agent are not known and count as none",
        "oUserRoutingStatuses" => "agents off queue are not known",
        "oOnQueueUsers" => "agents on queue are known by their routing status alone",
        _ => "what it says is not known",
    };
}
