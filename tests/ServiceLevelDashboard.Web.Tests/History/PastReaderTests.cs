using System.Globalization;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Delivery.Export;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Web.History;
using ServiceLevelDashboard.Web.Tests.Explain;
using ServiceLevelDashboard.Web.Tests.Queue;

namespace ServiceLevelDashboard.Web.Tests.History;

public sealed class LevelHistoryTests
{
    private readonly FakeArchive _archive = HistorySamples.Archive();

    public LevelHistoryTests() => CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("en-GB");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Read_Totals_AreSumsByMediaAndThresholdAndNeverMeans()
    {
        var view = await ReadAsync(HistorySamples.Request);

        Assert.Equal(
            ["Billing, Voice: 109 of 110", "Billing, Chat: 8 of 10", "Sales, Voice: 5 of 10"],
            view.Lines.Select(l => $"{HistoryWords.Line(l, view.Request)}: {l.Level.Lower.Numerator} of {l.Level.Lower.Denominator}"));
        Assert.Equal([new ServiceLevel(9, 10), new ServiceLevel(100, 100)], view.Lines[0].Points.Select(p => p.Level.Lower));
    }

    [Fact]
    public async Task Compare_TodayAgainstLastWeek_EndsBothAtTheSameTimeOfDay()
    {
        var (today, before) = (new DateOnly(2026, 3, 5), new DateOnly(2026, 2, 26)); // it is noon
        var late = HistorySamples.Row(HistorySamples.SalesVoice, before, 1000, 0);
        _archive.SumsDays = true;
        _archive.Rows =
        [
            HistorySamples.Row(HistorySamples.SalesVoice, today, 10, 1), HistorySamples.Row(HistorySamples.SalesVoice, before, 20, 2),
            late with { Interval = new Interval(late.Interval.Start.AddHours(6), late.Interval.End.AddHours(6)) },
        ];
        _archive.Covered = [ExplainSamples.Fetched(HistorySamples.Days(before, today), HistorySamples.Now)];
        var history = HistorySamples.History(_archive);

        var whole = await CompareAsync(history, new HistoryRequest(before, before) { AgainstDays = 7 });
        var part = await CompareAsync(history, new HistoryRequest(today, today) { AgainstDays = 7 });

        Assert.Equal((null, 1020), (whole?.Until, whole?.Now.Lines[0].Counts.Offered));
        Assert.Equal((HistorySamples.Now, 10, 20), (part?.Until, part?.Now.Lines[0].Counts.Offered, part?.Earlier.Lines[0].Counts.Offered));
    }

    private static async Task<HistoryComparison?> CompareAsync(PastReader history, HistoryRequest request) =>
        await history.CompareAsync(await history.ReadAsync(request, Visibility.Everything, Cancellation), Visibility.Everything, Cancellation);

    [Fact]
    public async Task Read_Pooled_SumsAllAndSaysWhatItPools()
    {
        var view = await ReadAsync(HistorySamples.Request with { Pooled = true });

        var line = Assert.Single(view.Lines);
        Assert.Equal(new ServiceLevel(122, 130), line.Level.Exact);
        Assert.Equal([MediaType.Chat, MediaType.Voice], line.Media);
        Assert.Equal([TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(30)], line.Thresholds);
        Assert.Equal("All queues, all media types, several thresholds", HistoryWords.Line(line, view.Request));
    }

    [Fact]
    public async Task Read_TwoQueuesOfOneThreshold_AreOneSum()
    {
        var view = await ReadAsync(HistorySamples.Request with { Threshold = TimeSpan.FromSeconds(20), Media = MediaType.Voice });

        var line = Assert.Single(view.Lines);
        Assert.Equal(new ServiceLevel(114, 120), line.Level.Exact);
        Assert.Equal("2 queues, Voice, within 20 s", HistoryWords.Line(line, view.Request).Replace('\u202F', ' ').Replace('\u00A0', ' '));
    }

