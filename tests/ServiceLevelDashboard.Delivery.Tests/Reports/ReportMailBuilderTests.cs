using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using MiniExcelLibs;
using ServiceLevelDashboard.Delivery.Export;
using ServiceLevelDashboard.Delivery.Reports;
using static ServiceLevelDashboard.Delivery.Tests.Reports.ReportSamples;

namespace ServiceLevelDashboard.Delivery.Tests.Reports;

public sealed partial class ReportMailBuilderTests
{
    [Fact]
    public void Subject_OfADay_SortsAndSaysTheLevel()
    {
        var mail = ReportMailBuilder.Build(Content(Queue("Billing", 239, 300), Queue("Sales", 84, 100)), "en");

        Assert.Equal("Service level 2026-11-28, Billing and 1 more: 81\u202f%", mail.Subject); // 323 of 400, not 82, the mean of both
    }

    [Theory]
    [InlineData(0, 0, "–")]
    [InlineData(4, 5, "4 of 5")]
    [InlineData(799, 1000, "79\u202f%")] // never rounded up to its target
    public void Subject_LevelOfFewNoneOrJustBelow_IsAsOnThePages(int met, int counted, string level) =>
        Assert.Equal($"Service level 2026-11-28, Billing: {level}", ReportMailBuilder.Build(Content(Queue("Billing", met, counted)), "en").Subject);

    [Fact]
    public void Subject_OfSeveralMediaTypes_PoolsNone() => Assert.Equal(
        "Service level 2026-11-28, Billing: Chat 90\u202f%, Voice 50\u202f%",
        ReportMailBuilder.Build(Content(Queue("Billing", 50, 100), Queue("Billing", 90, 100, "chat")), "en").Subject);

    [Fact]
    public void Subject_HostileName_StaysOneLine()
    {
        var mail = ReportMailBuilder.Build(Content(Queue("Billing\r\nBcc: evil@example.org", 5, 10)), "en");

        Assert.DoesNotContain(mail.Subject, char.IsControl);
    }

    [Fact]
    public void Text_OfQueues_HasAlignedColumnsAndASum()
    {
        var lines = ReportMailBuilder.Build(Content(Queue("Billing", 239, 300), Queue("Sales abroad", 90, 100)), "en").Text.Split('\n');

        var at = Array.FindIndex(lines, line => line.StartsWith("Queue", StringComparison.Ordinal));
        Assert.Equal("Queue         Service level              Target            Offered  Answered  Abandoned", lines[at]);
        Assert.Equal("Billing              ▼ 79\u202f%  239 of 300  80\u202f% within 20\u00a0s      300       300          0", lines[at + 1]);
        Assert.Equal("Sales abroad           90\u202f%   90 of 100  80\u202f% within 20\u00a0s      100       100          0", lines[at + 2]);
        Assert.Equal("Total                  82\u202f%  329 of 400  80\u202f%                  400       400          0", lines[at + 3]);
    }

    [Fact]
    public void Mail_InGerman_IsGermanWhateverTheCallersLanguage()
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en-US");

        var mail = ReportMailBuilder.Build(Content(Queue("Billing", 1239, 1300)), "de");

