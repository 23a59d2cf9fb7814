using System.Collections.Immutable;
using System.Net;
using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Genesys;
using ServiceLevelDashboard.Genesys.Connection;
using ServiceLevelDashboard.Genesys.Push;
using ServiceLevelDashboard.Genesys.Queries;
using ServiceLevelDashboard.Genesys.Wire;
using static ServiceLevelDashboard.Fuzz.FuzzTarget;

namespace ServiceLevelDashboard.Fuzz;

/// <summary>What comes from the contact centre. Documented: rows, or one of its four exceptions.</summary>
internal static class ServiceAnswers
{
    private const int MostContacts = 100_000_000;

    private static readonly EdgeSet Edges = EdgeSet.Of([TimeSpan.FromSeconds(20)], [TimeSpan.FromSeconds(5)]);
    private static readonly ImmutableArray<EdgeView> Views = EdgeViews.PerCallOf(Edges)[0];
    private static readonly DateTimeOffset Eight = new(2026, 9, 1, 8, 0, 0, TimeSpan.Zero);
    private static readonly IntervalQuery Question = new(new Interval(Eight, Eight.AddHours(1)), Granularity.HalfHour, Edges, []);

    private static readonly string[] Names =
    [
        "\"results\":[", "\"group\":{", "\"queueId\":\"q\"", "\"mediaType\":\"voice\"", "\"data\":[",
        "\"interval\":\"2026-09-01T08:00Z/2026-09-01T08:30Z\"", "\"metrics\":[",
        "{\"metric\":\"nOffered\",\"stats\":{\"count\":1}}", "\"qualifier\":\"IDLE\"", "\"stats\":{", "\"count\":", "\"sum\":", "\"views\":[",
        "{\"name\":\"a20000\"", "null", "true",
        "\"tAnswered\"", "\"oServiceLevel\"", "\"oWaiting\"", "\"oLongestWaiting\"", "\"calculatedMetricValue\":", "\"entities\":[", "\"total\":",
        "\"pageCount\":",
        "\"access_token\":\"t\"", "\"expires_in\":", "\"mediaSettings\":{\"call\":{\"serviceLevel\":{\"percentage\":0.8,\"durationMs\":20000}}}",
        "\"topicName\":", "\"eventBody\":{", "\\u006e",
    ];

    public static IEnumerable<FuzzTarget> Targets =>
    [
        new("aggregates", Aggregates, Names),
        new("intervals", body => Ask(body, HttpStatusCode.OK, centre => Wait(centre.QueryIntervalsAsync(Question, CancellationToken.None), CheckRows)), Names),
        new("queues", body => Ask(body, HttpStatusCode.OK, static centre => Wait(centre.GetQueuesAsync(CancellationToken.None), CheckQueues)), Names),
        new(
            "observations",
            body => Ask(body, HttpStatusCode.OK, static centre => Wait(centre.ObserveAsync([new QueueId("q")], CancellationToken.None), CheckObservations)),
            Names),
        new("token", Token, Names),
        new("refusals", Refusals, Names),
        new("notifications", Notifications, Names),
    ];

    /// <summary>The reader alone, in one piece and byte by byte: both understand the same.</summary>
    private static void Aggregates(byte[] body)
    {
        var (whole, pieces) = (Read(new MemoryStream(body)), Read(new OneByteAtATime(body)));
        Require(whole is null == pieces is null, "one way refuses what the other takes");
        if (whole is { } rows && pieces is { } same)
        {
            CheckRows(rows);
            Require(rows.SequenceEqual(same), "both ways give other rows");
        }
    }

    private static List<QueueInterval>? Read(Stream body)
    {
        var oddities = new ParseDiagnostics();
        var stage = new RowStage(Edges, Views, oddities);
        try
        {
            AggregateReader.ReadAsync(body, Views, stage, oddities, CancellationToken.None).AsTask().GetAwaiter().GetResult();
            var rows = ImmutableArray.CreateBuilder<QueueInterval>();
            stage.MoveTo(rows, judge: null);
            return [.. rows];
        }
        catch (Exception e) when (e is JsonException or OverflowException)
        {
            return null;
        }
    }

    private static void CheckRows(IntervalResponse answer)
    {
        CheckRows(answer.Rows);
        Require(answer.Rows.All(r => Question.Range.Contains(r.Interval.Start)), "a row lies outside of what was asked for");
        Require(answer.Rows.DistinctBy(r => (r.Key, r.Interval)).Count() == answer.Rows.Length, "a row comes twice");
    }

