using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Threading.Channels;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Genesys.Push;

/// <summary>Listens on as many channels as the queues need, as one stream of updates: it lives as long as all of them do.</summary>
internal sealed class PushStream(Channels channels, SocketConnector connector, TimeProvider time)
{
    /// <summary>Shortest time between two updates.</summary>
    public static readonly TimeSpan Pace = TimeSpan.FromSeconds(1);

    /// <summary>So often in a row no connection, and the channel is replaced.</summary>
    private const int MaximumFailedConnections = 3;

    /// <inheritdoc cref="IPushedObservations.ListenAsync"/>
    public async IAsyncEnumerable<PushUpdate> ListenAsync(
        ImmutableArray<QueueId> queues, TimeSpan silence, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var connections = new List<ChannelConnection>();
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var running = Task.CompletedTask;
        try
        {
            var news = System.Threading.Channels.Channel.CreateBounded<bool>(new BoundedChannelOptions(1) { FullMode = BoundedChannelFullMode.DropWrite });
            var changes = new ChangeBuffer(queues);
            var refused = await ConnectAsync(queues, connections, changes, () => news.Writer.TryWrite(true), cancellationToken).ConfigureAwait(false);
            PushUpdate Update()
            {
                // The proof first: what comes in after it is told with the next.
                var proven = connections.Min(static connection => connection.ReceivedAt);
                var (changedQueues, changedAgents) = changes.Take();
                return new PushUpdate(changedQueues, changedAgents, proven, new PushTraffic(
                    connections.Count, queues.Length - refused, refused, connections.Sum(static c => c.Messages), connections.Sum(static c => c.Skipped)));
            }

            running = Task.WhenAll(connections.Select(connection => RunAsync(connection, silence, news.Writer, ends.Token)));
            yield return Update();
            // Ends with what the first connection ended with.
            await foreach (var _ in news.Reader.ReadAllAsync(cancellationToken).ConfigureAwait(false))
            {
                yield return Update();
                await Task.Delay(Pace, time, cancellationToken).ConfigureAwait(false);
            }
        }
        finally
        {
            await ends.CancelAsync().ConfigureAwait(false);
            await running.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            connections.ForEach(static connection => connection.Dispose());
        }
    }

    private async Task<int> ConnectAsync(
        ImmutableArray<QueueId> queues, List<ChannelConnection> connections, ChangeBuffer changes, Action received, CancellationToken cancellationToken)
    {
        if (queues.Length > Channels.MaximumPerClient * Channels.TopicsPerChannel)
        {
            throw new UnavailableException(FormattableString.Invariant(
                $"{queues.Length} queues are more than Genesys Cloud tells one OAuth client of; waiting contacts are polled instead."));
        }

        try
        {
            var (open, refused) = await channels.OpenAsync(queues, cancellationToken).ConfigureAwait(false);
            foreach (var channel in open)
            {
                connections.Add(
                    new ChannelConnection(channel, await connector.ConnectAsync(channel, cancellationToken).ConfigureAwait(false), changes, received, time));
                channel.FailedConnections = 0;
            }

            return refused;
        }
        catch (ChannelLostException e)
        {
            throw Lost(e, ++e.Channel.FailedConnections);
        }
    }

    private async Task RunAsync(ChannelConnection connection, TimeSpan silence, ChannelWriter<bool> news, CancellationToken cancellationToken)
    {
        try
        {
            await connection.RunAsync(silence, cancellationToken).ConfigureAwait(false);
            channels.Forget(connection.Channel);
            news.TryComplete();
        }
        catch (ChannelLostException e)
        {
            news.TryComplete(Lost(e, 0));
        }
        catch (Exception e)
        {
            // A mistake of our own in one connection must reach whoever listens, not end unseen.
            news.TryComplete(e);
        }
    }

    private UnavailableException Lost(ChannelLostException e, int failedConnections)
    {
        if (e.IsChannelGone || failedConnections >= MaximumFailedConnections)
        {
            channels.Forget(e.Channel);
        }

        return new UnavailableException(
            $"The connection over which Genesys Cloud tells of changes ({e.Channel.Address.Host}) is lost: {e.Message}. Waiting contacts are polled meanwhile, and the connection is "
            + "retried automatically; if it persists, let this machine reach that host by WebSocket, through the proxy too, or set Refresh:Push to false.",
            null, e);
    }
}
