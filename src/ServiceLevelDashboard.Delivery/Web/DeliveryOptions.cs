using System.Collections.Immutable;
using System.Net;

namespace ServiceLevelDashboard.Delivery.Web;

/// <summary>How messages leave the house. Section <c>Delivery</c>.</summary>
public sealed class DeliveryOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Delivery";

    /// <summary>The dashboard's address as browsers know it, so that messages can lead there: <c>https://dashboard.example/sld</c>.</summary>
    /// <value>Default none: messages have no links.</value>
    public string Address { get; set; } = "";

    /// <summary>
    /// Names, addresses and networks inside the house that routes may call, also with plain HTTP, <c>;</c> between them:
    /// <c>alertmanager.internal;10.1.0.0/16</c>.
    /// </summary>
    /// <value>Default none: routes call public addresses alone, with https.</value>
    public string AllowedTargets { get; set; } = "";

    /// <summary>The address as it is prefixed to links, with a slash at its end; null when there is none.</summary>
    internal Uri? Base => Uri.TryCreate(Address.TrimEnd('/') + "/", UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address : null;

    /// <summary>The names among <see cref="AllowedTargets"/>.</summary>
    internal ImmutableHashSet<string> AllowedNames =>
        [.. Entries.Where(static e => NetworkOf(e) is null).Select(static e => e.TrimEnd('.').ToLowerInvariant())];

    /// <summary>The networks among <see cref="AllowedTargets"/>; an address is a network of one.</summary>
    internal ImmutableArray<IPNetwork> AllowedNetworks => [.. Entries.Select(NetworkOf).OfType<IPNetwork>()];

    private string[] Entries => AllowedTargets.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>What is wrong, a sentence each that names the key and the fix.</summary>
    public IEnumerable<string> Problems()
    {
        if (Address.Length > 0 && Base is null)
        {
            yield return $"{Section}:Address is '{Address}'; give the dashboard's address, for instance https://dashboard.example.";
        }
        foreach (var entry in Entries.Where(static e => NetworkOf(e) is null && Uri.CheckHostName(e) is UriHostNameType.Unknown))
        {
            yield return $"{Section}:AllowedTargets holds '{entry}'; give names, addresses or networks such as 10.1.0.0/16, with ; between them.";
        }
    }

    private static IPNetwork? NetworkOf(string entry) =>
        IPNetwork.TryParse(entry, out var network) ? network
        : IPAddress.TryParse(entry, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
        : null;
}
