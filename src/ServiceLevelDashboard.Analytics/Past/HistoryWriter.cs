using System.Collections.Immutable;
using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Analytics.Past;

/// <summary>
/// Carries what the collector learns into the durable archive, behind the collector's back: a disk that is full or a database
/// that is away never holds up the figures. Only the range that has changed is remembered; its rows are read from memory when
/// they are written, so that an outage costs nothing but that range and ends by itself.
/// </summary>
/// <param name="memory">The rows of the last days.</param>
/// <param name="durable">Where they go.</param>
/// <param name="queues">Where lists of queues go.</param>
/// <param name="observations">Where looks at the moment go.</param>
/// <param name="archive">Says where that is.</param>
/// <param name="clock">The present moment.</param>
/// <param name="logger">Hears of outages and their end.</param>
internal sealed partial class HistoryWriter(
    IIntervalArchive memory,
    IDurableIntervalArchive durable,
    IQueueHistory queues,
    IObservationArchive observations,
    IArchiveMaintenance archive,
    TimeProvider clock,
    ILogger<HistoryWriter> logger) : IArchiveStatus
{
    /// <summary>How long observations are gathered before they are written.</summary>
    public static readonly TimeSpan ObservationsEvery = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Channel<bool> _somethingNew = Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
    private readonly Dictionary<Granularity, Interval> _changed = [];
    private readonly ObservationGatherer _observations = new();
    private (ImmutableArray<Queue> Queues, DateTimeOffset At)? _queues;
    private DateTimeOffset _observationsWrittenAt;
    private volatile ArchiveState _state = new(archive.Description, null, null, null);

    /// <inheritdoc/>
    public ArchiveState Current => _state;

    /// <summary>Notes that rows in a range have been merged into memory.</summary>
    public void NoteIntervals(Interval range, Granularity granularity)
    {
        lock (_lock)
        {
            _changed[granularity] = _changed.TryGetValue(granularity, out var standing)
                ? new Interval(Earlier(standing.Start, range.Start), Later(standing.End, range.End))
                : range;
        }

        Wake();
    }

    /// <summary>Notes a list of queues.</summary>
    public void NoteQueues(ImmutableArray<Queue> queues, DateTimeOffset at)
    {
        lock (_lock)
        {
            _queues = (queues, at);
        }
        Wake();
    }

    /// <summary>Notes a look at the moment.</summary>
    public void NoteObservations(ObservationResponse seen, Granularity granularity)
    {
        lock (_lock)
        {
            _observations.Add(seen, granularity);
        }
        Wake();
    }

    /// <summary>There is something to write besides.</summary>
    public void Wake() => _somethingNew.Writer.TryWrite(true);

    /// <summary>Another instance writes: what was not written here is forgotten, since it may be older than what stands.</summary>
    public void Forget()
    {
        lock (_lock)
        {
            _changed.Clear();
            _queues = null;
            _observations.Take();
        }
    }

    /// <summary>Another instance has written everything up to now.</summary>
    public void Follow(DateTimeOffset at) => _state = _state with { WrittenAt = at, FailingSince = null, Message = null };

    /// <summary>Waits until there is something to write.</summary>
    public async Task SomethingNewAsync(CancellationToken cancellationToken) =>
        await _somethingNew.Reader.ReadAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>One turn: writes everything that is new. During an outage everything stays noted.</summary>
    /// <returns>Whether all is written.</returns>
    public async Task<bool> WriteAsync(CancellationToken cancellationToken)
    {
        try
        {
            await WriteQueuesAsync(cancellationToken).ConfigureAwait(false);
            await WriteIntervalsAsync(cancellationToken).ConfigureAwait(false);
            await WriteObservationsAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (ArchiveUnavailableException e)
        {
            Failed(e);
            return false;
        }

        if (_state.FailingSince is { } since)
        {
            Log.Recovered(logger, _state.Description, since);
        }
        _state = _state with { WrittenAt = clock.GetUtcNow(), FailingSince = null, Message = null };
        return true;
    }

    private async Task WriteQueuesAsync(CancellationToken cancellationToken)
    {
        (ImmutableArray<Queue> Queues, DateTimeOffset At)? noted;
        lock (_lock)
        {
            noted = _queues;
        }
        if (noted is not { } list)
        {
            return;
        }
        await queues.RecordAsync(list.Queues, list.At, cancellationToken).ConfigureAwait(false);
        lock (_lock)
        {
            if (_queues == noted)
            {
                _queues = null;
            }
        }
    }

    private async Task WriteIntervalsAsync(CancellationToken cancellationToken)
    {
        ImmutableArray<KeyValuePair<Granularity, Interval>> changed;
        lock (_lock)
        {
            changed = [.. _changed];
            _changed.Clear();
        }

        for (var i = 0; i < changed.Length; i++)
        {
            var (granularity, range) = changed[i];
            try
            {
                var rows = await memory.ReadAsync(range, granularity, cancellationToken).ConfigureAwait(false);
                foreach (var coverage in rows.Covered)
                {
                    await durable.MergeAsync(
                        coverage, [.. rows.Rows.Where(r => coverage.Range.Contains(r.Interval))], cancellationToken).ConfigureAwait(false);
                }
            }
            catch
            {
                // Whatever stopped it: this range and those after it are still to be written.
                foreach (var (left, unwritten) in changed[i..])
                {
                    NoteIntervals(unwritten, left);
                }
                throw;
            }
        }
    }

    private async Task WriteObservationsAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        ImmutableArray<ObservedInterval> taken;
        lock (_lock)
        {
            if (now - _observationsWrittenAt < ObservationsEvery)
            {
                return;
            }
            taken = _observations.Take();
        }

        try
        {
            await observations.AddAsync(taken, cancellationToken).ConfigureAwait(false);
            _observationsWrittenAt = now;
        }
        catch
        {
            lock (_lock)
            {
                _observations.Return(taken);
            }
            throw;
        }
    }

    private void Failed(ArchiveUnavailableException error)
    {
        var message = $"{error.Message} Figures are kept in memory meanwhile and will be written when it is back.";
        if (!_state.IsFailing)
        {
            Log.Failing(logger, error.Message);
        }
        _state = _state with { FailingSince = _state.FailingSince ?? clock.GetUtcNow(), Message = message };
    }

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "{Problem} Figures are kept in memory meanwhile.")]
        public static partial void Failing(ILogger logger, string problem);

        [LoggerMessage(2, LogLevel.Information, "The archive ({Description}) is back; it had been away since {Since}, and nothing is missing.")]
        public static partial void Recovered(ILogger logger, string description, DateTimeOffset since);
    }
}
