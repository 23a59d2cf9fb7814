using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.WebUtilities;

namespace ServiceLevelDashboard.Simulator.Wire;

/// <summary>
/// Answers what a live organisation once answered, from a folder that <c>sld doctor --record</c> wrote. A question is answered as the most similar one was:
/// the same method and path, metrics, granularity and kind of filter. Times move, in whole quarter hours, so that the moment of the recording is the start of
/// the
/// replay; intervals that are not asked for, and queues that are not, are left out.
/// </summary>
internal sealed class RecordedAnswers
{
    private const double FirstMomentMs = 1e11;

    private static readonly TimeSpan Quarter = TimeSpan.FromMinutes(15);

    private readonly List<Recorded> _answers;
    private readonly TimeSpan _shift;

    private RecordedAnswers(List<Recorded> answers, DateTimeOffset now)
    {
        _answers = answers;
        var behind = now - answers.Max(static a => a.At);
        _shift = TimeSpan.FromTicks(behind.Ticks / Quarter.Ticks * Quarter.Ticks);
    }

    /// <summary>Reads a folder.</summary>
    /// <exception cref="InvalidDataException">A file is not of a recording, or there is none; the message names it.</exception>
    public static RecordedAnswers Read(string folder, DateTimeOffset now)
    {
        var answers = new List<Recorded>();
        string[] files = Directory.Exists(folder) ? Directory.GetFiles(folder, "*.json") : [];
        foreach (var file in files.Order(StringComparer.Ordinal))
        {
            try
            {
                answers.Add(Recorded.Of(JsonNode.Parse(File.ReadAllText(file))!)); // a recording holds an object
            }
            catch (Exception e) when (e is JsonException or InvalidOperationException or NullReferenceException or FormatException)
            {
                throw new InvalidDataException($"{file} is no part of a recording: {e.Message}", e);
            }
        }

        return answers.Count > 0 ? new RecordedAnswers(answers, now) : throw new InvalidDataException($"{folder} holds no recording.");
    }

    /// <exception cref="WireException">404: nothing of the kind was recorded.</exception>
    public async Task AnswerAsync(HttpContext context, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(context.Request.Body);
        var text = await reader.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
        var path = context.Request.Path.Value ?? "";
        var asked = Recorded.Kind.Of(context.Request.QueryString.Value, text.Length == 0 ? null : JsonNode.Parse(text));
        var best = _answers.Where(a => a.Path == path && a.Method == context.Request.Method)
            .MaxBy(a => (a.Question.Likeness(asked) + (IsOfSameTime(a, asked) ? 32 : 0), a.Status == 200))
            ?? throw WireException.NotFound(path);
        context.Response.StatusCode = best.Status;
        context.Response.ContentType = JsonResponse.ContentType;
        if (best.RetryAfter is { } wait)
        {
            context.Response.Headers.RetryAfter = wait;
        }

        await context.Response.WriteAsync(Moved(Connectable(best), asked)?.ToJsonString() ?? "", cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Addresses are no part of a recording: a channel has one at which nobody listens, so that what was answered to its subscriptions is seen.
    /// </summary>
    private static JsonNode? Connectable(Recorded answer)
    {
        var body = answer.Response?.DeepClone();
        if (answer is { Method: "POST", Path: "/api/v2/notifications/channels", Status: 200 } && body is JsonObject channel)
        {
            channel["connectUri"] = "ws://127.0.0.1:9/";
        }

        return body;
    }

    private bool IsOfSameTime(Recorded answer, Recorded.Kind asked) =>
        (answer.Question.Range, asked.Range) is ({ } then, { } now) && then.From + _shift < now.To && now.From < then.To + _shift;

    private JsonNode? Moved(JsonNode? body, Recorded.Kind asked)
    {
        if (body?["results"] is not JsonArray results)
        {
            return body;
        }

        foreach (var result in results.ToList())
        {
            if (asked.Queues.Count > 0 && result?["group"]?["queueId"]?.GetValue<string>() is { } queue && !asked.Queues.Contains(queue))
            {
                results.Remove(result);
                continue;
            }

            foreach (var datum in (result?["data"] as JsonArray ?? []).ToList())
            {
                if (datum?["interval"]?.GetValue<string>() is { } interval)
                {
                    var moved = interval.Split('/').Select(end => DateTimeOffset.Parse(end, CultureInfo.InvariantCulture) + _shift).ToArray();
                    datum["interval"] = $"{Instant(moved[0])}/{Instant(moved[1])}";
                    if (asked.Range is var (from, to) && (moved[0] < from || moved[0] >= to))
                    {
                        ((JsonArray)result!["data"]!).Remove(datum); // it was found in it
                    }
                }
                else if (datum?["stats"]?["calculatedMetricValue"] is JsonValue moment
                    && moment.TryGetValue<double>(out var milliseconds) && milliseconds > FirstMomentMs)
                {
                    datum["stats"]!["calculatedMetricValue"] = (long)(milliseconds + _shift.TotalMilliseconds); // the value was found in it
                }
            }

            if (result?["data"] is JsonArray { Count: 0 })
            {
                results.Remove(result);
            }
        }

        return body;
    }

    private static string Instant(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    /// <summary>One call of a recording.</summary>
    private sealed record Recorded(string Method, string Path, DateTimeOffset At, Recorded.Kind Question, int Status, string? RetryAfter, JsonNode? Response)
    {
        public static Recorded Of(JsonNode call) => new(
            call["method"]!.GetValue<string>(),
            call["path"]!.GetValue<string>(),
            DateTimeOffset.Parse(call["recordedAt"]!.GetValue<string>(), CultureInfo.InvariantCulture),
            Kind.Of(call["query"]?.GetValue<string>(), call["request"]),
            call["status"]!.GetValue<int>(),
            call["headers"]?["Retry-After"]?.GetValue<string>(),
            call["response"]);

        /// <summary>What makes two questions alike.</summary>
        internal sealed record Kind(
            string? Page, string Metrics, string? Granularity, HashSet<string> Queues, bool IsFiltered, (DateTimeOffset From, DateTimeOffset To)? Range)
        {
            public static Kind Of(string? query, JsonNode? body)
            {
                body = body as JsonObject; // topics to subscribe to are a list, and all alike
                var predicates = (body?["filter"]?["predicates"] as JsonArray ?? []).Where(static p => p?["dimension"]?.GetValue<string>() == "queueId");
                var ends = body?["interval"]?.GetValue<string>().Split('/');
                return new Kind(
                    QueryHelpers.ParseQuery(query).TryGetValue("pageNumber", out var page) ? page.ToString() : null,
                    string.Join(',', (body?["metrics"] as JsonArray ?? []).Select(static m => m!.GetValue<string>()).Order(StringComparer.Ordinal)),
                    body?["granularity"]?.GetValue<string>(),
                    [.. predicates.Select(static p => p!["value"]!.GetValue<string>())],
                    body?["filter"] is not null,
                    ends is [var from, var to]
                        ? (DateTimeOffset.Parse(from, CultureInfo.InvariantCulture), DateTimeOffset.Parse(to, CultureInfo.InvariantCulture))
                        : null);
            }

            public int Likeness(Kind other) =>
                (Page == other.Page ? 16 : 0) + (Metrics == other.Metrics ? 8 : 0) + (Granularity == other.Granularity ? 4 : 0)
                + (Queues.Count > 0 == other.Queues.Count > 0 ? 2 : 0) + (IsFiltered == other.IsFiltered ? 1 : 0);
        }
    }
}