        Assert.StartsWith("Servicelevel 2026-11-28", mail.Subject, StringComparison.Ordinal);
        Assert.Contains("1.239 von 1.300", mail.Text, StringComparison.Ordinal);
        Assert.Contains("<html lang=\"de\">", mail.Html, StringComparison.Ordinal);
        Assert.Equal("en-US", CultureInfo.CurrentUICulture.Name);
    }

    [Fact]
    public void Mail_ProvisionalFigures_SaysUntilWhen()
    {
        var content = Content(Queue("Billing", 5, 10)) with { ChangesUntil = new DateTimeOffset(2026, 11, 29, 2, 0, 0, TimeSpan.Zero) };

        var mail = ReportMailBuilder.Build(content, "en");

        const string said = "Provisional: these figures may still change until 2026-11-29 03:00 Europe/Berlin.";
        Assert.Contains(said, mail.Text, StringComparison.Ordinal);
        Assert.Contains(said, mail.Html, StringComparison.Ordinal);
        Assert.Contains("The figures are final.", ReportMailBuilder.Build(content with { ChangesUntil = null }, "en").Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Mail_HeldAgainstAnEarlierDay_SaysThePointsBetweenWhatIsShown()
    {
        var content = Content(Queue("Billing", 804, 1000)) with { Earlier = Of([Queue("Billing", 796, 1000)]) };

        var mail = ReportMailBuilder.Build(content, "en");

        Assert.Contains("before: 79\u202f% (+1)", mail.Html, StringComparison.Ordinal); // 79 to 80, as a reader counts it
        Assert.Contains("+1", mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Html_HostileName_IsText()
    {
        var mail = ReportMailBuilder.Build(Content(Queue("<img src=x onerror=alert(1)>&\"'", 5, 10)), "en");

        Assert.Contains("&lt;img src=x onerror=alert(1)&gt;&amp;&quot;&#39;", mail.Html, StringComparison.Ordinal);
        Assert.DoesNotContain("<img", mail.Html, StringComparison.Ordinal);
    }

    [Fact]
    public void Html_AnyReport_IsMadeOfWhatOutlookKnowsAndLoadsNothing()
    {
        var html = ReportMailBuilder.Build(Content(Queue("Billing", 5, 10)), "en").Html;

        Assert.DoesNotMatch(Forbidden(), html);
        Assert.Equal(["https://dashboard.example.org/history?from=2026-11-28&amp;to=2026-11-28"], Addresses().Matches(html).Select(m => m.Groups[1].Value));
        Assert.Equal(1, BareCells().Count(html)); // styles are inline, on each cell but the frame's for Outlook
    }

    [Fact]
    public void Html_ManyQueues_StaysWhereGmailDoesNotCut()
    {
        var queues = Enumerable.Range(0, 2_000).Select(i => Queue($"A queue with quite a long name {i}", i, i + 10)).ToArray();
        var content = Content(queues) with { Earlier = Of(queues) };

        var mail = ReportMailBuilder.Build(content, "en");

        Assert.InRange(Encoding.UTF8.GetByteCount(mail.Html), 10_000, 102_000);
        Assert.Contains($"The {ReportMailBuilder.MostRows} queues with the most contacts of 2,000", mail.Text, StringComparison.Ordinal);
        Assert.Contains("A queue with quite a long name 1999<", mail.Html, StringComparison.Ordinal);
        Assert.Contains("A queue with quite a long name 0<", ReportMailBuilder.Paper(content, "en").Html, StringComparison.Ordinal);
    }

    [Fact]
    public void Attachments_OfSums_HoldTheSameFigures()
    {
        var content = Content(Queue("=2+3", 239, 300), Queue("Sales", 0, 0));

        var files = ReportMailBuilder.Build(content, "en").Attachments;

        Assert.Equal(["service-level-2-3-and-1-more-2026-11-28.xlsx", "service-level-2026-11-28.csv"], files.Select(f => f.Name));
        var rows = new MemoryStream(files[0].Content.ToArray()).Query(useHeaderRow: true).Cast<IDictionary<string, object?>>().ToList();
        Assert.Equal(("'=2+3", 239d, 300d, 0.797d), (rows[0]["Queue"], rows[0]["Within threshold"], rows[0]["Counted"], rows[0]["Service level"]));
        Assert.Null(rows[1]["Service level"]);
        using var expected = new StringWriter(CultureInfo.InvariantCulture);
        ReportCsv.Write(expected, content.Report, withIntervals: false, Berlin);
        Assert.Equal(expected.ToString(), Encoding.UTF8.GetString(files[1].Content.Span));
    }

    [Fact]
    public void Attachments_OfIntervals_HaveARowForEach()
    {
        var mail = ReportMailBuilder.Build(Content(Queue("Billing", 239, 300)) with { WithIntervals = true }, "en");

        var row = Assert.Single(new MemoryStream(mail.Attachments[0].Content.ToArray()).Query(useHeaderRow: true).Cast<IDictionary<string, object?>>());
        Assert.Equal(new DateTime(2026, 11, 28, 8, 0, 0, DateTimeKind.Unspecified), row["Start (Europe/Berlin)"]);
        Assert.Contains("The intervals are in the attached files.", mail.Text, StringComparison.Ordinal);
    }

    [Fact]
    public void Mail_WithoutContacts_SaysSo()
    {
        var mail = ReportMailBuilder.Build(Content(), "en");

        Assert.Equal("Service level 2026-11-28, All queues: no contacts", mail.Subject);
        Assert.Contains("No contacts in these days.", mail.Html, StringComparison.Ordinal);
    }

    [GeneratedRegex("""<script|<img|<link|<iframe|<form|src=|url\(|display:\s*(?:flex|grid)|position:|@import|@font-face|\bon\w+="|class="[^"]*"[^>]*class=""", RegexOptions.IgnoreCase)]
    private static partial Regex Forbidden();

    [GeneratedRegex("<t[dh]>")]
    private static partial Regex BareCells();

    [GeneratedRegex("""(?:href|action)="([^"]*)"|https?://[^\s"<]+(?=")""")]
    private static partial Regex Addresses();
}
