using System.Collections.Immutable;
using System.Net;
using System.Text.Json;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Genesys.Calls;
using ServiceLevelDashboard.Genesys.Wire;

namespace ServiceLevelDashboard.Genesys.Queries;

/// <summary>
/// Asks what the queues look like now: all in one call, filtered by media type; when the service has refused that once, by
/// queue ids, many calls.
/// </summary>
internal sealed class ObservationQueries(ApiClient api, QueueListReader queueList)
{
    private const string Purpose = "ask for the queues of this moment";

    private const int QueuesPerCall = 100;

    private volatile bool _allAtOnceRefused;

    /// <exception cref="ContactCentreException">The question could not be answered whole.</exception>
    public async Task<ObservationResponse> QueryAsync(ImmutableArray<QueueId> queues, CancellationToken cancellationToken)
    {
        var tally = new CallTally();
        if (!_allAtOnceRefused)
        {
            try
            {
                var all = new ObservationStage();
                await QueryAsync(QueryBodies.ObservationsOfAll(), all, tally, cancellationToken).ConfigureAwait(false);
                return all.ToAnswer(tally.Calls);
            }
            catch (RefusedResponseException e) when (e.Status == HttpStatusCode.BadRequest)
            {
                _allAtOnceRefused = true;
            }
            catch (RefusedResponseException e)
            {
                throw CallFailures.NotAnswerable(e, Purpose);
            }
        }

        if (queues.IsDefaultOrEmpty)
        {
            queues = await queueList.GetIdsAsync(tally, cancellationToken).ConfigureAwait(false);
        }
        return await AskByIdsAsync(queues, tally, cancellationToken).ConfigureAwait(false);
    }

    private async Task<ObservationResponse> AskByIdsAsync(ImmutableArray<QueueId> queues, CallTally tally, CancellationToken cancellationToken)
    {
        var stage = new ObservationStage();
        try
        {
            foreach (var some in queues.Distinct().Chunk(QueuesPerCall))
            {
                await QueryAsync(QueryBodies.ObservationsOf(some), stage, tally, cancellationToken).ConfigureAwait(false);
            }
            return stage.ToAnswer(tally.Calls);
        }
        catch (RefusedResponseException e)
        {
            throw CallFailures.NotAnswerable(e, Purpose);
        }
    }

    private async Task QueryAsync(ReadOnlyMemory<byte> body, ObservationStage stage, CallTally tally, CancellationToken cancellationToken)
    {
        var answer = await api.QueryAsync(
            new ApiCall(Purpose, "api/v2/analytics/queues/observations/query", body),
            static (stream, ct) => JsonSerializer.DeserializeAsync(stream, WireJson.Default.WireObservations, ct),
            tally, cancellationToken).ConfigureAwait(false);
        stage.Add(answer.Value, answer.At);
    }
}
