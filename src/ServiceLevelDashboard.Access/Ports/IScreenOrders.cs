using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Access.Ports;

/// <summary>Orders to screens that are connected to other instances. Any call may throw <see cref="ArchiveUnavailableException"/>.</summary>
public interface IScreenOrders
{
    /// <summary>Sends an order, and tells the other instances by <see cref="ISignals"/>. What is older than a minute is forgotten.</summary>
    Task SendAsync(SentOrder order, CancellationToken cancellationToken);

    /// <summary>What was sent at an instant or later, oldest first; empty when nothing was.</summary>
    Task<ImmutableArray<SentOrder>> ReadSinceAsync(DateTimeOffset since, CancellationToken cancellationToken);
}

/// <summary>An order to a screen, on its way.</summary>
/// <param name="Id">Which one, so that nobody obeys it twice.</param>
/// <param name="At">When it was sent.</param>
/// <param name="Screen">The screen's name.</param>
/// <param name="Kind">What it is to do, by name.</param>
/// <param name="Argument">What else it has to know; empty when nothing.</param>
public sealed record SentOrder(string Id, DateTimeOffset At, string Screen, string Kind, string Argument);
