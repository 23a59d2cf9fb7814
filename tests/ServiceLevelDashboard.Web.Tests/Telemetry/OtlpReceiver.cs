using System.Collections.Concurrent;
using System.Net;
using System.Text;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace ServiceLevelDashboard.Web.Tests.Telemetry;

/// <summary>Takes what is sent by OpenTelemetry's protocol over HTTP, and keeps the bytes.</summary>
internal sealed class OtlpReceiver : IAsyncDisposable
{
    private readonly ConcurrentQueue<(string Path, byte[] Body)> _came = new();
    private readonly WebApplication _app;

    private OtlpReceiver(WebApplication app) => _app = app;

    /// <summary>Where it listens.</summary>
    public string Address => _app.Urls.Single();

    /// <summary>The addresses that were asked.</summary>
    public IEnumerable<string> Paths => _came.Select(static c => c.Path).Distinct().Order(StringComparer.Ordinal);

    /// <summary>All that came to an address as text; letters that are none are points.</summary>
    public string TextOf(string path) => string.Join('\n', _came.Where(c => c.Path == path).Select(static c => Encoding.UTF8.GetString(c.Body)));

    /// <summary>All that came.</summary>
    public string Text => string.Join('\n', Paths.Select(TextOf));

    /// <summary>Starts it.</summary>
    public static async Task<OtlpReceiver> StartAsync(CancellationToken cancellationToken)
    {
        var builder = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        builder.WebHost.UseKestrelCore().ConfigureKestrel(static kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        builder.Services.AddRoutingCore();
        var receiver = new OtlpReceiver(builder.Build());
        receiver._app.MapPost("/{**path}", receiver.TakeAsync);
        await receiver._app.StartAsync(cancellationToken);
        return receiver;
    }

    /// <summary>Waits until all of these are in what came to an address.</summary>
    public async Task UntilAsync(string path, IReadOnlyCollection<string> words, CancellationToken cancellationToken)
    {
        using var bound = Patience.Bound(cancellationToken);
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(50));
        var missing = words;
        try
        {
            while (missing.Count > 0 && await again.WaitForNextTickAsync(bound.Token))
            {
                var text = TextOf(path);
                missing = [.. words.Where(word => !text.Contains(word, StringComparison.Ordinal))];
            }
        }
        catch (OperationCanceledException)
        {
            Assert.Fail($"{string.Join(", ", missing)} did not come to {path}");
        }
    }

    /// <inheritdoc/>
    public ValueTask DisposeAsync() => _app.DisposeAsync();

    private async Task TakeAsync(HttpContext context)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        _came.Enqueue((context.Request.Path, body.ToArray()));
        context.Response.ContentType = "application/x-protobuf"; // an empty answer: all was taken
    }
}
