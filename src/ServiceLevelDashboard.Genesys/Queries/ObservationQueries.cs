using System.Collections.Immutable;
using System.Net;
using System.Text.Json;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Genesys.Calls;
using ServiceLevelDashboard.Genesys.Wire;

namespace ServiceLevelDashboard.Genesys.Queries;

/// <summary>
/// Asks what the queues look like now, by their ids. Where these are more than one call may name, all are asked for at once,
/// filtered by media type; but agents have no media type, and an answer may lack queues without a word. So what is missing is asked
/// for by id, and once ids have brought what all-at-once had not, ids are asked for from then on.
/// </summary>
internal sealed class ObservationQueries(IApiClient api, QueueListReader queueList, TimeProvider time)
{
    /// <summary>Most predicates that the service is known to take in one filter.</summary>
    public const int QueuesPerCall = 200;

    private const string Purpose = "ask for the queues of this moment";

    private readonly RefusedMetrics _refused = new(time);
    private volatile bool _allAtOnceFails;
    private volatile int _queuesPerCall = QueuesPerCall;

    /// <summary>The queues that were asked for by id and have no agents, or nothing at all: not asked for twice each time.</summary>
    private ImmutableHashSet<QueueId> _silent = [];

    /// <summary>The metrics that the service refuses at present.</summary>
    public ImmutableArray<string> RefusedMetrics => _refused.Current;

    /// <exception cref="ContactCentreException">The question could not be answered whole.</exception>
    public async Task<ObservationResponse> QueryAsync(ImmutableArray<QueueId> queues, CancellationToken cancellationToken)
    {
        var tally = new CallTally();
        queues = queues.IsDefaultOrEmpty ? queueList.KnownIds : [.. queues.Distinct()];
        var stage = new ObservationStage();
        try
        {
            var isAllAtOnce = !_allAtOnceFails && (queues.IsEmpty || queues.Length > _queuesPerCall)
                && await TryAllAtOnceAsync(stage, tally, cancellationToken).ConfigureAwait(false);
            if (queues.IsEmpty && !isAllAtOnce)
            {
                queues = await queueList.GetIdsAsync(tally, cancellationToken).ConfigureAwait(false);
            }

            var known = Volatile.Read(ref _silent);
            var lacking = queues.Where(queue => !stage.IsWhole(queue) && !(isAllAtOnce && known.Contains(queue))).ToList();
            await QueryByIdsAsync(lacking, stage, tally, cancellationToken).ConfigureAwait(false);
            var silent = lacking.Where(queue => !stage.IsWhole(queue)).ToList();
            _allAtOnceFails |= isAllAtOnce && silent.Count < lacking.Count;
            Volatile.Write(ref _silent, isAllAtOnce ? known.Union(silent) : [.. silent]);
        }
        catch (RefusedResponseException e)
        {
            throw CallFailures.NotAnswerable(e, Purpose);
        }

        return stage.ToAnswer(tally.Calls) with
        {
            Unanswered = [.. queues.Where(queue => !stage.HasContacts(queue))],
            Notices = [.. _refused.Notices(MetricNames.OfObservations)],
        };
    }

    /// <returns>False when the service wants a filter by queues.</returns>
    private async Task<bool> TryAllAtOnceAsync(ObservationStage stage, CallTally tally, CancellationToken cancellationToken)
    {
        try
        {
            await QueryAsync(QueryBodies.ObservationsOfAll, stage, tally, cancellationToken).ConfigureAwait(false);
            return true;
        }
        catch (RefusedResponseException e) when (e.Status == HttpStatusCode.BadRequest && e.MetricsOf(MetricNames.Essential).IsEmpty)
        {
            _allAtOnceFails = true;
            return false;
        }
    }

    private async Task QueryByIdsAsync(List<QueueId> queues, ObservationStage stage, CallTally tally, CancellationToken cancellationToken)
    {
        for (var from = 0; from < queues.Count;)
        {
            var some = queues.GetRange(from, Math.Min(_queuesPerCall, queues.Count - from));
            try
            {
                await QueryAsync(metrics => QueryBodies.ObservationsOf(some, metrics), stage, tally, cancellationToken).ConfigureAwait(false);
                from += some.Count;
            }
            catch (RefusedResponseException e) when (some.Count > 1 && (e.IsTooLarge || e.Names("predicate")))
            {
                _queuesPerCall = some.Count / 2;
            }
        }
    }

    /// <summary>Reads an answer; one without results is none, whatever else it says.</summary>
    private static async ValueTask<WireObservations> ReadAsync(Stream body, CancellationToken cancellationToken)
    {
        var answer = await JsonSerializer.DeserializeAsync(body, WireJson.Default.WireObservations, cancellationToken).ConfigureAwait(false);
        if (answer?.Results is null)
        {
            throw new JsonException("The answer holds no results.");
        }

        ObservationStage.Require(answer);
        return answer;
    }

    private async Task QueryAsync(
        Func<ImmutableArray<string>, ReadOnlyMemory<byte>> body, ObservationStage stage, CallTally tally, CancellationToken cancellationToken)
    {
        while (true)
        {
            var metrics = _refused.Without(MetricNames.OfObservations);
            try
            {
                var answer = await api.QueryAsync(
                    new ApiCall(Purpose, "api/v2/analytics/queues/observations/query", body(metrics)),
                    ReadAsync,
                    tally, cancellationToken).ConfigureAwait(false);
                stage.Add(answer.Value, answer.At);
                return;
            }
            catch (RefusedResponseException e) when (_refused.Note(e, metrics))
            {
                // Left out from now on.
            }
        }
    }
}
