using System.Collections.Immutable;
using System.Text.Json;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Genesys.Calls;
using ServiceLevelDashboard.Genesys.Wire;

namespace ServiceLevelDashboard.Genesys.Queries;

/// <summary>The list of queues: all pages or an error, never a shorter list.</summary>
internal sealed class QueueListReader(ApiClient api)
{
    private const string Purpose = "list the queues";

    private const int PageSize = 100;

    /// <summary>More pages than this are a fault of the answer, not an organisation.</summary>
    private const int MaximumPages = 1000;

    private ImmutableArray<QueueId> _lastIds;

    /// <exception cref="ContactCentreException">The list could not be had whole.</exception>
    public async Task<ImmutableArray<Queue>> GetAsync(CallTally tally, CancellationToken cancellationToken)
    {
        // A queue that is added or removed between two pages shifts the rest: the second time the list is usually still.
        var queues = await TryGetAsync(tally, cancellationToken).ConfigureAwait(false)
            ?? await TryGetAsync(tally, cancellationToken).ConfigureAwait(false)
            ?? throw new UnavailableException(
                "Could not list the queues: the pages did not add up to the total that they name, twice. It is tried again by itself.");
        _lastIds = [.. queues.Select(queue => queue.Id)];
        return queues;
    }

    /// <summary>The ids of the last list, or of a new one when none was asked for yet.</summary>
    public async Task<ImmutableArray<QueueId>> GetIdsAsync(CallTally tally, CancellationToken cancellationToken)
    {
        if (_lastIds.IsDefault)
        {
            await GetAsync(tally, cancellationToken).ConfigureAwait(false);
        }
        return _lastIds;
    }

    private async Task<ImmutableArray<Queue>?> TryGetAsync(CallTally tally, CancellationToken cancellationToken)
    {
        var queues = new Dictionary<QueueId, Queue>();
        long? total = null;
        var pages = 1;
        for (var number = 1; number <= pages; number++)
        {
            var page = await PageAsync(number, tally, cancellationToken).ConfigureAwait(false);
            if (page?.Total is null || page.PageCount is null or < 0 or > MaximumPages || (page.PageNumber ?? number) != number)
            {
                return null;
            }
            if ((total ??= page.Total) != page.Total)
            {
                return null;
            }
            pages = page.PageCount.Value;
            foreach (var wire in page.Entities ?? [])
            {
                if (string.IsNullOrEmpty(wire?.Id))
                {
                    return null;
                }
                queues[new QueueId(wire.Id)] = ToQueue(wire);
            }
        }

        return queues.Count == total ? [.. queues.Values] : null;
    }

    private async Task<WireQueueList?> PageAsync(int number, CallTally tally, CancellationToken cancellationToken)
    {
        var call = new ApiCall(Purpose, FormattableString.Invariant($"api/v2/routing/queues?pageSize={PageSize}&pageNumber={number}"));
        try
        {
            var answer = await api.QueryAsync(
                call,
                static (body, ct) => JsonSerializer.DeserializeAsync(body, WireJson.Default.WireQueueList, ct),
                tally, cancellationToken).ConfigureAwait(false);
            return answer.Value;
        }
        catch (RefusedResponseException e)
        {
            throw CallFailures.NotAnswerable(e, Purpose);
        }
    }

    private static Queue ToQueue(WireQueue wire) => new(
        new QueueId(wire.Id!), // checked by the caller
        string.IsNullOrEmpty(wire.Name) ? wire.Id! : wire.Name,
        wire.Division?.Id is { } id ? new Division(id, wire.Division.Name ?? id) : null,
        Targets(wire.MediaSettings));

    private static ImmutableDictionary<MediaType, ServiceLevelTarget> Targets(JsonElement? settings)
    {
        if (settings is not { ValueKind: JsonValueKind.Object } media)
        {
            return ImmutableDictionary<MediaType, ServiceLevelTarget>.Empty;
        }
        var targets = ImmutableDictionary.CreateBuilder<MediaType, ServiceLevelTarget>();
        foreach (var member in media.EnumerateObject())
        {
            if (Target(member.Value) is { } target)
            {
                targets[MediaTypes.OfSetting(member.Name)] = target;
            }
        }

        return targets.ToImmutable();
    }

    private static ServiceLevelTarget? Target(JsonElement media)
    {
        var level = Member(media, "serviceLevel");
        var ratio = Number(level, "percentage");
        var milliseconds = Number(level, "durationMs");
        return ratio is > 0m and <= 1m && milliseconds is >= 1m and <= int.MaxValue
            ? new ServiceLevelTarget(ratio.Value, TimeSpan.FromMilliseconds((long)milliseconds.Value))
            : null;
    }

    private static JsonElement? Member(JsonElement? element, string name) =>
        element is { ValueKind: JsonValueKind.Object } present && present.TryGetProperty(name, out var value) ? value : null;

    private static decimal? Number(JsonElement? element, string name) =>
        Member(element, name) is { ValueKind: JsonValueKind.Number } value && value.TryGetDecimal(out var number) ? number : null;
}
