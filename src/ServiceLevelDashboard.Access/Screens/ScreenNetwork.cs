using System.Net;
using System.Net.Sockets;

namespace ServiceLevelDashboard.Access.Screens;

/// <summary>The addresses from which a screen may come that forgets what it stores. Worked: <c>10.1.2.0/24</c> holds 10.1.2.77 and not 10.1.3.1.</summary>
public static class ScreenNetwork
{
    /// <summary>The widest range of IPv4 and of IPv6, in fixed bits: one site's, never the whole network.</summary>
    public const int FewestBits = 16, FewestBits6 = 48;

    private const int NetworkBits6 = 56; // what is known of an IPv6 address that waits

    /// <summary>The range that is proposed: the address that a screen asks from.</summary>
    /// <param name="client">Where it asks from, as it is known while it waits; null from this machine.</param>
    public static string Of(IPAddress? client) =>
        client is null || Equals(client, IPAddress.IPv6Any) ? $"{IPAddress.Loopback}/32"
        : client.AddressFamily == AddressFamily.InterNetworkV6 ? FormattableString.Invariant($"{client}/{NetworkBits6}")
        : $"{client}/32";

    /// <summary>Reads an address or a range; null when it is none, or wider than one site's.</summary>
    public static IPNetwork? Parse(string text)
    {
        var trimmed = text.Trim();
        IPNetwork? network = IPNetwork.TryParse(trimmed, out var range) ? range
            : IPAddress.TryParse(trimmed, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
            : null;
        return network is { } found && found.PrefixLength >= (found.BaseAddress.AddressFamily == AddressFamily.InterNetworkV6 ? FewestBits6 : FewestBits)
            ? found
            : null;
    }

    /// <summary>Whether an address lies in a range. This machine is 127.0.0.1 by whatever way it comes.</summary>
    /// <param name="network">The range as it is kept.</param>
    /// <param name="from">The address; null when it is not known, which lies in none.</param>
    public static bool Holds(string network, IPAddress? from) =>
        from is not null && Parse(network) is { } range
        && range.Contains(IPAddress.IsLoopback(from) ? IPAddress.Loopback : from.IsIPv4MappedToIPv6 ? from.MapToIPv4() : from);
}
