using ServiceLevelDashboard.Analytics.Alerts;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Delivery.Tests;

/// <summary>Alerts for tests: 10:45 in Berlin, 61 % of Billing.</summary>
internal static class Notices
{
    public static readonly DateTimeOffset Now = new(2026, 3, 2, 9, 50, 0, TimeSpan.Zero);

    public static readonly AlertFacts Billing = new()
    {
        Alert = "0195a1b2c3d4e5f60718293a4b5c6d7e",
        Rule = "low-level",
        RuleName = "Low service level",
        Condition = AlertConditionKind.LevelBelowTarget,
        Severity = AlertSeverity.Critical,
        State = AlertState.Firing,
        Queue = new QueueMedia(new QueueId("11111111-2222-3333-4444-555555555555"), MediaType.Voice),
        Name = "Billing",
        Since = Now.AddMinutes(-5),
        FiredAt = Now,
        Level = new ServiceLevel(239, 391),
        LevelOf = TimeSpan.FromMinutes(30),
        Target = new ServiceLevelTarget(0.8m, TimeSpan.FromSeconds(20)),
        Recovery = 369,
        Waiting = 12,
        LongestWait = TimeSpan.FromSeconds(134),
        OnQueue = 7,
        Chance = 0.12,
        Why = ["Agents", "Volume"],
        Path = "explain/0123abcd",
        DataUntil = Now,
        Zone = "Europe/Berlin",
    };

    public static AlertFacts Resolved => Billing with
    {
        State = AlertState.Resolved,
        ResolvedAt = Now.AddMinutes(30),
        Level = new ServiceLevel(401, 493),
    };

    public static AlertNotice Of(params AlertFacts[] alerts) =>
        new() { Id = "n-1", Kind = AlertNoticeKind.Change, At = alerts[0].ResolvedAt ?? Now, Alerts = [.. alerts] };
}
