using System.Collections.Immutable;
using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Genesys.Calls;
using ServiceLevelDashboard.Genesys.Wire;

namespace ServiceLevelDashboard.Genesys.Push;

/// <summary>
/// Keeps the channels of this program: opens them, subscribes on them, and uses them again for the next connection while they live, since the service counts
/// them.
/// Not safe for several callers at once.
/// </summary>
internal sealed class Channels(IApiClient api, TimeProvider time)
{
    /// <summary>Most topics on one channel.</summary>
    public const int TopicsPerChannel = 1000;

    /// <summary>Most channels of one OAuth client; one more would end another one.</summary>
    public const int MaximumPerClient = 20;

    private const string Path = "api/v2/notifications/channels";
    private const string Purpose = "be told of changes in the queues";
    private const string Opening = "open a channel for live notifications";
    private const string Subscribing = "subscribe to live notifications of queues";
    private const double UsedLife = 0.9;
    private static readonly TimeSpan UsualLife = TimeSpan.FromHours(24);

    private readonly List<Channel> _kept = [];

    /// <summary>Channels for some queues, subscribed and ready to be connected.</summary>
    /// <returns>The channels, and how many queues the service refuses to tell of.</returns>
    /// <exception cref="ContactCentreException">They could not be had.</exception>
    public async Task<(ImmutableArray<Channel> Channels, int Refused)> OpenAsync(ImmutableArray<QueueId> queues, CancellationToken cancellationToken)
    {
        try
        {
            var parts = queues.Chunk(TopicsPerChannel).ToList();
            _kept.RemoveAll(channel => time.GetUtcNow() >= channel.RenewAt);
            await RequireRoomAsync(parts.Count - _kept.Count, cancellationToken).ConfigureAwait(false);
            var (open, refused, permissions) = (ImmutableArray.CreateBuilder<Channel>(), 0, new SortedSet<string>(StringComparer.Ordinal));
            foreach (var part in parts)
            {
                var (channel, topics) = await SubscribedAsync(open.Count, part, cancellationToken).ConfigureAwait(false);
                open.Add(channel);
                var rejected = (topics?.Entities ?? []).Where(static topic => topic?.State == "Rejected").ToList();
                refused += rejected.Count;
                permissions.UnionWith(rejected.SelectMany(static topic => topic!.MissingPermissions ?? []).OfType<string>()); // Rejected, so not null
            }

            return refused < queues.Length ? (open.ToImmutable(), refused) : throw AllRefused([.. permissions]);
        }
        catch (RefusedResponseException e)
        {
            throw CallFailures.NotAnswerable(e, Purpose);
        }
    }

    /// <summary>
    /// Tries whether one queue may be told of: opens a channel, subscribes, connects and takes the subscription back. The service has no call that ends a
    /// channel, so it stays until it expires; none is opened where many are open.
    /// </summary>
    /// <exception cref="ContactCentreException">It is not permitted, or there was no answer.</exception>
    public async Task<NotificationTrial> TryAsync(QueueId queue, SocketConnector connector, CancellationToken cancellationToken)
    {
        try
        {
            var count = await CountAsync(cancellationToken).ConfigureAwait(false);
            if (count >= MaximumPerClient / 2)
            {
                return new NotificationTrial(count, WasTried: false, null);
            }

            var channel = await NewAsync(cancellationToken).ConfigureAwait(false);
            var topics = await SubscribeAsync(channel, [queue], cancellationToken).ConfigureAwait(false);
            if ((topics?.Entities ?? []).Find(static topic => topic?.State == "Rejected") is { } rejected)
            {
                throw AllRefused([.. (rejected.MissingPermissions ?? []).OfType<string>()]);
            }

            var problem = await ConnectionProblemAsync(channel, connector, cancellationToken).ConfigureAwait(false);
            await UnsubscribeAsync(channel, cancellationToken).ConfigureAwait(false);
            return new NotificationTrial(count, WasTried: true, problem);
        }
        catch (RefusedResponseException e)
        {
            throw CallFailures.NotAnswerable(e, Purpose);
        }
    }

    /// <summary>Drops a channel, so that the next connection gets another one.</summary>
    public void Forget(Channel channel) => _kept.Remove(channel);

    /// <summary>A channel too many would end one of another program that uses the same OAuth client: then there is no push.</summary>
    private async Task RequireRoomAsync(int more, CancellationToken cancellationToken)
    {
        if (more <= 0)
        {
            return;
        }

        var count = await CountAsync(cancellationToken).ConfigureAwait(false);
        if (count + more > MaximumPerClient)
        {
            throw new UnavailableException(FormattableString.Invariant(
                $"Could not {Purpose}: {more} more channels are needed, {count} are open, and Genesys Cloud gives one OAuth client {MaximumPerClient}. ")
                + "Waiting contacts are polled instead. Channels end after a day; give this dashboard an OAuth client of its own.");
        }
    }

