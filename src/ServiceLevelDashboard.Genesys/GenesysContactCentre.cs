using System.Collections.Immutable;
using System.Net;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Genesys.Calls;
using ServiceLevelDashboard.Genesys.Connection;
using ServiceLevelDashboard.Genesys.Push;
using ServiceLevelDashboard.Genesys.Queries;
using ServiceLevelDashboard.Genesys.Recording;

namespace ServiceLevelDashboard.Genesys;

/// <summary>
/// A contact centre on Genesys Cloud, over HTTP. One per organisation and process: token, quota and what was learnt about the
/// organisation's limits are shared by all callers. Safe for concurrent use.
/// </summary>
public sealed partial class GenesysContactCentre : IContactCentre, IPushedObservations, IDisposable
{
    private readonly GenesysOptions _options;
    private readonly HttpClient _http;
    private readonly QuotaGovernor _governor;
    private readonly Exchange _exchange;
    private readonly AccessTokens _tokens;
    private readonly QueueListReader _queues;
    private readonly IntervalQueries _intervals;
    private readonly ObservationQueries _observations;
    private readonly Channels _channels;
    private readonly SocketConnector _connector;
    private readonly PushStream _push;

    /// <summary>Makes a client. Nothing is sent yet.</summary>
    /// <param name="options">How to reach the organisation.</param>
    /// <param name="time">The clock of all waits and time-outs.</param>
    /// <param name="loggers">Where to log; bodies, tokens and names of queues are never logged.</param>
    /// <exception cref="OptionsValidationException">The options are not usable; its failures say what to set.</exception>
    public GenesysContactCentre(GenesysOptions options, TimeProvider time, ILoggerFactory loggers)
        : this(options, time, loggers, NewHandler())
    {
    }

    /// <summary>Makes a client whose answers are kept.</summary>
    /// <param name="options">How to reach the organisation.</param>
    /// <param name="time">The clock of all waits and time-outs.</param>
    /// <param name="loggers">Where to log.</param>
    /// <param name="recorder">Keeps the answers; it lives as long as the client.</param>
    public GenesysContactCentre(GenesysOptions options, TimeProvider time, ILoggerFactory loggers, AnswerRecorder recorder)
        : this(options, time, loggers, (HttpMessageHandler)Through(recorder))
    {
    }

    internal GenesysContactCentre(GenesysOptions options, TimeProvider time, ILoggerFactory loggers, HttpMessageHandler handler)
    {
        ArgumentNullException.ThrowIfNull(options);
        ArgumentNullException.ThrowIfNull(time);
        ArgumentNullException.ThrowIfNull(loggers);
        if (options.Validate() is { Count: > 0 } problems)
        {
            throw new OptionsValidationException(GenesysOptions.Section, typeof(GenesysOptions), problems);
        }

        _options = options;
        Endpoint = GenesysEndpoint.Of(options);
        // The pipeline keeps the time: HttpClient's own limit would end a long answer that is still arriving.
        _http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        var redaction = new Redaction();
        _governor = new QuotaGovernor(options.GovernorPerMinute, options.TotalTimeout, time);
        _exchange = new Exchange(_http, redaction, time);
        _tokens = new AccessTokens(options, Endpoint, _exchange, _governor, redaction, time);
        var api = new ApiClient(options, Endpoint, _exchange, _tokens, _governor, time, loggers.CreateLogger<ApiClient>());
        // Validated: it is there, and its one constructor takes these calls.
        var questions = options.IsSdkChosen ? (IApiClient)Activator.CreateInstance(VendorLibrary.Client!, api)! : api;
        _queues = new QueueListReader(questions);
        _intervals = new IntervalQueries(questions, _queues, time);
        _observations = new ObservationQueries(questions, _queues, time);
        (_channels, _connector) = (new Channels(api, time), new SocketConnector(options.AttemptTimeout, time, HttpClient.DefaultProxy));
        _push = new PushStream(_channels, _connector, time);
        if (Endpoint.RegionWasAssumed)
        {
            Log.RegionAssumed(loggers.CreateLogger<GenesysContactCentre>(), Endpoint.ToString());
        }
    }

