using System.Globalization;
using System.Text;
using System.Text.Json;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Cli.Reporting;
using ServiceLevelDashboard.Cli.Tests.Reports;
using ServiceLevelDashboard.Delivery.Export;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Cli.Tests.Reporting;

/// <summary>
/// A report over a change of target or definition, and with intervals that somebody marked: two days of one queue, an answer after 15 s and one after 25 s on
/// each.
/// </summary>
public sealed class ReportContractTests
{
    private static readonly ReportZone Zone = new(TimeZoneInfo.Utc, "--zone");
    private static readonly DateTimeOffset Start = new(2026, 9, 1, 0, 0, 0, TimeSpan.Zero);
    private static readonly Interval TwoDays = new(Start, Start.AddDays(2));
    private static readonly Queue Sales = ReportReaderTests.NewQueue(0, 2) with { Name = "Sales" };
    private static readonly Queue Hidden = ReportReaderTests.NewQueue(1, 2) with { Name = "Hidden" };

    [Fact]
    public void Report_OverAChangeOfTarget_MeasuresEachDayByItsOwnAndSaysBoth()
    {
        // 20 s of Genesys' own on the first day, 90 % in 30 s on the second: one of two, then two of two.
        var report = Read(Request(Contract(
            target: new TargetOverride { Queue = Sales.Id, Media = MediaType.Voice, Ratio = 0.9m, ThresholdSeconds = 30, From = new DateOnly(2026, 9, 2) })));
        var queue = Assert.Single(report.Queues);

        Assert.Equal(new ServiceLevel(3, 4), queue.Figures.Level.Exact);
        Assert.Equal((null, null, null), (queue.Threshold, queue.TargetRatio, queue.Budget));
        Assert.Contains("20 s, 30 s from 2026-09-02", Text(report), StringComparison.Ordinal);
        Assert.Contains("80 %, 90 % from 2026-09-02", Text(report), StringComparison.Ordinal);
        Assert.Contains("target 80 % in 20 s, 90 % in 30 s from 2026-09-02", Csv(report, false), StringComparison.Ordinal);
        var targets = Json(report).GetProperty("queues")[0].GetProperty("targets");
        Assert.Equal([20, 30], targets.EnumerateArray().Select(t => t.GetProperty("thresholdSeconds").GetInt32()));
        Assert.Equal("2026-09-02T00:00:00Z", targets[1].GetProperty("from").GetString());
        // Each interval lies on one day.
        Assert.Contains(
            "2026-09-01T10:00:00Z,2026-09-01T10:15:00Z,q0,Sales,voice,abandons-negative,false,20,,0.8", Csv(report, true), StringComparison.Ordinal);
        Assert.Contains(
            "2026-09-02T10:00:00Z,2026-09-02T10:15:00Z,q0,Sales,voice,abandons-negative,false,30,,0.9", Csv(report, true), StringComparison.Ordinal);
    }

    [Fact]
    public void Report_OverAChangeOfTarget_NoticesIt() => Assert.Contains(
        ReportNotices.Of(
            Request(Contract(target: new TargetOverride
            {
                Queue = Sales.Id,
                Media = MediaType.Voice,
                Ratio = 0.9m,
                ThresholdSeconds = 30,
                From = new DateOnly(2026, 9, 2),
            })),
            Read(Request(Contract(target: new TargetOverride
            {
                Queue = Sales.Id,
                Media = MediaType.Voice,
                Ratio = 0.9m,
                ThresholdSeconds = 30,
                From = new DateOnly(2026, 9, 2),
            }))),
            TimeZoneInfo.Utc),
        n => n.StartsWith("The target changed within the range", StringComparison.Ordinal));

