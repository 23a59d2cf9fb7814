using System.Globalization;
using ServiceLevelDashboard.Delivery.Figures;

namespace ServiceLevelDashboard.Delivery.Reports;

/// <summary>A report as plain text with aligned columns, for readers and screens that show no HTML.</summary>
internal static class ReportPlainText
{
    public static string Write(ReportContent content, ReportLines lines)
    {
        using var writer = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        if (content.IsSimulated)
        {
            writer.WriteLine(ReportText.Simulated.ToUpper(CultureInfo.CurrentCulture));
        }
        writer.WriteLine(lines.Subject);
        writer.WriteLine(lines.Range);
        if (lines.Compared is { } compared)
        {
            writer.WriteLine(compared);
        }
        writer.WriteLine(lines.Standing);
        var isCompared = content.Earlier is not null;
        foreach (var media in lines.Media)
        {
            writer.WriteLine();
            writer.WriteLine($"{media.Name}, {media.Size}");
            writer.WriteLine();
            TextTable.Write(
                writer,
                [
                    Row(isCompared, ReportText.Queue, ReportText.Level, "", ReportText.Target, ReportText.Offered, ReportText.Answered, ReportText.Abandoned,
                        ReportText.BeforeHeading, ""),
                    .. media.Queues.Append(media.Total).Select(line => Row(
                        isCompared, line.Name, line.IsBelow ? "▼ " + line.Level : line.Level, line.Counts ?? "", line.Promise,
                        FigureFormat.Count(line.Figures.Offered), FigureFormat.Count(line.Figures.Answered), FigureFormat.Count(line.Figures.Abandoned),
                        line.BeforeLevel ?? "", line.Change ?? "")),
                ],
                1, 2, 4, 5, 6, 7, 8);
        }

        writer.WriteLine();
        foreach (var note in lines.Notes)
        {
            writer.WriteLine(note);
        }
        if (lines.Media.Any(static m => m.Total.IsBelow || m.Queues.Any(static q => q.IsBelow)))
        {
            writer.WriteLine(ReportText.BelowMark);
        }
        writer.WriteLine(lines.Definition);
        writer.WriteLine(lines.Age);
        if (content.Schedule is { } name)
        {
            writer.WriteLine(FigureFormat.Text(ReportText.Sent, name));
        }
        if (content.Link is { } link)
        {
            writer.WriteLine($"{ReportText.Open}: {link.AbsoluteUri}");
        }
        return writer.ToString();
    }

    private static string[] Row(bool isCompared, params ReadOnlySpan<string> cells) => isCompared ? cells.ToArray() : cells[..^2].ToArray();
}
