using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;

namespace ServiceLevelDashboard.Genesys.Connection;

/// <summary>A region of Genesys Cloud. An OAuth client lives in exactly one.</summary>
/// <param name="Key">The AWS key, for instance <c>eu-west-1</c>.</param>
/// <param name="Domain">The domain from which the hosts follow, for instance <c>mypurecloud.ie</c>.</param>
public sealed record GenesysRegion(string Key, string Domain)
{
    /// <summary>The key as the vendor's SDKs write it, for instance <c>eu_west_1</c>.</summary>
    public string SdkKey => Key.Replace('-', '_');

    /// <summary>Where tokens are given out.</summary>
    public Uri Login => new($"https://login.{Domain}/");

    /// <summary>Where questions are answered.</summary>
    public Uri Api => new($"https://api.{Domain}/");
}

/// <summary>All regions of Genesys Cloud.</summary>
public static class GenesysRegions
{
    /// <summary>The region that is taken when none is configured: <c>us-east-1</c>.</summary>
    public static readonly GenesysRegion Default = new("us-east-1", "mypurecloud.com");

    /// <summary>Every known region.</summary>
    public static readonly ImmutableArray<GenesysRegion> All =
    [
        Default,
        new("us-east-2", "use2.us-gov-pure.cloud"),
        new("us-west-2", "usw2.pure.cloud"),
        new("ca-central-1", "cac1.pure.cloud"),
        new("mx-central-1", "mxc1.pure.cloud"),
        new("sa-east-1", "sae1.pure.cloud"),
        new("eu-west-1", "mypurecloud.ie"),
        new("eu-west-2", "euw2.pure.cloud"),
        new("eu-central-1", "mypurecloud.de"),
        new("eu-central-2", "euc2.pure.cloud"),
        new("eusc-de-east-1", "edee1.eusc-pure.cloud"),
        new("me-central-1", "mec1.pure.cloud"),
        new("ap-south-1", "aps1.pure.cloud"),
        new("ap-southeast-1", "apse1.pure.cloud"),
        new("ap-southeast-2", "mypurecloud.com.au"),
        new("ap-northeast-1", "mypurecloud.jp"),
        new("ap-northeast-2", "apne2.pure.cloud"),
        new("ap-northeast-3", "apne3.pure.cloud"),
    ];

    private static readonly string[] Hosts = ["api.", "login.", "apps."];

    /// <summary>Finds a region.</summary>
    /// <param name="name">
    /// AWS key (<c>us-east-1</c>), SDK key (<c>us_east_1</c>) or domain (<c>mypurecloud.com</c>), also as one of its addresses
    /// (<c>api.mypurecloud.com</c>, <c>https://apps.mypurecloud.com/directory</c>); any case, blanks around it are ignored.
    /// </param>
    /// <param name="region">The region, or null.</param>
    /// <returns>Whether there is such a region.</returns>
    public static bool TryFind(string? name, [NotNullWhen(true)] out GenesysRegion? region)
    {
        var wanted = Bare(name);
        region = All.FirstOrDefault(candidate =>
            string.Equals(candidate.Key, wanted, StringComparison.OrdinalIgnoreCase)
            || string.Equals(candidate.SdkKey, wanted, StringComparison.OrdinalIgnoreCase)
            || string.Equals(candidate.Domain, wanted, StringComparison.OrdinalIgnoreCase));
        return region is not null;
    }

    /// <summary>What is left of an address without scheme, port, path and the name of one of the region's hosts.</summary>
    private static string? Bare(string? name)
    {
        var bare = name?.Trim();
        if (bare is null)
        {
            return null;
        }

        if (bare.IndexOf("://", StringComparison.Ordinal) is >= 0 and var scheme)
        {
            bare = bare[(scheme + 3)..];
        }

        bare = bare.Split('/', ':', '?', '#')[0].TrimEnd('.');
        var host = Hosts.FirstOrDefault(prefix => bare.StartsWith(prefix, StringComparison.OrdinalIgnoreCase));
        return host is null ? bare : bare[host.Length..];
    }
}
