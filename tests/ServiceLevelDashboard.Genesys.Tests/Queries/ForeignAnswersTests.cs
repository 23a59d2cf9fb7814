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
