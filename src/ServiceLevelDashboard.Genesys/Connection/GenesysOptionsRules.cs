using Microsoft.Extensions.Options;

namespace ServiceLevelDashboard.Genesys.Connection;

/// <summary>What must hold of <see cref="GenesysOptions"/>; every message names the variable and the fix, and none the secret.</summary>
internal sealed class GenesysOptionsRules : IValidateOptions<GenesysOptions>
{
    public ValidateOptionsResult Validate(string? name, GenesysOptions options)
    {
        var problems = Check(options);
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }

    public static IReadOnlyList<string> Check(GenesysOptions options)
    {
        var problems = new List<string>();
        if (string.IsNullOrWhiteSpace(options.ClientId))
        {
            problems.Add("No OAuth client id is configured. Set GENESYS_CLIENT_ID to the id shown in Genesys Cloud under Admin > Integrations > OAuth.");
        }
        if (options.SecretFileProblem is { } problem && string.IsNullOrWhiteSpace(options.ClientSecret))
        {
            problems.Add(problem + ". Correct the path or its permissions, or set GENESYS_CLIENT_SECRET.");
        }
        else if (string.IsNullOrWhiteSpace(options.ClientSecret))
        {
            problems.Add("No OAuth client secret is configured. Set GENESYS_CLIENT_SECRET, or GENESYS_CLIENT_SECRET_FILE to a file that holds it.");
        }

        if (!string.IsNullOrWhiteSpace(options.Url))
        {
            if (UrlProblem(options.Url) is { } urlProblem)
            {
                problems.Add(urlProblem);
            }
        }
        else if (!string.IsNullOrWhiteSpace(options.Region) && !GenesysRegions.TryFind(options.Region, out _))
        {
            var known = string.Join(", ", GenesysRegions.All.Select(region => $"{region.Key} ({region.Domain})"));
            problems.Add($"GENESYS_REGION is '{options.Region}', which is no region of Genesys Cloud. Set it to one of: {known}.");
        }

        if (!options.IsSdkChosen && !string.Equals(options.Client, GenesysOptions.Streaming, StringComparison.OrdinalIgnoreCase))
        {
            problems.Add($"Genesys:Client is '{options.Client}'. Set it to {GenesysOptions.Streaming}, or to {GenesysOptions.Sdk} for the vendor's library.");
        }
        else if (options.IsSdkChosen && VendorLibrary.Client is null)
        {
            problems.Add(
                "Genesys:Client is Sdk, and this build is without the vendor's library. Build it with -p:GenesysSdk=true, or set Genesys:Client to Streaming.");
        }
        if (options.QuotaPerMinute is < 1 or > 100_000)
        {
            problems.Add("Genesys:QuotaPerMinute must be 1 to 100000; the vendor's default is 300.");
        }
        if (options.QuotaShare is not (> 0 and <= 1))
        {
            problems.Add("Genesys:QuotaShare must be above 0 and at most 1, for instance 0.5.");
        }
        if (options.Retries is < 0 or > 10)
        {
            problems.Add("Genesys:Retries must be 0 to 10.");
        }
        if (options.AttemptTimeout < TimeSpan.FromMilliseconds(10) || options.AttemptTimeout > TimeSpan.FromHours(1))
        {
            problems.Add("Genesys:AttemptTimeout must be above zero and at most one hour, for instance 00:00:25.");
        }
        if (options.TotalTimeout < options.AttemptTimeout || options.TotalTimeout > TimeSpan.FromHours(10))
        {
            problems.Add("Genesys:TotalTimeout must be at least Genesys:AttemptTimeout and at most ten hours, for instance 00:01:00.");
        }
        return problems;
    }

    private static string? UrlProblem(string url)
    {
        if (!Uri.TryCreate(url, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
        {
            return "GENESYS_URL must be an address such as https://gateway.example or http://127.0.0.1:5080.";
        }
        if (address.UserInfo.Length > 0 || address.Query.Length > 0 || address.Fragment.Length > 0)
        {
            return "GENESYS_URL must hold neither credentials nor a query: give scheme, host, port and path alone.";
        }
        if (address.Scheme == "http" && !address.IsLoopback)
        {
            return $"GENESYS_URL is plain http to {address.Host}, which would send the secret readable over the network. Use https, or a loopback address.";
        }
        return null;
    }
}
