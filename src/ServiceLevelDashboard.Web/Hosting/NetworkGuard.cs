using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;

namespace ServiceLevelDashboard.Web.Hosting;

/// <summary>
/// Refuses to listen beyond this machine with real figures, since nobody signs in. Kestrel asks for every endpoint, wherever it
/// was configured, before it listens.
/// </summary>
internal sealed class NetworkGuard(DataOrigin origin) : IConfigureOptions<KestrelServerOptions>
{
    /// <summary>The option that accepts the risk; its name says it.</summary>
    public const string AcceptRiskKey = "Security:AnyoneOnTheNetworkMaySeeEverything";

    /// <inheritdoc/>
    public void Configure(KestrelServerOptions options) => options.ConfigureEndpointDefaults(Check);

    private void Check(ListenOptions endpoint)
    {
        if (MayListen(endpoint.IPEndPoint, origin))
            return;
        throw new StartRefusedException(
            $"Not started: {endpoint.IPEndPoint} can be reached from the network, the figures are real and nobody signs in. "
            + "Listen on 127.0.0.1 behind a proxy that asks who is there, or accept that anyone on the network may see everything "
            + $"with {AcceptRiskKey.Replace(":", "__", StringComparison.Ordinal)}=true.");
    }

    /// <summary>Whether an endpoint is allowed. Null (a Unix socket or a named pipe) stays on this machine.</summary>
    internal static bool MayListen(IPEndPoint? endpoint, DataOrigin origin) =>
        endpoint is null || IPAddress.IsLoopback(endpoint.Address) || origin.IsSimulated || origin.IsOpenToTheNetwork;
}
