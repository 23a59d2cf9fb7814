using System.Globalization;
using System.Net;
using System.Text;
using ServiceLevelDashboard.Delivery.Figures;

namespace ServiceLevelDashboard.Delivery.Reports;

/// <summary>
/// A report as a page of HTML for mail programs: tables and inline styles, since Outlook draws with Word and Gmail drops what it does not know; nothing that
/// is loaded, no script. What a program does not understand (dark colours, narrow screens) it may leave out.
/// </summary>
internal static class ReportHtml
{
    private const string Font = "font-family:'Segoe UI',Roboto,Helvetica,Arial,sans-serif;";
    private const string Ink = "color:#1d2733;", Muted = "color:#55616e;", Below = "color:#b3261e;";

    // on each cell, since Outlook hands nothing down from a table; short, since Gmail cuts long mails off
    private const string Cell = "font:14px/20px 'Segoe UI',Arial,sans-serif;padding:6px 8px;border-bottom:1px solid #d9dee4;";
    private const string Small = Muted + "font-size:12px;font-weight:400;white-space:nowrap;";
    private const string Head = "font:600 12px/16px 'Segoe UI',Arial,sans-serif;padding:6px 8px;border-bottom:2px solid #9aa5b1;";

    private const string Style =
        """
        :root { color-scheme: light dark; supported-color-schemes: light dark; }
        @media (max-width: 520px) { .wide { display: none !important; } .pad { padding: 12px !important; } }
        @media (prefers-color-scheme: dark) {
          .page { background: #14191f !important; } .ink { color: #e6eaef !important; } .muted { color: #a9b4c0 !important; }
          .rows td, .rows th { color: #e6eaef !important; border-color: #3a4654 !important; } .rows span { color: #a9b4c0 !important; }
          .below, .rows .below { color: #ff9a90 !important; } .note { background: #3a3213 !important; }
          a.link { color: #8ab8ff !important; }
        }
        @media print { .page { background: #ffffff !important; } a.link { display: none; } tr { break-inside: avoid; } thead { display: table-header-group; } }
        """;