    [Fact]
    public async Task Read_ThresholdBetweenEdges_GivesBounds()
    {
        var view = await ReadAsync(HistorySamples.Request with { Threshold = TimeSpan.FromSeconds(25), SideBySide = true });

        Assert.False(view.IsExact);
        Assert.Equal((109, 110), (view.Lines[0].Level.Lower.Numerator, view.Lines[0].Level.Upper.Numerator));
    }

    [Fact]
    public async Task Fetch_ThresholdBetweenEdges_IsExactAndLeavesTheArchiveAlone()
    {
        var centre = new FakeCentre
        {
            Answer = query => new IntervalResponse(
                [.. HistorySamples.Archive().Rows.Select(
                    r => r with { Counts = r.Counts with { Bands = new Bands(query.Edges, [r.Counts.Answered - 1], [0]) } })],
                query.Granularity, HistorySamples.Now, 1, []),
        };

        var view = await HistorySamples.History(_archive, centre).FetchAsync(
            HistorySamples.Request with { Threshold = TimeSpan.FromSeconds(25), Pooled = true }, Visibility.Everything, Cancellation);

        Assert.True(view.IsExact && view.IsFetched);
        Assert.Equal(126, view.Lines[0].Level.Lower.Numerator);
        Assert.Equal("a25000;b25000", centre.Asked!.Edges.Id); // asked
        Assert.Empty(view.Missing);
    }

    [Theory]
    [InlineData(1, 1)]
    [InlineData(31, 1)]
    [InlineData(32, 2)]
    [InlineData(365, 12)]
    public void Calls_OfAnExactFetch_AreOneForEach31DaysBegun(int days, int calls) =>
        Assert.Equal(calls, new HistoryRequest(HistorySamples.Monday, HistorySamples.Monday.AddDays(days - 1)).CallsToFetch);

    [Fact]
    public async Task Read_PartNeverFetched_IsUnknownAndNotZero()
    {
        _archive.Covered = [ExplainSamples.Fetched(HistorySamples.Days(HistorySamples.Tuesday, HistorySamples.Tuesday), HistorySamples.Now)];

        var view = await ReadAsync(HistorySamples.Request);

        Assert.True(view.IsUnknown(view.Periods[0]));
        Assert.False(view.IsPartly(view.Periods[1]));
    }

    [Fact]
    public async Task Read_RangeThatHasNotEnded_EndsNow()
    {
        var view = await ReadAsync(HistorySamples.Request with { From = new DateOnly(2026, 3, 5), To = new DateOnly(2026, 3, 9) });

        Assert.Equal(HistorySamples.Now, view.Range.End);
        Assert.Single(view.Periods);
    }

    [Fact]
    public void Days_WhenTheClocksChange_Are23And25HoursLong()
    {
        static IEnumerable<double> Hours(DateOnly from, DateOnly to) =>
            SiteCalendar.AtMidnight(QueueSamples.London).DaysOf(new DateRange(from, to)).Select(d => d.Length.TotalHours);

        Assert.Equal([24, 23, 24], Hours(new DateOnly(2026, 3, 28), new DateOnly(2026, 3, 30)));
        Assert.Equal([24, 25, 24], Hours(new DateOnly(2026, 10, 24), new DateOnly(2026, 10, 26)));
    }

    [Fact]
    public void Months_OfARangeInside_EndWhereItDoes()
    {
        var months = SiteCalendar.AtMidnight(QueueSamples.London).MonthsOf(new DateRange(new DateOnly(2026, 1, 20), new DateOnly(2026, 3, 5)));

        Assert.Equal([12, 28, 5], months.Select(m => (int)m.Length.TotalDays));
    }

    [Fact]
    public void Cut_IntervalsOfMoreThanAWeek_AreDays()
    {
        var request = HistorySamples.Request with { By = PeriodLength.Interval };

        Assert.Equal(PeriodLength.Interval, request.Cut);
        Assert.Equal(PeriodLength.Day, (request with { To = request.From.AddDays(7) }).Cut);
        Assert.Equal(PeriodLength.Day, (request with { SideBySide = true }).Cut);
    }

