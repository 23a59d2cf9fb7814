using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Cli.Reporting;
using ServiceLevelDashboard.Cli.Tests.Reports;
using ServiceLevelDashboard.Delivery.Export;
using ServiceLevelDashboard.Delivery.Figures;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Cli.Tests.Reporting;

/// <summary>The three formats of one small report: two queues, one of them without a target and with a hostile name.</summary>
public sealed class ReportOutputTests
{
    private static readonly DateTimeOffset Start = new(2026, 9, 1, 8, 0, 0, TimeSpan.Zero);
    private static readonly Queue Sales = ReportReaderTests.NewQueue(0, 2) with { Name = "Sales" };
    private static readonly Queue Hostile = ReportReaderTests.NewQueue(1, 0) with { Name = "=HYPERLINK(\"x\")\u001b[31m" };

    private static readonly string[] FigureMembers =
    [
        "offered", "answered", "answeredWithinThreshold", "abandoned", "abandonedWithinThreshold", "shortAbandoned", "flowOut",
        "numerator", "denominator", "serviceLevel", "serviceLevelLower", "serviceLevelUpper", "genesysNumerator", "genesysDenominator",
        "averageSpeedOfAnswerSeconds", "averageHandleTimeSeconds", "longestWaitSeconds", "openIntervals",
    ];

    [Fact]
    public void Text_SmallReport_ReadsAsAgreed()
    {
        var text = Text(NewReport(ServiceLevelFormula.AbandonsNegative, threshold: 20));

        Assert.Equal(
            """
            Range:       2026-09-01 10:00 to 2026-09-01 11:00 Europe/Berlin (--zone)
            Intervals:   4 of 15 minutes, 2 in progress
            Definition:  abandons-negative: answered within threshold / (answered + abandoned)
            Threshold:   20 s (--threshold)

            voice, 2 queues
            Total Interactions Offered: 5
            Total Interactions Answered: 3
            Total Answered Within Threshold: 2
            Service Level Percentage: 50.00 % (2 of 4, abandons-negative)
            Answered within threshold / offered: 40.00 % (2 of 5, offered)
            Genesys Cloud's own figure: 33.33 % (1 of 3, oServiceLevel)
            Abandoned: 1, of them short 1, within threshold 1; flow-outs: 1
            Average speed of answer: 15.667 s; average handle time: 100 s; longest wait: 27 s

            Queue                 Threshold  Target  Offered  Answered  Within  Service level
            =HYPERLINK("x")�[31m       20 s       –        2         1       1  100.00 % (1 of 1, abandons-negative)
            Sales                      20 s    80 %        3         2       1  33.33 % (1 of 3, abandons-negative)

            """.ReplaceLineEndings("\n"),
            text);
    }

    [Theory]
    [InlineData(19_999, 20_000, "99.99 %", "0.99995", "0.99995")]
    [InlineData(19_999, 25_000, "79.99 %", "0.79996", "0.79996")]
    [InlineData(7_999_999, 10_000_000, "79.99 %", "0.799999", "0.7999999")]
    public void Level_JustUnderABorder_ReadsTheSameWhereverTheShellSaysIt(int met, int counted, string percent, string shown, string exact)
    {
        var report = ReportOf(met, counted);

        var text = Text(report, withIntervals: true);
        // the total by the contract, over all that was offered and by Genesys, the queue's row, and its interval's
        Assert.Equal(5, text.Split(percent).Length - 1);
        Assert.Contains($"Service Level Percentage: {percent} ({met} of {counted}, genesys)", text, StringComparison.Ordinal);
        Assert.DoesNotContain("80.00 %", text, StringComparison.Ordinal);
        Assert.DoesNotContain("100.00 %", text, StringComparison.Ordinal);
        Assert.Equal(decimal.Parse(exact, CultureInfo.InvariantCulture), Json(report).GetProperty("queues")[0].GetProperty("serviceLevel").GetDecimal());
        Assert.Contains($",{met},{counted},{exact},{exact},{exact},", Csv(report, withIntervals: false), StringComparison.Ordinal);
        Assert.Contains($",{met},{counted},{exact},{exact},{exact},", Csv(report, withIntervals: true), StringComparison.Ordinal);
        using var writer = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        ReportColumns.WriteText(writer, report, ["serviceLevel"]);
        ReportColumns.WriteCsv(writer, report, ["serviceLevel"]);
        Assert.Equal($"serviceLevel\n{shown}\nserviceLevel\r\n{exact}\r\n", writer.ToString());
    }

    [Fact]
    public void Text_NoLevel_IsAnEnDash() =>
        Assert.Equal("– (0 of 0, genesys)", InvariantFormat.Level(ServiceLevelBounds.Of(ServiceLevel.None), "genesys", 0.8m));