    [Fact]
    public void Report_NoDefinitionAsked_TakesTheContractsOfEachDay()
    {
        var contract = Contract(definition: ("2026-09-02", ServiceLevelFormula.Answered));
        var report = Read(Request(contract) with { Definition = null });

        Assert.Equal([ServiceLevelFormula.AbandonsNegative, ServiceLevelFormula.Answered], report.Definitions.Select(d => d.Definition.Formula));
        // The first day counts its abandon, the second does not: 1 of 3 and 1 of 2.
        Assert.Equal(
            new ServiceLevel(2, 5), Read(Request(contract, withAbandon: true) with { Definition = null }, withAbandon: true).Queues[0].Figures.Level.Exact);
        Assert.Contains("from 2026-09-02", Text(report), StringComparison.Ordinal);
        Assert.Contains("definition abandons-negative, answered from 2026-09-02", Csv(report, false), StringComparison.Ordinal);
        Assert.Equal(
            ["abandons-negative", "answered"], Json(report).GetProperty("definitions").EnumerateArray().Select(d => d.GetProperty("definition").GetString()));
    }

    [Fact]
    public void Asked_NothingSaid_IsTheContracts()
    {
        var contract = Contract(definition: ("2026-01-01", ServiceLevelFormula.ShortExcluded));

        Assert.Null(ReportRequest.Asked(null, false, null, contract, TwoDays));
        Assert.Equal(ServiceLevelFormula.ShortExcluded, ReportRequest.Asked(null, true, null, contract, TwoDays)!.Formula);
        Assert.Equal(ServiceLevelFormula.Offered, ReportRequest.Asked(ServiceLevelFormula.Offered, false, null, contract, TwoDays)!.Formula);
        Assert.Equal(ServiceLevelFormula.Genesys, ReportRequest.Asked(null, true, null, Analytics.Contracts.Contract.None, TwoDays)!.Formula);
    }

    [Fact]
    public void Report_Marked_IsCountedUnlessLeftOutAndNamedEitherWay()
    {
        var marked = Request(Contract()) with
        {
            Marked =
        [
            Outage(),
            Outage() with { Queues = [Hidden.Id], Text = "another's" },
            Outage() with { LeftOutBecause = "", Text = "no reason" },
        ]
        };

        var with = Read(marked);
        var without = Read(marked with { WithoutMarked = true });

        Assert.Equal((4, 0), (with.Queues[0].Figures.Offered, with.LeftOut));
        Assert.Equal((2, 2), (without.Queues[0].Figures.Offered, without.LeftOut));
        Assert.All([with, without], r => Assert.Equal(("carrier down", "the carrier's fault"), (Assert.Single(r.Marked).Text, r.Marked[0].Reason)));
        Assert.Contains(
            "Excluded:    2026-09-02 09:50 to 2026-09-02 10:05, carrier down (the carrier's fault), all queues", Text(without), StringComparison.Ordinal);
        Assert.Contains("Contacts not included: 2", Text(without), StringComparison.Ordinal);
        Assert.Contains("left out 2026-09-02 09:50", Csv(without, false), StringComparison.Ordinal);
        Assert.True(Json(without).GetProperty("withoutMarked").GetBoolean());
        Assert.Equal("the carrier's fault", Json(with).GetProperty("marked")[0].GetProperty("reason").GetString());
        Assert.Contains(ReportNotices.Of(marked, with, TimeZoneInfo.Utc), n => n.StartsWith("Included, though marked", StringComparison.Ordinal));
        Assert.DoesNotContain("another's", Csv(without, true) + Text(without) + Json(without), StringComparison.Ordinal);
    }

    [Fact]
    public void Columns_Chosen_AreWrittenInAllFormats()
    {
        var (report, columns) = (Read(Request(Contract())), ReportColumns.Read("queueName, serviceLevel,missed,allowed,pace,inARowToRecover"));

        // 2 of 4 at 80 %: 0.8 misses allowed so far, two used, six in a row until 8 of 10.
        Assert.Equal(
            "queueName,serviceLevel,missed,allowed,pace,inARowToRecover\r\nSales,0.5,2,0.8,2.5,6\r\n", Write(w => ReportColumns.WriteCsv(w, report, columns)));
        Assert.Equal(
            "queueName  serviceLevel  missed  allowed  pace  inARowToRecover\nSales      0.5           2       0.8      2.5   6\n",
            Write(w => ReportColumns.WriteText(w, report, columns)));
        var json = Json(j => ReportColumns.WriteJson(j, report, columns))[0];
        Assert.Equal(
            ("Sales", 0.5m, 2),
            (json.GetProperty("queueName").GetString(), json.GetProperty("serviceLevel").GetDecimal(), json.GetProperty("missed").GetInt32()));
    }

