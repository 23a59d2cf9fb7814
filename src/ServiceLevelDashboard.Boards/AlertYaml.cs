using ServiceLevelDashboard.Analytics.Alerts;

namespace ServiceLevelDashboard.Boards;

/// <summary>Rules of alerts as a file.</summary>
public static class AlertYaml
{
    /// <summary>Writes and reads it.</summary>
    public static readonly DocumentYaml<AlertRule> Rules = new("alerts", AlertRules.Kind, new AlertRule { Name = "", Condition = default });
}
