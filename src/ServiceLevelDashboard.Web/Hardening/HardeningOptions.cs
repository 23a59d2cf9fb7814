using System.Collections.Immutable;
using System.Net;
using Microsoft.Extensions.Options;

namespace ServiceLevelDashboard.Web.Hardening;

/// <summary>What the program believes, allows and takes from outside. Section <c>Security</c>.</summary>
internal sealed class HardeningOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Security";

    private static readonly char[] Separators = [';', ' '];

    /// <summary>Origins whose pages may show the dashboard in a frame, <c>;</c> between them, for instance <c>https://intranet.example</c>.</summary>
    /// <value>Default: none. Any entry lets cookies travel into frames, over HTTPS only.</value>
    public string Embedders { get; set; } = "";

    /// <summary>
    /// Addresses or networks of the proxies in front, <c>;</c> between them, for instance <c>127.0.0.1;10.1.0.0/16</c>: what they say of a visitor's address
    /// and scheme, and of the path below which it came, is believed.
    /// </summary>
    /// <value>Default: none is believed.</value>
    public string Proxies { get; set; } = "";

    /// <summary>Days that a browser shall insist on HTTPS once it has seen it, 0 to 730.</summary>
    /// <value>Default 365.</value>
    public int HstsDays { get; set; } = 365;

    /// <summary>Open connections of one address, 1 to 1,000,000; further ones are closed at once. The proxies are not counted.</summary>
    /// <value>Default 1,000: a floor of screens and people behind one address.</value>
    public int ConnectionsPerClient { get; set; } = 1_000;

    /// <summary>Open connections in all, 10 to 1,000,000.</summary>
    /// <value>Default 20,000.</value>
    public int Connections { get; set; } = 20_000;

    /// <summary>Requests a second of one address in the long run, 1 to 1,000,000; twenty seconds' worth may come at once.</summary>
    /// <value>Default 100.</value>
    public int RequestsPerSecond { get; set; } = 100;

    /// <summary>Open event streams of one address, that is walls, 1 to 1,000,000.</summary>
    /// <value>Default 500.</value>
    public int StreamsPerClient { get; set; } = 500;

    /// <summary>Open live pages of one address, 1 to 1,000,000.</summary>
    /// <value>Default 200.</value>
    public int PagesPerClient { get; set; } = 200;

    /// <summary>The origins of <see cref="Embedders"/>.</summary>
    public ImmutableArray<string> EmbeddingOrigins => [.. Split(Embedders).Select(origin => origin.TrimEnd('/'))];

    /// <summary>The networks of <see cref="Proxies"/>; a single address is a network of one.</summary>
    public ImmutableArray<IPNetwork> ProxyNetworks => [.. Split(Proxies).Select(Network).OfType<IPNetwork>()];

    /// <summary>Whether an address is a proxy's.</summary>
    public bool IsProxy(IPAddress address) => ProxyNetworks.Any(network => network.Contains(address));

    /// <summary>What is wrong, a sentence each that names the key and the fix.</summary>
    public IEnumerable<string> Problems()
    {
        foreach (var origin in Split(Embedders).Where(origin => !IsOrigin(origin)))
        {
            yield return $"{Section}:Embedders holds '{origin}'; write origins such as https://intranet.example, with a semicolon between them.";
        }
        foreach (var proxy in Split(Proxies).Where(proxy => Network(proxy) is null))
        {
            yield return $"{Section}:Proxies holds '{proxy}'; write addresses or networks such as 127.0.0.1 or 10.1.0.0/16, with a semicolon between them.";
        }
        foreach (var (name, value, least, most) in new[]
        {
            (nameof(HstsDays), HstsDays, 0, 730), (
                nameof(ConnectionsPerClient), ConnectionsPerClient, 1, 1_000_000), (nameof(Connections), Connections, 10, 1_000_000),
            (
                nameof(RequestsPerSecond),
                RequestsPerSecond,
                1,
                1_000_000), (nameof(StreamsPerClient), StreamsPerClient, 1, 1_000_000), (nameof(PagesPerClient), PagesPerClient, 1, 1_000_000),
        })
        {
            if (value < least || value > most)
            {
                yield return FormattableString.Invariant($"{Section}:{name} is {value}; it must be {least} to {most}.");
            }
        }
    }

    private static string[] Split(string text) => text.Split(Separators, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>Nothing but scheme, host and port: whatever else stood there would be written into a header.</summary>
    private static bool IsOrigin(string text) =>
        Uri.TryCreate(text.Replace("://*.", "://", StringComparison.Ordinal), UriKind.Absolute, out var address)
        && address.Scheme is "https" or "http"
        && text.TrimEnd('/').Replace("://*.", "://", StringComparison.Ordinal).Equals(address.GetLeftPart(UriPartial.Authority), StringComparison.OrdinalIgnoreCase)
        && address.UserInfo.Length == 0 && !text.Contains(',', StringComparison.Ordinal);

    private static IPNetwork? Network(string text) =>
        IPNetwork.TryParse(text, out var network) ? network
        : IPAddress.TryParse(text, out var address) ? new IPNetwork(address, address.GetAddressBytes().Length * 8)
        : null;
}

/// <summary>Refuses the start with options that cannot be meant.</summary>
internal sealed class HardeningOptionsValidator : IValidateOptions<HardeningOptions>
{
    /// <inheritdoc/>
    public ValidateOptionsResult Validate(string? name, HardeningOptions options) =>
        options.Problems().ToArray() is { Length: > 0 } problems ? ValidateOptionsResult.Fail(problems) : ValidateOptionsResult.Success;
}
