using ServiceLevelDashboard.Analytics.Alerts;
using ServiceLevelDashboard.Delivery.Words;
using ServiceLevelDashboard.Web.Resources;

namespace ServiceLevelDashboard.Web.Alerts;

/// <summary>Words the rules of alerts.</summary>
internal static class AlertRuleWords
{
    /// <summary>The name of a condition: "A contact waits too long".</summary>
    public static string Of(AlertConditionKind condition) => condition switch
    {
        AlertConditionKind.Burn => AlertRuleText.Burn,
        AlertConditionKind.LevelBelowTarget => AlertRuleText.LevelBelowTarget,
        AlertConditionKind.ChanceUnder => AlertRuleText.ChanceUnder,
        AlertConditionKind.LongestWaitOver => AlertRuleText.LongestWaitOver,
        AlertConditionKind.WaitingOver => AlertRuleText.WaitingOver,
        AlertConditionKind.NobodyOnQueue => AlertRuleText.NobodyOnQueue,
        AlertConditionKind.AbandonRateOver => AlertRuleText.AbandonRateOver,
        AlertConditionKind.FiguresStale => AlertRuleText.FiguresStale,
        AlertConditionKind.CentreRefuses => AlertRuleText.CentreRefuses,
        AlertConditionKind.QuotaOver => AlertRuleText.QuotaOver,
        AlertConditionKind.FigureDiffers => AlertRuleText.FigureDiffers,
        AlertConditionKind.SwitchesChanged => AlertRuleText.SwitchesChanged,
        AlertConditionKind.ArchiveUnavailable => AlertRuleText.ArchiveUnavailable,
        AlertConditionKind.ScreenDark => AlertRuleText.ScreenDark,
        AlertConditionKind.Undelivered => AlertRuleText.Undelivered,
        _ => throw new ArgumentOutOfRangeException(nameof(condition), condition, null),
    };

    /// <summary>The word of a severity: "Critical".</summary>
    public static string Of(AlertSeverity severity) => severity switch
    {
        AlertSeverity.Information => AlertRuleText.SeverityInformation,
        AlertSeverity.Warning => AlertRuleText.SeverityWarning,
        _ => AlertRuleText.SeverityCritical,
    };

    /// <summary>The words of a burn from which on a rule rings.</summary>
    public static string Of(BurnLevel level) => level switch
    {
        BurnLevel.Slow => AlertRuleText.BurnSlow,
        BurnLevel.Watch => AlertRuleText.BurnWatch,
        _ => AlertRuleText.BurnAct,
    };

    /// <summary>What a preset is called; null for a key that has no words.</summary>
    public static string OfPreset(string key) => key switch
    {
        "burn" => AlertRuleText.PresetBurn,
        "level" => AlertRuleText.PresetLevel,
        "nobody" => AlertRuleText.PresetNobody,
        "stale" => AlertRuleText.PresetStale,
        _ => key,
    };

    /// <summary>What an alert says, in one line: "Billing, Voice: longest wait 3:00, limit 2:00".</summary>
    public static string Line(AlertFacts alert) => Format.Text(AlertsText.Line, AlertWords.Name(alert), AlertWords.What(alert));

    /// <summary>What a rule looks at, in one line: "Longest wait over 2 min, for 1 min".</summary>
    public static string Sentence(AlertRule rule)
    {
        var says = rule.Condition switch
        {
            AlertConditionKind.Burn => Format.Text(AlertRuleText.SaysBurn, AlertRuleText.Burn, Of(rule.Burn)),
            AlertConditionKind.LevelBelowTarget => rule.Limit is { } level
                ? Format.Text(AlertRuleText.SaysLevel, Format.ExactSpan(rule.Window), Format.Target(level))
                : Format.Text(AlertRuleText.SaysLevelTarget, Format.ExactSpan(rule.Window)),
            AlertConditionKind.ChanceUnder => Format.Text(AlertRuleText.SaysChance, LimitOf(rule)),
            AlertConditionKind.LongestWaitOver => Format.Text(AlertRuleText.SaysWait, LimitOf(rule)),
            AlertConditionKind.WaitingOver => Format.Text(AlertRuleText.SaysWaiting, LimitOf(rule)),
            AlertConditionKind.NobodyOnQueue => Format.Text(AlertRuleText.SaysNobody, LimitOf(rule)),
            AlertConditionKind.AbandonRateOver => Format.Text(AlertRuleText.SaysAbandon, Format.ExactSpan(rule.Window), LimitOf(rule)),
            AlertConditionKind.FiguresStale => Format.Text(AlertRuleText.SaysStale, LimitOf(rule)),
            AlertConditionKind.QuotaOver => Format.Text(AlertRuleText.SaysQuota, LimitOf(rule)),
            var other => Of(other),
        };
        return rule.Hold > TimeSpan.Zero ? Format.Text(AlertRuleText.SaysHold, says, Format.ExactSpan(rule.Hold)) : says;
    }

    private static string LimitOf(AlertRule rule) => rule.ActualLimit is not { } limit ? "" : rule.Traits.Unit switch
    {
        LimitUnit.Ratio => Format.Target(limit),
        LimitUnit.Seconds => Format.ExactSpan(TimeSpan.FromSeconds((double)limit)),
        _ => Format.Count((long)limit),
    };
}
