using Microsoft.Extensions.Logging;
using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Analytics.Instances;

/// <summary>
/// Takes the lease of the collector, renews it and believes in it no longer than it surely holds: by this process' own monotonic clock, from before the
/// question on. Where there are no others this instance leads at once and for ever. One turn at a time.
/// </summary>
/// <param name="leases">Who may lead, by the archive's clock.</param>
/// <param name="signals">Says whether there may be others.</param>
/// <param name="archiveClock">The archive's clock.</param>
/// <param name="clock">Tells the time; a <see cref="SharedClock"/> is kept at the archive's.</param>
/// <param name="own">Who this is.</param>
/// <param name="prepare">
/// Learns what another instance that led knows: once before this one asks for the lease (false), and once more, quickly, when it has it and nobody else can
/// write (true).
/// </param>
/// <param name="logger">Hears who leads.</param>
public sealed partial class Leadership(
    ILeases leases, ISignals signals, IArchiveClock archiveClock, TimeProvider clock, InstanceName own, Func<bool, CancellationToken, Task> prepare,
    ILogger<Leadership> logger) : ILeadership, IDisposable
{
    /// <summary>What the lease is called.</summary>
    public const string LeaseName = "collector";

    /// <summary>How long it holds unless it is renewed: when a leader is killed nobody leads for so long.</summary>
    public static readonly TimeSpan Length = TimeSpan.FromSeconds(10);

    /// <summary>Between two questions.</summary>
    public static readonly TimeSpan Between = TimeSpan.FromSeconds(2);

    private const int MostMeasures = 3;
    private static readonly TimeSpan BetweenMeasures = TimeSpan.FromSeconds(30);

    private readonly Lock _lock = new();
    private volatile Held? _held;
    private volatile string? _holder;
    private TaskCompletionSource _begun = New();
    private long? _measuredAt;
    private bool _isPrepared;

    /// <inheritdoc/>
    public event Action? Changed;

    /// <inheritdoc/>
    public Term? Current => _held is { } held && held.HoldsBy(clock) ? held.Term : null;

    /// <inheritdoc/>
    public string? Holder => _holder;

    /// <summary>One turn: asks for the lease, or for longer.</summary>
    /// <returns>How long to wait until the next.</returns>
    /// <exception cref="ArchiveUnavailableException">The archive cannot be used: a term goes on until it has run out.</exception>
    public async Task<TimeSpan> TurnAsync(CancellationToken cancellationToken)
    {
        if (!signals.HasOthers)
        {
            if (_held is null)
            {
                Begin(new Held(0, null, clock));
            }
            return Timeout.InfiniteTimeSpan;
        }

        await MeasureAsync(cancellationToken).ConfigureAwait(false);
        if (!_isPrepared)
        {
            await prepare(false, cancellationToken).ConfigureAwait(false);
            _isPrepared = true;
        }
        var askedAt = clock.GetTimestamp();
        var lease = await leases.TakeAsync(LeaseName, own.Value, Length, cancellationToken).ConfigureAwait(false);
        _holder = lease.Holder;
        if (lease.Holder != own.Value)
        {
            EndCurrent();
            return Between;
        }
        if (_held is { } held && held.Term.Epoch == lease.Epoch && held.TryExtend(askedAt, clock))
        {
            return Between;
        }

        EndCurrent();
        await prepare(true, cancellationToken).ConfigureAwait(false);
        if (clock.GetElapsedTime(askedAt) < Length)
        {
            Begin(new Held(lease.Epoch, askedAt, clock));
            Log.Leads(logger, lease.Epoch);
        }
        return clock.GetElapsedTime(askedAt) < Between ? Between : TimeSpan.Zero;
    }

    /// <summary>Gives the lease back, so that the next need not wait for its end.</summary>
    public async Task LeaveAsync(CancellationToken cancellationToken)
    {
        if (_held is not { Term.Epoch: > 0 })
        {
            return;
        }
        EndCurrent();
        try
        {
            await leases.ReleaseAsync(LeaseName, own.Value, cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (e is ArchiveUnavailableException or OperationCanceledException)
        {
            Log.NotReleased(logger, e); // then it ends by itself
        }
    }

    /// <inheritdoc/>
    public async Task<Term> WaitAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            Task begun;
            lock (_lock)
            {
                begun = _begun.Task;
            }
            if (Current is { } term)
            {
                return term;
            }
            await begun.WaitAsync(cancellationToken).ConfigureAwait(false);
        }
    }

    /// <inheritdoc/>
    public void End(Term term)
    {
        if (_held is { } held && ReferenceEquals(held.Term, term))
        {
            End(held);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_held is { } held)
        {
            End(held);
        }
    }

    private static TaskCompletionSource New() => new(TaskCreationOptions.RunContinuationsAsynchronously);

    private void Begin(Held held)
    {
        held.Term.Ended.Register(() => End(held));
        TaskCompletionSource begun;
        lock (_lock)
        {
            _held = held;
            (begun, _begun) = (_begun, New());
        }
        _holder = own.Value;
        begun.SetResult();
        Changed?.Invoke();
    }

    private void EndCurrent()
    {
        if (_held is { } held)
        {
            End(held);
        }
    }

    private void End(Held held)
    {
        lock (_lock)
        {
            if (!ReferenceEquals(_held, held))
            {
                return;
            }
            _held = null;
        }
        held.End();
        if (held.Term.Epoch > 0)
        {
            Log.Ceased(logger, held.Term.Epoch);
        }
        Changed?.Invoke();
    }

    private async Task MeasureAsync(CancellationToken cancellationToken)
    {
        if (clock is not SharedClock shared || (_measuredAt is { } at && clock.GetElapsedTime(at) < BetweenMeasures))
        {
            return;
        }
        var (ahead, error) = (TimeSpan.Zero, TimeSpan.MaxValue);
        for (var i = 0; i < MostMeasures && error > SharedClock.Tolerance; i++)
        {
            var begunAt = clock.GetTimestamp();
            var measured = await archiveClock.OffsetAsync(cancellationToken).ConfigureAwait(false);
            // The answer may have been made at any moment of the question.
            if (clock.GetElapsedTime(begunAt) / 2 is var inexact && inexact < error)
            {
                (ahead, error) = (measured, inexact);
            }
        }
        _measuredAt = clock.GetTimestamp();
        if (ahead.Duration() > error && shared.Set(shared.Offset + ahead))
        {
            Log.ClockSet(logger, shared.Offset);
        }
    }

    /// <summary>A lease that is held.</summary>
    private sealed class Held
    {
        private readonly CancellationTokenSource _ended;
        private long? _askedAt;

        public Held(long epoch, long? askedAt, TimeProvider clock)
        {
            _askedAt = askedAt;
            _ended = askedAt is { } at ? new CancellationTokenSource(Left(at, clock), clock) : new CancellationTokenSource();
            Term = new Term(epoch, _ended.Token);
        }

        public Term Term { get; }

        // A process that slept may look before its timers have rung.
        public bool HoldsBy(TimeProvider clock) => !_ended.IsCancellationRequested && (_askedAt is not { } at || clock.GetElapsedTime(at) < Length);

        public bool TryExtend(long askedAt, TimeProvider clock)
        {
            if (!HoldsBy(clock))
            {
                return false;
            }
            _askedAt = askedAt;
            _ended.CancelAfter(Left(askedAt, clock));
            return !_ended.IsCancellationRequested;
        }

        // Not disposed: whoever still works in the term holds its token.
        public void End() => _ended.Cancel();

        private static TimeSpan Left(long askedAt, TimeProvider clock)
        {
            var left = Length - clock.GetElapsedTime(askedAt);
            return left > TimeSpan.Zero ? left : TimeSpan.Zero;
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "This instance leads (epoch {Epoch}).")]
        public static partial void Leads(ILogger logger, long epoch);

        [LoggerMessage(2, LogLevel.Information, "This instance leads no longer (epoch {Epoch}).")]
        public static partial void Ceased(ILogger logger, long epoch);

        [LoggerMessage(3, LogLevel.Debug, "The lease could not be given back.")]
        public static partial void NotReleased(ILogger logger, Exception error);

        [LoggerMessage(4, LogLevel.Warning, "This machine's clock differs from the archive's by {Offset}; the archive's is used.")]
        public static partial void ClockSet(ILogger logger, TimeSpan offset);
    }
}
