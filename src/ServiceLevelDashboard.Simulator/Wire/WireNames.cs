using System.Collections.Frozen;

namespace ServiceLevelDashboard.Simulator.Wire;

/// <summary>The names that the service knows. One that is not here is refused with 400, as the real service does.</summary>
internal static class WireNames
{
    /// <summary>Media types for which a queue gives observations, and their keys in a queue's settings.</summary>
    public static readonly (string MediaType, string SettingsKey)[] MediaTypes =
        [("callback", "callback"), ("chat", "chat"), ("email", "email"), ("message", "message"), ("voice", "call")];

    public static readonly FrozenSet<string> ObservationMetrics = FrozenSet.ToFrozenSet(
    [
        "oActiveUsers", "oAlerting", "oInteracting", "oLongestInteracting", "oLongestWaiting", "oMemberUsers", "oOffQueueUsers",
        "oOnQueueUsers", "oUserPresences", "oUserRoutingStatuses", "oWaiting",
    ]);

    public static readonly FrozenSet<string> ObservationDimensions = FrozenSet.ToFrozenSet(["queueId", "mediaType"]);

    public static readonly FrozenSet<string> AggregateMetrics = FrozenSet.ToFrozenSet(
    [
        "nBlindTransferred", "nBotInteractions", "nCallbackAttempts", "nCallbackOverSla", "nCallbackScheduled", "nCfcOffered",
        "nCobrowseSessions", "nConnected", "nConsult", "nConsultTransferred", "nConversations", "nError", "nOffered", "nOutbound",
        "nOutboundAbandoned", "nOutboundAttempted", "nOutboundConnected", "nOverSla", "nStateTransitionError", "nTakeover", "nTransferred",
        "oAudioMessageCount", "oCallbackServiceLevel", "oExternalAudioMessageCount", "oExternalMediaCount", "oMediaCount", "oMessageCount",
        "oMessageSegmentCount", "oMessageTurn", "oServiceLevel", "oServiceTarget", "oSkillExpressionApplications", "tAbandon", "tAcd",
        "tActiveCallback", "tActiveCallbackComplete", "tAcw", "tAgentResponseTime", "tAgentVideoConnected", "tAlert", "tAnswered",
        "tAverageAgentResponseTime", "tAverageCustomerResponseTime", "tBarging", "tCallbackAbandon", "tCallbackConnect",
        "tCallbackNotReached", "tCallbackVirtualWait", "tCfcAbandon", "tCfcAcd", "tCfcAnswered", "tCfcFlowOut", "tCoaching",
        "tCoachingComplete", "tConnected", "tContacting", "tDialing", "tFirstConnect", "tFirstDial", "tFirstEngagement", "tFirstResponse",
        "tFlowOut", "tHandle", "tHeld", "tHeldComplete", "tIvr", "tMonitoring", "tMonitoringComplete", "tNotResponding", "tPark",
        "tParkComplete", "tScreenMonitoring", "tShortAbandon", "tSnippetRecord", "tTalk", "tTalkComplete", "tTransmitting",
        "tUserResponseTime", "tVoicemail", "tWait",
    ]);

    /// <summary>By which an aggregate may be grouped; a filter knows <c>canonicalExternalContactId</c> too.</summary>
    public static readonly FrozenSet<string> GroupDimensions = FrozenSet.ToFrozenSet(
    [
        "activeRouting", "activeSkillId", "addressFrom", "addressTo", "agentAssistantId", "agentBullseyeRing", "agentOwned", "agentRank",
        "agentScore", "ani", "assignerId", "authenticated", "conversationId", "conversationInitiator", "convertedFrom", "convertedTo",
        "customerParticipation", "deliveryStatus", "destinationAddress", "direction", "disconnectType", "divisionId", "dnis", "edgeId",
        "eligibleAgentCount", "errorCode", "extendedDeliveryStatus", "externalContactId", "externalMediaCount", "externalOrganizationId",
        "externalTag", "firstQueue", "flaggedReason", "flowInType", "flowOutType", "groupId", "interactionType", "journeyActionId",
        "journeyActionMapId", "journeyActionMapVersion", "journeyCustomerId", "journeyCustomerIdType", "journeyCustomerSessionId",
        "journeyCustomerSessionIdType", "knowledgeBaseId", "mediaCount", "mediaType", "messageType", "originatingDirection",
        "originatingSocialMediaPublic", "outboundCampaignId", "outboundContactId", "outboundContactListId", "participantName", "peerId",
        "proposedAgentId", "provider", "purpose", "queueId", "remote", "removedSkillId", "requestedLanguageId", "requestedRouting",
        "requestedRoutingSkillId", "roomId", "routingPriority", "routingRing", "routingRule", "routingRuleType", "scoredAgentId",
        "selectedAgentId", "selectedAgentRank", "selfServed", "sessionDnis", "sessionId", "skillExpressionId", "stationId", "teamId",
        "usedRouting", "userId", "videoPresent", "waitingInteractionCount", "wrapUpCode",
    ]);

    public static readonly FrozenSet<string> FilterDimensions = FrozenSet.ToFrozenSet([.. GroupDimensions, "canonicalExternalContactId"]);
}
