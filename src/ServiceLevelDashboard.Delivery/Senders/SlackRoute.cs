using Microsoft.Extensions.Options;
using ServiceLevelDashboard.Analytics.Alerts;
using ServiceLevelDashboard.Delivery.Figures;
using ServiceLevelDashboard.Delivery.Routes;
using ServiceLevelDashboard.Delivery.Web;
using ServiceLevelDashboard.Delivery.Words;

namespace ServiceLevelDashboard.Delivery.Senders;

/// <summary>
/// Tells a channel of Slack by an incoming webhook, whose address is the secret. It answers 200 and <c>ok</c>; too many messages are 429 with the seconds to
/// wait. Names are in <c>plain_text</c> objects, which know no formatting and mention nobody.
/// </summary>
internal sealed class SlackRoute(WebCaller web, RouteSecrets secrets, IOptions<DeliveryOptions> options) : IRouteSender
{
    // https://docs.slack.dev/reference/block-kit/blocks: at most 50 blocks, 150 characters in a header, 3,000 in a section
    private const int MostAlerts = 15;
    private const int LongestHeader = 150;
    private const int LongestSection = 3_000;

    /// <inheritdoc/>
    public RouteKind Kind => RouteKind.Slack;

    /// <inheritdoc/>
    public async Task<SendResult> SendAsync(RouteMessage message, CancellationToken cancellationToken)
    {
        var address = secrets.NeedAddress(message.Key);
        var answer = await web.PostAsync(address, BodyOf(message.Notice, options.Value.Base), [], cancellationToken).ConfigureAwait(false);
        return answer.ToResult(address.AbsoluteUri, address.OriginalString, address.PathAndQuery);
    }

    internal static byte[] BodyOf(AlertNotice notice, Uri? dashboard)
    {
        var subject = AlertWords.Subject(notice);
        var blocks = new List<object> { new { type = "header", text = Plain(subject, LongestHeader) } };
        if (AlertWords.Occasion(notice) is { Length: > 0 } occasion)
        {
            blocks.Add(new { type = "section", text = Plain(occasion, LongestSection) });
        }
        foreach (var alert in notice.Alerts.Take(MostAlerts))
        {
            var lines = AlertWords.Lines(alert, notice.At).Select(static line => $"{line.Label}: {line.Value}");
            IEnumerable<string> all = notice.Alerts.Length > 1 ? [$"[{AlertWords.Standing(alert)}] {AlertWords.Headline(alert, notice.At)}", .. lines] : lines;
            blocks.Add(new { type = "section", text = Plain(string.Join('\n', all), LongestSection) });
            if (AlertWords.Link(alert, dashboard) is { } link)
            {
                blocks.Add(new { type = "section", text = new { type = "mrkdwn", text = $"<{link.AbsoluteUri}|{AlertText.Open}>", verbatim = true } });
            }
        }
        if (notice.Alerts.Length > MostAlerts)
        {
            blocks.Add(new { type = "section", text = Plain(FigureFormat.Text(AlertText.AndMore, notice.Alerts.Length - MostAlerts), LongestSection) });
        }
        return JsonBody.Of(new { text = Escaped(subject), blocks });
    }

    /// <summary>Slack's three control characters: https://docs.slack.dev/messaging/formatting-message-text#escaping.</summary>
    internal static string Escaped(string text) => text
        .Replace("&", "&amp;", StringComparison.Ordinal).Replace("<", "&lt;", StringComparison.Ordinal).Replace(">", "&gt;", StringComparison.Ordinal);

    private static object Plain(string text, int longest)
    {
        // Escaping makes it longer: what is cut off is cut before, so that no half of an escape stays.
        var cut = longest;
        var escaped = Escaped(JsonBody.Short(text, cut));
        while (escaped.Length > longest)
        {
            cut -= escaped.Length - longest;
            escaped = Escaped(JsonBody.Short(text, Math.Max(1, cut)));
        }

        return new { type = "plain_text", text = escaped, emoji = false };
    }
}
