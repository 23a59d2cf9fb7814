using System.Net;
using System.Net.Sockets;

namespace ServiceLevelDashboard.Access.SignIn;

/// <summary>Whom a limit is held against.</summary>
public static class ClientAddress
{
    private const int NetworkBytes = 56 / 8;

    /// <summary>
    /// The address itself, as IPv4 where it is one; of IPv6 the network of 56 bits, since providers give one to a visitor, who may choose any address within.
    /// </summary>
    public static IPAddress Of(IPAddress address)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (address.IsIPv4MappedToIPv6)
        {
            return address.MapToIPv4();
        }
        if (address.AddressFamily != AddressFamily.InterNetworkV6)
        {
            return address;
        }
        var bytes = address.GetAddressBytes();
        Array.Clear(bytes, NetworkBytes, bytes.Length - NetworkBytes);
        return new IPAddress(bytes);
    }
}
