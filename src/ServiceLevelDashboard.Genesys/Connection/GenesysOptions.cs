using System.Diagnostics;
using Microsoft.Extensions.Configuration;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Genesys.Connection;

/// <summary>
/// How to reach one organisation. Everything may stand in the configuration section <c>Genesys</c>; the five variables named
/// below win over it. Calls go through the proxy that the environment names (<c>HTTPS_PROXY</c>, <c>NO_PROXY</c>).
/// </summary>
public sealed class GenesysOptions
{
    /// <summary>Name of the configuration section.</summary>
    public const string Section = "Genesys";

    /// <summary>The usual client's name.</summary>
    internal const string Streaming = "Streaming";

    /// <summary>The name of the client on the vendor's library.</summary>
    internal const string Sdk = "Sdk";

    /// <summary>Id of the OAuth client (<c>GENESYS_CLIENT_ID</c>). Required.</summary>
    public string? ClientId { get; set; }

    /// <summary>
    /// Secret of the OAuth client (<c>GENESYS_CLIENT_SECRET</c>, or the content of the file that <c>GENESYS_CLIENT_SECRET_FILE</c> names). Required.
    /// </summary>
    [DebuggerBrowsable(DebuggerBrowsableState.Never)]
    public string? ClientSecret { get; set; }

    /// <summary>Region (<c>GENESYS_REGION</c>): AWS key, SDK key or domain. Null or blank means <c>us-east-1</c>.</summary>
    public string? Region { get; set; }

    /// <summary>
    /// Base address instead of a region's two hosts (<c>GENESYS_URL</c>), for a simulator or a gateway: tokens at <c>oauth/token</c>,
    /// questions at <c>api/v2</c> below it. https, or http on this machine. Null uses the region.
    /// </summary>
    public string? Url { get; set; }

    /// <summary>
    /// Who reads the answers: <c>Streaming</c> (default), or <c>Sdk</c> for the vendor's own library, which a build has only where it was asked for
    /// (<c>docs/decisions/purecloud-sdk.md</c>).
    /// </summary>
    public string Client { get; set; } = Streaming;

    /// <summary>Calls a minute that the organisation allows one client: 1 to 100,000, default 300 (the vendor's default).</summary>
    public int QuotaPerMinute { get; set; } = 300;

    /// <summary>Share of the quota that this program takes at most: a ratio above 0 and up to 1, default 0.5.</summary>
    public double QuotaShare { get; set; } = 0.5;

    /// <summary>Longest time for one attempt, from sending to the last byte of the answer. Default 25 s.</summary>
    public TimeSpan AttemptTimeout { get; set; } = TimeSpan.FromSeconds(25);

    /// <summary>Longest time for one call with all its attempts and the waits between them. Default 60 s.</summary>
    public TimeSpan TotalTimeout { get; set; } = TimeSpan.FromSeconds(60);

    /// <summary>How often a failed call is tried again: 0 to 10, default 3 (after 1, 2 and 4 seconds).</summary>
    public int Retries { get; set; } = 3;

    /// <summary>Whether the vendor's library is chosen.</summary>
    internal bool IsSdkChosen => string.Equals(Client, Sdk, StringComparison.OrdinalIgnoreCase);

    /// <summary>What went wrong while the secret's file was read, or null.</summary>
    internal string? SecretFileProblem { get; private set; }

    /// <summary>Calls a minute that the governor lets through: quota times share, at least 1.</summary>
    internal int GovernorPerMinute => Math.Max(1, (int)(QuotaPerMinute * QuotaShare));

    /// <summary>Reads the options from configuration. Nothing is checked yet: see <see cref="Validate"/>.</summary>
    public static GenesysOptions From(IConfiguration configuration)
    {
        var options = new GenesysOptions();
        options.Read(configuration);
        return options;
    }

    /// <summary>What is wrong with these options; each line names the variable and the fix. Empty when all is well.</summary>
    public IReadOnlyList<string> Validate() => GenesysOptionsRules.Check(this);

    /// <summary>Takes over what the configuration says; what it does not mention stays.</summary>
    internal void Read(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        configuration.GetSection(Section).Bind(this);
        ClientId = Given(configuration["GENESYS_CLIENT_ID"]) ?? Given(ClientId);
        ClientSecret = Given(configuration["GENESYS_CLIENT_SECRET"]) ?? FromFile(Given(configuration["GENESYS_CLIENT_SECRET_FILE"])) ?? Given(ClientSecret);
        Region = Given(configuration["GENESYS_REGION"]) ?? Given(Region);
        Url = Given(configuration["GENESYS_URL"]) ?? Given(Url);
    }

    private static string? Given(string? value) => string.IsNullOrWhiteSpace(value) ? null : value.Trim();

    private string? FromFile(string? path)
    {
        if (path is null)
        {
            return null;
        }
        try
        {
            var secret = Given(FileText.Of(path, File.ReadAllBytes(path)));
            SecretFileProblem = secret is null ? $"The file that GENESYS_CLIENT_SECRET_FILE names is empty: {path}" : null;
            return secret;
        }
        catch (UnreadableTextException e)
        {
            SecretFileProblem = $"GENESYS_CLIENT_SECRET_FILE: {e.Message}";
            return null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            SecretFileProblem = $"The file that GENESYS_CLIENT_SECRET_FILE names cannot be read ({e.GetType().Name}): {path}";
            return null;
        }
    }
}
