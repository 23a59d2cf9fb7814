using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.Options;
using ServiceLevelDashboard.Delivery.Routes;
using ServiceLevelDashboard.Delivery.Web;
using ServiceLevelDashboard.Delivery.Words;

namespace ServiceLevelDashboard.Delivery.Senders;

/// <summary>
/// Tells a program: JSON, signed as the Standard Webhooks specification says (https://www.standardwebhooks.com), for which there are libraries in most
/// languages. The id is the same however often a message is sent.
/// </summary>
internal sealed class WebhookRoute(WebCaller web, RouteSecrets secrets, IOptions<DeliveryOptions> options, TimeProvider clock) : IRouteSender
{
    private const string KeyPrefix = "whsec_";

    /// <inheritdoc/>
    public RouteKind Kind => RouteKind.Webhook;

    /// <inheritdoc/>
    public async Task<SendResult> SendAsync(RouteMessage message, CancellationToken cancellationToken)
    {
        var secret = secrets.Need(message.Key);
        var body = BodyOf(message, options.Value.Base);
        var timestamp = clock.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        var answer = await web.PostAsync(
            new Uri(message.Route.Address),
            body,
            [
                KeyValuePair.Create("webhook-id", message.Notice.Id),
                KeyValuePair.Create("webhook-timestamp", timestamp),
                KeyValuePair.Create("webhook-signature", Sign(secret, message.Notice.Id, timestamp, body)),
            ],
            cancellationToken).ConfigureAwait(false);
        return answer.ToResult(secret);
    }

    /// <summary>The signature of a message: HMAC-SHA256 over <c>ID.TIMESTAMP.BODY</c>.</summary>
    /// <param name="secret">The key: <c>whsec_</c> and base64, or any other text, of which the bytes count.</param>
    /// <param name="id">The message's id.</param>
    /// <param name="timestamp">When it was sent, in seconds since 1970.</param>
    /// <param name="body">The body as it is sent.</param>
    internal static string Sign(string secret, string id, string timestamp, ReadOnlySpan<byte> body)
    {
        byte[] signed = [.. Encoding.UTF8.GetBytes($"{id}.{timestamp}."), .. body];
        return $"v1,{Convert.ToBase64String(HMACSHA256.HashData(KeyOf(secret), signed))}";
    }

    private static byte[] KeyOf(string secret)
    {
        var key = new byte[secret.Length];
        return secret.StartsWith(KeyPrefix, StringComparison.Ordinal) && Convert.TryFromBase64Chars(secret.AsSpan(KeyPrefix.Length), key, out var length)
            ? key[..length]
            : Encoding.UTF8.GetBytes(secret);
    }

    private static byte[] BodyOf(RouteMessage message, Uri? dashboard)
    {
        var notice = message.Notice;
        return JsonBody.Of(new
        {
            notice.Id,
            Type = "alert." + Name(notice.Kind.ToString()),
            notice.At,
            Route = message.Key,
            Subject = AlertWords.Subject(notice),
            Alerts = notice.Alerts.Select(alert => new
            {
                Id = alert.Alert,
                alert.Rule,
                alert.RuleName,
                Condition = Name(alert.Condition.ToString()),
                alert.Limit,
                Severity = Name(alert.Severity.ToString()),
                State = Name(alert.State.ToString()),
                Queue = alert.Queue?.Queue.Value,
                Media = alert.Queue?.Media.Name,
                Name = AlertWords.Name(alert),
                alert.Since,
                alert.FiredAt,
                alert.ResolvedAt,
                alert.AcknowledgedBy,
                Level = alert.Level is { } level ? new { level.Numerator, level.Denominator, level.Ratio } : null,
                LevelOfMinutes = alert.LevelOf?.TotalMinutes,
                Target = alert.Target is { } target ? new { target.Ratio, ThresholdSeconds = target.Threshold.TotalSeconds } : null,
                alert.Recovery,
                alert.Waiting,
                LongestWaitSeconds = alert.LongestWait?.TotalSeconds,
                alert.OnQueue,
                alert.Chance,
                alert.Ratio,
                Why = alert.Why.IsDefault ? [] : alert.Why.Select(Name),
                alert.Detail,
                alert.DataUntil,
                Text = AlertWords.Headline(alert, notice.At),
                Link = AlertWords.Link(alert, dashboard)?.AbsoluteUri,
            }),
        });
    }

    private static string Name(string name) => JsonNamingPolicy.CamelCase.ConvertName(name);
}
