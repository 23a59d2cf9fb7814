using System.IO.Compression;
using System.Net;
using System.Text;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Genesys.Tests.Queries;

/// <summary>An answer of 200 that is no answer to what was asked counts as a failed attempt, never as "no contacts".</summary>
public sealed class ForeignAnswersTests
{
    private static readonly CancellationToken Ct = TestContext.Current.CancellationToken;
    private static readonly DateTimeOffset Eight = new(2026, 9, 1, 8, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("""{"message":"maintenance"}""")]
    [InlineData("""{"entities":[],"total":0,"pageCount":0}""")]
    [InlineData("""{"access_token":"t","expires_in":5}""")]
    [InlineData("<html><body>Sign in to the network</body></html>")]
    [InlineData("{}")]
    public async Task Query_ForeignAnswerOnce_IsAskedAgain(string body)
    {
        var service = new FakeService { Answer = (_, number) => FakeService.Json(number == 1 ? body : Row("q", "08:00", "08:15")) };
        using var centre = service.NewCentre(options => options.Retries = 1);

        var answer = await service.RunAsync(centre.QueryIntervalsAsync(Query(), Ct));

        Assert.Equal((1, 2), (answer.Rows.Length, answer.Calls));
    }

    [Theory]
    [InlineData("""{"message":"maintenance"}""")]
    [InlineData("""{"results":null}""")]
    public async Task Query_ForeignAnswerThatStays_IsUnavailable(string body)
    {
        var service = new FakeService { Answer = (_, _) => FakeService.Json(body) };
        using var centre = service.NewCentre(options => options.Retries = 0);

        await Assert.ThrowsAsync<UnavailableException>(() => centre.QueryIntervalsAsync(Query(), Ct).Soon());
    }

    [Theory]
    [InlineData("q", "09:00", "09:15")] // another hour
    [InlineData("other", "08:00", "08:15")] // another queue
    public async Task Query_AnswerToAnotherQuestion_IsUnavailable(string queue, string from, string to)
    {
        var service = new FakeService { Answer = (_, _) => FakeService.Json(Row(queue, from, to)) };
        using var centre = service.NewCentre(options => options.Retries = 0);

        await Assert.ThrowsAsync<UnavailableException>(() => centre.QueryIntervalsAsync(Query() with { Queues = [new QueueId("q")] }, Ct).Soon());
    }

    [Theory]
    [InlineData("""{"results":[RESULT,RESULT]}""")] // a queue twice
    [InlineData("""{"results":[RESULT],"results":[RESULT]}""")] // the list twice
    [InlineData("""{"results":[{GROUP,"data":[BUCKET,BUCKET]}]}""")] // an interval twice
    [InlineData("""{"results":[{GROUP,"data":[BUCKET],"data":[BUCKET]}]}""")]
    [InlineData("""{"results":[{GROUP,"data":[{TIME,"metrics":[METRIC,METRIC]}]}]}""")] // a figure twice
    [InlineData("""{"results":[{GROUP,"data":[{TIME,"metrics":[METRIC],"metrics":[METRIC]}]}]}""")]
    [InlineData("""{"results":[{GROUP,"data":[{TIME,"metrics":[METRIC,PART]}]}]}""")] // the whole and a part
    [InlineData("""{"results":[{GROUP,"data":[{TIME,"metrics":[PART,PART]}]}]}""")]
    [InlineData("""{"results":[SPLIT,SPLIT]}""")]
    [InlineData("""{"results":[{GROUP,"data":[BUCKET,{"interval":"2026-09-01T08:00Z/2026-09-01T08:30Z","metrics":[METRIC]}]}]}""")] // overlaps
    [InlineData("""{"results":[{GROUP,"data":[BUCKET,{"interval":"2026-09-01T08:05Z/2026-09-01T08:20Z","metrics":[METRIC]}]}]}""")]
    public async Task Query_AnythingTwice_IsUnavailableAndNeverDoubles(string shape)
    {
        var service = new FakeService { Answer = (_, _) => FakeService.Json(Filled(shape, "1")) };
        using var centre = service.NewCentre(options => options.Retries = 0);

        await Assert.ThrowsAsync<UnavailableException>(() => centre.QueryIntervalsAsync(Query(), Ct).Soon());
    }

