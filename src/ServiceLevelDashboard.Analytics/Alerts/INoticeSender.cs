namespace ServiceLevelDashboard.Analytics.Alerts;

/// <summary>
/// Sends at once, past the outbox: for what cannot be written since the archive is not there, and for somebody who tries a route. Never throws but by being
/// cancelled.
/// </summary>
public interface INoticeSender
{
    /// <summary>Sends a notice by a route.</summary>
    /// <param name="route">The route's key.</param>
    /// <param name="notice">What is said.</param>
    /// <param name="cancellationToken">Ends the attempt.</param>
    /// <returns>Whether the far side took it, and what it answered, safe to show.</returns>
    Task<(bool IsTaken, string Answer)> SendAsync(string route, AlertNotice notice, CancellationToken cancellationToken);
}
