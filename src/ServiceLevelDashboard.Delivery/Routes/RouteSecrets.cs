using Microsoft.Extensions.Configuration;

namespace ServiceLevelDashboard.Delivery.Routes;

/// <summary>
/// The secrets of routes, from settings: <c>Routes:KEY:Secret</c>, or <c>Routes:KEY:SecretFile</c> for a file that holds it. What it is depends on the kind:
/// what a webhook is signed with, the address of Teams and Slack, PagerDuty's integration key, an Alertmanager's <c>user:password</c> or token. Read anew each
/// time, so that a changed file counts at once. A hyphen of the key may be written as an underscore, which shells prefer.
/// </summary>
public sealed class RouteSecrets(IConfiguration configuration)
{
    /// <summary>The section's name.</summary>
    public const string Section = "Routes";

    /// <summary>The secret of a route; null when there is none.</summary>
    /// <exception cref="RouteUnusableException">Its file cannot be read.</exception>
    public string? Find(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        var section = configuration.GetSection($"{Section}:{key}");
        return SecretSetting.Read(section.Exists() ? section : configuration.GetSection($"{Section}:{key.Replace('-', '_')}"), "Secret");
    }

    /// <summary>The secret of a route that cannot do without.</summary>
    /// <exception cref="RouteUnusableException">There is none.</exception>
    public string Need(string key) => Find(key) ?? throw new RouteUnusableException(
        $"The route's secret is missing. Set {Section}__{key}__Secret, or {Section}__{key}__SecretFile to a file that holds it.");

    /// <summary>The secret of a route that is the address to call.</summary>
    /// <exception cref="RouteUnusableException">There is none, or it is no address.</exception>
    internal Uri NeedAddress(string key) => Need(key) is var text && Route.IsWebAddress(text) ? new Uri(text) : throw new RouteUnusableException(
        $"The route's secret is no address. Set {Section}__{key}__Secret or {Section}__{key}__SecretFile to the whole address, beginning with https://.");

    /// <summary>Whether a route of this kind cannot do without a secret.</summary>
    public static bool IsNeeded(RouteKind kind) => kind is RouteKind.Webhook or RouteKind.Teams or RouteKind.Slack or RouteKind.PagerDuty;

    /// <summary>How things stand with the secret of a route, without saying it.</summary>
    public SecretState StateOf(string key, RouteKind kind)
    {
        try
        {
            return Find(key) is not null ? SecretState.Set
                : IsNeeded(kind) ? SecretState.Missing
                : SecretState.NotNeeded;
        }
        catch (RouteUnusableException)
        {
            return SecretState.Unreadable;
        }
    }
}

/// <summary>How things stand with a route's secret.</summary>
public enum SecretState
{
    /// <summary>The route does without.</summary>
    NotNeeded,

    /// <summary>It is set.</summary>
    Set,

    /// <summary>The route cannot do without, and it is not set.</summary>
    Missing,

    /// <summary>The file that is to hold it cannot be read.</summary>
    Unreadable,
}

/// <summary>A setting that is a secret, or names the file that holds it.</summary>
internal static class SecretSetting
{
    /// <summary>The secret <c>NAME</c> of a section, or the content of the file that <c>NAMEFile</c> names; null when neither is set.</summary>
    /// <exception cref="RouteUnusableException">The file cannot be read, or is empty.</exception>
    public static string? Read(IConfigurationSection section, string name)
    {
        if (section[name]?.Trim() is { Length: > 0 } given)
        {
            return given;
        }
        if (section[name + "File"] is not { Length: > 0 } path)
        {
            return null;
        }
        var setting = $"{section.Path.Replace(":", "__", StringComparison.Ordinal)}__{name}File";
        try
        {
            var secret = Domain.FileText.Of(path, File.ReadAllBytes(path)).Trim();
            return secret.Length > 0 ? secret : throw new RouteUnusableException($"The file that {setting} names is empty: {path}");
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            throw new RouteUnusableException($"The file that {setting} names cannot be read ({e.GetType().Name}): {path}");
        }
    }
}

/// <summary>A route cannot be used before somebody changes a setting; the message says which, and no secret.</summary>
/// <param name="message">What is missing and how to mend it.</param>
public sealed class RouteUnusableException(string message) : Exception(message);
