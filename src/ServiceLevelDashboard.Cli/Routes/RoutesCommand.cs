using System.Collections.Immutable;
using System.CommandLine;
using System.Text.Json;
using Microsoft.Extensions.DependencyInjection;
using ServiceLevelDashboard.Analytics.Alerts;
using ServiceLevelDashboard.Analytics.Configuration;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Cli.Archive;
using ServiceLevelDashboard.Delivery.Outgoing;
using ServiceLevelDashboard.Delivery.Routes;

namespace ServiceLevelDashboard.Cli.Routes;

/// <summary><c>sld routes</c>: where messages go, and whether they get there.</summary>
internal static class RoutesCommand
{
    public static Command Of(Shell shell) => new("routes", "Routes of alerts and reports: list them, or try one.") { List(shell), Test(shell) };

    private static Command List(Shell shell)
    {
        var format = CommonOptions.Format("text", "json");
        var (data, url) = (ArchiveAccess.Data(), CommonOptions.Url());
        var command = new Command("list", "Every route: key, name, kind, where to, and whether its secret is set.") { format, data, url };
        command.SetAction(async (given, cancellationToken) =>
        {
            await using var services = await OpenAsync(shell, given.GetValue(data), given.GetValue(url), cancellationToken);
            var secrets = services.GetRequiredService<RouteSecrets>();
            ImmutableArray<Line> lines =
            [
                .. services.GetRequiredService<DocumentCache<Route>>().All.Select(route => new Line(
                    route.Key, route.Value.Value.Name, route.Value.Value.Kind, route.Value.Value.Language, TargetOf(route.Value.Value),
                    WordOf(secrets.StateOf(route.Key, route.Value.Value.Kind)))),
            ];
            OutputFile.Write(shell.Terminal, null, given.GetValue(format) == "json"
                ? stream => JsonSerializer.Serialize(stream, lines.Select(static l => new
                {
                    l.Key,
                    l.Name,
                    Kind = l.Kind.ToString(),
                    l.Language,
                    l.Target,
                    l.Secret,
                }), JsonSerializerOptions.Web)
                : OutputFile.Text(writer => TextTable.Write(writer,
                [
                    ["Key", "Name", "Kind", "To", "Secret"],
                    .. lines.Select(static l => new[]
                    {
                        Terminal.Printable(l.Key), Terminal.Printable(l.Name), l.Kind.ToString(), Terminal.Printable(l.Target), l.Secret,
                    }),
                ])));
            return lines.IsEmpty ? ExitCode.NoData : ExitCode.Ok;
        });
        return command;
    }

    private static Command Test(Shell shell)
    {
        var key = new Argument<string>("KEY") { Description = "The route's key, as `sld routes list` writes it." };
        var (data, url) = (ArchiveAccess.Data(), CommonOptions.Url());
        var command = new Command("test", "Send an invented alert by a route, and say what the far side answered.") { key, data, url };
        command.SetAction(async (given, cancellationToken) =>
        {
            await using var services = await OpenAsync(shell, given.GetValue(data), given.GetValue(url), cancellationToken);
            var route = given.GetRequiredValue(key);
            if (services.GetRequiredService<DocumentCache<Route>>().Find(route) is null)
            {
                throw new UsageException($"There is no route {Terminal.Printable(route)}. See: sld routes list");
            }
            var zone = shell.Configuration[$"{SiteOptions.Section}:{nameof(SiteOptions.TimeZone)}"] is { Length: > 0 } set ? set : "UTC";
            var (isTaken, answer) = await services.GetRequiredService<INoticeSender>()
                .SendAsync(route, TestNotice.Of(zone, shell.Clock.GetUtcNow()), cancellationToken);
            shell.Terminal.Say($"{(isTaken ? "Taken" : "Not taken")}: {Terminal.Printable(answer)}");
            return isTaken ? ExitCode.Ok : ExitCode.CheckFailed;
        });
        return command;
    }

    private static async Task<ServiceProvider> OpenAsync(Shell shell, string? data, string? url, CancellationToken cancellationToken)
    {
        var services = ArchiveAccess.Services(shell, data, url);
        try
        {
            if (!ArchiveAccess.Exists(services))
            {
                throw new UsageException("There is no archive yet, and so there are no routes. Name its folder with --data.");
            }
            await services.GetRequiredService<DocumentCache<Route>>().RefreshAsync(cancellationToken);
            return services;
        }
        catch
        {
            await services.DisposeAsync();
            throw;
        }
    }

    private static string TargetOf(Route route) => route.Kind == RouteKind.Mail ? string.Join(", ", route.To) : route.Address;

    private static string WordOf(SecretState state) => state switch
    {
        SecretState.Set => "set",
        SecretState.Missing => "missing",
        SecretState.Unreadable => "unreadable",
        _ => "not needed",
    };

    private sealed record Line(string Key, string Name, RouteKind Kind, string Language, string Target, string Secret);
}
