using System.Collections.Frozen;
using System.Collections.Immutable;
using System.Text.Json;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Genesys.Calls;
using ServiceLevelDashboard.Genesys.Wire;

namespace ServiceLevelDashboard.Genesys.Queries;

/// <summary>
/// The list of queues: all its pages or an error. A list that stays shorter than the total that it names (queues of divisions that
/// cannot be seen) is given with a notice; for totals over all queues it is not enough (<see cref="GetAllIdsAsync"/>).
/// </summary>
internal sealed class QueueListReader(IApiClient api)
{
    /// <summary>After so many pages on end without a queue that is new, what a list says of further pages is not believed: they would cost the quota.</summary>
    private const int MaximumFruitless = 3;

    private const string Purpose = "list the queues";

    private const int PageSize = 100;

    /// <summary>More pages than this are a fault of the answer, not an organisation.</summary>
    private const int MaximumPages = 1000;

    private volatile Listing? _last;

    /// <summary>The ids of the last list; empty when none was asked for yet.</summary>
    public ImmutableArray<QueueId> KnownIds => _last?.Ids ?? [];

    /// <summary>Whether any queue's callbacks call the customer first.</summary>
    public bool HasCustomerFirst => _last is { HasCustomerFirst: true };

    /// <summary>A queue of the last list; null when it is not in it, or none was asked for yet.</summary>
    public Queue? Find(QueueId queue) => _last?.ById.GetValueOrDefault(queue);

    /// <summary>What must be said of the last list; empty when it is whole.</summary>
    public ImmutableArray<string> Notices => _last?.Notices ?? [];

    /// <exception cref="ContactCentreException">The list could not be had.</exception>
    public async Task<ImmutableArray<Queue>> GetAsync(CallTally tally, CancellationToken cancellationToken)
    {
        // A queue that is added or removed between two pages shifts the rest: the second time the list is usually still.
        var listing = await TryGetAsync(tally, cancellationToken).ConfigureAwait(false);
        if (listing is not { IsWhole: true })
        {
            listing = await TryGetAsync(tally, cancellationToken).ConfigureAwait(false)
                ?? throw new UnavailableException(
                    "Could not list the queues: the pages did not fit together, twice. It is retried automatically.");
        }

        _last = listing;
        return listing.Queues;
    }

    /// <summary>The ids of the last list, or of a new one when none was asked for yet.</summary>
    public async Task<ImmutableArray<QueueId>> GetIdsAsync(CallTally tally, CancellationToken cancellationToken)
    {
        if (_last is null)
        {
            await GetAsync(tally, cancellationToken).ConfigureAwait(false);
        }

        return KnownIds;
    }

    /// <summary>The ids of all queues, to ask for each of them where "all" may not be asked for.</summary>
    /// <exception cref="UnavailableException">Some are hidden: a total of the rest would pass for the whole.</exception>
    public async Task<ImmutableArray<QueueId>> GetAllIdsAsync(CallTally tally, CancellationToken cancellationToken)
    {
        var ids = await GetIdsAsync(tally, cancellationToken).ConfigureAwait(false);
        return _last is { IsWhole: true }
            ? ids
            : throw new UnavailableException(
                $"Could not ask for all queues: {string.Join(" ", Notices)} Genesys Cloud takes no question for all of them at once, and figures of "
                + "some would pass for those of all. Choose queues, or grant the client's role in every division (Admin > Integrations > OAuth > the client > Roles).");
    }

    private async Task<Listing?> TryGetAsync(CallTally tally, CancellationToken cancellationToken)
    {
        var queues = new Dictionary<QueueId, Queue>();
        long? total = null;
        var (pages, fruitless) = (1, 0);
        for (var number = 1; number <= pages && fruitless < MaximumFruitless; number++)
        {
            var before = queues.Count;
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

            fruitless = queues.Count == before ? fruitless + 1 : 0;
        }

        return new Listing([.. queues.Values], total ?? queues.Count);
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
        Targets(wire.MediaSettings))
    {
        CallbackMode = Mode(Member(Member(wire.MediaSettings, "callback"), "mode")),
    };

    private static CallbackMode? Mode(JsonElement? mode) =>
        mode is { ValueKind: JsonValueKind.String } text ? EnumName.Find<CallbackMode>(JsonText.Of(text)) : null;

    private static ImmutableDictionary<MediaType, ServiceLevelTarget> Targets(JsonElement? settings)
    {
        if (settings is not { ValueKind: JsonValueKind.Object } media)
        {
            return ImmutableDictionary<MediaType, ServiceLevelTarget>.Empty;
        }

        var targets = ImmutableDictionary.CreateBuilder<MediaType, ServiceLevelTarget>();
        foreach (var member in media.EnumerateObject())
        {
            if (Target(member.Value) is { } target && JsonText.NameOf(member) is { } name)
            {
                targets[MediaTypes.OfSetting(name)] = target;
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

    /// <summary>One reading of the list.</summary>
    private sealed record Listing(ImmutableArray<Queue> Queues, long Total)
    {
        public ImmutableArray<QueueId> Ids { get; } = [.. Queues.Select(static queue => queue.Id)];

        public FrozenDictionary<QueueId, Queue> ById { get; } = Queues.ToFrozenDictionary(static queue => queue.Id);

        public bool HasCustomerFirst { get; } = Queues.Any(static queue => queue.CallbackMode == CallbackMode.CustomerFirst);

        public bool IsWhole => Queues.Length == Total;

        public ImmutableArray<string> Notices => IsWhole
            ? []
            : [FormattableString.Invariant($"The list of queues names a total of {Total} and shows {Queues.Length}: queues of divisions that the OAuth client's role is not granted for are usually the reason.")];
    }
}
