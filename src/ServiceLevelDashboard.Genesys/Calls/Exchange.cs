using System.Globalization;
using System.Net;
using System.Text.Json;

namespace ServiceLevelDashboard.Genesys.Calls;

/// <summary>
/// One request and its whole answer: sends, reads to the closing brace, and sorts what goes wrong into
/// <see cref="AttemptFailedException"/> (may pass) and <see cref="RefusedResponseException"/> (will not).
/// </summary>
internal sealed class Exchange(HttpClient http, Redaction redaction, TimeProvider time)
{
    /// <summary>No wait is taken for longer, whatever an answer says.</summary>
    private static readonly TimeSpan LongestWait = TimeSpan.FromDays(1);

    /// <summary>The header by which a simulator says that it is one.</summary>
    private const string SimulatedHeader = "X-Simulated";

    private long _calls;
    private long _throttled;
    private long _skewTicks = long.MinValue;

    /// <summary>HTTP calls sent since the start.</summary>
    public long Calls => Interlocked.Read(ref _calls);

    /// <summary>How many of them were answered 429.</summary>
    public long Throttled => Interlocked.Read(ref _throttled);

    /// <summary>The service's clock minus ours at the last answer; the header has whole seconds. Null before the first answer.</summary>
    public TimeSpan? ClockSkew => Interlocked.Read(ref _skewTicks) is var ticks && ticks != long.MinValue ? TimeSpan.FromTicks(ticks) : null;

    /// <summary>Whether the last answer came from a simulator, by its own word.</summary>
    public bool IsSimulated { get; private set; }

    /// <param name="request">What to send; the caller disposes it.</param>
    /// <param name="maximumBytes">Most bytes of a good answer, unpacked.</param>
    /// <param name="read">Reads the body of a good answer to its end.</param>
    /// <param name="cancellationToken">Ends sending and reading.</param>
    public async Task<Response<T>> RunAsync<T>(
        HttpRequestMessage request, long maximumBytes, Func<Stream, CancellationToken, ValueTask<T>> read, CancellationToken cancellationToken)
    {
        try
        {
            Interlocked.Increment(ref _calls);
            using var response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            var at = AnsweredAt(response);
            IsSimulated = response.Headers.NonValidated.Contains(SimulatedHeader);
            if (!response.IsSuccessStatusCode)
            {
                throw await FailureAsync(response, at, cancellationToken).ConfigureAwait(false);
            }

            var body = await response.Content.ReadAsStreamAsync(cancellationToken).ConfigureAwait(false);
            await using (body.ConfigureAwait(false))
            {
                return new Response<T>(await read(new LimitedStream(body, maximumBytes), cancellationToken).ConfigureAwait(false), at);
            }
        }
        catch (HttpRequestException e)
        {
            throw new AttemptFailedException(Describe(e), e);
        }
        catch (IOException e)
        {
            throw new AttemptFailedException("the answer was cut off", e);
        }
        catch (AnswerTooLargeException e)
        {
            throw new AttemptFailedException("the answer was larger than any should be", e);
        }
        catch (Exception e) when (e is JsonException or InvalidDataException or OverflowException)
        {
            throw new AttemptFailedException("the answer could not be read", e);
        }
    }

    private async Task<Exception> FailureAsync(HttpResponseMessage response, DateTimeOffset at, CancellationToken cancellationToken)
    {
        var error = await ErrorResponse.ReadAsync(response.Content, redaction, cancellationToken).ConfigureAwait(false);
        var correlationId = response.Headers.TryGetValues("ININ-Correlation-Id", out var values) ? redaction.Apply(values.First()) : error.ContextId;
        if (response.StatusCode == HttpStatusCode.TooManyRequests)
        {
            Interlocked.Increment(ref _throttled);
        }

        if (!MayPass(response.StatusCode))
        {
            return new RefusedResponseException(response.StatusCode, error, correlationId);
        }

        var wait = WaitOf(response, error, at);
        // The message says the wait in its own way: next to the one that is kept it would be a second.
        var said = wait is null ? error.Summary : error.Code;
        return new AttemptFailedException($"answered {(int)response.StatusCode}{(said is null ? "" : $" ({said})")}")
        {
            Status = response.StatusCode,
            Error = error,
            RetryAfter = wait,
            CorrelationId = correlationId,
        };
    }

    private static bool MayPass(HttpStatusCode status) =>
        status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError;

    /// <summary>How long the service asks to wait: by its header, or by its message where a gateway has dropped the header or it cannot be read.</summary>
    private static TimeSpan? WaitOf(HttpResponseMessage response, ErrorResponse error, DateTimeOffset answeredAt) =>
        HeaderWait(response, answeredAt)
        ?? (response.StatusCode is HttpStatusCode.TooManyRequests or HttpStatusCode.ServiceUnavailable ? error.RetryAfter : null);

    /// <summary><c>Retry-After</c> in whole or broken seconds or as a date; null when it says neither.</summary>
    private static TimeSpan? HeaderWait(HttpResponseMessage response, DateTimeOffset answeredAt)
    {
        if (!response.Headers.NonValidated.TryGetValues("Retry-After", out var values))
        {
            return null;
        }

        var text = values.FirstOrDefault() ?? "";
        // A date is the service's own: measured against its clock, not ours.
        var wait = decimal.TryParse(
            text,
            NumberStyles.AllowDecimalPoint | NumberStyles.AllowLeadingWhite | NumberStyles.AllowTrailingWhite,
            CultureInfo.InvariantCulture,
            out var seconds)
            ? TimeSpan.FromSeconds((double)Math.Min(seconds, (decimal)LongestWait.TotalSeconds))
            : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var date) ? date - answeredAt : TimeSpan.Zero;
        return wait <= TimeSpan.Zero ? null : wait < LongestWait ? wait : LongestWait;
    }

    private DateTimeOffset AnsweredAt(HttpResponseMessage response)
    {
        var now = time.GetUtcNow();
        if (response.Headers.Date is not { } date)
        {
            return now;
        }

        Interlocked.Exchange(ref _skewTicks, (date - now).Ticks);
        return date.ToUniversalTime();
    }

    private static string Describe(HttpRequestException e) => e.HttpRequestError switch
    {
        HttpRequestError.NameResolutionError => "its name could not be resolved",
        HttpRequestError.ConnectionError => "no connection could be made",
        HttpRequestError.SecureConnectionError => "no secure connection could be made (is its certificate trusted here?)",
        HttpRequestError.ProxyTunnelError => "the proxy refused the way",
        HttpRequestError.ResponseEnded => "the answer was cut off",
        _ => "the connection failed",
    };
}
