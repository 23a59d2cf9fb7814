using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Alerts;

/// <summary>What is wrong with a rule.</summary>
public enum AlertRuleProblem
{
    /// <summary>It has no name, or one that is too long.</summary>
    Name,

    /// <summary>A condition, hours, severity or mode is none that there is.</summary>
    Words,

    /// <summary>A name of its scope is empty.</summary>
    Scope,

    /// <summary>The condition takes no limit.</summary>
    LimitNotTaken,

    /// <summary>The limit is out of the condition's range.</summary>
    Limit,

    /// <summary>The condition looks at no window.</summary>
    WindowNotTaken,

    /// <summary>The window is not 15 minutes to 8 hours.</summary>
    Window,

    /// <summary>The burn is none to ring at.</summary>
    Burn,

    /// <summary>The hold is longer than a day, or negative.</summary>
    Hold,

    /// <summary>The least contacts are out of range.</summary>
    LeastContacts,

    /// <summary>A route has no key, or stands twice, or there are too many.</summary>
    Routes,

    /// <summary>A route's time is out of range.</summary>
    RouteTimes,
}

/// <summary>When a rule can be used, and how the archive keeps it.</summary>
public static class AlertRules
{
    /// <summary>The longest name, in characters.</summary>
    public const int MaximumNameLength = 80;

    /// <summary>The longest hold, in seconds: a day.</summary>
    public const int MaximumHoldSeconds = 86_400;

    /// <summary>The shortest and the longest window, in minutes.</summary>
    public const int MinimumWindowMinutes = 15, MaximumWindowMinutes = 480;

    /// <summary>The greatest limit of seconds and contacts: a week in seconds.</summary>
    public const int MaximumLimit = 7 * 86_400;

    /// <summary>The longest time of a route, in minutes: a day.</summary>
    public const int MaximumRouteMinutes = 1_440;

    /// <summary>The most routes of a rule.</summary>
    public const int MaximumRoutes = 10;

    /// <summary>How rules are kept.</summary>
    public static readonly DocumentKind<AlertRule> Kind = new(
        "alert-rule", DocumentJson.Of<AlertRule>(), static (_, rule) => [.. Problems(rule).Select(Sentence)],
        static (_, rule) => [new TypedName("name", rule.Name, MaximumNameLength)]);

    /// <summary>What is wrong with a rule; empty when it can be used.</summary>
    public static ImmutableArray<AlertRuleProblem> Problems(AlertRule rule)
    {
        ArgumentNullException.ThrowIfNull(rule);
        return [.. All(rule).Where(static p => p.IsWrong).Select(static p => p.Problem)];
    }

    /// <summary>A problem in words that name the field and the fix.</summary>
    public static string Sentence(AlertRuleProblem problem) => problem switch
    {
        AlertRuleProblem.Name => FormattableString.Invariant($"name: give the rule a name of 1 to {MaximumNameLength} characters."),
        AlertRuleProblem.Words => "condition, hours, severity and mode: give each by one of its names.",
        AlertRuleProblem.Scope => "scope: a queue, group, division or media type is empty; name it or leave it out.",
        AlertRuleProblem.LimitNotTaken => "limit: this condition has none; leave it out.",
        AlertRuleProblem.Limit =>
            FormattableString.Invariant($"limit: give a share above 0 and below 1, or a whole number of seconds or contacts up to {MaximumLimit}."),
        AlertRuleProblem.WindowNotTaken => "windowMinutes: this condition looks at no window; leave it out.",
        AlertRuleProblem.Window => FormattableString.Invariant($"windowMinutes: give {MinimumWindowMinutes} to {MaximumWindowMinutes} minutes."),
        AlertRuleProblem.Burn => "burn: give Slow, Watch or Act.",
        AlertRuleProblem.Hold => FormattableString.Invariant($"holdSeconds: give 0 to {MaximumHoldSeconds} seconds."),
        AlertRuleProblem.LeastContacts => "leastContacts: give 1 to 100000, and only to a condition that counts contacts of a time.",
        AlertRuleProblem.Routes => FormattableString.Invariant($"routes: name at most {MaximumRoutes}, each by its key and only once."),
        _ => FormattableString.Invariant(
            $"routes: afterMinutes is 0 to {MaximumRouteMinutes}, repeatMinutes 5 to {MaximumRouteMinutes}, digestMinutes 15 to {MaximumRouteMinutes}."),
    };