    [Theory]
    [InlineData("""{"metric":"nOffered","stats":{"count":2147483647}}""")]
    [InlineData("""{"metric":"nOffered","stats":{"count":100000001}}""")]
    [InlineData("""{"metric":"nOffered","stats":{"count":-1}}""")]
    [InlineData("""{"metric":"nOffered","stats":{"count":1e300}}""")]
    [InlineData("""{"metric":"tWait","stats":{"count":1,"sum":9223372036854775807}}""")]
    [InlineData("""{"metric":"tWait","stats":{"count":1,"max":900000000000000}}""")]
    [InlineData("""{"metric":"oServiceLevel","stats":{"numerator":9223372036854775807,"denominator":9223372036854775807}}""")]
    public async Task Query_CountThatCannotBe_IsUnavailable(string metric)
    {
        var body = Filled("""{"results":[{GROUP,"data":[{TIME,"metrics":[ONE]}]}]}""", "1").Replace("ONE", metric, StringComparison.Ordinal);
        var service = new FakeService { Answer = (_, _) => FakeService.Json(body) };
        using var centre = service.NewCentre(options => options.Retries = 0);

        await Assert.ThrowsAsync<UnavailableException>(() => centre.QueryIntervalsAsync(Query(), Ct).Soon());
    }

    [Fact]
    public async Task Query_AHundredMillionContacts_AreBelieved()
    {
        var service = new FakeService { Answer = (_, _) => FakeService.Json(Filled("""{"results":[RESULT]}""", "100000000")) };
        using var centre = service.NewCentre(options => options.Retries = 0);

        Assert.Equal(100_000_000, Assert.Single((await centre.QueryIntervalsAsync(Query(), Ct).Soon()).Rows).Counts.Offered);
    }

    [Fact]
    public async Task Query_RowsBesideWhatWasAskedFor_AreSkippedAndSaid()
    {
        var later = """{"interval":"2026-09-01T09:00Z/2026-09-01T09:15Z","metrics":[METRIC]}""";
        var service = new FakeService { Answer = (_, _) => FakeService.Json(Filled($$"""{"results":[{GROUP,"data":[BUCKET,{{later}}]}]}""", "3")) };
        using var centre = service.NewCentre(options => options.Retries = 0);

        var answer = await centre.QueryIntervalsAsync(Query(), Ct).Soon();

        Assert.Equal(3, Assert.Single(answer.Rows).Counts.Offered);
        Assert.Contains("Rows that were not asked for were skipped (1 time).", answer.Notices);
    }

    [Fact]
    public async Task Query_AllIntervalsBeginABitLater_AsInARecording_AreTaken()
    {
        var body = Filled("""{"results":[RESULT]}""", "3").Replace("08:00Z/2026-09-01T08:15Z", "08:05Z/2026-09-01T08:20Z", StringComparison.Ordinal);
        var service = new FakeService { Answer = (_, _) => FakeService.Json(body) };
        using var centre = service.NewCentre(options => options.Retries = 0);

        Assert.Equal(3, Assert.Single((await centre.QueryIntervalsAsync(Query(), Ct).Soon()).Rows).Counts.Offered);
    }

    [Theory]
    [InlineData("""{"results":[GROUP,GROUP]}""")]
    [InlineData("""{"results":[{"group":{"queueId":"q","mediaType":"voice"},"data":[WAITING,WAITING]}]}""")]
    [InlineData("""{"results":[{"group":{"queueId":"q","mediaType":"voice"},"data":[{"metric":"oWaiting","stats":{"count":2147483647}}]}]}""")]
    [InlineData("""{"results":[{"group":{"queueId":"q","mediaType":"voice"},"data":[{"metric":"oWaiting","stats":{"count":-3}}]}]}""")]
    public async Task Observe_TwiceOrImpossible_IsUnavailable(string shape)
    {
        var body = shape.Replace("GROUP", """{"group":{"queueId":"q","mediaType":"voice"},"data":[WAITING]}""", StringComparison.Ordinal)
            .Replace("WAITING", """{"metric":"oWaiting","stats":{"count":3}}""", StringComparison.Ordinal);
        var service = new FakeService { Answer = (_, _) => FakeService.Json(body) };
        using var centre = service.NewCentre(options => options.Retries = 0);

        await Assert.ThrowsAsync<UnavailableException>(() => centre.ObserveAsync([new QueueId("q")], Ct).Soon());
    }

