using System.Collections.Immutable;
using Microsoft.Extensions.Hosting;

namespace ServiceLevelDashboard.Analytics.Background;

/// <summary>That the turns of a service fail.</summary>
/// <param name="Since">Since when.</param>
/// <param name="Attempts">How many in a row.</param>
/// <param name="Message">What the last of them said; for the log and for tests, not for a page.</param>
public sealed record TurnFailure(DateTimeOffset Since, int Attempts, string Message);

/// <summary>What fails of all that works in the background.</summary>
public static class TurnFailures
{
    /// <summary>The services whose last turn failed; empty when all is well.</summary>
    public static ImmutableArray<(string Name, TurnFailure Failure)> Failing(this IEnumerable<IHostedService> services) =>
        // asked for
        [.. services.OfType<PeriodicService>().Select(static s => (s.Name, s.Failure)).Where(
            static s => s.Failure is not null).Select(static s => (s.Name, s.Failure!))];
}