    private static void CheckRows(IEnumerable<QueueInterval> rows)
    {
        foreach (var counts in rows.Select(static r => r.Counts))
        {
            Require(
                counts is { Offered: >= 0, OverSla: >= 0, ShortAbandoned: >= 0, Unjudged: >= 0, LateByWait: >= 0 }
                && new[] { counts.AnswerWait, counts.AbandonWait, counts.FlowOutWait, counts.Wait, counts.Talk, counts.Handle }.All(static d =>
                    d is { Count: >= 0, SumMs: >= 0, MaxMs: >= 0 } && !(d.Mean < TimeSpan.Zero || d.Longest < TimeSpan.Zero))
                && counts.Genesys is null or { Numerator: >= 0, Denominator: > 0 }
                && (counts.Bands is null || counts.Bands.AnsweredWithin.Concat(counts.Bands.AbandonedWithin).All(static c => c >= 0)),
                "a count is negative");
        }
    }

    private static void CheckQueues(ImmutableArray<Queue> queues)
    {
        Require(queues.All(static q => q.Id.Value.Length > 0 && q.Name.Length > 0), "a queue has no name");
        Require(queues.SelectMany(static q => q.Targets.Values).All(static t => t.Ratio is > 0 and <= 1 && t.Threshold > TimeSpan.Zero), "a target cannot be");
    }

    private static void CheckObservations(ObservationResponse answer)
    {
        Require(
            answer.Queues.All(static q => CanBe(q.Waiting) && CanBe(q.Interacting) && !(q.LongestWait < TimeSpan.Zero)),
            "what waits cannot be");
        Require(
            answer.Agents.All(static a => CanBe(a.Idle) && CanBe(a.Interacting) && CanBe(a.Communicating) && CanBe(a.NotResponding) && CanBe(a.OffQueue)),
            "agents cannot be");
    }

    private static bool CanBe(int? count) => count is null or (>= 0 and <= MostContacts);

    private static void Token(byte[] body) =>
        Ask(body, HttpStatusCode.OK, static centre => Wait(centre.GetQueuesAsync(CancellationToken.None), CheckQueues), isToken: true);

    /// <summary>The first byte chooses the status.</summary>
    private static void Refusals(byte[] body)
    {
        ReadOnlySpan<int> statuses = [400, 401, 403, 404, 429, 500, 503];
        var status = (HttpStatusCode)statuses[(body.Length > 0 ? body[0] : 0) % statuses.Length];
        Ask([.. body.Skip(1)], status, centre => Wait(centre.QueryIntervalsAsync(Question, CancellationToken.None), CheckRows), isToken: body.Length % 2 == 0);
    }

    private static void Notifications(byte[] body)
    {
        if (!PushJson.TryRead(body, out var message))
        {
            return;
        }
        var buffer = new ChangeBuffer([new QueueId("5a1e0c44-0000-4000-8000-000000000001")]);
        buffer.Add(message);
        var (queues, agents) = buffer.Take();
        Require(queues.All(static q => CanBe(q.Waiting) && CanBe(q.Interacting)), "what waits cannot be");
        Require(agents.All(static a => CanBe(a.Idle) && CanBe(a.Interacting) && CanBe(a.OffQueue)), "agents cannot be");
    }

    private static void Ask(byte[] body, HttpStatusCode status, Action<GenesysContactCentre> ask, bool isToken = false)
    {
        using var service = new OneAnswer(body, status, isToken);
        var options = new GenesysOptions { ClientId = "id", ClientSecret = "a-secret", Region = "eu-west-1", Retries = 0 };
        using var centre = new GenesysContactCentre(options, TimeProvider.System, NullLoggerFactory.Instance, service);
        try
        {
            ask(centre);
        }
        catch (ContactCentreException)
        {
            // documented
        }
    }

    private static void Wait<T>(Task<T> answer, Action<T> check) => check(answer.GetAwaiter().GetResult());

    /// <summary>A service that says the same to every question.</summary>
    private sealed class OneAnswer(byte[] body, HttpStatusCode status, bool isToken) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            var isAskedForToken = request.RequestUri!.AbsolutePath.EndsWith("/oauth/token", StringComparison.Ordinal);
            var other = isAskedForToken ? """{"access_token":"t","expires_in":3600}"""u8 : """{"entities":[],"total":0,"pageCount":1}"""u8;
            return Task.FromResult(isAskedForToken == isToken
                ? new HttpResponseMessage(status) { Content = new ByteArrayContent(body) }
                : new HttpResponseMessage(HttpStatusCode.OK) { Content = new ByteArrayContent(other.ToArray()) });
        }
    }

    private sealed class OneByteAtATime(byte[] bytes) : MemoryStream(bytes)
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            base.ReadAsync(buffer[..Math.Min(1, buffer.Length)], cancellationToken);
    }
}
