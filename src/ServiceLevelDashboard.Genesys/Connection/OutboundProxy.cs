using System.Net;

namespace ServiceLevelDashboard.Genesys.Connection;

/// <summary>
/// The proxy that the environment names (<c>HTTPS_PROXY</c>, <c>NO_PROXY</c>), and none to this machine: <c>http_proxy</c> and <c>ALL_PROXY</c> would send
/// what is asked of a simulator or a gateway on loopback to a proxy, which cannot reach it.
/// </summary>
/// <param name="proxy">Takes the place of the environment's; null leaves that.</param>
public sealed class OutboundProxy(IWebProxy? proxy = null) : IWebProxy
{
    private readonly IWebProxy _proxy = proxy ?? HttpClient.DefaultProxy;

    /// <inheritdoc/>
    public ICredentials? Credentials
    {
        get => _proxy.Credentials;
        set => _proxy.Credentials = value;
    }

    /// <inheritdoc/>
    public Uri? GetProxy(Uri destination) => IsBypassed(destination) ? null : _proxy.GetProxy(destination);

    /// <inheritdoc/>
    public bool IsBypassed(Uri host)
    {
        ArgumentNullException.ThrowIfNull(host);
        return host.IsLoopback || _proxy.IsBypassed(host);
    }
}