    [Fact]
    public void Address_WrittenAndRead_IsTheSame()
    {
        var request = HistorySamples.Request with
        {
            Queues = [new QueueId("a b")],
            Media = MediaType.Chat,
            By = PeriodLength.Month,
            SideBySide = true,
            Pooled = true,
            Threshold = TimeSpan.FromSeconds(45),
        };

        var read = HistoryAddress.Read("2026-03-02", "2026-03-03", ["a b"], "chat", "month", "side", "yes", "45", HistorySamples.Tuesday);

        Assert.Equal("history?from=2026-03-02&to=2026-03-03&queue=a%20b&media=chat&by=month&show=side&pool=yes&threshold=45", HistoryAddress.Of(request));
        Assert.Equal(HistoryAddress.Of(request), HistoryAddress.Of(read!)); // it makes sense
    }

    [Theory]
    [InlineData("2026-03-03", "2026-03-02", null)]
    [InlineData("3 March", null, null)]
    [InlineData("9999-12-31", null, null)]
    [InlineData("0001-01-01", null, null)]
    [InlineData("2020-03-03", "2026-03-02", null)]
    [InlineData("2026-03-02", "2026-03-03", "0")]
    public void Address_ThatMakesNoSense_NamesNoRange(string from, string? to, string? threshold) =>
        Assert.Null(HistoryAddress.Read(from, to, null, null, null, null, null, threshold, HistorySamples.Tuesday));

    [Fact]
    public async Task Csv_NameThatASpreadsheetWouldCalculate_IsText()
    {
        _archive.Versions = [.. _archive.Versions.Select(v => v with { Queue = v.Queue with { Name = "=1+1" } })];
        using var text = new StringWriter(CultureInfo.InvariantCulture);

        ExportFile.WriteCsv(text, HistoryExport.Table(await ReadAsync(HistorySamples.Request with { SideBySide = true })));

        Assert.Contains("'=1+1", text.ToString(), StringComparison.Ordinal);
        Assert.Equal(7, text.ToString().Split('\n', StringSplitOptions.RemoveEmptyEntries).Length);
    }

    [Fact]
    public async Task Read_PartOfTheQueues_IsAsIfThereWereNoOthers()
    {
        var voiceOfSales = Visibility.Of([], [new Group { Name = "Sales", Rule = new GroupRule { NamePattern = "Sales" }, Media = [MediaType.Voice] }], []);
        var history = HistorySamples.History(_archive);

        var all = await history.ReadAsync(HistorySamples.Request with { Pooled = true }, voiceOfSales, Cancellation);
        var asked = await history.ReadAsync(
            HistorySamples.Request with { Queues = [HistorySamples.SalesVoice.Queue], Pooled = true }, Visibility.Everything, Cancellation);
        var other = await history.ReadAsync(HistorySamples.Request with { Queues = [HistorySamples.BillingVoice.Queue] }, voiceOfSales, Cancellation);
        var none = await history.ReadAsync(HistorySamples.Request, Visibility.Nothing, Cancellation);

        Assert.Equal([HistorySamples.SalesVoice], Assert.Single(all.Lines).Keys);
        Assert.Equal(asked.Lines[0].Level, all.Lines[0].Level);
        Assert.Empty(other.Lines);
        Assert.Empty(none.Lines);
    }

    [Fact]
    public async Task Fetch_PartOfTheQueues_AsksForNoOthers()
    {
        var centre = new FakeCentre
        {
            Answer = query => new IntervalResponse(
            [.. HistorySamples.Archive().Rows], query.Granularity, HistorySamples.Now, 1, [])
        };

        var view = await HistorySamples.History(_archive, centre).FetchAsync(
            HistorySamples.Request, Visibility.Of([], [], [HistorySamples.SalesVoice.Queue]), Cancellation);

        Assert.Equal([HistorySamples.SalesVoice.Queue], centre.Asked!.Queues); // asked
        Assert.Equal([HistorySamples.SalesVoice], Assert.Single(view.Lines).Keys);
    }

    private Task<HistoryView> ReadAsync(HistoryRequest request) => HistorySamples.History(_archive).ReadAsync(request, Visibility.Everything, Cancellation);
}
