using System.IO.Compression;
using System.Net;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;

namespace ServiceLevelDashboard.Chaos;

/// <summary>What stands between the dashboard and the contact centre: passes everything on, or does what gateways and strangers do.</summary>
internal sealed class FaultyGateway : IAsyncDisposable
{
    private readonly WebApplication _application;
    private readonly HttpClient _centre = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = TimeSpan.FromMinutes(5) };
    private readonly TimeProvider _clock;
    private long _lastGood;

    private FaultyGateway(Uri centre, TimeProvider clock)
    {
        _clock = clock;
        _centre.BaseAddress = centre;
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(static kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        _application = builder.Build();
        _application.Run(AnswerAsync);
    }

    /// <summary>Where the dashboard asks.</summary>
    public Uri Address => new(_application.Urls.First());

    /// <summary>What is wrong now; null when nothing is.</summary>
    public string? Fault { get; set; }

    /// <summary>When the last whole answer about intervals was passed on: no figure can be newer.</summary>
    public DateTimeOffset LastGood => new(Interlocked.Read(ref _lastGood), TimeSpan.Zero);

    public static readonly IReadOnlyList<string> Faults =
        ["429 for a year", "maintenance as 200", "a page to sign in", "a gzip bomb", "every row twice", "impossible counts", "connections cut"];

    public static async Task<FaultyGateway> StartAsync(Uri centre, TimeProvider clock)
    {
        var gateway = new FaultyGateway(centre, clock);
        await gateway._application.StartAsync();
        return gateway;
    }

    public async ValueTask DisposeAsync()
    {
        await _application.DisposeAsync();
        _centre.Dispose();
    }

    private async Task AnswerAsync(HttpContext context)
    {
        var response = context.Response;
        switch (Fault)
        {
            case "429 for a year":
                (response.StatusCode, response.Headers.RetryAfter) = (429, "31536000");
                return;
            case "maintenance as 200":
                await response.WriteAsync("""{"message":"maintenance"}""");
                return;
            case "a page to sign in":
                response.ContentType = "text/html";
                await response.WriteAsync("<html><body>Sign in to the network</body></html>");
                return;
            case "a gzip bomb":
                response.Headers.ContentEncoding = "gzip";
                await BombAsync(response.Body, context.RequestAborted);
                return;
            case "connections cut":
                context.Abort();
                return;
            case var fault:
                await PassAsync(context, fault);
                return;
        }
    }

    private async Task PassAsync(HttpContext context, string? fault)
    {
        using var asked = new HttpRequestMessage(new HttpMethod(context.Request.Method), context.Request.Path.Value + context.Request.QueryString.Value);
        if (context.Request.ContentLength > 0)
        {
            asked.Content = new StreamContent(context.Request.Body);
            asked.Content.Headers.TryAddWithoutValidation("Content-Type", context.Request.ContentType);
        }
        asked.Headers.TryAddWithoutValidation("Authorization", context.Request.Headers.Authorization.ToString());
        try
        {
            using var answer = await _centre.SendAsync(asked, HttpCompletionOption.ResponseHeadersRead, context.RequestAborted);
            var bytes = await answer.Content.ReadAsByteArrayAsync(context.RequestAborted);
            var isIntervals = context.Request.Path.Value!.EndsWith("aggregates/query", StringComparison.Ordinal) && answer.IsSuccessStatusCode;
            if (isIntervals && fault is null && IsWhole(bytes))
            {
                Interlocked.Exchange(ref _lastGood, _clock.GetUtcNow().UtcTicks);
            }
            context.Response.StatusCode = (int)answer.StatusCode;
            foreach (var (name, values) in answer.Headers.Where(static h => h.Key is "Retry-After" or "ININ-Correlation-Id" or "X-Simulated"))
            {
                context.Response.Headers[name] = values.ToArray();
            }
            context.Response.ContentType = answer.Content.Headers.ContentType?.ToString();
            await context.Response.Body.WriteAsync(isIntervals ? Falsified(bytes, fault) : bytes, context.RequestAborted);
        }
        catch (Exception e) when (e is HttpRequestException or IOException or OperationCanceledException)
        {
            context.Abort(); // as it was met
        }
    }

    private static byte[] Falsified(byte[] bytes, string? fault)
    {
        var text = Encoding.UTF8.GetString(bytes);
        return fault switch
        {
            "every row twice" when text.IndexOf('[', StringComparison.Ordinal) is > 0 and var at && text.LastIndexOf(']') is var end && end > at + 1 =>
                Encoding.UTF8.GetBytes($"{text[..(at + 1)]}{text[(at + 1)..end]},{text[(at + 1)..end]}]}}"),
            "impossible counts" => Encoding.UTF8.GetBytes(text.Replace("\"count\":", "\"count\":214748364", StringComparison.Ordinal)),
            _ => bytes,
        };
    }

    private static bool IsWhole(byte[] bytes)
    {
        try
        {
            using var document = JsonDocument.Parse(bytes);
            return document.RootElement.ValueKind == JsonValueKind.Object && document.RootElement.TryGetProperty("results", out _);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Two gigabytes of blanks, in two megabytes.</summary>
    private static async Task BombAsync(Stream into, CancellationToken cancellationToken)
    {
        var blanks = new byte[1024 * 1024];
        blanks.AsSpan().Fill((byte)' ');
        try
        {
            await using var packed = new GZipStream(into, CompressionLevel.Fastest);
            for (var megabytes = 0; megabytes < 2048; megabytes++)
            {
                await packed.WriteAsync(blanks, cancellationToken);
            }
        }
        catch (Exception e) when (e is IOException or OperationCanceledException)
        {
            // nobody reads further: that is right
        }
    }
}
