using ServiceLevelDashboard.Delivery.Routes;
using Route = ServiceLevelDashboard.Delivery.Routes.Route;

namespace ServiceLevelDashboard.Web.Alerts;

/// <summary>A route while it is being written: what was typed stays as it was typed, also what another kind asks for.</summary>
internal sealed class RouteDraft
{
    public string Name { get; set; } = "";

    public RouteKind Kind { get; set; } = RouteKind.Mail;

    public string Language { get; set; } = "en";

    /// <summary>Mail addresses, one on each line.</summary>
    public string Recipients { get; set; } = "";

    public string Address { get; set; } = "";

    /// <summary>Whether the kind has an address that is no secret.</summary>
    public bool TakesAddress => Kind is RouteKind.Webhook or RouteKind.Alertmanager or RouteKind.PagerDuty;

    /// <summary>A draft of a route as it stands.</summary>
    public static RouteDraft Of(Route route) => new()
    {
        Name = route.Name,
        Kind = route.Kind,
        Language = route.Language,
        Recipients = string.Join('\n', route.To),
        Address = route.Address,
    };

    /// <summary>The route that has been written so far; it may not be usable yet.</summary>
    public Route ToRoute() => new()
    {
        Name = Name.Trim(),
        Kind = Kind,
        Language = Language,
        To = Kind == RouteKind.Mail
            ? [.. Recipients.Split(['\n', ',', ';'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Distinct()]
            : [],
        Address = TakesAddress ? Address.Trim() : "",
    };
}