    [Fact]
    public async Task Query_NoResults_IsNoContacts()
    {
        var service = new FakeService { Answer = (_, _) => FakeService.Json("""{"results":[]}""") };
        using var centre = service.NewCentre(options => options.Retries = 0);

        Assert.Empty((await centre.QueryIntervalsAsync(Query(), Ct).Soon()).Rows);
    }

    [Fact]
    public async Task Queues_AnswerLargerThanAnyShouldBe_IsReadNoFurther()
    {
        var service = new FakeService { Answer = (_, _) => new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(new Endless()) } };
        using var centre = service.NewCentre(options => options.Retries = 0);

        var e = await Assert.ThrowsAsync<UnavailableException>(() => centre.GetQueuesAsync(Ct).Soon());

        Assert.Contains("larger than any should be", e.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Token_PackedFromMuch_IsReadNoFurther()
    {
        var service = new FakeService { TokenAnswer = Packed };
        using var centre = service.NewCentre(options => options.Retries = 0);

        var e = await Assert.ThrowsAsync<UnavailableException>(() => centre.GetQueuesAsync(Ct).Soon());

        Assert.Contains("larger than any should be", e.Message, StringComparison.Ordinal);

        // As the handler of a real connection unpacks it: a thousand bytes become a million.
        static HttpResponseMessage Packed()
        {
            using var packed = new MemoryStream();
            using (var gzip = new GZipStream(packed, CompressionLevel.SmallestSize, leaveOpen: true))
            {
                gzip.Write(Encoding.UTF8.GetBytes(new string(' ', 1_000_000) + """{"access_token":"t","expires_in":300}"""));
            }

            var unpacked = new GZipStream(new MemoryStream(packed.ToArray()), CompressionMode.Decompress);
            return new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(unpacked) };
        }
    }

    private static IntervalQuery Query() => new(new Interval(Eight, Eight.AddHours(1)), Granularity.QuarterHour, EdgeSet.None, []);

    private static string Row(string queue, string from, string to) =>
        """{"results":[{"group":{"queueId":"QUEUE","mediaType":"voice"},"data":[{"interval":"2026-09-01TFROMZ/2026-09-01TTOZ","metrics":[METRIC]}]}]}"""
            .Replace("QUEUE", queue, StringComparison.Ordinal)
            .Replace("FROM", from, StringComparison.Ordinal)
            .Replace("TTO", $"T{to}", StringComparison.Ordinal)
            .Replace("METRIC", """{"metric":"nOffered","stats":{"count":1}}""", StringComparison.Ordinal);

    /// <summary>A shape of an answer, filled with the parts that an answer is made of.</summary>
    private static string Filled(string shape, string count) => shape
        .Replace("RESULT", "{GROUP,\"data\":[BUCKET]}", StringComparison.Ordinal)
        .Replace("GROUP", "\"group\":{\"queueId\":\"q\",\"mediaType\":\"voice\"}", StringComparison.Ordinal)
        .Replace("SPLIT", """{"group":{"queueId":"q","mediaType":"voice","x":"1"},"data":[BUCKET]}""", StringComparison.Ordinal)
        .Replace("PART", """{"metric":"nOffered","qualifier":"a","stats":{"count":1}}""", StringComparison.Ordinal)
        .Replace("BUCKET", "{TIME,\"metrics\":[METRIC]}", StringComparison.Ordinal)
        .Replace("TIME", "\"interval\":\"2026-09-01T08:00Z/2026-09-01T08:15Z\"", StringComparison.Ordinal)
        .Replace("METRIC", $$$"""{"metric":"nOffered","stats":{"count":{{{count}}}}}""", StringComparison.Ordinal);

    /// <summary>Blanks without end.</summary>
    private sealed class Endless : MemoryStream
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            buffer.Span.Fill((byte)' ');
            return new ValueTask<int>(buffer.Length);
        }
    }
}