    [Theory]
    [InlineData("queueName,sla", "--columns: sla is no column. Accepted: queueId, queueName")]
    [InlineData(" , ", "--columns names none. Accepted: queueId")]
    public void Columns_Unknown_NameWhatIsAccepted(string text, string message) =>
        Assert.StartsWith(message, Assert.Throws<UsageException>(() => ReportColumns.Read(text)).Message, StringComparison.Ordinal);

    private static Annotation Outage() => new()
    {
        Text = "carrier down",
        Start = Start.AddDays(1).AddHours(10).AddMinutes(-10),
        End = Start.AddDays(1).AddHours(10).AddMinutes(5),
        LeftOutBecause = "the carrier's fault",
    };

    private static Contract Contract(TargetOverride? target = null, (string From, ServiceLevelFormula Formula)? definition = null)
    {
        var terms = ContractTerms.None;
        if (target is not null)
        {
            terms = terms with { Targets = terms.Targets.Add("one", target) };
        }
        if (definition is { } version)
        {
            terms = terms with { Definitions = terms.Definitions.Add(version.From, new DefinitionVersion { Formula = version.Formula }) };
        }
        return new Contract(SiteCalendar.AtMidnight(TimeZoneInfo.Utc), new ServiceLevelDefinition(ServiceLevelFormula.AbandonsNegative), terms);
    }

    private static ReportRequest Request(Contract contract, bool withAbandon = false) => ReportReaderTests.NewRequest([Sales]) with
    {
        Range = TwoDays,
        Granularity = Granularity.QuarterHour,
        Definition = withAbandon ? null : new ServiceLevelDefinition(ServiceLevelFormula.AbandonsNegative),
        Media = MediaType.Voice,
        IsEveryQueue = false,
        Targets = new TargetResolver(contract, QueueRecord.Empty.Seeing([Sales], DateTimeOffset.UnixEpoch)),
    };

    private static Report Read(ReportRequest request, bool withAbandon = false)
    {
        var contacts = from day in new[] { 0, 1 }
                       from contact in new[] { (Wait: 15, Outcome.Answered), (Wait: 25, Outcome.Answered), (
                           Wait: 8, withAbandon ? Outcome.Abandoned : (Outcome?)null) }
                       where contact.Item2 is not null
                       select new Contact(
                           new QueueMedia(Sales.Id, MediaType.Voice),
                           Start.AddDays(day).AddHours(10),
                           TimeSpan.FromSeconds(contact.Wait),
                           contact.Item2!.Value,
                           TimeSpan.FromSeconds(60));
        return ReportReaderTests.Read(new ContactList([Sales, Hidden], [.. contacts]), request).Report;
    }

    private static string Text(Report report) =>
        Write(w => ReportText.Write(w, report with { Queues = [.. report.Queues.Select(q => q with { Intervals = [] })] }, Zone));

    private static string Csv(Report report, bool withIntervals) => Write(w => ReportCsv.Write(w, report, withIntervals, TimeZoneInfo.Utc));

    private static string Write(Action<TextWriter> write)
    {
        using var writer = new StringWriter(CultureInfo.InvariantCulture) { NewLine = "\n" };
        write(writer);
        return writer.ToString();
    }

    private static JsonElement Json(Report report) => Json(json => ReportJson.Write(report, json));

    private static JsonElement Json(Action<Utf8JsonWriter> write)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            write(json);
        }
        using var document = JsonDocument.Parse(Encoding.UTF8.GetString(stream.ToArray()));
        return document.RootElement.Clone();
    }
}
