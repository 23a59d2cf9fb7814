using System.Globalization;
using ServiceLevelDashboard.Analytics.Documents;

namespace ServiceLevelDashboard.Analytics.Contracts;

/// <summary>
/// By which definition the contract measures from a day on; it is kept under that day. Before the first of them the configured one holds. The organisation's
/// switches are not in it: Genesys Cloud restates the past by them.
/// </summary>
public sealed record DefinitionVersion
{
    /// <summary>The formula.</summary>
    public required ServiceLevelFormula Formula { get; init; }

    /// <summary>Whether flow-outs count as misses.</summary>
    public bool WithFlowOuts { get; init; }

    /// <summary>Longest wait of a short abandon in seconds; null for the organisation's own count.</summary>
    public int? ShortAbandonSeconds { get; init; }

    /// <summary>How definitions are kept: the key is the first day of the site, as <c>2026-03-01</c>.</summary>
    public static readonly DocumentKind<DefinitionVersion> Kind =
        new("definition", DocumentJson.Of<DefinitionVersion>(), static (key, version) => [.. Problems(key, version)], static (_, _) => []);

    /// <summary>The key of a first day.</summary>
    public static string KeyOf(DateOnly from) => from.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>The first day of a key; null for what is none.</summary>
    public static DateOnly? DayOf(string key) =>
        DateOnly.TryParseExact(key, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : null;

    /// <summary>It with the organisation's switches.</summary>
    public ServiceLevelDefinition ToDefinition(GenesysSwitches switches) => new(Formula)
    {
        WithFlowOuts = WithFlowOuts,
        ShortAbandonLimit = ShortAbandonSeconds is { } seconds ? TimeSpan.FromSeconds(seconds) : null,
        Switches = switches,
    };

    private static IEnumerable<string> Problems(string key, DefinitionVersion version)
    {
        if (DayOf(key) is null)
        {
            yield return $"'{key}' is no day; write it like 2026-03-01.";
        }
        if (version.ShortAbandonSeconds is < 1 or > 3600)
        {
            yield return "shortAbandonSeconds: give a whole number of seconds from 1 to 3600, or none.";
        }
    }
}
