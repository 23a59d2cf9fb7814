using System.Collections.Immutable;
using System.IO.Pipelines;
using System.Text.Json;
using ServiceLevelDashboard.Simulator.Centre;
using ServiceLevelDashboard.Simulator.Faults;
using ServiceLevelDashboard.Simulator.Settings;

namespace ServiceLevelDashboard.Simulator.Wire;

/// <summary>
/// Answers a queue observation query: what is waiting and who is on duty at one moment. Unlike aggregates, counts of zero are given, for every media type.
/// Agents come in a group of their own that has no media type; a filter by media type leaves it in.
/// </summary>
internal sealed class ObservationBody
{
    private static readonly string[] _agentMetrics = ["oActiveUsers", "oMemberUsers", "oOffQueueUsers", "oOnQueueUsers", "oUserRoutingStatuses"];
    private static readonly string[] _contactMetrics = ["oAlerting", "oInteracting", "oLongestInteracting", "oLongestWaiting", "oWaiting"];

    private readonly IOrganisation _organisation;
    private readonly Filter _filter;
    private readonly IReadOnlyList<string> _metrics;
    private readonly long _nowMs;
    private readonly bool _withoutAgents;
    private readonly ImmutableArray<SimulatedQueue> _queues;
    private readonly ILookup<SimulatedQueue, TrafficLine> _lines;

    /// <exception cref="WireException">400: what is wrong.</exception>
    public ObservationBody(IOrganisation organisation, JsonElement body, SimulatorLimits limits, FaultBoard faults, long nowMs)
    {
        JsonRequest.Object(body, "The body");
        _organisation = organisation;
        _nowMs = nowMs;
        _metrics = JsonRequest.Names(body, "metrics", WireNames.ObservationMetrics);
        if (_metrics.Count == 0)
        {
            throw WireException.BadRequest("metrics is required.");
        }

        _filter = Filter.Of(body, WireNames.ObservationDimensions, limits.Predicates) is { PredicateCount: > 0 } filter
            ? filter
            : throw WireException.BadRequest("filter is required.");
        if (!limits.AcceptsObservationsByMediaType && !_filter.Names("queueId"))
        {
            throw WireException.BadRequest("A filter by queueId is required.");
        }

        var isByMediaAlone = !_filter.Names("queueId");
        _withoutAgents = isByMediaAlone && faults.Has(FaultKind.AgentsByQueueAlone);
        var unobserved = faults.TextsOf(FaultKind.UnobservedQueue);
        _queues = isByMediaAlone && faults.Has(FaultKind.NothingByMediaType) ? [] : organisation.Queues.RemoveAll(queue => unobserved.Contains(queue.Name));
        _lines = organisation.Lines.Where(line => line.Queue is not null).ToLookup(line => line.Queue!);
    }

    public IReadOnlyList<string> Metrics => _metrics;

    public async Task WriteAsync(PipeWriter body, CancellationToken cancellationToken)
    {
        using var json = new Utf8JsonWriter(body);
        json.WriteStartObject();
        json.WriteStartArray("results");
        foreach (var queue in _queues)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var medias = WireNames.MediaTypes.Select(media => media.MediaType).Where(media => Passes(queue, media)).ToList();
            if (medias.Count == 0)
            {
                continue;
            }

            var now = QueueMoment.Of(_organisation, queue, _lines[queue], _nowMs);
            if (!_withoutAgents && _metrics.Any(_agentMetrics.Contains))
            {
                WriteAgents(json, queue, now);
            }

            if (!_metrics.Any(_contactMetrics.Contains))
            {
                continue;
            }

            foreach (var media in medias)
            {
                WriteContacts(json, queue, media, now.Lines.GetValueOrDefault(media));
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        await body.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    private bool Passes(SimulatedQueue queue, string media) =>
        _filter.Passes(dimension => dimension == "queueId" ? queue.Id : media);

    private void WriteContacts(Utf8JsonWriter json, SimulatedQueue queue, string media, in Moment moment)
    {
        json.WriteStartObject();
        json.WriteStartObject("group");
        json.WriteString("mediaType", media);
        json.WriteString("queueId", queue.Id);
        json.WriteEndObject();
        json.WriteStartArray("data");
        foreach (var metric in _metrics.Where(_contactMetrics.Contains))
        {
            switch (metric)
            {
                case "oWaiting":
                    WriteCount(json, metric, moment.Waiting);
                    break;
                case "oInteracting":
                    WriteCount(json, metric, moment.Interacting);
                    break;
                case "oAlerting":
                    WriteCount(json, metric, 0);
                    break;
                case "oLongestWaiting" when moment.Waiting > 0:
                    WriteMoment(json, metric, _nowMs - moment.LongestWaitingMs);
                    break;
                case "oLongestInteracting" when moment.Interacting > 0:
                    WriteMoment(json, metric, _nowMs - moment.LongestInteractingMs);
                    break;
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void WriteAgents(Utf8JsonWriter json, SimulatedQueue queue, QueueMoment now)
    {
        json.WriteStartObject();
        json.WriteStartObject("group");
        json.WriteString("queueId", queue.Id);
        json.WriteEndObject();
        json.WriteStartArray("data");
        foreach (var metric in _metrics)
        {
            switch (metric)
            {
                case "oOnQueueUsers":
                    WriteQualified(json, metric, "IDLE", now.Idle);
                    WriteQualified(json, metric, "INTERACTING", now.Busy);
                    break;
                case "oOffQueueUsers":
                    WriteCount(json, metric, now.OffQueue);
                    break;
                case "oMemberUsers" or "oActiveUsers":
                    WriteCount(json, metric, metric == "oMemberUsers" ? now.Members : now.OnQueue);
                    break;
                case "oUserRoutingStatuses":
                    WriteQualified(json, metric, "IDLE", now.Idle);
                    WriteQualified(json, metric, "INTERACTING", now.Busy);
                    WriteQualified(json, metric, "OFF_QUEUE", now.OffQueue);
                    break;
            }
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void WriteCount(Utf8JsonWriter json, string metric, int count) => Write(json, metric, null, "count", count);

    /// <summary>A longest time is given as the moment when it began.</summary>
    private static void WriteMoment(Utf8JsonWriter json, string metric, long sinceMs)
    {
        json.WriteStartObject();
        json.WriteString("metric", metric);
        json.WriteStartObject("stats");
        json.WriteNumber("count", 1);
        json.WriteNumber("calculatedMetricValue", sinceMs);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    // A status that nobody has is left out.
    private static void WriteQualified(Utf8JsonWriter json, string metric, string qualifier, int count)
    {
        if (count > 0)
        {
            Write(json, metric, qualifier, "count", count);
        }
    }

    private static void Write(Utf8JsonWriter json, string metric, string? qualifier, string statistic, long value)
    {
        json.WriteStartObject();
        json.WriteString("metric", metric);
        if (qualifier is not null)
        {
            json.WriteString("qualifier", qualifier);
        }

        json.WriteStartObject("stats");
        json.WriteNumber(statistic, value);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
