using System.Collections.Concurrent;
using System.Globalization;
using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;

namespace ServiceLevelDashboard.Cli.Tests.Wire;

/// <summary>
/// The service on loopback, in the shape in which live organisations were seen to answer: members in the recorded order, what is
/// empty left out, extra members present. What it says is a test's own: rows by hand, or an answer in place of the usual one.
/// </summary>
internal sealed class WireService : IAsyncDisposable
{
    private readonly WebApplication _application;

    private WireService()
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddRoutingCore();
        _application = builder.Build();
        _application.Run(AnswerAsync);
    }

    public static async Task<WireService> StartAsync()
    {
        var service = new WireService();
        await service._application.StartAsync(TestContext.Current.CancellationToken);
        return service;
    }

    public static string Id(int number) => string.Create(CultureInfo.InvariantCulture, $"5c0de000-0000-4000-8000-{number:000000000000}");

    public Dictionary<string, string?> Variables => new()
    {
        ["GENESYS_URL"] = _application.Urls.First(),
        ["GENESYS_CLIENT_ID"] = "wire-client",
        ["GENESYS_CLIENT_SECRET"] = "wire-secret-of-some-length",
        ["Site:TimeZone"] = "UTC",
        ["Storage:DataFolder"] = Folder,
        ["Genesys:Retries"] = "0",
    };

    /// <summary>An empty folder for an archive that is never made.</summary>
    public string Folder { get; } = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());

    public List<WireQueue> Queues { get; } = [new(1, "Support")];

    public List<WireRow> Rows { get; } = [];

    /// <summary>How many more queues the list counts than it shows.</summary>
    public int Hidden { get; set; }

    /// <summary>An answer in place of the usual one to aggregate questions; null for the usual one.</summary>
    public Func<JsonElement, WireError?> Aggregates { get; set; } = static _ => null;

    /// <summary>The same for tokens.</summary>
    public WireError? Token { get; set; }

    /// <summary>An answer in place of the usual one to calls about notification channels, by method; null for the usual one.</summary>
    public Func<string, WireError?> Notifies { get; set; } = static _ => null;

    /// <summary>The methods of the calls about notification channels so far.</summary>
    public ConcurrentQueue<string> NotificationCalls { get; } = new();

    /// <summary>How many channels are open already.</summary>
    public int OpenChannels { get; set; }

    /// <summary>Why the topic that is subscribed to is rejected, and for which permission; null permits it.</summary>
    public (string Reason, string Permission)? Rejection { get; set; }

    /// <summary>The groups of an observation answer that come; the question decides.</summary>
    public Func<JsonElement, JsonObject, bool> Observes { get; set; } = static (_, _) => true;

    /// <summary>The aggregate questions so far.</summary>
    public ConcurrentQueue<JsonElement> Asked { get; } = new();

    public async ValueTask DisposeAsync() => await _application.DisposeAsync();

    /// <summary>Whether a question filters by queues.</summary>
    public static bool IsByQueue(JsonElement question) => question.GetRawText().Contains("queueId\",\"operator", StringComparison.Ordinal);

    public static TimeSpan Length(JsonElement question)
    {
        var ends = question.GetProperty("interval").GetString()!.Split('/').Select(end => DateTimeOffset.Parse(end, CultureInfo.InvariantCulture)).ToArray();
        return ends[1] - ends[0];
    }

    public static bool Asks(JsonElement question, string metric) => question.GetProperty("metrics").EnumerateArray().Any(asked => asked.GetString() == metric);

    private async Task AnswerAsync(HttpContext context)
    {
        var path = context.Request.Path.Value ?? "";
        using var reader = new StreamReader(context.Request.Body);
        var text = await reader.ReadToEndAsync(context.RequestAborted);
        if (path.EndsWith("/oauth/token", StringComparison.Ordinal))
        {
            await WriteAsync(
                context, Token, () => new JsonObject { ["access_token"] = "wire-token-of-a-test", ["token_type"] = "bearer", ["expires_in"] = 86_399 });
        }
        else if (path.EndsWith("/routing/queues", StringComparison.Ordinal))
        {
            await WriteAsync(context, null, () => new JsonObject
            {
                ["entities"] = new JsonArray([.. Queues.Select(queue => queue.ToJson())]),
                ["pageSize"] = 100,
                ["pageNumber"] = 1,
                ["total"] = Queues.Count + Hidden,
                ["pageCount"] = 1,
            });
        }
        else if (path.EndsWith("/conversations/aggregates/query", StringComparison.Ordinal))
        {
            var question = JsonDocument.Parse(text).RootElement;
            Asked.Enqueue(question);
            await WriteAsync(context, Aggregates(question), () => new JsonObject { ["results"] = new JsonArray([.. WireRow.Results(Rows, question)]) });
        }
        else if (path.EndsWith("/queues/observations/query", StringComparison.Ordinal))
        {
            var question = JsonDocument.Parse(text).RootElement;
            await WriteAsync(context, null, () => new JsonObject
            {
                ["systemToOrganizationMappings"] = new JsonObject(),
                ["results"] = new JsonArray([.. Queues.SelectMany(queue => queue.Observed()).Where(group => Observes(question, group))]),
            });
        }
        else if (path.Contains("/notifications/channels", StringComparison.Ordinal))
        {
            NotificationCalls.Enqueue(context.Request.Method);
            await WriteAsync(context, Notifies(context.Request.Method), () => Notifications(context.Request.Method, text));
        }
        else
        {
            await WriteAsync(context, new WireError(404, "not found", "HTTP 404 Not Found"), () => []);
        }
    }

    private JsonObject Notifications(string method, string body)
    {
        JsonObject Channel(string id) => new()
        {
            ["connectUri"] = $"{Variables["GENESYS_URL"]!.Replace("http", "ws", StringComparison.Ordinal)}/channels/{id}",
            ["id"] = id,
            ["expires"] = "2099-01-01T00:00:00.000Z",
        };
        return method switch
        {
            "GET" =>
                new JsonObject { ["entities"] = new JsonArray([.. Enumerable.Range(0, OpenChannels).Select(number => Channel($"streaming-marker-{number}"))]) },
            "POST" => Channel("streaming-marker-channel"),
            "PUT" => new JsonObject
            {
                ["entities"] = new JsonArray([.. JsonNode.Parse(body)!.AsArray().Select(topic => Topic((string)topic!["id"]!))]), // a list of topics
            },
            _ => [],
        };
    }

    private JsonObject Topic(string id) => Rejection is var (reason, permission)
        ? new JsonObject { ["id"] = id, ["state"] = "Rejected", ["rejectionReason"] = reason, ["missingPermissions"] = new JsonArray(permission) }
        : new JsonObject { ["id"] = id, ["state"] = "Permitted" };

    private static async Task WriteAsync(HttpContext context, WireError? error, Func<JsonObject> body)
    {
        context.Response.StatusCode = error?.Status ?? 200;
        context.Response.ContentType = "application/json";
        context.Response.Headers["ININ-Correlation-Id"] = "5c0de000-0000-4000-8000-0000000c0de0";
        await context.Response.WriteAsync(error?.Text ?? body().ToJsonString(), context.RequestAborted);
    }
}

