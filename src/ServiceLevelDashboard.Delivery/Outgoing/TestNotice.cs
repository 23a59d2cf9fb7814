using ServiceLevelDashboard.Analytics.Alerts;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Delivery.Outgoing;

/// <summary>What is sent when somebody tries a route: an invented alert, which says that it is one.</summary>
public static class TestNotice
{
    /// <summary>A notice of its own id.</summary>
    /// <param name="zone">The zone in which times are said, by its IANA id.</param>
    /// <param name="now">The present moment.</param>
    public static AlertNotice Of(string zone, DateTimeOffset now)
    {
        var id = Guid.CreateVersion7(now).ToString("N");
        return new AlertNotice
        {
            Id = "test-" + id,
            Kind = AlertNoticeKind.Test,
            At = now,
            Alerts =
            [
                new AlertFacts
                {
                    Alert = "test-" + id,
                    Rule = "test",
                    RuleName = "Test",
                    Condition = AlertConditionKind.LevelBelowTarget,
                    Severity = AlertSeverity.Information,
                    State = AlertState.Firing,
                    Queue = new QueueMedia(new QueueId("00000000-0000-0000-0000-000000000000"), MediaType.Voice),
                    Name = "Test",
                    Since = now,
                    FiredAt = now,
                    Level = new ServiceLevel(239, 391),
                    LevelOf = TimeSpan.FromMinutes(30),
                    Target = new ServiceLevelTarget(0.8m, TimeSpan.FromSeconds(20)),
                    DataUntil = now,
                    Zone = zone,
                },
            ],
        };
    }
}
