using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Analytics.Alerts;

/// <summary>Who is to be told what now. Depends on the alerts, the rules and the moment alone.</summary>
internal static class NoticePlan
{
    /// <summary>How long what has begun waits for others: twenty queues that break together are one message.</summary>
    public static readonly TimeSpan GroupWindow = TimeSpan.FromSeconds(10);

    /// <summary>Makes the notices that are due and notes in the alerts what they tell.</summary>
    /// <param name="alerts">All that fire, and those that are over and not told yet.</param>
    /// <param name="ruleOf">The rule of a key; null when it is no more: then only the end is told.</param>
    /// <param name="isSilenced">Whether nothing is to be told of an alert now.</param>
    /// <param name="now">The present moment.</param>
    public static ImmutableArray<(string Route, AlertNotice Notice)> Make(
        IEnumerable<TrackedAlert> alerts, Func<string, AlertRule?> ruleOf, Func<TrackedAlert, bool> isSilenced, DateTimeOffset now)
    {
        var owed = new List<Owed>();
        foreach (var alert in alerts.Where(static a => a.Progress.State != AlertState.Pending))
        {
            var rule = ruleOf(alert.Rule);
            foreach (var route in RoutesOf(alert, rule))
            {
                if (OwedTo(route, alert, isSilenced(alert), rule is null, now) is { } found)
                {
                    owed.Add(found);
                }
            }
        }

        var notices = ImmutableArray.CreateBuilder<(string, AlertNotice)>();
        foreach (var group in owed.GroupBy(static o => (o.Route.Route, o.Kind)))
        {
            if (group.Min(static o => o.DueAt) <= now)
            {
                notices.Add((group.Key.Route, NoticeOf(group.Key.Kind, group.Key.Route, [.. group], now)));
            }
        }

        return notices.ToImmutable();
    }

    /// <summary>Whether nothing is left to tell of an alert that is over.</summary>
    public static bool IsTold(TrackedAlert alert) => alert.Record.Told.All(static t => t.Ended);

    /// <summary>
    /// The routes of the rule while it rings; each is noted, and those that were noted hear the end, also when the rule has them no more. A route that a rule
    /// gets later hears nothing of what is over.
    /// </summary>
    private static List<AlertRoute> RoutesOf(TrackedAlert alert, AlertRule? rule)
    {
        List<AlertRoute> routes = [.. rule?.Routes ?? []];
        if (alert.Progress.State == AlertState.Firing)
        {
            foreach (var route in routes.Where(r => alert.Record.Told.All(t => t.Route != r.Route)))
            {
                alert.Tell(AlertTold.Nothing(route.Route));
            }
        }
        return [.. alert.Record.Told.Select(t => routes.Find(r => r.Route == t.Route) ?? new AlertRoute { Route = t.Route })];
    }

    private static AlertNotice NoticeOf(AlertNoticeKind kind, string route, ImmutableArray<Owed> owed, DateTimeOffset now)
    {
        foreach (var (_, alert, _, _) in owed)
        {
            var told = alert.ToldTo(route);
            var isOver = alert.Progress.State == AlertState.Resolved;
            alert.Tell(told with
            {
                Begun = true,
                Ended = isOver,
                Acknowledged = told.Acknowledged || alert.Record.Acknowledgement is not null,
                LastAt = now,
                Times = told.Times + 1,
            });
        }

        return new AlertNotice
        {
            Id = TrackedAlert.NoticeId(
                kind, route, owed.Select(o => FormattableString.Invariant($"{o.Alert.Id} {o.Alert.Progress.State} {o.Alert.ToldTo(route).Times}"))),
            Kind = kind,
            At = now,
            Alerts = [.. owed.Select(static o => o.Alert.Facts()).OrderByDescending(static f => f.Severity).ThenBy(static f => f.State)
                .ThenBy(static f => f.FiredAt).ThenBy(static f => f.Name, StringComparer.Ordinal).ThenBy(static f => f.Alert, StringComparer.Ordinal)],
        };
    }

    private static Owed? OwedTo(AlertRoute route, TrackedAlert alert, bool isSilenced, bool isOrphaned, DateTimeOffset now)
    {
        var told = alert.ToldTo(route.Route);
        if (told.Ended)
        {
            return null;
        }
        var (isOver, acknowledged) = (alert.Progress.State == AlertState.Resolved, alert.Record.Acknowledgement);
        if (!told.Begun && (isSilenced || (isOver && (route.AfterMinutes > 0 || isOrphaned))))
        {
            if (isOver)
            {
                alert.Tell(told with { Ended = true }); // it came and went unheard
            }
            return null;
        }
        if (isOver || (!told.Begun && route.AfterMinutes == 0))
        {
            return route.Mode == AlertMode.Digest
                ? new Owed(route, alert, AlertNoticeKind.Digest, DigestAfter(alert.Record.ChangedAt, route.DigestMinutes))
                : new Owed(route, alert, AlertNoticeKind.Change, alert.Record.ChangedAt + GroupWindow);
        }
        if (!told.Begun)
        {
            var due = alert.Record.ChangedAt + TimeSpan.FromMinutes(route.AfterMinutes);
            return acknowledged is null && due <= now ? new Owed(route, alert, AlertNoticeKind.Escalation, due) : null;
        }
        if (route.Mode == AlertMode.Digest)
        {
            return null;
        }
        if (acknowledged is not null)
        {
            return told.Acknowledged || isSilenced ? null : new Owed(route, alert, AlertNoticeKind.Acknowledgement, acknowledged.At);
        }
        return !isSilenced && route.RepeatMinutes is { } minutes && told.LastAt + TimeSpan.FromMinutes(minutes) <= now
            ? new Owed(route, alert, AlertNoticeKind.Repetition, now)
            : null;
    }

    /// <summary>The next moment of a digest after another: by whole steps from midnight UTC.</summary>
    private static DateTimeOffset DigestAfter(DateTimeOffset at, int minutes)
    {
        var (midnight, step) = (new DateTimeOffset(at.UtcDateTime.Date, TimeSpan.Zero), TimeSpan.FromMinutes(minutes));
        return midnight + (step * (Math.Floor((at - midnight) / step) + 1));
    }

    private sealed record Owed(AlertRoute Route, TrackedAlert Alert, AlertNoticeKind Kind, DateTimeOffset DueAt);
}
