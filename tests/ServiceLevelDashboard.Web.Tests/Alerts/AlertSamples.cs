using ServiceLevelDashboard.Analytics.Alerts;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Web.Tests.Queue;

namespace ServiceLevelDashboard.Web.Tests.Alerts;

/// <summary>Alerts of the morning of <see cref="QueueSamples"/>.</summary>
internal static class AlertSamples
{
    /// <summary>A contact of Billing has waited for three minutes, since 08:40.</summary>
    public static AlertView Waiting(string id = "a1", string name = "Billing", QueueMedia? queue = null) => new()
    {
        Subject = "q-billing/voice",
        Facts = new AlertFacts
        {
            Alert = id,
            Rule = "wait",
            RuleName = "Long waits",
            Condition = AlertConditionKind.LongestWaitOver,
            Limit = 120,
            Severity = AlertSeverity.Critical,
            State = AlertState.Firing,
            Queue = queue ?? QueueSamples.Billing,
            Name = name,
            LongestWait = TimeSpan.FromMinutes(3),
            Since = QueueSamples.Eight.AddMinutes(40),
            FiredAt = QueueSamples.Eight.AddMinutes(40),
            Zone = "Europe/London",
        },
    };

    /// <summary>The same once it is over, after eight minutes.</summary>
    public static AlertView Over(string id = "a0") => Waiting(id) is var alert
        ? alert with { Facts = alert.Facts with { State = AlertState.Resolved, ResolvedAt = QueueSamples.Eight.AddMinutes(48), Path = "explain/kept/0123" } }
        : null!;
}