/// <summary>The platform's error body.</summary>
internal sealed record WireError(int Status, string Code, string Message)
{
    public string Text { get; init; } = new JsonObject
    {
        ["message"] = Message,
        ["code"] = Code,
        ["status"] = Status,
        ["contextId"] = "5c0de000",
        ["details"] = new JsonArray(),
        ["errors"] = new JsonArray(),
    }.ToJsonString();
}

/// <summary>A queue as it is listed and observed.</summary>
internal sealed record WireQueue(int Number, string Name)
{
    public string? CallbackMode { get; init; } = "AgentFirst";

    public string Division { get; init; } = "Home";

    public JsonObject ToJson()
    {
        static JsonObject Media(int milliseconds) => new()
        {
            ["alertingTimeoutSeconds"] = 30,
            ["serviceLevel"] = new JsonObject { ["percentage"] = 0.8, ["durationMs"] = milliseconds },
        };
        var callback = Media(20_000);
        if (CallbackMode is not null)
        {
            callback["mode"] = CallbackMode;
        }

        return new JsonObject
        {
            ["id"] = WireService.Id(Number),
            ["name"] = Name,
            ["division"] = new JsonObject { ["id"] = WireService.Id(900), ["name"] = Division },
            ["mediaSettings"] = new JsonObject
            {
                ["call"] = Media(20_000),
                ["callback"] = callback,
                ["email"] = Media(86_400_000),
                ["message"] = Media(20_000),
            },
        };
    }

    /// <summary>Agents without a media type, contacts in two, and the group of video that has one metric alone.</summary>
    public IEnumerable<JsonObject> Observed()
    {
        static JsonObject Count(string metric, int count, string? qualifier = null)
        {
            var data = new JsonObject { ["metric"] = metric, ["stats"] = new JsonObject { ["count"] = count } };
            if (qualifier is not null)
            {
                data["qualifier"] = qualifier;
            }

            return data;
        }

        JsonObject Group(string? media, params JsonNode[] data)
        {
            var group = new JsonObject { ["queueId"] = WireService.Id(Number) };
            if (media is not null)
            {
                group["mediaType"] = media;
            }

            return new JsonObject { ["group"] = group, ["data"] = new JsonArray(data) };
        }

        yield return Group(null, Count("oOnQueueUsers", 4, "IDLE"), Count("oUserRoutingStatuses", 4, "IDLE"), Count("oUserRoutingStatuses", 19, "OFF_QUEUE"));
        yield return Group("voice", Count("oWaiting", 2), Count("oInteracting", 3));
        yield return Group("email", Count("oWaiting", 0), Count("oInteracting", 0));
        yield return Group("video", Count("oInteracting", 0));
    }
}