    [Fact]
    public void Text_OnlyBoundsKnown_GivesBoth() =>
        Assert.Equal("50.00 % to 75.00 % (2 of 4 to 3 of 4, offered)", InvariantFormat.Level(new ServiceLevelBounds(new(2, 4), new(3, 4)), "offered", null));

    [Fact]
    public void Json_AnyReport_HasExactlyTheAgreedMembers()
    {
        var json = Json(NewReport(ServiceLevelFormula.AbandonsNegative, threshold: null));

        Assert.Equal(["definition", "thresholdSeconds", "interval", "totals", "totalsByMediaType", "queues"], Members(json));
        Assert.Equal(["start", "end"], Members(json.GetProperty("interval")));
        Assert.Equal("2026-09-01T08:00:00Z", json.GetProperty("interval").GetProperty("start").GetString());
        Assert.Equal(FigureMembers, Members(json.GetProperty("totals")));
        Assert.Equal(FigureMembers, Members(json.GetProperty("totalsByMediaType").GetProperty("voice")));
        var queue = json.GetProperty("queues")[1];
        Assert.Equal(["id", "name", "mediaType", "thresholdSeconds", "thresholdSource", "targetRatio", .. FigureMembers, "intervals"], Members(queue));
        Assert.Equal(["start", "end", .. FigureMembers], Members(queue.GetProperty("intervals")[0]));
    }

    [Fact]
    public void Json_QueuesWithAndWithoutATarget_GivesRatiosAndNulls()
    {
        var json = Json(NewReport(ServiceLevelFormula.AbandonsNegative, threshold: null));

        Assert.Equal("abandons-negative", json.GetProperty("definition").GetString());
        Assert.Equal(JsonValueKind.Null, json.GetProperty("thresholdSeconds").ValueKind);
        var (unjudged, sales) = (json.GetProperty("queues")[0], json.GetProperty("queues")[1]);
        Assert.Equal(JsonValueKind.Null, unjudged.GetProperty("thresholdSeconds").ValueKind);
        Assert.Equal(JsonValueKind.Null, unjudged.GetProperty("thresholdSource").ValueKind);
        Assert.Equal(JsonValueKind.Null, unjudged.GetProperty("serviceLevel").ValueKind);
        Assert.Equal(JsonValueKind.Null, unjudged.GetProperty("answeredWithinThreshold").ValueKind);
        Assert.Equal(20, sales.GetProperty("thresholdSeconds").GetInt32());
        Assert.Equal("genesys", sales.GetProperty("thresholdSource").GetString());
        Assert.Equal(0.8m, sales.GetProperty("targetRatio").GetDecimal());
        Assert.Equal(1m / 3, sales.GetProperty("serviceLevel").GetDecimal());
        Assert.Equal(1, sales.GetProperty("numerator").GetInt32());
        Assert.Equal(3, sales.GetProperty("denominator").GetInt32());
        Assert.Equal(2, json.GetProperty("totals").GetProperty("openIntervals").GetInt32());
    }

    [Fact]
    public void Json_GenesysFormulaAtAForeignThreshold_IsRestated()
    {
        var json = Json(NewReport(ServiceLevelFormula.Genesys, threshold: 25));

        Assert.True(json.GetProperty("restated").GetBoolean());
        var sales = json.GetProperty("queues")[1];
        Assert.True(sales.GetProperty("restated").GetBoolean());
        Assert.Equal("option", sales.GetProperty("thresholdSource").GetString());
        Assert.Equal(1, sales.GetProperty("genesysNumerator").GetInt32());
        Assert.Equal(1, sales.GetProperty("numerator").GetInt32());
        Assert.Equal(2, Json(NewReport(ServiceLevelFormula.Genesys, threshold: 27)).GetProperty("queues")[1].GetProperty("numerator").GetInt32());
    }

    [Fact]
    public void Json_GenesysFormulaAtTheQueuesOwnThreshold_IsNotRestated()
    {
        var json = Json(NewReport(ServiceLevelFormula.Genesys, threshold: null));

        Assert.False(json.TryGetProperty("restated", out _));
        Assert.Equal(1, json.GetProperty("queues")[1].GetProperty("numerator").GetInt32());
    }

    [Fact]
    public void Csv_NameThatASpreadsheetWouldCalculate_IsText()
    {
        var lines = Csv(NewReport(ServiceLevelFormula.Offered, threshold: null), withIntervals: false).Split("\r\n");

        Assert.StartsWith("start,end,queueId,queueName,mediaType,definition,", lines[0], StringComparison.Ordinal);
        Assert.StartsWith("2026-09-01T08:00:00Z,2026-09-01T09:00:00Z,q1,\"'=HYPERLINK(\"\"x\"\")", lines[1], StringComparison.Ordinal);
        Assert.StartsWith(
            "2026-09-01T08:00:00Z,2026-09-01T09:00:00Z,q0,Sales,voice,offered,false,20,genesys,0.8,3,2,1,1,1,1,0,1,3,0.333",
            lines[2],
            StringComparison.Ordinal);
        Assert.Equal(4, lines.Length);
        Assert.Empty(lines[3]);
    }

