using Microsoft.Extensions.Options;
using ServiceLevelDashboard.Analytics.Alerts;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Delivery.Routes;
using ServiceLevelDashboard.Delivery.Web;
using ServiceLevelDashboard.Delivery.Words;

namespace ServiceLevelDashboard.Delivery.Senders;

/// <summary>
/// Tells PagerDuty by its Events API v2: an event for each alert, triggered, acknowledged or resolved under the alert's id, so that a second one changes
/// nothing. It answers 202; too many events are 429. The secret is the integration key.
/// </summary>
internal sealed class PagerDutyRoute(WebCaller web, RouteSecrets secrets, IOptions<DeliveryOptions> options) : IRouteSender
{
    /// <summary>Where events go, unless the route says otherwise: organisations in the EU have <c>https://events.eu.pagerduty.com/v2/enqueue</c>.</summary>
    private const string UsualAddress = "https://events.pagerduty.com/v2/enqueue";

    private const int LongestKey = 255;
    private const int LongestSummary = 1_024;

    /// <inheritdoc/>
    public RouteKind Kind => RouteKind.PagerDuty;

    /// <inheritdoc/>
    public async Task<SendResult> SendAsync(RouteMessage message, CancellationToken cancellationToken)
    {
        var (key, dashboard) = (secrets.Need(message.Key), options.Value.Base);
        var address = new Uri(message.Route.Address.Length > 0 ? message.Route.Address : UsualAddress);
        var result = SendResult.Taken("");
        foreach (var (alert, action) in EventsOf(message.Notice))
        {
            var answer = await web.PostAsync(address, BodyOf(key, alert, action, message.Notice, dashboard), [], cancellationToken).ConfigureAwait(false);
            result = answer.ToResult(key);
            if (result.Outcome != SendOutcome.Taken)
            {
                return result; // all of them again: what was taken before changes nothing the second time
            }
        }

        return result;
    }

    internal static IEnumerable<(AlertFacts Alert, string Action)> EventsOf(AlertNotice notice)
    {
        foreach (var alert in notice.Alerts)
        {
            if (alert.State == AlertState.Resolved)
            {
                yield return (alert, "resolve");
                continue;
            }
            yield return (alert, "trigger");
            if (alert.AcknowledgedBy is not null)
            {
                yield return (alert, "acknowledge");
            }
            if (notice.Kind == AlertNoticeKind.Test)
            {
                yield return (alert, "resolve"); // nobody is to be woken for long
            }
        }
    }

    internal static byte[] BodyOf(string routingKey, AlertFacts alert, string action, AlertNotice notice, Uri? dashboard)
    {
        var body = new Dictionary<string, object>
        {
            ["routing_key"] = routingKey,
            ["event_action"] = action,
            ["dedup_key"] = JsonBody.Short(alert.Alert, LongestKey),
        };
        if (action == "trigger")
        {
            body["client"] = AlertText.Dashboard;
            body["payload"] = new Dictionary<string, object>
            {
                ["summary"] = JsonBody.Short(AlertWords.Headline(alert, notice.At), LongestSummary),
                ["source"] = JsonBody.Short(AlertWords.Name(alert), LongestSummary),
                ["severity"] = alert.Severity switch
                {
                    AlertSeverity.Critical => "critical",
                    AlertSeverity.Warning => "warning",
                    _ => "info",
                },
                ["timestamp"] = alert.FiredAt ?? alert.Since,
                ["group"] = JsonBody.Short(alert.RuleName, LongestSummary),
                ["class"] = alert.Condition.ToString(),
                ["custom_details"] = AlertWords.Lines(alert, notice.At).ToDictionary(static line => line.Label, static line => line.Value),
            };
            if (AlertWords.Link(alert, dashboard) is { } link)
            {
                body["client_url"] = link.AbsoluteUri;
                body["links"] = new object[] { new { href = link.AbsoluteUri, text = AlertText.Open } };
            }
        }

        return JsonBody.Of(body);
    }
}
