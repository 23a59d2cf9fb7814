using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Analytics.Alerts;

/// <summary>What can be said of an alert, from the figures that it is about.</summary>
internal static class FactsMaker
{
    /// <summary>Of a queue.</summary>
    /// <param name="key">The rule's key.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="queue">The queue.</param>
    /// <param name="snapshot">What it is in.</param>
    /// <param name="before">What was said before: what was found out since stays.</param>
    public static AlertFacts Of(string key, AlertRule rule, QueueSummary queue, Snapshot snapshot, AlertFacts? before)
    {
        var window = rule.Traits.HasWindow ? AlertConditions.WindowOf(queue.Intervals.AsSpan(), rule.Window) : default;
        var (level, of) = rule.Traits.HasWindow
            ? (window.Level, rule.Window)
            : rule.Condition == AlertConditionKind.Burn ? (queue.Burn.Hour, TimeSpan.FromHours(1)) : (queue.DayLevel.Lower, (TimeSpan?)null);
        return Base(key, rule, snapshot.At(queue).Zone.Id, before) with
        {
            Limit = rule.Condition == AlertConditionKind.LevelBelowTarget ? rule.Limit ?? queue.Target?.Ratio : rule.ActualLimit,
            Queue = queue.Key,
            Name = queue.Queue.Name,
            Level = level.Denominator > 0 ? level : null,
            LevelOf = level.Denominator > 0 ? of : null,
            Target = queue.Target,
            Recovery = queue.Recovery?.InARow,
            Waiting = queue.Now?.Waiting,
            LongestWait = queue.Now?.LongestWait,
            OnQueue = queue.Agents?.OnQueue,
            Chance = queue.Outlook.Chance,
            Ratio = rule.Condition == AlertConditionKind.AbandonRateOver ? window.AbandonRate : null,
            DataUntil = snapshot.DataUntil,
        };
    }

    /// <summary>Of the system.</summary>
    /// <param name="key">The rule's key.</param>
    /// <param name="rule">The rule.</param>
    /// <param name="said">What it says.</param>
    /// <param name="system">How the system stands.</param>
    /// <param name="before">What was said before.</param>
    public static AlertFacts Of(string key, AlertRule rule, SystemReading said, SystemMoment system, AlertFacts? before) =>
        Base(key, rule, system.State.Snapshot?.Zone.Id ?? "UTC", before) with
        {
            Name = said.Name,
            Ratio = said.Ratio,
            Detail = said.Detail,
            DataUntil = system.State.Snapshot?.DataUntil,
        };

    private static AlertFacts Base(string key, AlertRule rule, string zone, AlertFacts? before) => new()
    {
        Alert = before?.Alert ?? "",
        Rule = key,
        RuleName = rule.Name,
        Condition = rule.Condition,
        Limit = rule.ActualLimit,
        Severity = rule.Severity,
        State = AlertState.Pending,
        Since = default,
        Zone = zone,
        Path = before?.Path,
        Why = before?.Why ?? [],
    };
}
