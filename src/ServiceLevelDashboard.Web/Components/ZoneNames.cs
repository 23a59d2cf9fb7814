using System.Collections.Immutable;

namespace ServiceLevelDashboard.Web.Components;

/// <summary>The time zones that people choose from.</summary>
internal static class ZoneNames
{
    private static readonly ImmutableArray<string> _all =
        [.. TimeZoneInfo.GetSystemTimeZones().Where(
            static z => z.HasIanaId && z.Id.Contains('/', StringComparison.Ordinal)).Select(static z => z.Id).Order(StringComparer.Ordinal)];

    /// <summary>Those in whose names a text is.</summary>
    public static Task<IEnumerable<string>> FindAsync(string? typed, CancellationToken cancellation) =>
        Task.FromResult(_all.Where(zone => zone.Contains(typed?.Trim() ?? "", StringComparison.OrdinalIgnoreCase)));
}
