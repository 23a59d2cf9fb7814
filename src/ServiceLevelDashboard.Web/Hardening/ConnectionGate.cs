using System.Collections.Concurrent;
using System.Net;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using ServiceLevelDashboard.Access.SignIn;

namespace ServiceLevelDashboard.Web.Hardening;

/// <summary>
/// Counts open connections of each address before a byte is read or a handshake made, and closes those beyond the limit: whoever opens
/// thousands and says nothing takes only his own share.
/// </summary>
internal sealed class ConnectionGate(IOptions<HardeningOptions> options)
{
    private readonly ConcurrentDictionary<IPAddress, int> _open = new();
    private readonly Func<IPAddress, bool> _isProxy = options.Value.IsProxy;
    private readonly int _most = options.Value.ConnectionsPerClient;

    /// <summary>Stands at an endpoint.</summary>
    public void Guard(ListenOptions endpoint) => endpoint.Use(next => connection => AdmitAsync(connection, next));

    /// <summary>Takes one more connection of an address; false when it has too many.</summary>
    internal bool TryEnter(IPAddress client)
    {
        if (_open.AddOrUpdate(client, 1, static (_, open) => open + 1) <= _most)
        {
            return true;
        }
        Leave(client);
        return false;
    }

    /// <summary>Lets a connection go.</summary>
    internal void Leave(IPAddress client)
    {
        // the last one takes its entry with it, or the addresses of a year would pile up
        if (_open.AddOrUpdate(client, 0, static (_, open) => open - 1) <= 0)
        {
            _open.TryRemove(KeyValuePair.Create(client, 0));
        }
    }

    private async Task AdmitAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        if (connection.RemoteEndPoint is not IPEndPoint { Address: var address } || _isProxy(address))
        {
            await next(connection);
            return;
        }

        var client = ClientAddress.Of(address);
        if (!TryEnter(client))
        {
            connection.Abort();
            return;
        }

        try
        {
            await next(connection);
        }
        finally
        {
            Leave(client);
        }
    }
}
