using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Alerts;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Web.Resources;

namespace ServiceLevelDashboard.Web.Alerts;

/// <summary>Words what a rule is about, as far as who looks sees it.</summary>
internal static class AlertScopeWords
{
    private const int MostNamed = 3;

    /// <summary>"Billing, Sales", "group EMEA, voice", "All queues", "Every screen".</summary>
    public static string Of(AlertRule rule, Snapshot? snapshot, DocumentCache<Group> groups, VisibleDocuments sees) => rule.Traits.Subject switch
    {
        AlertSubject.Queue => OfQueues(rule.Scope, snapshot, groups, sees),
        AlertSubject.Source => AlertRuleText.SourceScope,
        AlertSubject.Screen => AlertRuleText.ScreenScope,
        AlertSubject.Route => AlertRuleText.RouteScope,
        _ => AlertRuleText.SystemScope,
    };

    private static string OfQueues(AlertScope scope, Snapshot? snapshot, DocumentCache<Group> groups, VisibleDocuments sees)
    {
        if (scope.IsAll)
        {
            return AlertRuleText.AllQueues;
        }
        return string.Join(", ", Queues(scope, snapshot, sees)
            .Concat(scope.Group is { } group ? [groups.Find(group)?.Value.Name ?? group] : Array.Empty<string>())
            .Concat(scope.Divisions)
            .Concat(scope.Media.Select(Words.Of)));
    }

    private static IEnumerable<string> Queues(AlertScope scope, Snapshot? snapshot, VisibleDocuments sees)
    {
        var seen = sees.Of(scope.Queues);
        var named = seen.Length > MostNamed
            ? [Format.Queues(seen.Length)]
            : seen.Select(id => snapshot?.Listed.GetValueOrDefault(id)?.Name ?? id.Value);
        return seen.Length == scope.Queues.Length ? named : named.Append(AlertRuleText.HiddenQueue);
    }
}
