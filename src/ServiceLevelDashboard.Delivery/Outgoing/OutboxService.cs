using Microsoft.Extensions.Logging;
using ServiceLevelDashboard.Analytics.Background;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Delivery.Routes;

namespace ServiceLevelDashboard.Delivery.Outgoing;

/// <summary>
/// Sends what waits in the outbox: at once, then again and again with growing pauses, for a day. Routes go side by side, and the messages of one after the
/// other (the outbox gives out one of each), so that a route that does not answer holds up none but itself. What came of it is noted before anything else.
/// </summary>
internal sealed partial class OutboxService : PeriodicService
{
    /// <summary>How long a message is tried, from when it was written.</summary>
    internal static readonly TimeSpan Patience = TimeSpan.FromHours(24);

    /// <summary>How long a message that was sent, or could not be delivered, is kept.</summary>
    internal static readonly TimeSpan KeptMessages = TimeSpan.FromDays(30);

    /// <summary>How long an alert that is over is kept.</summary>
    internal static readonly TimeSpan KeptAlerts = TimeSpan.FromDays(400);

    /// <summary>How long a message is this process' own: after that another may take it, since this one has died.</summary>
    internal static readonly TimeSpan Hold = TimeSpan.FromSeconds(90);

    private const int MostAtOnce = 16;
    private static readonly TimeSpan Poll = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan FirstPause = TimeSpan.FromSeconds(15);
    private static readonly TimeSpan LongestPause = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan TimeToPart = TimeSpan.FromSeconds(3);

    private readonly IOutbox _outbox;
    private readonly IAlertStore _alerts;
    private readonly Dictionary<OutboxKind, IMessageSender> _senders;
    private readonly ILogger<OutboxService> _logger;
    private readonly string _holder = $"{Environment.MachineName} {Environment.ProcessId} {Guid.NewGuid():N}";

    // Only of the loop.
    private readonly Dictionary<string, Task<(OutboxEntry Entry, OutboxOutcome Outcome)>> _running = new(StringComparer.Ordinal);
    private DateTimeOffset _tidied = DateTimeOffset.MinValue;

    public OutboxService(
        IOutbox outbox, IAlertStore alerts, IEnumerable<IMessageSender> senders, TimeProvider clock, ILogger<OutboxService> logger) : base(clock, logger)
    {
        (_outbox, _alerts, _logger) = (outbox, alerts, logger);
        _senders = senders.ToDictionary(static s => s.Kind);
    }

    /// <inheritdoc/>
    public override string Name => "outbox";

    /// <inheritdoc/>
    protected override TimeSpan PauseAfterFailure => TimeSpan.FromSeconds(5);

    /// <inheritdoc/>
    public override async Task<TimeSpan> TurnAsync(CancellationToken cancellationToken)
    {
        await NoteAsync(cancellationToken).ConfigureAwait(false);
        var now = Clock.GetUtcNow();
        if (_running.Count < MostAtOnce)
        {
            foreach (var entry in await _outbox.TakeAsync(_holder, now, now + Hold, MostAtOnce - _running.Count, cancellationToken).ConfigureAwait(false))
            {
                if (!_running.ContainsKey(entry.Message.Id)) // after a standstill it may be given out anew while it is still on its way from here
                {
                    _running.Add(entry.Message.Id, SendAsync(entry, cancellationToken));
                }
            }
        }
        await TidyAsync(now, cancellationToken).ConfigureAwait(false);
        if (_running.Count == 0)
        {
            return Poll;
        }
        using var wake = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        await Task.WhenAny(_running.Values.Append<Task>(Task.Delay(Poll, Clock, wake.Token))).ConfigureAwait(false);
        await wake.CancelAsync().ConfigureAwait(false);
        return TimeSpan.Zero;
    }

