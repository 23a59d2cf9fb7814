using System.Collections.Immutable;
using System.Globalization;
using ServiceLevelDashboard.Delivery.Export;

namespace ServiceLevelDashboard.Delivery.Reports;

/// <summary>Writes a report as a mail: subject, HTML, plain text and files, in one language. Pure.</summary>
public static class ReportMailBuilder
{
    /// <summary>Most queues in the mail itself: Gmail cuts a mail off behind 102 KB. All are in the files and in the PDF.</summary>
    public const int MostRows = 70;

    private const int MostRowsOnPaper = 2_000;

    /// <summary>The mail without a PDF.</summary>
    /// <param name="content">What it says.</param>
    /// <param name="language">In which language: <c>en</c> or <c>de</c>.</param>
    public static ReportMail Build(ReportContent content, string language)
    {
        ArgumentNullException.ThrowIfNull(content);
        return In(language, () =>
        {
            var lines = new ReportLines(content, MostRows);
            var files = ImmutableArray.CreateBuilder<ReportAttachment>();
            if (content.Formats.Contains(ReportFormat.Xlsx))
            {
                var title = $"{lines.Queues}, {lines.Days}";
                var (bytes, type, name) = ExportFile.Make(ReportTable.Of(content, title), ExportFile.Excel);
                files.Add(new ReportAttachment(name, type, bytes));
            }
            if (content.Formats.Contains(ReportFormat.Csv))
            {
                files.Add(new ReportAttachment($"{lines.FileStem}.csv", ExportFile.CsvType, Csv(content)));
            }
            return new ReportMail(lines.Subject, ReportPlainText.Write(content, lines), ReportHtml.Write(content, lines), files.ToImmutable());
        });
    }

    /// <summary>The page that is printed as a PDF: the mail with all queues, and without a link.</summary>
    /// <inheritdoc cref="Build"/>
    /// <returns>The page, and the name of the file.</returns>
    public static (string Html, string FileName) Paper(ReportContent content, string language)
    {
        ArgumentNullException.ThrowIfNull(content);
        return In(language, () =>
        {
            var lines = new ReportLines(content, MostRowsOnPaper);
            return (ReportHtml.Write(content with { Link = null }, lines), $"{lines.FileStem}.pdf");
        });
    }

    /// <summary>The bytes that <c>sld report --format csv</c> writes for the same question.</summary>
    private static byte[] Csv(ReportContent content)
    {
        using var text = new StringWriter(CultureInfo.InvariantCulture);
        ReportCsv.Write(text, content.Report, content.WithIntervals, content.Zone);
        return new System.Text.UTF8Encoding(encoderShouldEmitUTF8Identifier: false).GetBytes(text.ToString());
    }

    /// <summary>Does something in a language, whatever the caller's is.</summary>
    private static T In<T>(string language, Func<T> work)
    {
        var (culture, texts) = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        try
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language == "de" ? "de-DE" : "en-GB");
            return work();
        }
        finally
        {
            (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture) = (culture, texts);
        }
    }
}
