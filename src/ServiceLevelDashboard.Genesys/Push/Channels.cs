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
/// Keeps the channels of this program: opens them, subscribes on them, and uses them again for the next connection while they live, since the service counts them.
/// Not safe for several callers at once.
/// </summary>
internal sealed class Channels(ApiClient api, TimeProvider time)
{
    /// <summary>Most topics on one channel.</summary>
    public const int TopicsPerChannel = 1000;

    /// <summary>Most channels of one OAuth client; one more would end another one.</summary>
    public const int MaximumPerClient = 20;

    private const string Path = "api/v2/notifications/channels";
    private const string Purpose = "be told of changes in the queues";
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

    /// <summary>Drops a channel, so that the next connection gets another one.</summary>
    public void Forget(Channel channel) => _kept.Remove(channel);

    /// <summary>A channel too many would end one of another program that uses the same OAuth client: then there is no push.</summary>
    private async Task RequireRoomAsync(int more, CancellationToken cancellationToken)
    {
        if (more <= 0)
        {
            return;
        }

        var there = await QueryAsync(HttpMethod.Get, $"{Path}?includechannels=oauthclient", null, PushJson.Default.WireChannels, cancellationToken).ConfigureAwait(false);
        var count = there?.Entities?.Count ?? 0;
        if (count + more > MaximumPerClient)
        {
            throw new UnavailableException(FormattableString.Invariant(
                $"Could not {Purpose}: {more} more channels are needed, {count} are open, and Genesys Cloud gives one OAuth client {MaximumPerClient}. ")
                + "What waits now is asked for instead. Channels end after a day; give this dashboard an OAuth client of its own.");
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
        var (wire, at) = await RespondAsync(HttpMethod.Post, Path, null, PushJson.Default.WireChannel, cancellationToken).ConfigureAwait(false);
        if (wire?.Id is not { Length: > 0 } id || !Uri.TryCreate(wire.ConnectUri, UriKind.Absolute, out var address) || !IsSafe(address))
        {
            throw new UnavailableException($"Could not {Purpose}: the answer named no channel that can be used. It is tried again by itself.");
        }

        var life = wire.Expires - at is { } left && left > TimeSpan.Zero && left < UsualLife ? left : UsualLife;
        return new Channel(id, address, time.GetUtcNow() + (life * UsedLife));
    }

    private Task<WireTopics?> SubscribeAsync(Channel channel, QueueId[] queues, CancellationToken cancellationToken)
    {
        channel.Queues = [.. queues];
        // The list replaces the last one, so that a channel used again tells of these queues and no others; a queue that is refused must not refuse the rest.
        return QueryAsync(
            HttpMethod.Put, $"{Path}/{Uri.EscapeDataString(channel.Id)}/subscriptions?ignoreErrors=true", TopicNames.Body(queues), PushJson.Default.WireTopics, cancellationToken);
    }

    private async Task<T?> QueryAsync<T>(HttpMethod method, string path, ReadOnlyMemory<byte>? body, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class => (await RespondAsync(method, path, body, type, cancellationToken).ConfigureAwait(false)).Value;

    private Task<Response<T?>> RespondAsync<T>(HttpMethod method, string path, ReadOnlyMemory<byte>? body, JsonTypeInfo<T> type, CancellationToken cancellationToken)
        where T : class => api.QueryAsync(
            new ApiCall(Purpose, path, body) { Method = method }, (stream, ct) => JsonSerializer.DeserializeAsync(stream, type, ct), new CallTally(), cancellationToken);

    /// <summary>Encrypted, or on this machine.</summary>
    private static bool IsSafe(Uri address) => address.Scheme == Uri.UriSchemeWss || (address.Scheme == Uri.UriSchemeWs && address.IsLoopback);

    private static PermissionMissingException AllRefused(ImmutableArray<string> permissions) => new(
        $"Could not {Purpose}: Genesys Cloud refused every queue{(permissions.IsEmpty ? "" : $", since the permission {string.Join(" or ", permissions)} is missing")}. "
        + "Give the OAuth client a role that holds it (Admin > Integrations > OAuth > the client > Roles), in every division whose queues are to be seen.",
        permissions);
}
