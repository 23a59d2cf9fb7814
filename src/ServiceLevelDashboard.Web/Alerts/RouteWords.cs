using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Delivery.Routes;
using ServiceLevelDashboard.Web.Resources;
using Route = ServiceLevelDashboard.Delivery.Routes.Route;

namespace ServiceLevelDashboard.Web.Alerts;

/// <summary>Words routes.</summary>
internal static class RouteWords
{
    /// <summary>The name of a kind: "Microsoft Teams (workflow)".</summary>
    public static string Of(RouteKind kind) => kind switch
    {
        RouteKind.Mail => RoutesText.KindMail,
        RouteKind.Webhook => RoutesText.KindWebhook,
        RouteKind.Teams => RoutesText.KindTeams,
        RouteKind.Slack => RoutesText.KindSlack,
        RouteKind.PagerDuty => RoutesText.KindPagerDuty,
        RouteKind.Alertmanager => RoutesText.KindAlertmanager,
        _ => throw new ArgumentOutOfRangeException(nameof(kind), kind, null),
    };

    /// <summary>The name of a language.</summary>
    public static string OfLanguage(string? language) => language == "de" ? RoutesText.LanguageDe : RoutesText.LanguageEn;

    /// <summary>How a message stands: "waiting".</summary>
    public static string Of(OutboxState state) => state switch
    {
        OutboxState.Waiting => RoutesText.StateWaiting,
        OutboxState.Sent => RoutesText.StateSent,
        _ => RoutesText.StateGivenUp,
    };

    /// <summary>Where a route goes, as far as that is no secret.</summary>
    public static string Goes(Route route) => route.Kind == RouteKind.Mail ? string.Join(", ", route.To)
        : route.Address.Length > 0 ? route.Address
        : Format.NoValue;

    /// <summary>Whether the route has its secret, and if not which setting to make.</summary>
    public static string SecretOf(string key, Route route, RouteSecrets secrets) => secrets.StateOf(key, route.Kind) switch
    {
        SecretState.NotNeeded => RoutesText.SecretNone,
        SecretState.Set => RoutesText.SecretSet,
        SecretState.Missing => Format.Text(RoutesText.SecretMissing, SettingOf(key)),
        _ => Format.Text(RoutesText.SecretUnreadable, SettingOf(key) + "File"),
    };

    /// <summary>The environment variable of a route's secret.</summary>
    public static string SettingOf(string key) => $"{RouteSecrets.Section}__{key.Replace('-', '_')}__Secret";
}
