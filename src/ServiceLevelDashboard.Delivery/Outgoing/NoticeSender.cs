using System.Globalization;
using System.Net.Sockets;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Timeout;
using ServiceLevelDashboard.Analytics.Alerts;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Delivery.Routes;
using ServiceLevelDashboard.Delivery.Senders;
using ServiceLevelDashboard.Delivery.Web;

namespace ServiceLevelDashboard.Delivery.Outgoing;

/// <summary>Tells of alerts by any route: finds the route and who knows its kind, in its language, within a time.</summary>
internal sealed partial class NoticeSender : INoticeSender, IMessageSender
{
    /// <summary>The longest time for one attempt.</summary>
    internal static readonly TimeSpan AttemptTimeout = TimeSpan.FromSeconds(30);

    private readonly DocumentCache<Route> _routes;
    private readonly Dictionary<RouteKind, IRouteSender> _senders;
    private readonly ResiliencePipeline _pipeline;
    private readonly ILogger<NoticeSender> _logger;

    public NoticeSender(DocumentCache<Route> routes, IEnumerable<IRouteSender> senders, TimeProvider clock, ILogger<NoticeSender> logger)
    {
        (_routes, _senders, _logger) = (routes, senders.ToDictionary(static s => s.Kind), logger);
        // Attempts and the waits between them are the outbox's: they outlive the program.
        _pipeline = new ResiliencePipelineBuilder { TimeProvider = clock }.AddTimeout(AttemptTimeout).Build();
    }

    /// <inheritdoc/>
    public OutboxKind Kind => OutboxKind.Alert;

    /// <inheritdoc/>
    public async Task<(bool IsTaken, string Answer)> SendAsync(string route, AlertNotice notice, CancellationToken cancellationToken)
    {
        var result = await SendAsync(route, notice, 1, cancellationToken).ConfigureAwait(false);
        return (result.Outcome == SendOutcome.Taken, result.Answer);
    }

    /// <inheritdoc/>
    public async Task<SendResult> SendAsync(OutboxEntry entry, CancellationToken cancellationToken)
    {
        AlertNotice? notice;
        try
        {
            notice = JsonSerializer.Deserialize(entry.Message.Json, AlertNotice.Json);
        }
        catch (JsonException e)
        {
            return SendResult.Refused($"The message cannot be read: {e.Message}");
        }
        return notice is null
            ? SendResult.Refused("The message is empty.")
            : await SendAsync(entry.Message.Route, notice, entry.Attempts, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Sends a notice once.</summary>
    /// <param name="key">The route's key.</param>
    /// <param name="notice">What is said.</param>
    /// <param name="attempt">The how manieth attempt it is, from 1.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    internal async Task<SendResult> SendAsync(string key, AlertNotice notice, int attempt, CancellationToken cancellationToken)
    {
        if (_routes.Find(key) is not { } route)
        {
            return _routes.IsRead
                ? SendResult.Refused($"There is no route {key} any more.")
                : SendResult.TryAgain("The routes have not been read yet.", null);
        }
        if (notice.Alerts.IsDefaultOrEmpty)
        {
            return SendResult.Refused("The message tells of nothing.");
        }
        // Of this method and what it calls alone: the culture goes with the execution context.
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(route.Value.Language == "de" ? "de-DE" : "en-GB");
        try
        {
            return await _pipeline.ExecuteAsync(
                async token => await _senders[route.Value.Kind].SendAsync(new RouteMessage(key, route.Value, notice, attempt), token).ConfigureAwait(false),
                cancellationToken).ConfigureAwait(false);
        }
        catch (TimeoutRejectedException)
        {
            return SendResult.TryAgain(FormattableString.Invariant($"No answer within {AttemptTimeout.TotalSeconds} seconds."), null);
        }
        catch (TargetRefusedException e)
        {
            return SendResult.Refused(e.Message);
        }
        catch (RouteUnusableException e)
        {
            return SendResult.TryAgain(e.Message, null); // somebody may set it meanwhile
        }
        catch (Exception e) when (e is HttpRequestException or IOException or SocketException)
        {
            return SendResult.TryAgain((e.InnerException ?? e).Message, null);
        }
        // A callback: one mistaken sender must not keep what others send.
        catch (Exception e) when (e is not OperationCanceledException)
        {
            Log.Mistaken(_logger, e, key);
            return SendResult.Refused($"The dashboard failed to send it ({e.GetType().Name}); its log says more.");
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "Sending by the route {Route} failed.")]
        public static partial void Mistaken(ILogger logger, Exception error, string route);
    }
}
