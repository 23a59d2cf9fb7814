using System.Net.WebSockets;
using ServiceLevelDashboard.Genesys.Wire;

namespace ServiceLevelDashboard.Genesys.Push;

/// <summary>One connected channel: takes messages in, asks for a sign of life when it is silent, and notices when there is none.</summary>
internal sealed class ChannelConnection : IDisposable
{
    /// <summary>Longest message that is read; a longer one is skipped.</summary>
    public const int MaximumMessage = 128 * 1024;

    /// <summary>After so many times the silence that is allowed, the connection counts as lost.</summary>
    private const int LostAfterPeriods = 5;

    private static readonly ReadOnlyMemory<byte> _ping = """{"message":"ping"}"""u8.ToArray();

    private readonly Channel _channel;
    private readonly WebSocket _socket;
    private readonly ChangeBuffer _changes;
    private readonly Action _received;
    private readonly TimeProvider _time;
    private long _receivedAt;
    private long _messages;
    private long _skipped;

    /// <summary>Takes over a connected socket.</summary>
    /// <param name="channel">What it is connected to.</param>
    /// <param name="socket">The socket; disposed with this.</param>
    /// <param name="changes">Takes the changes in.</param>
    /// <param name="received">Called after every message.</param>
    /// <param name="time">The clock.</param>
    public ChannelConnection(Channel channel, WebSocket socket, ChangeBuffer changes, Action received, TimeProvider time)
    {
        (_channel, _socket, _changes, _received, _time) = (channel, socket, changes, received, time);
        _receivedAt = time.GetTimestamp();
    }

    /// <summary>What it is connected to.</summary>
    public Channel Channel => _channel;

    /// <summary>Our clock, when something was last heard.</summary>
    public DateTimeOffset ReceivedAt => _time.GetUtcNow() - _time.GetElapsedTime(Volatile.Read(ref _receivedAt));

    public long Messages => Volatile.Read(ref _messages);

    public long Skipped => Volatile.Read(ref _skipped);

    /// <summary>Listens until the channel is to be replaced.</summary>
    /// <param name="silence">After how much silence a sign of life is asked for.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="ChannelLostException">The connection is lost.</exception>
    public async Task RunAsync(TimeSpan silence, CancellationToken cancellationToken)
    {
        using var ends = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var receiving = ReceiveAsync(ends.Token);
        var watching = WatchAsync(silence, ends.Token);
        try
        {
            await (await Task.WhenAny(receiving, watching).ConfigureAwait(false)).ConfigureAwait(false);
        }
        catch (WebSocketException e)
        {
            throw new ChannelLostException("the connection was dropped", _channel, e);
        }
        finally
        {
            await ends.CancelAsync().ConfigureAwait(false);
            await Task.WhenAll(receiving, watching).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    public void Dispose() => _socket.Dispose();

    private async Task ReceiveAsync(CancellationToken cancellationToken)
    {
        var buffer = new byte[MaximumMessage];
        var (length, isTooLong) = (0, false);
        while (true)
        {
            var part = await _socket.ReceiveAsync(buffer.AsMemory(length), cancellationToken).ConfigureAwait(false);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                throw new ChannelLostException($"it was closed ({(int?)_socket.CloseStatus})", _channel);
            }

            Volatile.Write(ref _receivedAt, _time.GetTimestamp());
            length += part.Count;
            if (!part.EndOfMessage)
            {
                if (length == buffer.Length)
                {
                    (length, isTooLong) = (0, true);
                }

                continue;
            }

            Interlocked.Increment(ref _messages);
            if (isTooLong || !PushJson.TryRead(buffer.AsSpan(0, length), out var message) || !Take(message, out var isEnd))
            {
                Interlocked.Increment(ref _skipped);
            }
            else if (isEnd)
            {
                return;
            }

            (length, isTooLong) = (0, false);
            _received();
        }
    }

    /// <summary>Takes a message in; whether it was one of those that are known.</summary>
    /// <param name="message">The message.</param>
    /// <param name="isEnd">Whether the service says that it will close the channel, so that another one is to be had in time.</param>
    /// <exception cref="ChannelLostException">The service says that the channel is no good any more.</exception>
    private bool Take(WireNotification message, out bool isEnd)
    {
        isEnd = message.TopicName == "v2.system.socket_closing";
        if (message.EventBody?.SystemTopicType is "token_revoked" or "no_longer_subscribed")
        {
            throw new ChannelLostException($"the service ended the subscription ({message.EventBody.SystemTopicType})", _channel) { IsChannelGone = true };
        }

        return isEnd || message.TopicName == "channel.metadata" || _changes.Add(message);
    }

    private async Task WatchAsync(TimeSpan silence, CancellationToken cancellationToken)
    {
        while (_time.GetUtcNow() < _channel.RenewAt)
        {
            await Task.Delay(silence, _time, cancellationToken).ConfigureAwait(false);
            var silent = _time.GetElapsedTime(Volatile.Read(ref _receivedAt));
            if (silent >= silence * LostAfterPeriods)
            {
                throw new ChannelLostException(FormattableString.Invariant($"nothing was heard for {silent.TotalSeconds:0} s"), _channel);
            }

            if (silent >= silence)
            {
                await PingAsync(silence * LostAfterPeriods, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <summary>Asks for a sign of life. A connection that is open on one side only takes no bytes after a while: sending is bounded too.</summary>
    private async Task PingAsync(TimeSpan atMost, CancellationToken cancellationToken)
    {
        using var bound = new CancellationTokenSource(atMost, _time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(bound.Token, cancellationToken);
        try
        {
            await _socket.SendAsync(_ping, WebSocketMessageType.Text, endOfMessage: true, either.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException e) when (!cancellationToken.IsCancellationRequested)
        {
            throw new ChannelLostException("nothing could be sent", _channel, e);
        }
    }
}

/// <summary>A channel's connection is lost. Never leaves this project.</summary>
/// <param name="message">What happened, to complete "the connection for live changes is lost: …".</param>
/// <param name="channel">The channel.</param>
/// <param name="inner">The technical cause, or null.</param>
internal sealed class ChannelLostException(string message, Channel channel, Exception? inner = null) : Exception(message, inner)
{
    public Channel Channel { get; } = channel;

    /// <summary>Whether the channel itself is no good any more, so that another one has to be opened.</summary>
    public bool IsChannelGone { get; init; }
}
