using System.Net;

namespace ServiceLevelDashboard.Genesys.Connection;

/// <summary>
/// The proxy that the environment names (<c>HTTPS_PROXY</c>, <c>NO_PROXY</c>), and none to this machine: <c>httpproxy</c> and <c>ALL_PROXY</c> would send
/// what is asked of a simulator or a gateway on loopback to a proxy, which cannot reach it.
/// </summary>
/// <param name="proxy">The proxy beyond this machine; <see cref="HttpClient.DefaultProxy"/> is the environment's.</param>
public sealed class OutboundProxy(IWebProxy proxy) : IWebProxy
{
    /// <inheritdoc/>
    public ICredentials? Credentials
    {
        get => proxy.Credentials;
        set => proxy.Credentials = value;
    }

    /// <inheritdoc/>
    public Uri? GetProxy(Uri destination) => IsBypassed(destination) ? null : proxy.GetProxy(destination);

    /// <inheritdoc/>
    public bool IsBypassed(Uri host)
    {
        ArgumentNullException.ThrowIfNull(host);
        return host.IsLoopback || proxy.IsBypassed(host);
    }
}
