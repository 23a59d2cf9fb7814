using System.Net;
using System.Net.WebSockets;
using ServiceLevelDashboard.Genesys.Connection;

namespace ServiceLevelDashboard.Genesys.Push;

/// <summary>Connects WebSockets the way that every call takes: <see cref="OutboundProxy"/>.</summary>
/// <param name="timeout">Longest time for one attempt.</param>
/// <param name="time">The clock.</param>
/// <param name="proxy">The proxy beyond this machine; in production the environment's.</param>
internal sealed class SocketConnector(TimeSpan timeout, TimeProvider time, IWebProxy proxy)
{
    /// <summary>Connects a channel.</summary>
    /// <exception cref="ChannelLostException">No connection.</exception>
    public async Task<WebSocket> ConnectAsync(Channel channel, CancellationToken cancellationToken)
    {
        using var bound = new CancellationTokenSource(timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(bound.Token, cancellationToken);
        var socket = new ClientWebSocket();
        try
        {
            socket.Options.CollectHttpResponseDetails = true;
            socket.Options.Proxy = new OutboundProxy(proxy);
            await socket.ConnectAsync(channel.Address, either.Token).ConfigureAwait(false);
            return socket;
        }
        catch (Exception e) when (e is WebSocketException or OperationCanceledException && !cancellationToken.IsCancellationRequested)
        {
            var status = socket.HttpStatusCode;
            socket.Dispose();
            throw new ChannelLostException(
                Describe(e, status), channel, e)
            { IsChannelGone = status is >= HttpStatusCode.BadRequest and < HttpStatusCode.InternalServerError };
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    private static string Describe(Exception e, HttpStatusCode status) =>
        e is OperationCanceledException ? "no connection could be made in time"
        : status == 0 ? "no connection could be made"
        : FormattableString.Invariant($"the connection was answered {(int)status}");
}
