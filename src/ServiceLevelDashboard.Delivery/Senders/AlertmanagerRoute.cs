using System.Text;
using Microsoft.Extensions.Options;
using ServiceLevelDashboard.Analytics.Alerts;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Delivery.Routes;
using ServiceLevelDashboard.Delivery.Web;
using ServiceLevelDashboard.Delivery.Words;

namespace ServiceLevelDashboard.Delivery.Senders;

/// <summary>
/// Tells a Prometheus Alertmanager by its API v2. It forgets what it is not reminded of: each alert ends by itself <see cref="Lifetime"/> after it was last
/// sent, and is sent again while it fires (<c>AlertmanagerReminder</c>). The secret, where there is one, is <c>user:password</c> or a token.
/// </summary>
internal sealed class AlertmanagerRoute(WebCaller web, RouteSecrets secrets, IOptions<DeliveryOptions> options, TimeProvider clock) : IRouteSender
{
    /// <summary>How long an alert lives without a reminder: several of them may be lost.</summary>
    internal static readonly TimeSpan Lifetime = TimeSpan.FromMinutes(10);

    /// <inheritdoc/>
    public RouteKind Kind => RouteKind.Alertmanager;

    /// <inheritdoc/>
    public async Task<SendResult> SendAsync(RouteMessage message, CancellationToken cancellationToken)
    {
        var secret = secrets.Find(message.Key);
        var address = new Uri(message.Route.Address.TrimEnd('/') + "/api/v2/alerts");
        IEnumerable<KeyValuePair<string, string>> headers = secret is null ? [] : [KeyValuePair.Create("Authorization", CredentialsOf(secret))];
        var body = BodyOf(message.Notice, options.Value.Base, clock.GetUtcNow());
        return (await web.PostAsync(address, body, headers, cancellationToken).ConfigureAwait(false)).ToResult(secret);
    }

    private static string CredentialsOf(string secret) => secret.Contains(':', StringComparison.Ordinal)
        ? $"Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(secret))}"
        : $"Bearer {secret}";

    internal static byte[] BodyOf(AlertNotice notice, Uri? dashboard, DateTimeOffset now) => JsonBody.Of(notice.Alerts.Select(alert =>
    {
        // Labels tell alerts apart and must be the same at the end as at the beginning: nothing in them may change meanwhile.
        var labels = new Dictionary<string, string>
        {
            ["alertname"] = alert.Condition.ToString(),
            ["alert_id"] = alert.Alert,
            ["rule"] = alert.Rule,
            ["severity"] = alert.Severity.ToString().ToLowerInvariant(),
            ["name"] = AlertWords.Name(alert),
        };
        if (alert.Queue is { } queue)
        {
            (labels["queue"], labels["media"]) = (queue.Queue.Value, queue.Media.Name);
        }
        var ends = alert.State == AlertState.Resolved ? alert.ResolvedAt ?? now
            : notice.Kind == AlertNoticeKind.Test ? now.AddMinutes(1)
            : now + Lifetime;
        return new
        {
            labels = labels.Where(static l => l.Value.Length > 0).ToDictionary(), // an empty label is refused
            annotations = new
            {
                summary = AlertWords.Headline(alert, notice.At),
                description = string.Join('\n', AlertWords.Lines(alert, notice.At).Select(static line => $"{line.Label}: {line.Value}")),
            },
            startsAt = alert.FiredAt ?? alert.Since,
            endsAt = ends,
            generatorURL = AlertWords.Link(alert, dashboard)?.AbsoluteUri ?? "",
        };
    }));
}
