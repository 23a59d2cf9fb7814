using System.Collections.Immutable;

namespace ServiceLevelDashboard.Analytics.Ports;

/// <summary>
/// The trail of what people changed; what the program keeps for itself is not in it. It is written with the change itself, in one transaction, and never
/// altered.
/// </summary>
public interface IChangeLog
{
    /// <summary>The latest changes before a number, latest first.</summary>
    /// <param name="before">Only changes with a smaller number; null for the latest.</param>
    /// <param name="count">How many at most.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    Task<ImmutableArray<LoggedChange>> ReadAsync(long? before, int count, CancellationToken cancellationToken);
}

/// <summary>One change.</summary>
/// <param name="No">Counts up with every change.</param>
/// <param name="At">When.</param>
/// <param name="Who">By whom.</param>
/// <param name="Kind">What sort of thing was changed: <c>board</c>, <c>account</c>.</param>
/// <param name="Key">Which one.</param>
/// <param name="Before">What stood there, as JSON; null when there was nothing.</param>
/// <param name="After">What stands there since, as JSON; null when it was removed.</param>
public sealed record LoggedChange(long No, DateTimeOffset At, Actor Who, string Kind, string Key, string? Before, string? After);
