using System.Net;
using Microsoft.AspNetCore.Server.Kestrel.Core;
using Microsoft.Extensions.Options;
using ServiceLevelDashboard.Web.Hosting;

namespace ServiceLevelDashboard.Web.Hardening;

/// <summary>
/// Refuses to listen beyond this machine with real figures when nobody signs in. Configured addresses are checked before anything
/// starts, so that nothing has been asked or opened by then; and Kestrel asks for every endpoint, wherever it comes from, before it listens.
/// </summary>
internal sealed class NetworkGuard(DataOrigin origin) : IConfigureOptions<KestrelServerOptions>
{
    /// <inheritdoc/>
    public void Configure(KestrelServerOptions options) => options.ConfigureEndpointDefaults(endpoint =>
    {
        if (!MayListen(endpoint.IPEndPoint, origin))
        {
            throw Refusal(endpoint.IPEndPoint!.ToString()); // MayListen allows null
        }
    });

    /// <summary>Checks the addresses of the configuration: of Kestrel's endpoints, else the URLs, else the ports, as the server reads them.</summary>
    /// <exception cref="StartRefusedException">One can be reached from the network.</exception>
    public static void CheckConfigured(IConfiguration configuration, DataOrigin origin)
    {
        foreach (var address in Configured(configuration))
        {
            if (!IsAddress(address))
            {
                throw new StartRefusedException(
                    $"'{address}' is no address to listen on. ASPNETCORE_URLS, --urls or a port is written like http://127.0.0.1:5080, with a semicolon between several.");
            }
            if (!MayListenAt(address, origin))
            {
                throw Refusal(address);
            }
        }
    }

    /// <summary>Whether the server understands an address.</summary>
    internal static bool IsAddress(string address)
    {
        try
        {
            var binding = BindingAddress.Parse(address);
            return binding.Scheme is "http" or "https"
                && (binding.IsUnixPipe || binding.IsNamedPipe
                    || (binding.PathBase.Length == 0 && binding.Port is >= 0 and <= IPEndPoint.MaxPort && !HasAnotherPort(binding.Host)));

            // what cannot be read as a port is taken for a part of the name
            static bool HasAnotherPort(string host) => host.Contains(':', StringComparison.Ordinal) && !host.EndsWith(']');
        }
        catch (FormatException)
        {
            return false;
        }
    }

    /// <summary>Whether an address may be listened on; what the server itself will not understand is left to it.</summary>
    internal static bool MayListenAt(string address, DataOrigin origin)
    {
        if (origin.IsEmbedded || origin.IsOpenToTheNetwork || origin.AsksForSignIn)
        {
            return true;
        }
        try
        {
            var binding = BindingAddress.Parse(address);
            return binding.IsUnixPipe || binding.IsNamedPipe
                || binding.Host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
                || (IPAddress.TryParse(binding.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip)); // every other name means all interfaces
        }
        catch (FormatException)
        {
            return true;
        }
    }

    /// <summary>The addresses that the server will listen on, as they are configured.</summary>
    internal static IEnumerable<string> Configured(IConfiguration configuration)
    {
        var endpoints = configuration.GetSection("Kestrel:Endpoints").GetChildren().Select(endpoint => endpoint["Url"]).OfType<string>().ToList();
        if (endpoints.Count > 0)
        {
            return endpoints;
        }
        var urls = Split("urls");
        return urls.Length > 0 ? urls : Split("http_ports").Concat(Split("https_ports")).Select(port => $"http://*:{port}");

        string[] Split(string key) => configuration[key]?.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? [];
    }

    private static StartRefusedException Refusal(string address) => new(
        $"{address} can be reached from the network, the data is real and sign-in is off. "
        + "Turn sign-in on (remove Security__SignIn), listen on 127.0.0.1 behind a proxy with sign-in, or accept that anyone on the network can see everything "
        + $"with {DataOrigin.AcceptRiskKey.Replace(":", "__", StringComparison.Ordinal)}=true.");

    /// <summary>Whether an endpoint is allowed. Null (a Unix socket or a named pipe) stays on this machine.</summary>
    internal static bool MayListen(IPEndPoint? endpoint, DataOrigin origin) =>
        endpoint is null || IPAddress.IsLoopback(endpoint.Address) || origin.IsEmbedded || origin.IsOpenToTheNetwork || origin.AsksForSignIn;
}
