using System.Text.Json.Nodes;

namespace ServiceLevelDashboard.Cli.Tests.Wire;

/// <summary>What live organisations were seen to answer, and what the shell makes of it: figures by hand.</summary>
public sealed class LiveAnswersTests
{
    private static readonly DateTimeOffset Nine = new(2026, 11, 26, 9, 0, 0, TimeSpan.Zero);

    private static readonly string[] ThatDay = ["--from", "2026-11-26", "--to", "2026-11-27", "--zone", "UTC", "--fresh"];

    [Fact]
    public async Task Report_MessageWaitsThatNothingExplains_IsGenesysOwnLevel()
    {
        await using var service = await WireService.StartAsync();
        service.Rows.Add(new WireRow(1, "message", Nine)
        {
            Offered = 10,
            Answered = [3666, 5000, 7000, 9000, 11_000, 12_000, 13_000, 60_000, 91_955_869],
            Waits = [3666, 5000, 7000, 9000, 11_000, 12_000, 13_000, 57_588, 60_000, 91_955_869],
            Over = 2,
            Level = (7, 9),
            Handled = [21_268, 575_150_181],
        });

        var run = await ReportAsync(service, "--media", "message");

        Assert.Contains("Service Level Percentage: 77.78 % (7 of 9, genesys)", run.Out, StringComparison.Ordinal);
        Assert.Contains("Answered within threshold / offered: 70.00 % (7 of 10, offered)", run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("oServiceTarget", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_OutboundOnlyQueue_HasNoLevelAndNothingOffered()
    {
        await using var service = await WireService.StartAsync();
        service.Rows.Add(new WireRow(1, "voice", Nine) { Handled = [39_949, 11_814] });

        var run = await ReportAsync(service);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("Total Interactions Offered: 0", run.Out, StringComparison.Ordinal);
        Assert.Contains("Service Level Percentage: – (0 of 0, genesys)", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_AccompanyingMedia_LeaveVoiceAsItIsAndTheNoticeNamesEach()
    {
        await using var service = await WireService.StartAsync();
        service.Rows.AddRange(
        [
            new WireRow(1, "cobrowse", Nine),
            new WireRow(1, "workitem", Nine) { Offered = 1 },
            new WireRow(0, "voice", Nine) { Handled = [5000] },
            new WireRow(1, null, Nine) { Offered = 1 },
            new WireRow(1, "voice", Nine) { Offered = 3, Answered = [1000, 2000, 30_000], Over = 1, Level = (2, 3) },
        ]);

        var run = await ReportAsync(service, "--media", "all");

        Assert.Contains("66.67 % (2 of 3, genesys)", run.Out, StringComparison.Ordinal);
        Assert.Contains("Support (unknown), Support (workitem)", run.Error, StringComparison.Ordinal);
        Assert.Contains("Rows without a queue were skipped (1 time)", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(400, "response.entity.too.large", "The response is over the size limit.", "wire-secret-of-some-length")]
    [InlineData(400, "response.entity.too.large", "The response is over the size limit.", "y")]
    [InlineData(504, "request.timeout", "The request timed out.", "wire-secret-of-some-length")]
    public async Task Report_RangeThatIsTooMuch_IsCutAndWhole(int status, string code, string message, string secret)
    {
        await using var service = await WireService.StartAsync();
        service.Aggregates = question => WireService.Length(question) > TimeSpan.FromDays(2) ? new WireError(status, code, message) : null;
        service.Rows.AddRange([.. Enumerable.Range(1, 3).Select(
            day => new WireRow(1, "voice", Nine.AddDays(day - 3)) { Offered = day, Answered = [.. Enumerable.Repeat(1000 * day, day)], Level = (day, day) })]);
        var variables = service.Variables;
        variables["GENESYS_CLIENT_SECRET"] = secret;

        var run = await ShellRun.OfAsync(variables, "report", "--from", "2026-11-23", "--to", "2026-11-27", "--zone", "UTC", "--fresh");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("Service Level Percentage: 100.00 % (6 of 6, genesys)", run.Out, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_GranularityRefused_SaysSoAndAsksOnceMoreAlone()
    {
        await using var service = await WireService.StartAsync();
        service.Aggregates = question => question.GetProperty("granularity").GetString() is "PT5M" or "PT15M"
            ? new WireError(400, "invalid.value", "Value [PT15M] is not valid for field type [granularity].")
            : null;
        service.Rows.Add(new WireRow(1, "voice", Nine) { Minutes = 30, Offered = 2, Answered = [1000, 2000], Level = (2, 2) });

        var run = await ReportAsync(service);

        Assert.Contains("48 of 30 minutes", run.Out, StringComparison.Ordinal);
        Assert.Contains("Notice: Genesys Cloud refused intervals of PT15M: PT30M is used.", run.Error, StringComparison.Ordinal);
        Assert.Equal(2, service.Asked.Count);
    }

    [Theory]
    [InlineData("tShortAbandon")]
    [InlineData("tTalkComplete")]
    public async Task Report_OneMetricRefused_IsThereWithoutItAndSaysSoOnce(string metric)
    {
        await using var service = await WireService.StartAsync();
        service.Aggregates = question => WireService.Asks(question, metric)
            ? new WireError(
                400, "invalid.value", $"Value [{metric}] is not valid for field type [ConversationMetric]. Allowable values are: nOffered, tAnswered, tAbandon")
            : null;
        service.Rows.Add(new WireRow(1, "voice", Nine) { Offered = 4, Answered = [1000, 2000, 30_000], Abandoned = [40_000], Over = 1, Level = (2, 4) });

        var run = await ReportAsync(service);

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("Service Level Percentage: 50.00 % (2 of 4, genesys)", run.Out, StringComparison.Ordinal);
        Assert.Single(run.Error.Split('\n'), line => line.Contains(metric, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("Allowable values are: nOffered, tAnswered, tAbandon. Value [tFlowOut] is not valid for field type [ConversationMetric].")]
    [InlineData("The metric 'tFlowOut' is not available for this organization. Allowed values are tAnswered, tAbandon.")]
    [InlineData("Invalid metric: tFlowOut")]
    public async Task Report_MetricRefusedInOtherWords_IsThereWithoutIt(string message)
    {
        await using var service = await WireService.StartAsync();
        service.Aggregates = question => WireService.Asks(question, "tFlowOut") ? new WireError(400, "bad.request", message) : null;
        service.Rows.Add(new WireRow(1, "email", Nine) { Offered = 4, Answered = [1000, 2000, 90_000_000], Over = 1, Level = (2, 3) });

        var run = await ReportAsync(service, "--media", "email");

        Assert.Contains("66.67 % (2 of 3, genesys)", run.Out, StringComparison.Ordinal);
        Assert.Single(run.Error.Split('\n'), line => line.Contains("tFlowOut", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Report_TwoMetricsRefusedOneAfterTheOther_NamesBoth()
    {
        await using var service = await WireService.StartAsync();
        string[] refused = ["tTalkComplete", "tHandle"];
        service.Aggregates = question => Array.Find(refused, metric => WireService.Asks(question, metric)) is { } metric
            ? new WireError(400, "invalid.value", $"Value [{metric}] is not valid for field type [ConversationMetric].")
            : null;
        service.Rows.Add(new WireRow(1, "voice", Nine) { Offered = 2, Answered = [1000, 2000], Level = (2, 2) });

        var run = await ReportAsync(service);

        Assert.Contains("100.00 % (2 of 2, genesys)", run.Out, StringComparison.Ordinal);
        Assert.All(refused, metric => Assert.Contains(metric, run.Error, StringComparison.Ordinal));
        Assert.Equal(3, service.Asked.Count);
    }

    [Fact]
    public async Task Report_MetricThatFiguresNeedIsRefused_SaysSo()
    {
        await using var service = await WireService.StartAsync();
        service.Aggregates = question => new WireError(400, "invalid.value", "Value [tAnswered] is not valid for field type [ConversationMetric].");

        var run = await ReportAsync(service);

        Assert.NotEqual(0, run.ExitCode);
        Assert.Contains("Without tAnswered there are no figures", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("shorter range", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("email", 86_400_000, 86_500_000)]
    [InlineData("message", 20_000, 21_000)]
    public async Task Report_LevelAndLateMissingOfOtherMedia_AreCountedByTheirWaits(string media, int within, int late)
    {
        await using var service = await WireService.StartAsync();
        service.Rows.AddRange(
        [
            new WireRow(1, media, Nine) { Offered = 4, Answered = [within - 1000, 1000, 2000, late] },
            new WireRow(1, media, Nine.AddHours(1)) { Offered = 2, Answered = [1000, 2000], Level = (2, 2) },
        ]);

        var run = await ReportAsync(service, "--media", media);

        Assert.Contains("83.33 % (5 of 6, genesys)", run.Out, StringComparison.Ordinal);
        Assert.Contains("gave no service level for 4 answered contacts", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_OneCustomerFirstQueueOfMany_LeavesTheOthersMeasured()
    {
        await using var service = await WireService.StartAsync();
        service.Queues[0] = service.Queues[0] with { CallbackMode = "CustomerFirst" };
        service.Queues.AddRange([new WireQueue(2, "Sales"), new WireQueue(3, "Claims")]);
        service.Rows.AddRange(
        [
            new WireRow(1, "callback", Nine) { Offered = 31, Waits = [1720, 700_000], Connected = 28 },
            new WireRow(2, "callback", Nine) { Offered = 4, Answered = [5000, 6000, 7000, 90_000], Over = 1, Level = (3, 4) },
            new WireRow(3, "callback", Nine) { Offered = 2 },
        ]);

        var run = await ReportAsync(service, "--media", "callback");

        Assert.Contains("Service Level Percentage: 75.00 % (3 of 4, genesys)", run.Out, StringComparison.Ordinal);
        Assert.Contains("Not measured: Support (callback)", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Claims (callback), not", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(502, "<html><body>502 Bad Gateway</body></html>")]
    [InlineData(504, "<html><body>504 Gateway Time-out</body></html>")]
    public async Task Report_EdgeGivesUpOnLongRanges_IsCutAndWhole(int status, string page)
    {
        await using var service = await WireService.StartAsync();
        service.Aggregates = question => WireService.Length(question) > TimeSpan.FromHours(6) ? new WireError(status, "", "") { Text = page } : null;
        service.Rows.AddRange(
        [
            new WireRow(1, "voice", Nine) { Offered = 1, Answered = [1000], Level = (1, 1) },
            new WireRow(1, "voice", Nine.AddHours(12)) { Offered = 1, Answered = [1000], Level = (1, 1) },
        ]);

        var run = await ReportAsync(service);

        Assert.Contains("100.00 % (2 of 2, genesys)", run.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Rate limit exceeded the maximum. Retry the request in [9] seconds", 9)]
    [InlineData("Too many requests: 300 requests within [60] seconds. Try again in 2 minutes.", 120)]
    [InlineData("Please wait 1500 ms", 2)]
    public async Task Report_ThrottledInWords_SaysOneWait(string message, int seconds)
    {
        await using var service = await WireService.StartAsync();
        service.Aggregates = _ => new WireError(429, "too.many.requests.retry.after", message);

        var run = await ReportAsync(service);

        Assert.Contains($"asks to wait {seconds} s", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("Retry the request", run.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("minutes", run.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("CustomerFirst", "genesys")]
    [InlineData("CustomerFirst", "offered")]
    [InlineData("CustomerFirst", "abandons-positive")]
    [InlineData(null, "offered")]
    public async Task Report_CustomerFirstCallbacks_AreNotMeasuredAndVoiceIsAsItIs(string? mode, string definition)
    {
        await using var service = await WireService.StartAsync();
        service.Queues[0] = service.Queues[0] with { CallbackMode = mode };
        service.Rows.AddRange(
        [
            new WireRow(1, "callback", Nine) { Offered = 31, Waits = [1720, 700_000, 2_227_932], Connected = 28 },
            new WireRow(1, "voice", Nine) { Offered = 6, Answered = [12, 15, 9, 4000, 8000], Abandoned = [30_000], Level = (5, 6) },
        ]);

        var run = await ReportAsync(service, "--media", "all", "--definition", definition);
        var json = JsonNode.Parse((await ReportAsync(service, "--media", "callback", "--definition", definition, "--format", "json")).Out)!["queues"]![0]!;

        Assert.Contains("Service Level Percentage: not measured", run.Out, StringComparison.Ordinal);
        Assert.Contains("Customer-first callbacks, not included: 31 offered", run.Out, StringComparison.Ordinal);
        Assert.Contains("longest wait: 2227.932 s", run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("of 31", run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain(" 0.00 %", run.Out, StringComparison.Ordinal);
        Assert.Contains("% (5 of 6", run.Out, StringComparison.Ordinal);
        Assert.Contains("Not measured: Support (callback)", run.Error, StringComparison.Ordinal);
        Assert.Equal(mode is not null, run.Error.Contains("may raise its service level: Support", StringComparison.Ordinal));
        Assert.Equal(mode is not null, run.Out.Contains("31 offered, 28 connected", StringComparison.Ordinal));
        Assert.Equal((31, 31), ((int)json["offered"]!, (int)json["notMeasured"]!));
        Assert.Null(json["serviceLevel"]);
        Assert.Null(json["answeredWithinThreshold"]);
    }

    [Fact]
    public async Task Report_AgentFirstCallbacksThatNobodyTook_AreMeasured()
    {
        await using var service = await WireService.StartAsync();
        service.Rows.Add(new WireRow(1, "callback", Nine) { Offered = 4, Answered = [72_000_000, 30_000, 40_000, 50_000], Over = 4, Level = (0, 4) });

        var run = await ReportAsync(service, "--media", "callback");

        Assert.Contains("% (0 of 4, genesys)", run.Out, StringComparison.Ordinal);
        Assert.DoesNotContain("Not measured", run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Report_ModeChangedWithinTheRange_KeepsTheLevelOfWhatWasAnswered()
    {
        await using var service = await WireService.StartAsync();
        service.Queues[0] = service.Queues[0] with { CallbackMode = "CustomerFirst" };
        service.Rows.AddRange(
        [
            new WireRow(1, "callback", Nine) { Offered = 4, Answered = [1000, 2000, 3000, 40_000], Over = 1, Level = (3, 4) },
            new WireRow(1, "callback", Nine.AddHours(1)) { Offered = 31, Waits = [1720] },
        ]);

        var run = await ReportAsync(service, "--media", "callback");

        Assert.Contains("% (3 of 4, genesys)", run.Out, StringComparison.Ordinal);
        Assert.Contains("% (3 of 4, offered)", run.Out, StringComparison.Ordinal);
        Assert.Contains("Customer-first callbacks, not included: 31 offered", run.Out, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(new[] { 1000, 2000, 3000, 4000, 5000, 6000, 40_000, 50_000, 60_000, 70_000 }, "% (15 of 20, genesys)")]
    [InlineData(new[] { 20_000, 20_001 }, "% (10 of 12, genesys)")] // a wait equal to the threshold is within
    [InlineData(new[] { 90_000 }, "% (9 of 11, genesys)")]
    public async Task Report_LevelAndLateMissingInSome_AreCountedByTheirWaits(int[] waits, string level)
    {
        await using var service = await WireService.StartAsync();
        service.Rows.AddRange(
        [
            new WireRow(1, "voice", Nine) { Offered = waits.Length, Answered = waits },
            new WireRow(1, "voice", Nine.AddHours(1)) { Offered = 10, Answered =
            [
                1000,
                2000,
                3000,
                4000,
                5000,
                6000,
                7000,
                8000,
                9000,
                30_000,
            ], Over = 1, Level = (9, 10) },
        ]);

        var run = await ReportAsync(service);

        Assert.Contains(level, run.Out, StringComparison.Ordinal);
        Assert.Contains("% (9 of 10, oServiceLevel)", run.Out, StringComparison.Ordinal);
        Assert.Contains(FormattableString.Invariant($"gave no service level for {waits.Length} answered contacts"), run.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Queues_ListThatHidesOne_ListsTheOthersAndWarns()
    {
        await using var service = await WireService.StartAsync();
        service.Queues.Add(new WireQueue(2, "Sales"));
        service.Hidden = 1;

        var run = await ShellRun.OfAsync(service.Variables, "queues");

        Assert.Equal(0, run.ExitCode);
        Assert.Contains("Sales", run.Out, StringComparison.Ordinal);
        Assert.Contains("names a total of 3 and shows 2", run.Error, StringComparison.Ordinal);
    }

    private static Task<ShellRun> ReportAsync(WireService service, params string[] more) =>
        ShellRun.OfAsync(service.Variables, ["report", .. ThatDay, .. more]);
}
