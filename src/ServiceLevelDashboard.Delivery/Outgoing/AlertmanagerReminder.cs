using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using ServiceLevelDashboard.Analytics.Alerts;
using ServiceLevelDashboard.Analytics.Background;
using ServiceLevelDashboard.Analytics.Instances;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Delivery.Routes;

namespace ServiceLevelDashboard.Delivery.Outgoing;

/// <summary>
/// Reminds every Alertmanager of what still fires, each minute: it forgets what it is not told again. What was told is in the outbox; what of it still fires,
/// in the store of alerts.
/// </summary>
internal sealed class AlertmanagerReminder(
    DocumentCache<Route> routes, IOutbox outbox, IAlertStore alerts, NoticeSender sender, ILeadership leadership, TimeProvider clock,
    ILogger<AlertmanagerReminder> logger)
    : LeaderService(leadership, clock, logger)
{
    private const int MostMessages = 500;
    private static readonly TimeSpan Period = TimeSpan.FromMinutes(1);

    /// <inheritdoc/>
    public override string Name => "alertmanager";

    /// <inheritdoc/>
    protected override async Task<TimeSpan> LeadAsync(CancellationToken cancellationToken)
    {
        var managers = routes.All.Where(static r => r.Value.Value.Kind == RouteKind.Alertmanager).Select(static r => r.Key).ToList();
        if (managers.Count == 0)
        {
            return Period;
        }
        var open = await alerts.ReadOpenAsync(cancellationToken).ConfigureAwait(false);
        var firing = open.Where(static a => a.State == AlertState.Firing).Select(static a => a.Id).ToHashSet(StringComparer.Ordinal);
        await Task.WhenAll(managers.Select(key => RemindAsync(key, firing, cancellationToken))).ConfigureAwait(false);
        return Period;
    }

    private async Task RemindAsync(string key, HashSet<string> firing, CancellationToken cancellationToken)
    {
        if (firing.Count == 0)
        {
            return;
        }
        var told = await outbox.ReadAsync(OutboxKind.Alert, key, MostMessages, cancellationToken).ConfigureAwait(false);
        var latest = ImmutableArray.CreateBuilder<AlertFacts>();
        var seen = new HashSet<string>(StringComparer.Ordinal);
        // the latest message first: what it says of an alert is how it stands
        foreach (var alert in told.Where(static m => m.State == OutboxState.Sent).SelectMany(static m => AlertsOf(m)))
        {
            if (seen.Add(alert.Alert) && firing.Contains(alert.Alert))
            {
                latest.Add(alert);
            }
        }
        if (latest.Count > 0)
        {
            var now = Clock.GetUtcNow();
            await sender.SendAsync(
                key,
                new AlertNotice { Id = $"reminder-{now:yyyyMMddHHmmss}", Kind = AlertNoticeKind.Repetition, At = now, Alerts = latest.ToImmutable() },
                1,
                cancellationToken).ConfigureAwait(false);
        }
    }

    private static ImmutableArray<AlertFacts> AlertsOf(OutboxEntry entry)
    {
        try
        {
            return JsonSerializer.Deserialize(entry.Message.Json, AlertNotice.Json)?.Alerts ?? [];
        }
        catch (JsonException)
        {
            return []; // another version wrote it
        }
    }
}