    private static IEnumerable<(bool IsWrong, AlertRuleProblem Problem)> All(AlertRule rule)
    {
        var areWords = Enum.IsDefined(rule.Condition) && Enum.IsDefined(rule.Hours) && Enum.IsDefined(rule.Severity)
            && (rule.Routes.IsDefault || rule.Routes.All(static r => Enum.IsDefined(r.Mode)));
        yield return (!areWords, AlertRuleProblem.Words);
        if (!Enum.IsDefined(rule.Condition))
        {
            yield break; // nothing is fixed about it
        }
        var traits = rule.Traits;
        yield return (string.IsNullOrWhiteSpace(rule.Name) || rule.Name.Length > MaximumNameLength, AlertRuleProblem.Name);
        yield return (IsNameless(rule.Scope), AlertRuleProblem.Scope);
        yield return (rule.Limit is not null && !traits.HasLimit, AlertRuleProblem.LimitNotTaken);
        yield return (rule.Limit is { } limit && traits.HasLimit && !IsInRange(limit, traits.Unit), AlertRuleProblem.Limit);
        yield return (rule.WindowMinutes is not null && !traits.HasWindow, AlertRuleProblem.WindowNotTaken);
        yield return (
            rule.WindowMinutes is { } window && traits.HasWindow && window is < MinimumWindowMinutes or > MaximumWindowMinutes, AlertRuleProblem.Window);
        yield return (rule.Burn is not (BurnLevel.Slow or BurnLevel.Watch or BurnLevel.Act), AlertRuleProblem.Burn);
        yield return (rule.HoldSeconds is < 0 or > MaximumHoldSeconds, AlertRuleProblem.Hold);
        yield return (rule.LeastContacts is { } least && (!traits.HasLeastContacts || least is < 1 or > 100_000), AlertRuleProblem.LeastContacts);
        yield return (
            !rule.Routes.IsDefault && (rule.Routes.Length > MaximumRoutes || rule.Routes.Any(static r => string.IsNullOrWhiteSpace(r.Route))
                || rule.Routes.DistinctBy(static r => r.Route).Count() != rule.Routes.Length),
            AlertRuleProblem.Routes);
        yield return (!rule.Routes.IsDefault && rule.Routes.Any(static r => !IsInTime(r)), AlertRuleProblem.RouteTimes);
    }

    private static bool IsNameless(AlertScope scope) =>
        (!scope.Queues.IsDefault && scope.Queues.Any(static q => string.IsNullOrWhiteSpace(q.Value)))
        || (!scope.Media.IsDefault && scope.Media.Any(static m => string.IsNullOrWhiteSpace(m.Name)))
        || (!scope.Divisions.IsDefault && scope.Divisions.Any(string.IsNullOrWhiteSpace))
        || scope.Group?.Trim() == "";

    private static bool IsInRange(decimal limit, LimitUnit unit) => unit == LimitUnit.Ratio
        ? limit is > 0 and < 1
        : limit is >= 0 and <= MaximumLimit && decimal.Truncate(limit) == limit;

    private static bool IsInTime(AlertRoute route) =>
        route.AfterMinutes is >= 0 and <= MaximumRouteMinutes
        && route.RepeatMinutes is null or >= 5 and <= MaximumRouteMinutes
        && route.DigestMinutes is >= 15 and <= MaximumRouteMinutes;
}
