using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Web.Resources;

namespace ServiceLevelDashboard.Web.Targets;

/// <summary>The words of targets that were set here.</summary>
internal static class TargetWords
{
    /// <summary>What is wrong with a target and how to mend it.</summary>
    public static string Of(TargetProblem problem) => problem switch
    {
        TargetProblem.WhoseMissing => TargetText.WhoseMissing,
        TargetProblem.MediaMissing => TargetText.MediaMissing,
        TargetProblem.RatioOutOfRange => TargetText.RatioOutOfRange,
        TargetProblem.ThresholdOutOfRange => Format.Text(TargetText.ThresholdOutOfRange, Format.Count(TargetRules.MaximumThresholdSeconds)),
        _ => TargetText.EndsBeforeItBegins,
    };

    /// <summary>Whose a target is: the queue's or the group's name.</summary>
    public static string Whose(TargetOverride target, Snapshot? snapshot, DocumentCache<Group> groups) => target.Queue is { } id
        ? snapshot?.Listed.GetValueOrDefault(id)?.Name ?? id.Value
        : groups.Find(target.Group ?? "")?.Value.Name is { } name ? Format.Text(TargetText.GroupNamed, name) : Format.Text(TargetText.GroupGone, target.Group);

    /// <summary>"80 % within 20 s".</summary>
    public static string Promise(TargetOverride target) =>
        Format.Text(TargetText.Promise, Format.Target(target.Ratio), Format.Threshold(TimeSpan.FromSeconds(target.ThresholdSeconds)));

    /// <summary>"from 1 March 2026 to 31 March 2026", "always".</summary>
    public static string Dates(TargetOverride target) => (target.From, target.Until) switch
    {
        (null, null) => TargetText.Always,
        ({ } from, null) => Format.Text(TargetText.FromDay, Day(from)),
        (null, { } until) => Format.Text(TargetText.UntilDay, Day(until)),
        ({ } from, { } until) => Format.Text(TargetText.FromUntil, Day(from), Day(until)),
    };

    /// <summary>Whether it holds today, or will, or did.</summary>
    public static string Standing(TargetOverride target, DateOnly today) =>
        target.HoldsOn(today) ? TargetText.Holds : target.From > today ? TargetText.Coming : TargetText.Ended;

    /// <summary>A day as people write it.</summary>
    public static string Day(DateOnly day) => day.ToString("d MMM yyyy", System.Globalization.CultureInfo.CurrentCulture);
}
