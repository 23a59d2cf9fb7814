using System.Collections.Immutable;
using System.Net;
using System.Net.Sockets;

namespace ServiceLevelDashboard.Delivery.Web;

/// <summary>
/// Which addresses routes may call. A route is made in the browser, so that whoever may make one could have this machine call what lies behind the firewall:
/// only what the whole internet can reach is called, and what a setting names.
/// </summary>
internal sealed class AddressGuard(DeliveryOptions options)
{
    // https://www.iana.org/assignments/iana-ipv4-special-registry: all that is not "globally reachable", and what clouds and relays answer at
    private static readonly ImmutableArray<IPNetwork> NotPublic4 = Networks(
        "0.0.0.0/8", "10.0.0.0/8", "100.64.0.0/10", "127.0.0.0/8", "169.254.0.0/16", "172.16.0.0/12", "192.0.0.0/24", "192.0.2.0/24", "192.88.99.0/24",
        "192.168.0.0/16", "198.18.0.0/15", "198.51.100.0/24", "203.0.113.0/24", "224.0.0.0/4", "240.0.0.0/4", "168.63.129.16/32");

    // https://www.iana.org/assignments/ipv6-address-space: all that is assigned lies in 2000::/3. In it are no public hosts:
    // protocols' own with Teredo, documentation, 6to4, documentation
    private static readonly IPNetwork Assigned6 = IPNetwork.Parse("2000::/3");
    private static readonly ImmutableArray<IPNetwork> NotPublic6 = Networks("2001::/23", "2001:db8::/32", "2002::/16", "3fff::/20");

    // https://www.rfc-editor.org/rfc/rfc6052: an IPv4 address behind a translator
    private static readonly IPNetwork Translated = IPNetwork.Parse("64:ff9b::/96");

    private readonly ImmutableHashSet<string> _names = options.AllowedNames;
    private readonly ImmutableArray<IPNetwork> _networks = options.AllowedNetworks;

    /// <summary>Whether an address may be called.</summary>
    /// <param name="host">The name that it was found under, or the address itself.</param>
    /// <param name="address">The address.</param>
    /// <param name="isEncrypted">Whether it is called with https.</param>
    public bool MayCall(string host, IPAddress address, bool isEncrypted)
    {
        var plain = Plain(address);
        return _names.Contains(host.TrimEnd('.').ToLowerInvariant()) || _networks.Any(network => network.Contains(plain)) || (isEncrypted && IsPublic(plain));
    }

    /// <summary>Whether the whole internet can reach an address.</summary>
    public static bool IsPublic(IPAddress address)
    {
        var plain = Plain(address);
        return plain.AddressFamily == AddressFamily.InterNetwork
            ? !NotPublic4.Any(network => network.Contains(plain))
            : plain.ScopeId == 0 && Assigned6.Contains(plain) && !NotPublic6.Any(network => network.Contains(plain));
    }

    /// <summary>The IPv4 address that is meant by an IPv6 one, where there is one: it is what is reached in the end.</summary>
    private static IPAddress Plain(IPAddress address) =>
        address.AddressFamily != AddressFamily.InterNetworkV6 ? address
        : address.IsIPv4MappedToIPv6 ? address.MapToIPv4()
        : Translated.Contains(address) ? new IPAddress(address.GetAddressBytes().AsSpan(12))
        : address;

    private static ImmutableArray<IPNetwork> Networks(params ReadOnlySpan<string> texts)
    {
        var networks = ImmutableArray.CreateBuilder<IPNetwork>();
        foreach (var text in texts)
        {
            networks.Add(IPNetwork.Parse(text));
        }

        return networks.ToImmutable();
    }
}

/// <summary>An address may not be called.</summary>
/// <param name="message">Which and what to do, safe to show.</param>
internal sealed class TargetRefusedException(string message) : IOException(message);
