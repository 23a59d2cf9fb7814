using ServiceLevelDashboard.Analytics.Alerts;
using ServiceLevelDashboard.Delivery.Routes;

namespace ServiceLevelDashboard.Delivery.Senders;

/// <summary>Tells of alerts by routes of one kind. In the current language, which is the route's.</summary>
internal interface IRouteSender
{
    /// <summary>Which routes.</summary>
    RouteKind Kind { get; }

    /// <summary>Sends once.</summary>
    /// <exception cref="RouteUnusableException">A setting is missing.</exception>
    /// <exception cref="IOException">The far side was not reached; also as <see cref="HttpRequestException"/>.</exception>
    Task<SendResult> SendAsync(RouteMessage message, CancellationToken cancellationToken);
}

/// <summary>What is to be told.</summary>
/// <param name="Key">The route's key.</param>
/// <param name="Route">The route.</param>
/// <param name="Notice">What is said.</param>
/// <param name="Attempt">The how manieth attempt it is, from 1.</param>
internal sealed record RouteMessage(string Key, Route Route, AlertNotice Notice, int Attempt);
