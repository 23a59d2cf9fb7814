using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Live;

// What waits now: asked for, or told of and asked for only now and then. Both ways end in the same index and the same snapshot.
internal sealed partial class Collector
{
    /// <summary>A question that is due within this time need not be asked now.</summary>
    private static readonly TimeSpan Soon = TimeSpan.FromSeconds(15);

    private readonly PushedObservations _pushed = new(settings.PushSilence * 3);
    private RefreshFailure? _pushFailure;
    private DateTimeOffset? _pushConnectedAt;
    private DateTimeOffset _askedAt, _askBegunAt;
    private (ImmutableDictionary<QueueId, Queue>? Of, ImmutableArray<QueueId> Ids) _listed = (null, []);

    /// <summary>The queues that are listed, in order of their ids.</summary>
    public ImmutableArray<QueueId> ListedQueues
    {
        get
        {
            lock (_lock)
            {
                if (!ReferenceEquals(_listed.Of, _queues.Queues))
                {
                    _listed = (_queues.Queues, [.. _queues.Queues.Keys.OrderBy(static queue => queue.Value, StringComparer.Ordinal)]);
                }

                return _listed.Ids;
            }
        }
    }

    /// <summary>Whether what is told cannot be right.</summary>
    public bool IsPushContradicted
    {
        get
        {
            lock (_lock)
            {
                return _pushed.IsContradicted;
            }
        }
    }

    /// <summary>
    /// Looks at what waits now: at what was told where that is enough, else it is asked for. The period of asking stretches so that it takes at most half of
    /// the calls that the
    /// governor lets through.
    /// </summary>
    /// <returns>When to look again.</returns>
    public async Task<DateTimeOffset> RefreshObservationsAsync(CancellationToken cancellationToken) =>
        Look() ?? await AskAsync(cancellationToken).ConfigureAwait(false);

    /// <summary>
    /// A connection was made: what waits now is asked for, since nobody knows what changed before. Where it was asked for just before, as when an
    /// instance begins to lead, the next turn does so: a beginning costs no more than any other refresh.
    /// </summary>
    /// <param name="first">The connection's first update.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    public async Task PushConnectedAsync(PushUpdate first, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            var now = timeProvider.GetUtcNow();
            (_pushConnectedAt, _pushFailure) = (now, null);
            _pushed.Connected(first, now);
            _pushed.Apply(first, now);
            var period = settings.ObservationsPeriod;
            // twice: a period varies; not later: before the first answer it is not known
            var isAskedSoon = period <= Soon && now - _askBegunAt < period && !(_observationSchedule.Next > now + (2 * period));
            if (isAskedSoon)
            {
                Stand(cancellationToken);
                Publish();
                return;
            }
        }

        await AskAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>Takes in what was told and publishes it.</summary>
    public void Apply(PushUpdate update)
    {
        lock (_lock)
        {
            _pushed.Apply(update, timeProvider.GetUtcNow());
            if (!_pushed.IsReliable || leadership.Current is null)
            {
                return;
            }

            _observed = new ObservationIndex(_pushed.ToResponse(_pushed.ProvenAt + _clockOffset));
            Rebuild();
            Publish();
        }
    }

    /// <summary>The connection has ended.</summary>
    /// <param name="failure">Why, and when it is tried again; null when that was planned.</param>
    public void PushDisconnected(RefreshFailure? failure)
    {
        lock (_lock)
        {
            (_pushConnectedAt, _pushFailure) = (null, failure);
            _pushed.Disconnected();
            if (leadership.Current is null)
            {
                return; // another instance is connected, or will be
            }
            _pace = _pace with { Checks = null };
            Publish();
        }
    }

    /// <summary>Takes what was told for an answer; null when it is not enough.</summary>
    private DateTimeOffset? Look()
    {
        lock (_lock)
        {
            var now = timeProvider.GetUtcNow();
            if (!_pushed.IsSufficientAt(now))
            {
                return null;
            }

            var at = _pushed.ProvenAt + _clockOffset;
            _pushed.AdvanceWaits(at);
            var told = _pushed.ToResponse(at);
            history.NoteObservations(told, settings.Granularity);
            _observed = new ObservationIndex(told);
            return Succeeded(_observationSchedule, RefreshSource.Observations);
        }
    }

    private async Task<DateTimeOffset> AskAsync(CancellationToken cancellationToken)
    {
        using var turn = TurnTelemetry.Begin(RefreshSource.Observations, timeProvider);
        var askedAt = timeProvider.GetUtcNow();
        ImmutableArray<QueueId> ids;
        lock (_lock)
        {
            ids = [.. _queues.Queues.Keys];
            _askBegunAt = askedAt;
        }

        ObservationResponse answer;
        try
        {
            answer = await contactCentre.ObserveAsync(ids, cancellationToken).ConfigureAwait(false);
        }
        catch (ContactCentreException e)
        {
            return Failed(_observationSchedule, e, turn, cancellationToken);
        }

        lock (_lock)
        {
            Stand(cancellationToken);
            history.NoteObservations(answer, settings.Granularity);
            // A turn that is due and a connection that was just made may ask at once: the later question counts.
            if (askedAt >= _askedAt)
            {
                _askedAt = askedAt;
                _pushed.Merge(answer, askedAt, timeProvider.GetUtcNow());
            }

            foreach (var notice in answer.Notices)
            {
                Notice(notice);
            }

            // What was told while the answer was on its way is in it.
            _observed = new ObservationIndex(_pushed.ToResponse(answer.ObservedAt));
            var governor = Math.Max(1, contactCentre.Quota.GovernorPerMinute);
            var least = TimeSpan.FromMinutes(2.0 * answer.Calls / governor);
            var period = least > settings.ObservationsPeriod ? least : settings.ObservationsPeriod;
            _observationSchedule.Period = _pushed.IsReliable ? settings.PushPeriod : period;
            _pace = _pace with
            {
                Observations = _observationSchedule.Period,
                ObservationCalls = answer.Calls,
                Checks = _pushed.IsReliable ? PushedObservations.CheckEvery : null,
            };
            return Succeeded(_observationSchedule, RefreshSource.Observations);
        }
    }

    /// <summary>How things stand with being told.</summary>
    private PushState Push => !settings.Push ? PushState.Off : new PushState
    {
        Status = !_pushed.IsConnected ? PushStatus.Connecting : _pushed.IsReliable ? PushStatus.Live : PushStatus.Partly,
        ConnectedAt = _pushConnectedAt,
        Traffic = _pushed.Traffic,
        ProvenAt = _pushed.IsConnected ? _pushed.ProvenAt : null,
        Checks = _pushed.Checks,
        Failure = _pushFailure,
    };
}