    /// <summary>Gives back what is on its way, so that whoever comes next need not wait for this one.</summary>
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken).ConfigureAwait(false);
        using var time = new CancellationTokenSource(TimeToPart, Clock);
        try
        {
            await Task.WhenAll(_running.Values).WaitAsync(time.Token).ConfigureAwait(false);
            await NoteAsync(time.Token).ConfigureAwait(false);
        }
        catch (Exception e) when (e is OperationCanceledException or ArchiveUnavailableException)
        {
            // Others take it when the hold is over.
        }
    }

    /// <summary>When a message is tried again after an attempt; null when it was tried for long enough.</summary>
    /// <param name="entry">The message with how often it was tried.</param>
    /// <param name="retryAfter">What the far side asked for.</param>
    /// <param name="now">The present moment.</param>
    /// <param name="chance">0 to 1: spreads what failed together.</param>
    internal static DateTimeOffset? NextAttempt(OutboxEntry entry, TimeSpan? retryAfter, DateTimeOffset now, double chance)
    {
        var pause = FirstPause * Math.Pow(2, Math.Min(entry.Attempts - 1, 20)) * (0.8 + (0.4 * chance));
        pause = pause < LongestPause ? pause : LongestPause * (0.8 + (0.2 * chance));
        var next = now + (retryAfter > pause ? retryAfter.Value : pause);
        return next - entry.Message.CreatedAt <= Patience ? next : null;
    }

    /// <summary>Notes what came of what has ended; what cannot be noted now, since the archive is away, is noted at the next turn.</summary>
    private async Task NoteAsync(CancellationToken cancellationToken)
    {
        foreach (var (id, task) in _running.Where(static r => r.Value.IsCompleted).ToList())
        {
            var (entry, outcome) = await task.ConfigureAwait(false);
            await _outbox.FinishAsync(id, _holder, outcome, cancellationToken).ConfigureAwait(false);
            _running.Remove(id);
            if (outcome.State == OutboxState.GivenUp)
            {
                Log.NotDelivered(_logger, entry.Message.Kind, entry.Message.Route, entry.Attempts, outcome.Answer);
            }
        }
    }

    private async Task<(OutboxEntry Entry, OutboxOutcome Outcome)> SendAsync(OutboxEntry entry, CancellationToken cancellationToken)
    {
        SendResult result;
        try
        {
            result = _senders.TryGetValue(entry.Message.Kind, out var sender)
                ? await sender.SendAsync(entry, cancellationToken).ConfigureAwait(false)
                : SendResult.Refused($"Nobody here sends messages of the kind {entry.Message.Kind}.");
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            var at = Clock.GetUtcNow();
            return (entry, new OutboxOutcome(OutboxState.Waiting, "The dashboard was stopped while it sent this.", at, at));
        }
        catch (ArchiveUnavailableException e)
        {
            result = SendResult.TryAgain(e.Message, null);
        }
        // A callback: one message that a sender fails on must not keep all others.
        catch (Exception e)
        {
            Log.Mistaken(_logger, e, entry.Message.Kind, entry.Message.Route);
            result = SendResult.TryAgain($"The dashboard failed to send it ({e.GetType().Name}); its log says more.", null);
        }
        return (entry, OutcomeOf(entry, result));
    }

    private OutboxOutcome OutcomeOf(OutboxEntry entry, SendResult result)
    {
        var now = Clock.GetUtcNow();
#pragma warning disable CA5394 // spreads attempts; nothing is to be kept secret
        var next = result.Outcome == SendOutcome.TryAgain ? NextAttempt(entry, result.RetryAfter, now, Random.Shared.NextDouble()) : null;
#pragma warning restore CA5394
        var state = result.Outcome == SendOutcome.Taken ? OutboxState.Sent : next is null ? OutboxState.GivenUp : OutboxState.Waiting;
        return new OutboxOutcome(state, result.Answer, now, next);
    }

    private async Task TidyAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (now - _tidied < TimeSpan.FromHours(1))
        {
            return;
        }
        await _outbox.RemoveBeforeAsync(now - KeptMessages, cancellationToken).ConfigureAwait(false);
        await _alerts.RemoveBeforeAsync(now - KeptAlerts, cancellationToken).ConfigureAwait(false);
        _tidied = now;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "A message ({Kind}) could not be delivered by the route {Route} after {Attempts} attempts: {Answer}")]
        public static partial void NotDelivered(ILogger logger, OutboxKind kind, string route, int attempts, string answer);

        [LoggerMessage(2, LogLevel.Error, "Sending a message ({Kind}) by the route {Route} failed.")]
        public static partial void Mistaken(ILogger logger, Exception error, OutboxKind kind, string route);
    }
}
