using System.Net;
using System.Text;
using Microsoft.Extensions.Options;
using ServiceLevelDashboard.Analytics.Alerts;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Delivery.Mail;
using ServiceLevelDashboard.Delivery.Routes;
using ServiceLevelDashboard.Delivery.Web;
using ServiceLevelDashboard.Delivery.Words;

namespace ServiceLevelDashboard.Delivery.Senders;

/// <summary>Tells by mail: a table of plain HTML with its styles inline, which Outlook and Gmail show alike, and the same as text.</summary>
internal sealed class MailRoute(IMailSender mails, IOptions<DeliveryOptions> options) : IRouteSender
{
    /// <summary>From this attempt on who takes it gets it, although others are to be asked later.</summary>
    internal const int AttemptWithoutDeferred = 4;

    private const int MostAlerts = 50;

    /// <inheritdoc/>
    public RouteKind Kind => RouteKind.Mail;

    /// <inheritdoc/>
    public Task<SendResult> SendAsync(RouteMessage message, CancellationToken cancellationToken)
    {
        var (notice, dashboard) = (message.Notice, options.Value.Base);
        return mails.SendAsync(
            new OutgoingMail
            {
                Id = notice.Id,
                To = message.Route.To,
                Subject = AlertWords.Subject(notice),
                Text = TextOf(notice, dashboard),
                Html = HtmlOf(notice, dashboard),
                Thread = notice.Alerts is [var one, ..] ? one.Alert : "",
                GoesWithoutDeferred = message.Attempt >= AttemptWithoutDeferred,
            },
            cancellationToken);
    }

    internal static string TextOf(AlertNotice notice, Uri? dashboard)
    {
        var text = new StringBuilder();
        if (AlertWords.Occasion(notice) is { Length: > 0 } occasion)
        {
            text.AppendLine(occasion).AppendLine();
        }
        foreach (var alert in notice.Alerts.Take(MostAlerts))
        {
            text.Append('[').Append(AlertWords.Standing(alert)).Append("] ").AppendLine(AlertWords.Headline(alert, notice.At));
            foreach (var (label, value) in AlertWords.Lines(alert, notice.At))
            {
                text.Append("  ").Append(label).Append(": ").AppendLine(value);
            }
            if (AlertWords.Link(alert, dashboard) is { } link)
            {
                text.Append("  ").Append(AlertText.Open).Append(": ").AppendLine(link.AbsoluteUri);
            }
            text.AppendLine();
        }

        return text.Append(More(notice)).ToString();
    }

    internal static string HtmlOf(AlertNotice notice, Uri? dashboard)
    {
        var html = new StringBuilder();
        html.Append("<!DOCTYPE html><html><head><meta charset=\"utf-8\"><meta name=\"color-scheme\" content=\"light dark\"><title>")
            .Append(Encoded(AlertWords.Subject(notice)))
            .Append("</title></head><body style=\"margin:0;padding:16px;font-family:Segoe UI,Arial,sans-serif;font-size:15px;line-height:22px\">");
        if (AlertWords.Occasion(notice) is { Length: > 0 } occasion)
        {
            html.Append("<p style=\"margin:0 0 12px\">").Append(Encoded(occasion)).Append("</p>");
        }
        foreach (var alert in notice.Alerts.Take(MostAlerts))
        {
            html.Append("<table role=\"presentation\" cellpadding=\"0\" cellspacing=\"0\" style=\"margin:0 0 20px;border-left:6px solid ")
                .Append(Colour(alert)).Append("\"><tr><td colspan=\"2\" style=\"padding:0 0 6px 12px;font-weight:bold\">")
                .Append('[').Append(Encoded(AlertWords.Standing(alert))).Append("] ").Append(Encoded(AlertWords.Headline(alert, notice.At)))
                .Append("</td></tr>");
            foreach (var (label, value) in AlertWords.Lines(alert, notice.At))
            {
                html.Append("<tr><td style=\"padding:1px 16px 1px 12px;vertical-align:top;white-space:nowrap\">").Append(Encoded(label))
                    .Append("</td><td style=\"padding:1px 0\">").Append(Encoded(value)).Append("</td></tr>");
            }
            if (AlertWords.Link(alert, dashboard) is { } link)
            {
                html.Append("<tr><td colspan=\"2\" style=\"padding:6px 0 0 12px\"><a href=\"").Append(Encoded(link.AbsoluteUri)).Append("\">")
                    .Append(Encoded(AlertText.Open)).Append("</a></td></tr>");
            }
            html.Append("</table>");
        }

        return html.Append("<p>").Append(Encoded(More(notice))).Append("</p></body></html>").ToString();
    }

    private static string More(AlertNotice notice) => notice.Alerts.Length > MostAlerts
        ? Figures.FigureFormat.Text(AlertText.AndMore, notice.Alerts.Length - MostAlerts)
        : "";

    private static string Colour(AlertFacts alert) => alert.State == AlertState.Resolved ? "#2e7d32" : alert.Severity switch
    {
        AlertSeverity.Critical => "#c62828",
        AlertSeverity.Warning => "#e07000",
        _ => "#1565c0",
    };

    private static string Encoded(string text) => WebUtility.HtmlEncode(text);
}
