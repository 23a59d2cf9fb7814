using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Microsoft.Extensions.Options;
using ServiceLevelDashboard.Delivery.Routes;

namespace ServiceLevelDashboard.Delivery.Web;

/// <summary>
/// Calls the addresses of routes, and what <see cref="AddressGuard"/> forbids not at all: the address that was checked is the one that is connected to, so that
/// a name that answers otherwise the second time gains nothing. No redirect is followed, no proxy asked, and only the beginning of an answer is read.
/// </summary>
internal sealed class WebCaller : IDisposable
{
    /// <summary>Most bytes that are read of an answer.</summary>
    internal const int LongestAnswer = 4 * 1024;

    private static readonly TimeSpan LongestRetryAfter = TimeSpan.FromHours(6);

    private readonly HttpClient _client;
    private readonly AddressGuard _guard;
    private readonly TimeProvider _clock;

    public WebCaller(IOptions<DeliveryOptions> options, TimeProvider clock)
    {
        (_guard, _clock) = (new AddressGuard(options.Value), clock);
        _client = new HttpClient(new SocketsHttpHandler
        {
            AllowAutoRedirect = false,
            UseProxy = false,
            UseCookies = false,
            ActivityHeadersPropagator = null, // the addresses of Slack and Teams are secrets, and would be in traces
            ConnectCallback = ConnectAsync,
            ConnectTimeout = TimeSpan.FromSeconds(10),
            MaxResponseHeadersLength = 16, // KB
            PooledConnectionIdleTimeout = TimeSpan.FromSeconds(20),
            PooledConnectionLifetime = TimeSpan.FromMinutes(2),
        })
        {
            Timeout = Timeout.InfiniteTimeSpan, // bounded by who asks
        };
        _client.DefaultRequestHeaders.UserAgent.Add(new ProductInfoHeaderValue("service-level-dashboard", null));
    }

    /// <summary>Posts a body.</summary>
    /// <param name="address">Where to.</param>
    /// <param name="json">The body: JSON as UTF-8.</param>
    /// <param name="headers">Further headers.</param>
    /// <param name="cancellationToken">Ends the call.</param>
    /// <exception cref="TargetRefusedException">The address may not be called.</exception>
    /// <exception cref="HttpRequestException">It was not reached.</exception>
    /// <exception cref="IOException">The answer broke off.</exception>
    public async Task<WebAnswer> PostAsync(
        Uri address, ReadOnlyMemory<byte> json, IEnumerable<KeyValuePair<string, string>> headers, CancellationToken cancellationToken)
    {
        using var content = new ReadOnlyMemoryContent(json);
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = content };
        foreach (var (name, value) in headers)
        {
            request.Headers.Add(name, value);
        }
        try
        {
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            return new WebAnswer((int)response.StatusCode, await BeginningAsync(response, cancellationToken).ConfigureAwait(false), RetryAfter(response));
        }
        catch (HttpRequestException e) when (e.InnerException is TargetRefusedException refused)
        {
            throw refused;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private static async Task<string> BeginningAsync(HttpResponseMessage response, CancellationToken cancellationToken)
    {
        var stream = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
        await using var scope = stream.ConfigureAwait(false);
        var bytes = new byte[LongestAnswer];
        var count = await stream.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, cancellationToken).ConfigureAwait(false);
        return Encoding.UTF8.GetString(bytes, 0, count);
    }

    private TimeSpan? RetryAfter(HttpResponseMessage response)
    {
        var wait = response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - _clock.GetUtcNow(),
            _ => (TimeSpan?)null,
        };
        return wait is { } given ? TimeSpan.FromTicks(Math.Clamp(given.Ticks, 0, LongestRetryAfter.Ticks)) : null;
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellationToken)
    {
        var (host, port) = (context.DnsEndPoint.Host, context.DnsEndPoint.Port);
        var isEncrypted = context.InitialRequestMessage.RequestUri?.Scheme == Uri.UriSchemeHttps;
        var found = await Dns.GetHostAddressesAsync(host, cancellationToken).ConfigureAwait(false);
        var allowed = found.Where(address => _guard.MayCall(host, address, isEncrypted)).ToArray();
        if (allowed.Length == 0)
        {
            throw new TargetRefusedException(found.Length == 0
                ? $"{host} has no address."
                : $"{host} may not be called: {(isEncrypted ? "it is an address inside the house or of a special purpose" : "it is called without https")}. "
                    + $"If it is meant, name it in {DeliveryOptions.Section}__{nameof(DeliveryOptions.AllowedTargets)}.");
        }
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(allowed, port, cancellationToken).ConfigureAwait(false);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }
}

/// <summary>What the far side answered.</summary>
/// <param name="Status">The status code.</param>
/// <param name="Body">The beginning of the body.</param>
/// <param name="RetryAfter">How long it wants to be left alone, up to some hours; null when it did not say.</param>
internal sealed record WebAnswer(int Status, string Body, TimeSpan? RetryAfter)
{
    /// <summary>Whether it is a success.</summary>
    public bool IsSuccess => Status is >= 200 and < 300;

    /// <summary>What it means, where a kind has no rules of its own.</summary>
    /// <param name="secrets">What must not be in the text.</param>
    public SendResult ToResult(params ReadOnlySpan<string?> secrets)
    {
        var text = FormattableString.Invariant($"{Status} {Body}");
        return IsSuccess ? SendResult.Taken(text, secrets)
            : Status is 408 or 425 or 429 or >= 500 ? SendResult.TryAgain(text, RetryAfter, secrets)
            : Status is >= 300 and < 400 ? SendResult.Refused(FormattableString.Invariant($"{Status}: it leads elsewhere, and redirects are not followed."))
            : SendResult.Refused(text, secrets);
    }
}
