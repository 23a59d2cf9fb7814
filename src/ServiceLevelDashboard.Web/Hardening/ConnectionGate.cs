using System.Collections.Concurrent;
using System.Net;
using Microsoft.Extensions.Options;
using ServiceLevelDashboard.Access.SignIn;

namespace ServiceLevelDashboard.Web.Hardening;

/// <summary>
/// Counts open connections, in all and of each address: whoever opens thousands and says nothing takes only his own share. Asked by
/// <see cref="GuardedListenerFactory"/> before a byte is read or a handshake made.
/// </summary>
internal sealed partial class ConnectionGate(IOptions<HardeningOptions> options, ILogger<ConnectionGate> logger)
{
    private readonly ConcurrentDictionary<IPAddress, int> _ofClients = new();
    private readonly Func<IPAddress, bool> _isProxy = options.Value.IsProxy;
    private readonly int _maximum = options.Value.Connections;
    private readonly int _maximumOfOne = options.Value.ConnectionsPerClient;
    private int _open;
    private int _isSaid;

    /// <summary>Takes one more connection.</summary>
    /// <param name="address">Where it comes from; null (a Unix socket) and a proxy count among all only.</param>
    /// <returns>False when that address, or all together, have too many; then nothing is taken.</returns>
    public bool TryEnter(IPAddress? address)
    {
        if (Interlocked.Increment(ref _open) > _maximum)
        {
            Interlocked.Decrement(ref _open);
            if (Interlocked.Exchange(ref _isSaid, 1) == 0)
            {
                Log.Full(logger, _maximum);
            }
            return false;
        }
        if (Counted(address) is { } client && _ofClients.AddOrUpdate(client, 1, static (_, open) => open + 1) > _maximumOfOne)
        {
            Leave(address);
            return false;
        }
        return true;
    }

    /// <summary>Lets a connection go that was taken.</summary>
    public void Leave(IPAddress? address)
    {
        // the last one takes its entry with it, or the addresses of a year would pile up
        if (Counted(address) is { } client && _ofClients.AddOrUpdate(client, 0, static (_, open) => open - 1) <= 0)
        {
            _ofClients.TryRemove(KeyValuePair.Create(client, 0));
        }
        Interlocked.Decrement(ref _open);
    }

    private IPAddress? Counted(IPAddress? address) => address is null || _isProxy(address) ? null : ClientAddress.Of(address);

    private static partial class Log
    {
        [LoggerMessage(
            1, LogLevel.Warning,
            "All {Maximum} connections are taken, further ones are closed: raise Security__Connections and what the system allows (ulimit -n), "
            + "or lower Security__ConnectionsPerClient. This is said once.")]
        public static partial void Full(ILogger logger, int maximum);
    }
}
