using System.Collections.Immutable;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using ServiceLevelDashboard.Analytics.Configuration;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Analytics.Reconciling;

/// <summary>
/// Compares the day's rows with Genesys' own figures after every merge and learns the organisation's switches. Noting rows costs the collector
/// nothing; the comparing is done in a turn of its own. An archive that is away never holds it up: what was learnt is written when it is back.
/// </summary>
/// <param name="settings">The configured switches, for what the rows leave open.</param>
/// <param name="clock">The present moment.</param>
/// <param name="logger">Hears of changes and differences.</param>
/// <param name="documents">Where it is kept.</param>
internal sealed partial class Reconciler(DashboardSettings settings, TimeProvider clock, ILogger<Reconciler> logger, DocumentRepository<SwitchLedger> documents)
    : IReconciliation, IDisposable
{
    private readonly SemaphoreSlim _turn = new(1);
    private readonly Channel<bool> _somethingNew = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private Noted? _noted;
    private SwitchLedger _ledger = new();
    private SwitchLedger? _written;
    private int _version;
    private bool _isLoaded;
    private Actor? _confirmedBy; // until it is written down
    private DateTimeOffset? _lastLook;
    private int _changes;
    private volatile ReconciliationState _state = ReconciliationState.Nothing with { Switches = settings.Definition.Switches };

    /// <inheritdoc/>
    public ReconciliationState Current => _state;

    /// <summary>How many changes of the switches this run has seen: with each the whole day must be read again, since it is restated.</summary>
    public int Changes => Volatile.Read(ref _changes);

    /// <summary>Notes the rows after a merge and returns at once.</summary>
    /// <param name="rows">All rows that are known of the day; earlier ones are left out.</param>
    /// <param name="day">The site's day.</param>
    /// <param name="at">The contact centre's clock at the answer.</param>
    public void Note(ImmutableArray<QueueInterval> rows, Interval day, DateTimeOffset at)
    {
        Volatile.Write(ref _noted, new Noted(rows, day, at));
        _somethingNew.Writer.TryWrite(true);
    }

    /// <summary>Waits until rows have been noted.</summary>
    public async Task SomethingNewAsync(CancellationToken cancellationToken) =>
        await _somethingNew.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>One turn: reads what was kept, looks at the rows last noted, and keeps what is new.</summary>
    /// <param name="hasOthers">Whether other instances may have written meanwhile.</param>
    /// <param name="learns">Whether this one leads: the others compare by what it has learnt.</param>
    /// <param name="cancellationToken">Ends it.</param>
    public async Task TurnAsync(bool hasOthers, bool learns, CancellationToken cancellationToken)
    {
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            if (hasOthers && _confirmedBy is null)
            {
                _isLoaded = false;
            }
            await TryAsync(LoadAsync, cancellationToken).ConfigureAwait(false);
            Look(learns);
            if (learns || _confirmedBy is not null)
            {
                await TryAsync(SaveAsync, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public async Task<bool> ConfirmAsync(GenesysSwitches switches, Actor who, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(switches);
        await _turn.WaitAsync(cancellationToken).ConfigureAwait(false);
        try
        {
            await TryAsync(LoadAsync, cancellationToken).ConfigureAwait(false);
            _ledger = _ledger.Confirm(switches, clock.GetUtcNow());
            _confirmedBy = who;
            Log.Confirmed(logger, switches);
            Look(learns: false);
            await TryAsync(SaveAsync, cancellationToken).ConfigureAwait(false);
            if (!_isLoaded)
            {
                // Another instance has learnt something meanwhile: that stays, with what is confirmed here on top.
                await TryAsync(LoadAsync, cancellationToken).ConfigureAwait(false);
                Look(learns: false);
                await TryAsync(SaveAsync, cancellationToken).ConfigureAwait(false);
            }
            return Equals(_written, _ledger);
        }
        finally
        {
            _turn.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _turn.Dispose();

    private void Look(bool learns)
    {
        var configured = settings.Definition.Switches;
        Reconciliation? today = null;
        SwitchInference? inference = null;
        var switches = Chosen();
        var noted = Volatile.Read(ref _noted);
        if (noted is not null)
        {
            ImmutableArray<QueueInterval> rows = [.. noted.Rows.Where(r => noted.Day.Contains(r.Interval.Start))];
            inference = SwitchInference.Of(rows);
            if (learns)
            {
                Learn(rows, inference, noted.At);
            }
            // Rows that contradict each other teach nothing; compared by the setting nearest to them, those that it does not fit have names.
            switches = inference.IsContradictory && !_ledger.IsConfirmed ? inference.Nearest(configured) : Chosen();
            today = Reconciliation.Of(rows, switches, inference, _ledger.IsConfirmed);
            var was = _state.Today?.Mismatches.Length ?? 0;
            if (today.Mismatches.Length > 0 && was == 0)
            {
                Log.Differs(logger, today.Mismatches.Length, today.Compared);
            }
        }

        _state = new ReconciliationState
        {
            At = noted?.At,
            Today = today,
            Inference = inference,
            Switches = switches,
            IsConfirmed = _ledger.IsConfirmed,
            ConfirmedAt = _ledger.ConfirmedAt,
            Possible = _ledger.Possible,
            Changes = _ledger.Changes,
        };

        GenesysSwitches Chosen() => _ledger.Chosen(configured);
    }

    private void Learn(ImmutableArray<QueueInterval> rows, SwitchInference inference, DateTimeOffset at)
    {
        var last = _ledger;
        _ledger = last.After(rows, inference, at, _lastLook);
        if (_ledger.Changes is [var latest, ..] && (last.Changes is not [var known, ..] || known.SeenAt != latest.SeenAt))
        {
            Log.Changed(logger, latest.Before, latest.After, at, _lastLook);
            Interlocked.Increment(ref _changes);
        }

        if (inference.Fitting.Any(s => _ledger.Possible.Contains(s)))
        {
            _lastLook = at;
        }
    }

    private async Task LoadAsync(CancellationToken cancellationToken)
    {
        if (_isLoaded)
        {
            return;
        }
        if (await documents.ReadAsync(SwitchLedger.Key, cancellationToken).ConfigureAwait(false) is { } document)
        {
            var kept = document.Value;
            // What was confirmed while the archive was away is newer than what it holds.
            // confirmed then: not null
            _ledger = _ledger.ConfirmedAt > (kept.ConfirmedAt ?? DateTimeOffset.MinValue) ? kept.Confirm(_ledger.Confirmed!, _ledger.ConfirmedAt.Value) : kept;
            (_written, _version) = (kept, document.Version);
        }

        _isLoaded = true;
    }

    private async Task SaveAsync(CancellationToken cancellationToken)
    {
        if (!_isLoaded || Equals(_ledger, _written))
        {
            return;
        }
        // Nothing learnt and nothing kept yet: no document.
        if (_written is null && Equals(_ledger, new SwitchLedger()))
        {
            return;
        }
        if ((await documents.SaveAsync(SwitchLedger.Key, _ledger, _version, _confirmedBy ?? Actor.Program, cancellationToken).ConfigureAwait(false)).IsSaved)
        {
            (_written, _version, _confirmedBy) = (_ledger, _version + 1, null);
        }
        else
        {
            _isLoaded = false; // somebody else was faster: read theirs in the next turn
        }
    }

    private async Task TryAsync(Func<CancellationToken, Task> work, CancellationToken cancellationToken)
    {
        try
        {
            await work(cancellationToken).ConfigureAwait(false);
        }
        catch (UnusableDocumentException e)
        {
            // A document that cannot be read stays as it is; this run goes on without it.
            Log.Unreadable(logger, e);
        }
        catch (ArchiveUnavailableException e)
        {
            // The archive's own state says that it is away; the next turn tries again.
            Log.Unavailable(logger, e);
        }
    }

    private sealed record Noted(ImmutableArray<QueueInterval> Rows, Interval Day, DateTimeOffset At);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Warning, "The organisation's service level switches have changed, and with them the past: {Before} became {After}, seen at {SeenAt}, not yet at {LastSeenBefore}.")]
        public static partial void Changed(
            ILogger logger, GenesysSwitches before, GenesysSwitches after, DateTimeOffset seenAt, DateTimeOffset? lastSeenBefore);

        [LoggerMessage(2, LogLevel.Warning, "{Count} of {Compared} intervals of today differ from Genesys' own figures.")]
        public static partial void Differs(ILogger logger, int count, int compared);

        [LoggerMessage(3, LogLevel.Information, "Switches confirmed: {Switches}.")]
        public static partial void Confirmed(ILogger logger, GenesysSwitches switches);

        [LoggerMessage(4, LogLevel.Warning, "What was kept of the organisation's switches cannot be read.")]
        public static partial void Unreadable(ILogger logger, Exception error);

        [LoggerMessage(5, LogLevel.Debug, "The archive is away: what is known of the switches is kept in memory.")]
        public static partial void Unavailable(ILogger logger, Exception error);
    }
}
