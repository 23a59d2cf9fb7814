using System.Collections.Immutable;

namespace ServiceLevelDashboard.Analytics.Alerts;

/// <summary>Rules to begin with, for the editor. Nothing rings until somebody keeps one.</summary>
public static class AlertPresets
{
    /// <summary>Each under a name that texts are found by; the rule's own name is English and is to be replaced.</summary>
    public static readonly ImmutableArray<(string Key, AlertRule Rule)> All =
    [
        ("burn", new AlertRule { Name = "Day is being lost", Condition = AlertConditionKind.Burn, Severity = AlertSeverity.Critical }),
        ("level", new AlertRule { Name = "Last 30 minutes below target", Condition = AlertConditionKind.LevelBelowTarget }),
        ("nobody", new AlertRule
        {
            Name = "Contacts wait and nobody is on queue", Condition = AlertConditionKind.NobodyOnQueue, Severity = AlertSeverity.Critical,
        }),
        ("stale", new AlertRule { Name = "Figures are stale", Condition = AlertConditionKind.FiguresStale, Severity = AlertSeverity.Critical }),
    ];
}
