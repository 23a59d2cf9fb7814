using System.IO.Pipelines;
using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Transport.Sockets;

namespace ServiceLevelDashboard.Web.Hardening;

/// <summary>
/// Listens as the server does by itself, and closes a connection that <see cref="ConnectionGate"/> refuses before it takes the next. The server's own
/// limits come one step too late: it takes every connection that waits, a file each, before it looks at one, and a process without files ends.
/// </summary>
internal sealed class GuardedListenerFactory(SocketTransportFactory sockets, ConnectionGate gate)
    : IConnectionListenerFactory, IConnectionListenerFactorySelector
{
    /// <inheritdoc/>
    public bool CanBind(EndPoint endpoint) => sockets.CanBind(endpoint);

    /// <inheritdoc/>
    public async ValueTask<IConnectionListener> BindAsync(EndPoint endpoint, CancellationToken cancellationToken = default) =>
        new Listener(await sockets.BindAsync(endpoint, cancellationToken), gate);

    /// <summary>The listener; apart, so that a test can give it connections.</summary>
    internal sealed class Listener(IConnectionListener inner, ConnectionGate gate) : IConnectionListener
    {
        /// <inheritdoc/>
        public EndPoint EndPoint => inner.EndPoint;

        /// <inheritdoc/>
        public async ValueTask<ConnectionContext?> AcceptAsync(CancellationToken cancellationToken = default)
        {
            while (await inner.AcceptAsync(cancellationToken) is { } connection)
            {
                var address = (connection.RemoteEndPoint as IPEndPoint)?.Address;
                if (gate.TryEnter(address))
                {
                    return new Admitted(connection, () => gate.Leave(address));
                }
                connection.Abort();
                await connection.DisposeAsync();
            }
            return null;
        }

        /// <inheritdoc/>
        public ValueTask UnbindAsync(CancellationToken cancellationToken = default) => inner.UnbindAsync(cancellationToken);

        /// <inheritdoc/>
        public ValueTask DisposeAsync() => inner.DisposeAsync();
    }

    /// <summary>A connection that counts until its file is closed.</summary>
    private sealed class Admitted(ConnectionContext inner, Action leave) : ConnectionContext
    {
        private Action? _leave = leave;

        public override string ConnectionId { get => inner.ConnectionId; set => inner.ConnectionId = value; }

        public override IFeatureCollection Features => inner.Features;

        public override IDictionary<object, object?> Items { get => inner.Items; set => inner.Items = value; }

        public override IDuplexPipe Transport { get => inner.Transport; set => inner.Transport = value; }

        public override CancellationToken ConnectionClosed { get => inner.ConnectionClosed; set => inner.ConnectionClosed = value; }

        public override EndPoint? LocalEndPoint { get => inner.LocalEndPoint; set => inner.LocalEndPoint = value; }

        public override EndPoint? RemoteEndPoint { get => inner.RemoteEndPoint; set => inner.RemoteEndPoint = value; }

        public override void Abort() => inner.Abort();

        public override void Abort(ConnectionAbortedException abortReason) => inner.Abort(abortReason);

        public override async ValueTask DisposeAsync()
        {
            await inner.DisposeAsync();
            await base.DisposeAsync();
            Interlocked.Exchange(ref _leave, null)?.Invoke();
        }
    }
}
