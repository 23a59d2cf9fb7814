namespace ServiceLevelDashboard.Genesys.Connection;

/// <summary>Where the calls go.</summary>
/// <param name="Region">The region, or null when <c>GENESYS_URL</c> overrides it.</param>
/// <param name="Login">Base address for tokens, with a trailing slash.</param>
/// <param name="Api">Base address for questions, with a trailing slash.</param>
/// <param name="RegionWasAssumed">True when no region was configured, so that the default was taken.</param>
public sealed record GenesysEndpoint(GenesysRegion? Region, Uri Login, Uri Api, bool RegionWasAssumed)
{
    /// <summary>The addresses that valid options mean.</summary>
    internal static GenesysEndpoint Of(GenesysOptions options)
    {
        if (!string.IsNullOrWhiteSpace(options.Url))
        {
            var address = new Uri(options.Url.Trim().TrimEnd('/') + "/");
            // One of a region's own hosts means the region: the other host is then known too.
            return address.AbsolutePath == "/" && GenesysRegions.TryFind(address.Host, out var named)
                ? new GenesysEndpoint(named, named.Login, named.Api, false)
                : new GenesysEndpoint(null, address, address, false);
        }

        var region = GenesysRegions.TryFind(options.Region, out var found) ? found : GenesysRegions.Default;
        return new GenesysEndpoint(region, region.Login, region.Api, string.IsNullOrWhiteSpace(options.Region));
    }

    /// <summary>For people, for instance <c>eu-west-1 (api.mypurecloud.ie)</c>.</summary>
    public override string ToString() => Region is null ? Api.Authority : $"{Region.Key} ({Api.Host})";
}