    [Theory]
    [InlineData('=')]
    [InlineData('+')]
    [InlineData('-')]
    [InlineData('@')]
    public void Csv_FirstCharacterOfAFormula_GetsAnApostrophe(char first)
    {
        using var writer = new StringWriter(CultureInfo.InvariantCulture);
        using (var csv = ReportCsv.Open(writer))
        {
            csv.WriteRecord([$"{first}1"]);
        }

        Assert.Equal($"\"'{first}1\"\r\n", writer.ToString());
    }

    [Fact]
    public void Csv_NumberBelowZero_StaysANumber()
    {
        using var writer = new StringWriter(CultureInfo.InvariantCulture);
        using (var csv = ReportCsv.Open(writer))
        {
            ReportCsv.Write(csv, ["-x", -1024, -0.5m, null]);
        }

        Assert.Equal("\"'-x\",-1024,-0.5,\r\n", writer.ToString());
    }

    [Fact]
    public void Csv_WithIntervals_HasARowForEach()
    {
        var lines = Csv(NewReport(ServiceLevelFormula.Offered, threshold: null), withIntervals: true).Split("\r\n", StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal(1 + 1 + 2, lines.Length);
        Assert.Contains(lines, line => line.StartsWith("2026-09-01T08:30:00Z,2026-09-01T08:45:00Z,q0,Sales", StringComparison.Ordinal));
    }

    private static Report NewReport(ServiceLevelFormula formula, int? threshold)
    {
        ImmutableArray<Contact> contacts =
        [
            NewContact(Sales, 1, 10, Outcome.Answered), NewContact(Sales, 35, 27, Outcome.Answered), NewContact(Sales, 2, 3, Outcome.Abandoned),
            NewContact(Hostile, 3, 10, Outcome.Answered), NewContact(Hostile, 4, 30, Outcome.FlowedOut),
        ];
        var request = ReportReaderTests.NewRequest([Sales, Hostile]) with
        {
            Range = new Interval(Start, Start.AddHours(1)),
            Granularity = Granularity.QuarterHour,
            Definition = new ServiceLevelDefinition(formula),
            Threshold = threshold is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        };
        return ReportReaderTests.Read(new ContactList([Sales, Hostile], contacts) { AnsweredAt = Start.AddMinutes(40) }, request).Report;
    }

    private static Contact NewContact(Queue queue, int minute, int wait, Outcome outcome) => new(
        new QueueMedia(queue.Id, MediaType.Voice), Start.AddMinutes(minute), TimeSpan.FromSeconds(wait), outcome, TimeSpan.FromSeconds(100));

    /// <summary>A small report whose only queue, target 80 %, has these counts in its only interval.</summary>
    private static Report ReportOf(int met, int counted)
    {
        var report = NewReport(ServiceLevelFormula.Genesys, threshold: null);
        var figures = report.Queues[1].Figures with
        {
            Offered = counted,
            Answered = counted,
            AnsweredWithinThreshold = met,
            Level = ServiceLevelBounds.Of(new ServiceLevel(met, counted)),
            Genesys = new GenesysServiceLevel(met, counted, 0.8m),
        };
        var queue = report.Queues[1] with { Figures = figures, Intervals = [report.Queues[1].Intervals[0] with { Figures = figures }] };
        return report with { Queues = [queue], TotalsByMediaType = report.TotalsByMediaType.SetItem("voice", figures), Totals = figures };
    }

    private static string Text(Report report, bool withIntervals = false)
    {
        using var writer = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        var shown = withIntervals ? report : report with { Queues = [.. report.Queues.Select(q => q with { Intervals = [] })] };
        ReportText.Write(writer, shown, new ReportZone(TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"), "--zone"));
        return writer.ToString();
    }

    private static JsonElement Json(Report report)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            ReportJson.Write(report, json);
        }
        using var document = JsonDocument.Parse(Encoding.UTF8.GetString(stream.ToArray()));
        return document.RootElement.Clone();
    }

    private static string Csv(Report report, bool withIntervals)
    {
        using var writer = new StringWriter(CultureInfo.InvariantCulture);
        ReportCsv.Write(writer, report, withIntervals, TimeZoneInfo.Utc);
        return writer.ToString();
    }

    private static IEnumerable<string> Members(JsonElement element) => element.EnumerateObject().Select(member => member.Name);
}
