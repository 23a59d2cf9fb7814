using System.Net;
using System.Net.Http.Headers;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.CircuitBreaker;
using Polly.RateLimiting;
using Polly.Retry;
using Polly.Timeout;
using ServiceLevelDashboard.Genesys.Connection;

namespace ServiceLevelDashboard.Genesys.Calls;

/// <summary>One question to the service.</summary>
/// <param name="Purpose">What it is for, to complete "could not …", for instance <c>list the queues</c>.</param>
/// <param name="Path">Path and query below the base address, without a leading slash.</param>
/// <param name="Body">The JSON to post; null makes it a GET.</param>
/// <param name="CanBeCut">
/// Whether the asker can make it smaller: then an answer that took too long is a refusal at once, for asking the same again does not help.
/// </param>
internal sealed record ApiCall(string Purpose, string Path, ReadOnlyMemory<byte>? Body = null, bool CanBeCut = false)
{
    /// <summary>The method; POST with a body and GET without, unless set.</summary>
    public HttpMethod Method { get; init; } = Body is null ? HttpMethod.Get : HttpMethod.Post;

    /// <summary>Most bytes of the answer, unpacked: a small answer may be packed from an endless one.</summary>
    public long MaximumBytes { get; init; } = 64 * 1024 * 1024;
}

/// <summary>
/// Asks a question until it is answered whole, or says why not. Sending and reading the body lie inside one pipeline, so that a
/// body that stalls or ends early counts as a failed attempt. All questions are safe to repeat, the posted ones too.
/// </summary>
internal sealed partial class ApiClient : IApiClient
{
    private static readonly ResiliencePropertyKey<State> StateKey = new("call");

    private readonly GenesysOptions _options;
    private readonly GenesysEndpoint _endpoint;
    private readonly Exchange _exchange;
    private readonly AccessTokens _tokens;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ResiliencePipeline _pipeline;

    public ApiClient(
        GenesysOptions options,
        GenesysEndpoint endpoint,
        Exchange exchange,
        AccessTokens tokens,
        QuotaGovernor governor,
        TimeProvider time,
        ILogger<ApiClient> logger)
    {
        _options = options;
        _endpoint = endpoint;
        _exchange = exchange;
        _tokens = tokens;
        _time = time;
        _logger = logger;
        _pipeline = Pipeline(governor);
    }

    /// <inheritdoc/>
    public async Task<Response<T>> QueryAsync<T>(
        ApiCall call, Func<Stream, CancellationToken, ValueTask<T>> read, CallTally tally, CancellationToken cancellationToken)
    {
        using var span = CallTelemetry.Begin(call);
        var state = new State(call, _time.GetTimestamp());
        var context = ResilienceContextPool.Shared.Get(cancellationToken);
        context.Properties.Set(StateKey, state);
        try
        {
            return await _pipeline.ExecuteAsync(
                (inner, work) => AttemptAsync(work.state, work.read, work.tally, inner.CancellationToken),
                context, (state, read, tally)).ConfigureAwait(false);
        }
        catch (RefusedResponseException e)
        {
            throw CallFailures.Refused(e, call, _endpoint);
        }
        catch (AttemptFailedException e)
        {
            throw CallFailures.Failed(e, call, _endpoint);
        }
        catch (TimeoutRejectedException e)
        {
            throw CallFailures.TooSlow(e, call, _endpoint, state.LastFailure);
        }
        catch (BrokenCircuitException e)
        {
            throw CallFailures.Resting(e, call, _endpoint);
        }
        catch (RateLimiterRejectedException e)
        {
            throw CallFailures.QuotaUsedUp(e, call);
        }
        finally
        {
            ResilienceContextPool.Shared.Return(context);
        }
    }