    /// <summary>The page.</summary>
    public static string Write(ReportContent content, ReportLines lines)
    {
        var html = new StringBuilder(16 * 1024);
        var language = CultureInfo.CurrentUICulture.TwoLetterISOLanguageName;
        html.Append(CultureInfo.InvariantCulture, $"<!DOCTYPE html>\n<html lang=\"{language}\"><head><meta charset=\"utf-8\">")
            .Append("<meta name=\"viewport\" content=\"width=device-width\"><meta name=\"color-scheme\" content=\"light dark\">")
            .Append("<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">")
            .Append(CultureInfo.InvariantCulture, $"<title>{Text(lines.Subject)}</title><style>{Style}</style></head>\n")
            .Append("<body class=\"page\" style=\"margin:0;padding:0;background:#ffffff;\">\n")
            .Append("<table role=\"presentation\" class=\"page\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\" style=\"background:#ffffff;\">")
            .Append("<tr><td align=\"center\">\n<!--[if mso]><table role=\"presentation\" width=\"700\"><tr><td><![endif]-->\n")
            .Append("<table role=\"presentation\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\" style=\"max-width:700px;\">")
            .Append("<tr><td class=\"pad\" align=\"left\" style=\"padding:20px;\">\n");
        if (content.IsSimulated)
        {
            Paragraph(html, "below", Below + "font-weight:600;", ReportText.Simulated);
        }
        html.Append(CultureInfo.InvariantCulture, $"<h1 class=\"ink\" style=\"{Font}{Ink}font-size:20px;line-height:26px;margin:0 0 4px;\">")
            .Append(CultureInfo.InvariantCulture, $"{Text($"{ReportText.Title}, {lines.Queues}")}</h1>\n");
        Paragraph(html, "muted", Muted, lines.Range);
        if (lines.Compared is { } compared)
        {
            Paragraph(html, "muted", Muted, compared);
        }
        if (content.ChangesUntil is not null)
        {
            html.Append("<p class=\"ink note\" role=\"note\" style=\"").Append(Font).Append(Ink)
                .Append("font-size:14px;line-height:20px;margin:12px 0;padding:8px 12px;background:#fff4d6;\">")
                .Append(Text(lines.Standing)).Append("</p>\n");
        }
        foreach (var media in lines.Media)
        {
            WriteMedia(html, media, content.Earlier is not null);
        }

        foreach (var note in lines.Notes)
        {
            Paragraph(html, "ink", Ink, note);
        }
        if (lines.Media.Any(static m => m.Total.IsBelow || m.Queues.Any(static q => q.IsBelow)))
        {
            Paragraph(html, "below", Below, ReportText.BelowMark);
        }
        Paragraph(html, "muted", Muted, lines.Definition);
        Paragraph(html, "muted", Muted, content.ChangesUntil is null ? $"{lines.Age}. {lines.Standing}" : lines.Age);
        if (content.Schedule is { } name)
        {
            Paragraph(html, "muted", Muted, FigureFormat.Text(ReportText.Sent, name));
        }
        if (content.Link is { } link)
        {
            html.Append(CultureInfo.InvariantCulture, $"<p style=\"{Font}font-size:14px;line-height:20px;margin:12px 0;\">")
                .Append(CultureInfo.InvariantCulture, $"<a class=\"link\" style=\"color:#0b57d0;\" href=\"{Text(link.AbsoluteUri)}\">{Text(ReportText.Open)}</a></p>\n");
        }
        return html.Append("</td></tr></table>\n<!--[if mso]></td></tr></table><![endif]-->\n</td></tr></table>\n</body></html>\n").ToString();
    }

    private static void WriteMedia(StringBuilder html, MediaLines media, bool isCompared)
    {
        var total = media.Total;
        html.Append(CultureInfo.InvariantCulture, $"<h2 class=\"ink\" style=\"{Font}{Ink}font-size:16px;line-height:22px;margin:20px 0 2px;\">")
            .Append(CultureInfo.InvariantCulture, $"{Text($"{media.Name}, {media.Size}")}</h2>\n")
            .Append(CultureInfo.InvariantCulture, $"<p class=\"{Class(total)}\" style=\"{Font}{Colour(total)}font-size:32px;line-height:40px;margin:0;font-weight:600;\">")
            .Append(Text(Marked(total))).Append("</p>\n");
        string?[] parts =
        [
            total.Counts,
            total.TargetRatio is { } target ? FigureFormat.Text(ReportText.TargetOf, FigureFormat.Target(target)) : null,
            isCompared ? Before(total) : null,
        ];
        Paragraph(html, "muted", Muted, string.Join(" · ", parts.OfType<string>()));
        html.Append("<table class=\"rows\" width=\"100%\" cellpadding=\"0\" cellspacing=\"0\" border=\"0\" style=\"border-collapse:collapse;margin:8px 0 0;\"><thead><tr>");
        Heading(html, ReportText.Queue, "left");
        Heading(html, ReportText.Level, "right");
        Heading(html, ReportText.Target, "right", " class=\"wide\"");
        Heading(html, ReportText.Offered, "right");
        Heading(html, ReportText.Answered, "right", " class=\"wide\"");
        Heading(html, ReportText.Abandoned, "right");
        html.Append("</tr></thead><tbody>\n");
        foreach (var line in media.Queues)
        {
            WriteLine(html, line, isCompared);
        }

        WriteLine(html, total, isCompared, "font-weight:600;");
        html.Append("</tbody></table>\n");
    }

    private static void WriteLine(StringBuilder html, ReportLine line, bool isCompared, string weight = "")
    {
        html.Append(CultureInfo.InvariantCulture, $"<tr valign=\"top\"><th scope=\"row\" align=\"left\" style=\"{Cell}{Ink}{weight}\">{Text(line.Name)}</th>")
            .Append(CultureInfo.InvariantCulture, $"<td align=\"right\"{(line.IsBelow ? " class=\"below\"" : "")} style=\"{Cell}{Colour(line)}font-weight:600;\">")
            .Append(Text(Marked(line)));
        foreach (var part in new[] { line.Counts, isCompared ? Before(line) : null }.OfType<string>())
        {
            html.Append(CultureInfo.InvariantCulture, $"<br><span style=\"{Small}\">{Text(part)}</span>");
        }
        html.Append("</td>");
        Number(html, line.Promise, weight, " class=\"wide\"");
        Number(html, FigureFormat.Count(line.Figures.Offered), weight);
        Number(html, FigureFormat.Count(line.Figures.Answered), weight, " class=\"wide\"");
        Number(html, FigureFormat.Count(line.Figures.Abandoned), weight);
        html.Append("</tr>\n");
    }

    private static string? Before(ReportLine line) => line.BeforeLevel is not { } before ? null
        : FigureFormat.Text(ReportText.Before, before) + (line.Change is { } change ? $" ({change})" : "");

    private static string Marked(ReportLine line) => line.IsBelow ? "▼ " + line.Level : line.Level;

    private static string Class(ReportLine line) => line.IsBelow ? "below" : "ink";

    private static string Colour(ReportLine line) => line.IsBelow ? Below : Ink;

    private static void Heading(StringBuilder html, string text, string align, string kind = "") =>
        html.Append(CultureInfo.InvariantCulture, $"<th scope=\"col\" align=\"{align}\" valign=\"bottom\"{kind} style=\"{Head}{Muted}\">{Text(text)}</th>");

    private static void Number(StringBuilder html, string text, string weight, string kind = "") =>
        html.Append(CultureInfo.InvariantCulture, $"<td align=\"right\"{kind} style=\"{Cell}{Ink}{weight}\">{Text(text)}</td>");

    private static void Paragraph(StringBuilder html, string kind, string style, string text)
    {
        if (text.Length > 0)
        {
            html.Append(CultureInfo.InvariantCulture, $"<p class=\"{kind}\" style=\"{Font}{style}font-size:13px;line-height:18px;margin:4px 0;\">{Text(text)}</p>\n");
        }
    }

    private static string Text(string text) => WebUtility.HtmlEncode(text);
}