    private async Task<int> CountAsync(CancellationToken cancellationToken)
    {
        var call = new ApiCall(Opening, $"{Path}?includechannels=oauthclient");
        var there = await QueryAsync(call, PushJson.Default.WireChannels, cancellationToken).ConfigureAwait(false);
        return there.Value?.Entities?.Count ?? 0;
    }

    private static async Task<string?> ConnectionProblemAsync(Channel channel, SocketConnector connector, CancellationToken cancellationToken)
    {
        try
        {
            using var socket = await connector.ConnectAsync(channel, cancellationToken).ConfigureAwait(false);
            return null;
        }
        catch (ChannelLostException e)
        {
            return $"{channel.Address.Host}: {e.Message}";
        }
    }

    private async Task<(Channel Channel, WireTopics? Topics)> SubscribedAsync(int index, QueueId[] queues, CancellationToken cancellationToken)
    {
        if (index < _kept.Count)
        {
            try
            {
                return (_kept[index], await SubscribeAsync(_kept[index], queues, cancellationToken).ConfigureAwait(false));
            }
            catch (UnavailableException e) when (e.InnerException is RefusedResponseException { Status: HttpStatusCode.NotFound or HttpStatusCode.Gone })
            {
                // Ended before its time: another one takes its place.
                _kept.RemoveAt(index);
            }
        }

        var channel = await NewAsync(cancellationToken).ConfigureAwait(false);
        _kept.Insert(index, channel);
        return (channel, await SubscribeAsync(channel, queues, cancellationToken).ConfigureAwait(false));
    }

    private async Task<Channel> NewAsync(CancellationToken cancellationToken)
    {
        var call = new ApiCall(Opening, Path) { Method = HttpMethod.Post };
        var (wire, at) = await QueryAsync(call, PushJson.Default.WireChannel, cancellationToken).ConfigureAwait(false);
        if (wire?.Id is not { Length: > 0 } id || !Uri.TryCreate(wire.ConnectUri, UriKind.Absolute, out var address) || !IsSafe(address))
        {
            throw new UnavailableException($"Could not {Purpose}: the answer named no channel that can be used. It is retried automatically.");
        }

        var life = wire.Expires - at is { } left && left > TimeSpan.Zero && left < UsualLife ? left : UsualLife;
        return new Channel(id, address, time.GetUtcNow() + (life * UsedLife));
    }

    private async Task<WireTopics?> SubscribeAsync(Channel channel, QueueId[] queues, CancellationToken cancellationToken)
    {
        channel.Queues = [.. queues];
        // The list replaces the last one, so that a channel used again tells of these queues and no others; a queue that is refused must not refuse the rest.
        var call = new ApiCall(Subscribing, $"{SubscriptionsOf(channel)}?ignoreErrors=true", TopicNames.Body(queues)) { Method = HttpMethod.Put };
        return (await QueryAsync(call, PushJson.Default.WireTopics, cancellationToken).ConfigureAwait(false)).Value;
    }

    private async Task UnsubscribeAsync(Channel channel, CancellationToken cancellationToken)
    {
        try
        {
            var call = new ApiCall(Subscribing, SubscriptionsOf(channel)) { Method = HttpMethod.Delete };
            await api.QueryAsync(call, static (_, _) => ValueTask.FromResult(true), new CallTally(), cancellationToken).ConfigureAwait(false);
        }
        catch (ContactCentreException)
        {
            // It ends with the channel.
        }
    }

    private static string SubscriptionsOf(Channel channel) => $"{Path}/{Uri.EscapeDataString(channel.Id)}/subscriptions";

    private Task<Response<T?>> QueryAsync<T>(ApiCall call, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class =>
        api.QueryAsync(call, (stream, ct) => JsonSerializer.DeserializeAsync(stream, type, ct), new CallTally(), cancellationToken);

    /// <summary>Encrypted, or on this machine.</summary>
    private static bool IsSafe(Uri address) => address.Scheme == Uri.UriSchemeWss || (address.Scheme == Uri.UriSchemeWs && address.IsLoopback);

    private static PermissionMissingException AllRefused(ImmutableArray<string> permissions) => new(
        $"Could not {Purpose}: Genesys Cloud refused every queue{(permissions.IsEmpty ? "" : $", since the permission {string.Join(" or ", permissions)} is missing")}. "
        + "Give the OAuth client a role that holds it (Admin > Integrations > OAuth > the client > Roles), in every division whose queues are to be seen.",
        permissions);
}