    private async ValueTask<Response<T>> AttemptAsync<T>(
        State state, Func<Stream, CancellationToken, ValueTask<T>> read, CallTally tally, CancellationToken cancellationToken)
    {
        var token = await _tokens.GetAsync(cancellationToken).ConfigureAwait(false);
        using var request = new HttpRequestMessage(state.Call.Method, new Uri(_endpoint.Api, state.Call.Path));
        request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        if (state.Call.Body is { } body)
        {
            request.Content = new ReadOnlyMemoryContent(body);
            request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        }

        tally.Count();
        try
        {
            return await _exchange.RunAsync(request, state.Call.MaximumBytes, read, cancellationToken).ConfigureAwait(false);
        }
        catch (RefusedResponseException e) when (e.Status == HttpStatusCode.Unauthorized)
        {
            _tokens.Forget(token);
            throw;
        }
        catch (AttemptFailedException e) when (state.Call.CanBeCut && e is { IsTooHeavy: true, Status: { } status })
        {
            throw new RefusedResponseException(status, e.Error, e.CorrelationId);
        }
    }

    /// <summary>
    /// From the outside in: the whole time; one renewal of a refused token; the retries; a rest when nearly everything fails;
    /// the quota; the time of one attempt.
    /// </summary>
    private ResiliencePipeline Pipeline(QuotaGovernor governor)
    {
        var builder = new ResiliencePipelineBuilder { TimeProvider = _time };
        builder.AddTimeout(_options.TotalTimeout);
        builder.AddRetry(new RetryStrategyOptions
        {
            MaxRetryAttempts = 1,
            Delay = TimeSpan.Zero,
            ShouldHandle = static args => new(args.Outcome.Exception is RefusedResponseException { Status: HttpStatusCode.Unauthorized }),
        });
        if (_options.Retries > 0)
        {
            builder.AddRetry(new RetryStrategyOptions
            {
                MaxRetryAttempts = _options.Retries,
                ShouldHandle = args => new(IsWorthAnotherTry(args.Outcome.Exception, args.Context)),
                DelayGenerator = static args => new(Delay(args.AttemptNumber, args.Outcome.Exception)),
                OnRetry = args =>
                {
                    Note(args.Context.Properties.GetValue(StateKey, null!), args.Outcome.Exception, args.RetryDelay);
                    return default;
                },
            });
        }

        builder.AddCircuitBreaker(new CircuitBreakerStrategyOptions
        {
            FailureRatio = 0.9,
            MinimumThroughput = 8,
            SamplingDuration = TimeSpan.FromSeconds(60),
            BreakDuration = TimeSpan.FromSeconds(15),
            ShouldHandle = static args => new(args.Outcome.Exception is TimeoutRejectedException or AttemptFailedException { IsThrottled: false }),
        });
        builder.AddRateLimiter(governor);
        builder.AddTimeout(_options.AttemptTimeout);
        return builder.Build();
    }

    private bool IsWorthAnotherTry(Exception? failure, ResilienceContext context)
    {
        if (failure is TimeoutRejectedException)
        {
            return true;
        }
        if (failure is not AttemptFailedException failed)
        {
            return false;
        }
        var spent = _time.GetElapsedTime(context.Properties.GetValue(StateKey, null!).StartedAt);
        return failed.RetryAfter is not { } wait || wait < _options.TotalTimeout - spent;
    }

    /// <summary>What the service asked for, else 1, 2, 4 … seconds; a little more by chance, so that many clients do not return together.</summary>
    private static TimeSpan Delay(int attempt, Exception? failure) =>
        failure is AttemptFailedException { RetryAfter: { } asked }
            ? asked + TimeSpan.FromMilliseconds(250 * Random.Shared.NextDouble())
            : TimeSpan.FromSeconds(Math.Pow(2, attempt) * (1 + (0.25 * Random.Shared.NextDouble())));

    private void Note(State state, Exception? failure, TimeSpan delay)
    {
        state.LastFailure = failure is TimeoutRejectedException
            ? $"no whole answer within {_options.AttemptTimeout.TotalSeconds:0.#} s"
            : failure?.Message ?? "unknown";
        Log.Retrying(_logger, state.Call.Purpose, state.LastFailure, delay.TotalSeconds, (failure as AttemptFailedException)?.CorrelationId);
    }

    private sealed record State(ApiCall Call, long StartedAt)
    {
        public string? LastFailure { get; set; }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "Could not {Purpose} yet: {Reason}. Next attempt in {Seconds:0.0} s. Correlation id: {CorrelationId}")]
        public static partial void Retrying(ILogger logger, string purpose, string reason, double seconds, string? correlationId);
    }
}