    /// <summary>Where the calls go.</summary>
    public GenesysEndpoint Endpoint { get; }

    /// <summary>The service's clock minus ours at the last answer, to a second; null before the first.</summary>
    public TimeSpan? ClockSkew => _exchange.ClockSkew;

    /// <inheritdoc/>
    public bool IsSimulated => _exchange.IsSimulated;

    /// <inheritdoc/>
    public ImmutableArray<string> QueueListNotices => _queues.Notices;

    /// <summary>The metrics that the service refuses for this organisation at present, by name; empty before the first question.</summary>
    public ImmutableArray<string> RefusedMetrics => [.. _intervals.RefusedMetrics, .. _observations.RefusedMetrics];

    /// <inheritdoc/>
    public QuotaUse Quota => new(_governor.CallsLastMinute, _governor.CallsPerMinute, _options.QuotaPerMinute, _exchange.Calls, _exchange.Throttled);

    /// <summary>Makes sure that there is a token, in one attempt; the questions do this by themselves.</summary>
    /// <exception cref="ContactCentreException">The credentials were refused, or no token could be had.</exception>
    public async Task AuthenticateAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _tokens.GetAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (AttemptFailedException e)
        {
            throw CallFailures.Failed(e, new ApiCall("get a token", "oauth/token"), Endpoint);
        }
    }

    /// <inheritdoc/>
    public Task<ImmutableArray<Queue>> GetQueuesAsync(CancellationToken cancellationToken) =>
        _queues.GetAsync(new CallTally(), cancellationToken);

    /// <inheritdoc/>
    public Task<IntervalResponse> QueryIntervalsAsync(IntervalQuery query, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(query);
        return _intervals.QueryAsync(query, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<ObservationResponse> ObserveAsync(ImmutableArray<QueueId> queues, CancellationToken cancellationToken) =>
        _observations.QueryAsync(queues, cancellationToken);

    /// <inheritdoc/>
    public IAsyncEnumerable<PushUpdate> ListenAsync(ImmutableArray<QueueId> queues, TimeSpan silence, CancellationToken cancellationToken) =>
        _push.ListenAsync(queues, silence, cancellationToken);

    /// <summary>
    /// Tries whether changes of a queue may be told (not while <see cref="ListenAsync"/> runs). Leaves a channel behind that expires after a day, for the
    /// service has no call that ends one.
    /// </summary>
    /// <exception cref="PermissionMissingException">They may not; it names what is missing, where the service does.</exception>
    /// <exception cref="ContactCentreException">There was no answer.</exception>
    public Task<NotificationTrial> TryNotificationsAsync(QueueId queue, CancellationToken cancellationToken) =>
        _channels.TryAsync(queue, _connector, cancellationToken);

    /// <summary>Ends all calls.</summary>
    public void Dispose()
    {
        _http.Dispose();
        _governor.Dispose();
    }

    private static AnswerRecorder Through(AnswerRecorder recorder)
    {
        ArgumentNullException.ThrowIfNull(recorder);
        recorder.InnerHandler = NewHandler();
        return recorder;
    }

    private static SocketsHttpHandler NewHandler() => new()
    {
        // Not Brotli: its decoder reports a damaged body as a programming error instead of damaged data.
        AutomaticDecompression = DecompressionMethods.GZip | DecompressionMethods.Deflate,
        // A followed redirect would carry the token to another host.
        AllowAutoRedirect = false,
        Proxy = new OutboundProxy(HttpClient.DefaultProxy),
        UseCookies = false,
        ConnectTimeout = TimeSpan.FromSeconds(10),
        // So that a changed DNS entry is seen.
        PooledConnectionLifetime = TimeSpan.FromMinutes(5),
    };

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "GENESYS_REGION is not set: {Endpoint} is taken.")]
        public static partial void RegionAssumed(ILogger logger, string endpoint);
    }
}
