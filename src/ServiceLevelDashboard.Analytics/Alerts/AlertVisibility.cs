namespace ServiceLevelDashboard.Analytics.Alerts;

/// <summary>Who sees which rules and alerts: what names a queue is seen by who sees the queue.</summary>
public static class AlertVisibility
{
    /// <summary>
    /// How much of a rule these eyes see. One of every queue, of a division or of the system is for everybody to read, and to be changed by who sees
    /// everything.
    /// </summary>
    public static Extent Of(this VisibleDocuments sees, AlertRule rule)
    {
        ArgumentNullException.ThrowIfNull(sees);
        ArgumentNullException.ThrowIfNull(rule);
        var scope = rule.Scope;
        if (rule.Traits.Subject != AlertSubject.Queue || (scope.Queues.IsDefaultOrEmpty && scope.Group is null))
        {
            return sees.OfEveryQueue;
        }
        return sees.Of([.. scope.Queues.Select(static q => q.Value)], scope.Group is { } group ? [group] : []);
    }
}
