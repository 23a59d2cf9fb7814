using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Extensions.Logging;
using ServiceLevelDashboard.Analytics.Background;
using ServiceLevelDashboard.Analytics.Instances;
using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Analytics.Alerts;

/// <summary>
/// Looks at all rules every few seconds, leads the alerts and enters what is to be told into the outbox, in the transaction that changes them. Of several
/// instances the leading one does so; the others show what it wrote. While the archive is away whoever led last goes on in memory and tells past the outbox.
/// </summary>
internal sealed partial class AlertService(
    ISnapshots snapshots, AlertDocuments documents, IAlertStore store, ILeadership leadership, SignalBoard board, SystemSources system, OpenAlerts open,
    TimeProvider clock, ILogger<AlertService> logger, IEnumerable<IAlertFigures> figures, IEnumerable<INoticeSender> senders) : PeriodicService(clock, logger)
{
    /// <summary>Between two turns.</summary>
    public static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(2);

    /// <summary>Between two times that old things go.</summary>
    public static readonly TimeSpan TidyAgain = TimeSpan.FromHours(1);

    /// <summary>Over alerts are read back this far, since a digest may still have to tell of them.</summary>
    private static readonly TimeSpan LookedBack = TimeSpan.FromDays(2);

    /// <summary>What is found out about rung queues may take so long, of so many of them, before they are told without it.</summary>
    private static readonly TimeSpan FiguresTime = TimeSpan.FromSeconds(6);

    private const int FiguresAtOnce = 20, ReadAtMost = 5_000;

    private readonly AlertLedger _ledger = new();
    private readonly AlertTidying _tidying = new(documents, store, figures);
    private readonly Dictionary<string, (string Route, AlertNotice Notice)> _unsent = new(StringComparer.Ordinal);
    private DateTimeOffset _tidiedAt = DateTimeOffset.MinValue;
    private Term? _term;

    /// <inheritdoc/>
    public override string Name => "alerts";

    /// <inheritdoc/>
    protected override TimeSpan PauseAfterFailure => LookAgain;

    /// <inheritdoc/>
    protected override Task? Awakens => leadership.Current is null ? board.Next(Signal.Alerts) : null;

    /// <inheritdoc/>
    public override async Task<TimeSpan> TurnAsync(CancellationToken cancellationToken)
    {
        if (!documents.AreRead)
        {
            return LookAgain;
        }
        var term = leadership.Current;
        using var fence = term is { Epoch: > 0 } ? Fence.Under(Leadership.LeaseName, term.Epoch) : null;
        try
        {
            return await TurnAsync(term, cancellationToken).ConfigureAwait(false);
        }
        catch (LeaseLostException) when (term is not null)
        {
            leadership.End(term);
            return LookAgain;
        }
    }

    private async Task<TimeSpan> TurnAsync(Term? term, CancellationToken cancellationToken)
    {
        var failure = await FailureOfAsync(token => LeadAsync(term, token), cancellationToken).ConfigureAwait(false);
        // While the archive is away nobody leads: whoever led last goes on, and the others have nothing to tell.
        var isLeading = _term is not null;
        if (!isLeading && _ledger.IsEmpty)
        {
            return LookAgain; // another process leads
        }

        var now = Clock.GetUtcNow();
        var state = snapshots.For(Visibility.Everything);
        _ledger.Take(documents.Rules.All, documents.Groups.All, system.At(state, failure), archiveAlone: !isLeading);
        _ledger.Acknowledge(documents.AcknowledgementOf);
        foreach (var (route, notice) in NoticePlan.Make(_ledger.All, documents.RuleOf, a => documents.SilenceOf(a.Rule, a.Subject, now) is not null, now))
        {
            _unsent[notice.Id] = (route, notice);
        }

        if (!isLeading || failure is not null || await FailureOfAsync(WriteAsync, cancellationToken).ConfigureAwait(false) is not null)
        {
            await SendAsync(cancellationToken).ConfigureAwait(false);
        }
        Publish();
        await FindOutAsync(state.Snapshot, now, cancellationToken).ConfigureAwait(false);
        return LookAgain;
    }

    private static async Task<string?> FailureOfAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        try
        {
            await work(cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (ArchiveUnavailableException e)
        {
            return e.Message;
        }
    }

    /// <summary>Who begins to lead begins with what the store holds; who does not shows it.</summary>
    private async Task LeadAsync(Term? term, CancellationToken cancellationToken)
    {
        var now = Clock.GetUtcNow();
        if (term is null)
        {
            var standing = await store.ReadOpenAsync(cancellationToken).ConfigureAwait(false);
            if (_term is not null)
            {
                _term = null;
                _ledger.Forget();
            }
            open.Publish([.. standing.Select(TrackedAlert.Read).OfType<TrackedAlert>()
                .Where(static a => a.Progress.State == AlertState.Firing).Select(static a => a.ToView())]);
        }
        else if (!ReferenceEquals(term, _term))
        {
            await LoadAsync(now, cancellationToken).ConfigureAwait(false);
            _term = term;
            Log.Leads(logger, _ledger.Open.Count);
        }
        await system.RefreshAsync(cancellationToken).ConfigureAwait(false);
        if (term is not null && now - _tidiedAt >= TidyAgain)
        {
            _tidiedAt = now;
            await _tidying.TidyAsync(now, id => _ledger.All.Any(a => a.Id == id), cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task LoadAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        var standing = await store.ReadOpenAsync(cancellationToken).ConfigureAwait(false);
        var late = await store.ReadAsync(new Interval(now - LookedBack, now), ReadAtMost, cancellationToken).ConfigureAwait(false);
        _ledger.Load(standing.Concat(late.Where(static a => a.State == AlertState.Resolved)));
    }

    /// <summary>Writes what has changed and what is to be told about it, together. Whoever was faster is believed: all begins with what it wrote.</summary>
    private async Task WriteAsync(CancellationToken cancellationToken)
    {
        var (changes, now) = (_ledger.Changes(), Clock.GetUtcNow());
        ImmutableArray<OutboxMessage> messages =
        [
            .. _unsent.Values.Select(u => new OutboxMessage(
                u.Notice.Id, OutboxKind.Alert, u.Route, JsonSerializer.Serialize(u.Notice, AlertNotice.Json), u.Notice.At, u.Notice.At)),
        ];
        if (!changes.IsEmpty || !messages.IsEmpty)
        {
            if (!await store.WriteAsync(changes, messages, cancellationToken).ConfigureAwait(false))
            {
                Log.Overtaken(logger);
                _unsent.Clear();
                await LoadAsync(now, cancellationToken).ConfigureAwait(false);
                return;
            }
            _ledger.Written();
            _unsent.Clear();
        }
        _ledger.Release(NoticePlan.IsTold);
    }

    /// <summary>Tells past the outbox, which cannot be written; what is not taken is tried again, and entered once that is possible.</summary>
    private async Task SendAsync(CancellationToken cancellationToken)
    {
        if (senders.FirstOrDefault() is not { } sender)
        {
            return;
        }
        foreach (var (route, notice) in _unsent.Values.ToList())
        {
            var (isTaken, answer) = await sender.SendAsync(route, notice, cancellationToken).ConfigureAwait(false);
            if (isTaken)
            {
                _unsent.Remove(notice.Id);
            }
            else
            {
                Log.NotTaken(logger, route, answer);
            }
        }
    }

    private void Publish() => open.Publish(
        [.. _ledger.Open.Where(static a => a.Progress.State == AlertState.Firing).OrderBy(static a => a.Id, StringComparer.Ordinal)
            .Select(static a => a.ToView())]);

    /// <summary>While what has just rung waits for others to be told with: keeps its figure, and looks why.</summary>
    private async Task FindOutAsync(Snapshot? snapshot, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var rung = _ledger.Open.Where(a => a.Progress.State == AlertState.Firing && a.Record.ChangedAt == now && a.Record.Facts.Queue is not null)
            .Take(FiguresAtOnce).ToList();
        if (figures.FirstOrDefault() is not { } finds || snapshot is null || rung.Count == 0)
        {
            return;
        }
        using var enough = new CancellationTokenSource(FiguresTime, Clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(enough.Token, cancellationToken);
        try
        {
            foreach (var alert in rung)
            {
                if (snapshot.Find(alert.Record.Facts.Queue!.Value) is { } queue) // chosen by it
                {
                    var (path, why) = await finds.KeepAsync(snapshot, queue, either.Token).ConfigureAwait(false);
                    alert.Record = alert.Record with { Facts = alert.Record.Facts with { Path = path, Why = why } };
                    alert.IsDirty = true;
                }
            }
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // the others are told without
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "This instance leads the alerts; {Open} are open.")]
        public static partial void Leads(ILogger logger, int open);

        [LoggerMessage(2, LogLevel.Warning, "Another process has written alerts meanwhile: they are read again.")]
        public static partial void Overtaken(ILogger logger);

        [LoggerMessage(3, LogLevel.Warning, "The route {Route} has not taken an alert: {Answer}")]
        public static partial void NotTaken(ILogger logger, string route, string answer);
    }
}
