using System.Collections.Immutable;
using Microsoft.AspNetCore.Routing.Patterns;
using ServiceLevelDashboard.Access.Roles;

namespace ServiceLevelDashboard.Web.Tests.Security;

/// <summary>
/// Who may ask for what. Every address that the dashboard answers stands here; one that does not fails the test, and so decides nothing by accident.
/// </summary>
internal static class EndpointTable
{
    /// <summary>Read by whoever is on this machine, as these tests are, and shows no cookie; from elsewhere by a token alone.</summary>
    public const string Metrics = "/metrics";

    /// <summary>The least rank for each address, as routing writes it.</summary>
    public static readonly ImmutableDictionary<string, Rank> Rows = new Dictionary<string, Rank>
    {
        ["/health/live"] = Rank.Nobody,
        ["/health/ready"] = Rank.Nobody,
        [Metrics] = Rank.Nobody,
        ["/sign-in"] = Rank.Nobody,
        ["/sign-in/service"] = Rank.Nobody,
        ["/signin-oidc/start"] = Rank.Nobody,
        ["/set-up"] = Rank.Nobody,
        ["/invitation"] = Rank.Nobody,
        ["/error"] = Rank.Nobody,
        ["/not-found"] = Rank.Nobody,
        ["/screen"] = Rank.Nobody,

        ["/wall"] = Rank.Screen,
        ["/wall/{board}/"] = Rank.Screen,
        ["/wall/{board}/size.css"] = Rank.Screen,
        ["/wall/{board}/state"] = Rank.Screen,
        ["/wall/{board}/stream"] = Rank.Screen,
        ["/wall/{board}/time"] = Rank.Screen,

        ["/"] = Rank.Viewer,
        ["/account"] = Rank.Viewer,
        ["/queues/{Id}/{Media}"] = Rank.Viewer,
        ["/history"] = Rank.Viewer,
        ["/history/rows.{format}"] = Rank.Viewer,
        ["/boards"] = Rank.Viewer,
        ["/boards/boards.yaml"] = Rank.Viewer,
        ["/explain"] = Rank.Viewer,
        ["/explain/rows.{format}"] = Rank.Viewer,
        ["/explain/kept"] = Rank.Viewer,
        ["/explain/kept/{Id}"] = Rank.Viewer,
        ["/explain/kept/{id}/rows.{format}"] = Rank.Viewer,
        ["/forecasts"] = Rank.Viewer,
        ["/reconciliation"] = Rank.Viewer,
        ["/manage"] = Rank.Viewer,
        ["/api-reference"] = Rank.Viewer,
        ["/sites"] = Rank.Viewer,
        ["/sites/edit"] = Rank.Administrator,
        ["/sites/edit/{Key}"] = Rank.Administrator,
        ["/alerts"] = Rank.Viewer,
        ["/alerts/rules"] = Rank.Viewer,
        ["/alerts/rules/edit"] = Rank.Supervisor,
        ["/alerts/rules/edit/{Key}"] = Rank.Supervisor,
        ["/alerts/routes"] = Rank.Administrator,
        ["/alerts/routes/edit"] = Rank.Administrator,
        ["/alerts/routes/edit/{Key}"] = Rank.Administrator,
        ["/annotations"] = Rank.Viewer,
        ["/annotations/edit"] = Rank.Supervisor,
        ["/annotations/edit/{Key}"] = Rank.Supervisor,
        ["/groups"] = Rank.Viewer,
        ["/groups/staffing/{Key}"] = Rank.Viewer,
        ["/targets"] = Rank.Viewer,
        ["/targets/edit"] = Rank.Supervisor,
        ["/targets/edit/{Key}"] = Rank.Supervisor,
        ["/groups/edit"] = Rank.Administrator,
        ["/groups/edit/{Key}"] = Rank.Administrator,
        ["/api/v1/queues"] = Rank.Viewer,
        ["/api/v1/queues/{id}"] = Rank.Viewer,
        ["/api/v1/report"] = Rank.Viewer,
        ["/api/v1/series"] = Rank.Viewer,
        ["/mcp/"] = Rank.Viewer,
        ["/mcp"] = Rank.Viewer,
        ["/api/v1/{**rest}"] = Rank.Viewer,
        ["/{**path:file}"] = Rank.Viewer, // files that are not there
        ["/_blazor"] = Rank.Viewer,
        ["/_blazor/negotiate"] = Rank.Viewer,
        ["/_blazor/disconnect/"] = Rank.Viewer,
        ["/_blazor/initializers/"] = Rank.Viewer,
        ["/_framework/opaque-redirect"] = Rank.Viewer,

        ["/people"] = Rank.Administrator,
        ["/changes"] = Rank.Administrator,
        ["/changes/all.csv"] = Rank.Administrator,
        ["/schedules"] = Rank.Supervisor,
        ["/schedules/edit"] = Rank.Supervisor,
        ["/schedules/edit/{Key}"] = Rank.Supervisor,
        ["/schedules/preview/{Key}"] = Rank.Supervisor,
        ["/screens"] = Rank.Supervisor,
        ["/screens/screens.yaml"] = Rank.Supervisor,
        ["/screens/approve"] = Rank.Supervisor,
        ["/boards/new"] = Rank.Supervisor,
        ["/boards/board/{Name}"] = Rank.Supervisor,
        ["/boards/import"] = Rank.Supervisor,

        ["/admin"] = Rank.Administrator,
        ["/admin/tokens"] = Rank.Administrator,
    }.ToImmutableDictionary();

    /// <summary>The row of an address, from the root on.</summary>
    public static string RowOf(RoutePattern pattern) => "/" + pattern.RawText?.TrimStart('/');

    /// <summary>An address with something in the place of what it leaves open.</summary>
    public static string Sample(string pattern) => "/" + pattern.TrimStart('/')
        .Replace("{board}", "all", StringComparison.Ordinal)
        .Replace("{Id}", "x", StringComparison.Ordinal).Replace("{id}", "x", StringComparison.Ordinal)
        .Replace("{format}", "csv", StringComparison.Ordinal)
        .Replace("{Name}", "all", StringComparison.Ordinal)
        .Replace("{Media}", "voice", StringComparison.Ordinal)
        .Replace("{**rest}", "x", StringComparison.Ordinal)
        .Replace("{**path:file}", "x.css", StringComparison.Ordinal).TrimEnd('/');
}