/// <summary>One bucket, by hand: waits in milliseconds, what is not given is left out of the answer.</summary>
internal sealed record WireRow(int Queue, string? Media, DateTimeOffset At)
{
    public int Minutes { get; init; } = 15;

    public int Offered { get; init; }

    public int Connected { get; init; }

    public int[] Answered { get; init; } = [];

    public int[] Abandoned { get; init; } = [];

    public int[] Short { get; init; } = [];

    public int[] FlowOut { get; init; } = [];

    /// <summary>All waits; null makes them those of answers, abandons and flow-outs.</summary>
    public int[]? Waits { get; init; }

    public int[] Handled { get; init; } = [];

    public int Over { get; init; }

    public (int Met, int Of)? Level { get; init; }

    /// <summary>More metrics, each a count.</summary>
    public Dictionary<string, int> More { get; init; } = [];

    public static IEnumerable<JsonNode> Results(IEnumerable<WireRow> rows, JsonElement question)
    {
        var ends = question.GetProperty("interval").GetString()!.Split('/').Select(end => DateTimeOffset.Parse(end, CultureInfo.InvariantCulture)).ToArray();
        return rows.Where(row => row.At >= ends[0] && row.At < ends[1]).GroupBy(row => (row.Queue, row.Media)).Select(group =>
        {
            var names = new JsonObject();
            if (group.Key.Media is { } media)
            {
                names["mediaType"] = media;
            }

            if (group.Key.Queue > 0)
            {
                names["queueId"] = WireService.Id(group.Key.Queue);
            }

            return new JsonObject { ["group"] = names, ["data"] = new JsonArray([.. group.Select(row => row.ToJson(question))]) };
        });
    }

    private JsonObject ToJson(JsonElement question)
    {
        var metrics = new JsonArray();
        void Add(string metric, JsonObject stats)
        {
            if (WireService.Asks(question, metric))
            {
                metrics.Add(new JsonObject { ["metric"] = metric, ["stats"] = stats });
            }
        }

        void Count(string metric, int count)
        {
            if (count > 0)
            {
                Add(metric, new JsonObject { ["count"] = count });
            }
        }

        void Time(string metric, int[] waits)
        {
            if (waits.Length > 0)
            {
                Add(metric, Stats(waits));
            }
        }

        Count("nOffered", Offered);
        Count("nConnected", Connected);
        Count("nOverSla", Over);
        Time("tAbandon", Abandoned);
        Time("tAnswered", Answered);
        Time("tFlowOut", FlowOut);
        Time("tHandle", Handled);
        if (Level is var (met, of))
        {
            Add("oServiceLevel", new JsonObject { ["ratio"] = of == 0 ? 0 : (double)met / of, ["numerator"] = met, ["denominator"] = of, ["target"] = 0.8 });
        }

        Time("tWait", Waits ?? [.. Answered, .. Abandoned, .. FlowOut]);
        Time("tShortAbandon", Short);
        foreach (var (metric, count) in More)
        {
            Count(metric, count);
        }

        // Comes whether asked for or not, with a statistic of its own name.
        metrics.Add(new JsonObject { ["metric"] = "oServiceTarget", ["stats"] = new JsonObject { ["current"] = 0.8 } });
        var bucket = new JsonObject
        {
            ["interval"] = string.Create(
                CultureInfo.InvariantCulture, $"{At.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fff}Z/{At.AddMinutes(Minutes).UtcDateTime:yyyy-MM-ddTHH:mm:ss.fff}Z"),
            ["metrics"] = metrics,
        };
        if (question.TryGetProperty("views", out var views))
        {
            bucket["views"] = new JsonArray([.. views.EnumerateArray().Select(view => View(view, this)).OfType<JsonObject>()]);
        }

        return bucket;
    }

    private static JsonObject? View(JsonElement view, WireRow row)
    {
        var waits = view.GetProperty("target").GetString() == "tAnswered" ? row.Answered : row.Abandoned;
        var within = waits.Where(wait => wait < view.GetProperty("range").GetProperty("lt").GetInt64()).ToArray();
        return within.Length == 0 ? null : new JsonObject { ["name"] = view.GetProperty("name").GetString(), ["stats"] = Stats(within) };
    }

    private static JsonObject Stats(int[] waits) =>
        new() { ["max"] = waits.Max(), ["min"] = waits.Min(), ["count"] = waits.Length, ["sum"] = waits.Sum(static wait => (long)wait) };
}
