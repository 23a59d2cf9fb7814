using Microsoft.Extensions.Options;
using ServiceLevelDashboard.Analytics.Alerts;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Delivery.Figures;
using ServiceLevelDashboard.Delivery.Routes;
using ServiceLevelDashboard.Delivery.Web;
using ServiceLevelDashboard.Delivery.Words;

namespace ServiceLevelDashboard.Delivery.Senders;

/// <summary>
/// Tells a channel or chat of Microsoft Teams by a workflow ("When a Teams webhook request is received"), whose address is the secret. It answers 202. Texts
/// are runs of a RichTextBlock, which know no Markdown, so that no name can be taken for markup.
/// </summary>
internal sealed class TeamsRoute(WebCaller web, RouteSecrets secrets, IOptions<DeliveryOptions> options) : IRouteSender
{
    /// <summary>A message may have 28 KB.</summary>
    private const int MostAlerts = 8;
    private const int LongestText = 300;

    /// <inheritdoc/>
    public RouteKind Kind => RouteKind.Teams;

    /// <inheritdoc/>
    public async Task<SendResult> SendAsync(RouteMessage message, CancellationToken cancellationToken)
    {
        var address = secrets.NeedAddress(message.Key);
        var answer = await web.PostAsync(address, BodyOf(message.Notice, options.Value.Base), [], cancellationToken).ConfigureAwait(false);
        return answer.ToResult(address.AbsoluteUri, address.OriginalString, address.PathAndQuery);
    }

    internal static byte[] BodyOf(AlertNotice notice, Uri? dashboard)
    {
        var blocks = new List<object> { Block([Run(AlertWords.Subject(notice), isBold: true)], "large") };
        if (AlertWords.Occasion(notice) is { Length: > 0 } occasion)
        {
            blocks.Add(Block([Run(occasion)]));
        }
        foreach (var alert in notice.Alerts.Take(MostAlerts))
        {
            if (notice.Alerts.Length > 1)
            {
                blocks.Add(Block([Run($"[{AlertWords.Standing(alert)}] {AlertWords.Headline(alert, notice.At)}", isBold: true, Colour(alert))]));
            }
            blocks.AddRange(AlertWords.Lines(alert, notice.At).Select(static line => Block([Run($"{line.Label}: ", isBold: true), Run(line.Value)])));
        }
        if (notice.Alerts.Length > MostAlerts)
        {
            blocks.Add(Block([Run(FigureFormat.Text(AlertText.AndMore, notice.Alerts.Length - MostAlerts))]));
        }

        var link = notice.Alerts is [var first, ..] ? AlertWords.Link(first, dashboard) : null;
        return JsonBody.Of(new Dictionary<string, object>
        {
            ["type"] = "message",
            ["attachments"] = new object[]
            {
                new Dictionary<string, object>
                {
                    ["contentType"] = "application/vnd.microsoft.card.adaptive",
                    ["content"] = new Dictionary<string, object>
                    {
                        ["$schema"] = "http://adaptivecards.io/schemas/adaptive-card.json",
                        ["type"] = "AdaptiveCard",
                        ["version"] = "1.4",
                        ["msteams"] = new { width = "Full" },
                        ["body"] = blocks,
                        ["actions"] = link is null ? [] : new object[] { new { type = "Action.OpenUrl", title = AlertText.Open, url = link.AbsoluteUri } },
                    },
                },
            },
        });
    }

    private static object Block(object[] runs, string size = "default") => new
    {
        type = "RichTextBlock",
        spacing = size == "large" ? "none" : "small",
        inlines = runs,
    };

    private static object Run(string text, bool isBold = false, string colour = "default") => new
    {
        type = "TextRun",
        text = JsonBody.Short(text, LongestText),
        weight = isBold ? "bolder" : "default",
        color = colour,
    };

    private static string Colour(AlertFacts alert) => alert.State == AlertState.Resolved ? "good" : alert.Severity switch
    {
        AlertSeverity.Critical => "attention",
        AlertSeverity.Warning => "warning",
        _ => "accent",
    };
}
