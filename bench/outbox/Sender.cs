using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using ServiceLevelDashboard.Analytics.Alerts;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Delivery.Hosting;
using ServiceLevelDashboard.Delivery.Routes;
using ServiceLevelDashboard.Storage;

namespace ServiceLevelDashboard.OutboxBench;

/// <summary>The process that is killed: writes alerts with their messages, and sends what waits.</summary>
internal static class Sender
{
    public const int Routes = 12;

    /// <summary>The room as the dashboard puts it together.</summary>
    public static ServiceProvider Services(string folder, TimeProvider clock)
    {
        var settings = new Dictionary<string, string?> { ["Storage:DataFolder"] = folder, ["Delivery:AllowedTargets"] = "127.0.0.1" };
        for (var route = 0; route < Routes; route++)
        {
            settings[$"Routes:hook{route}:Secret"] = "of the bench";
        }
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(settings).Build();
        var services = new ServiceCollection().AddLogging().AddSingleton(clock);
        services.AddStorage(configuration);
        services.AddDelivery(configuration);
        services.AddDeliveryServices();
        return services.BuildServiceProvider();
    }

    public static async Task MakeRoutesAsync(ServiceProvider services, string receiver)
    {
        var routes = services.GetRequiredService<DocumentCache<Route>>();
        for (var route = 0; route < Routes; route++)
        {
            var hook = new Route { Name = $"Hook {route}", Kind = RouteKind.Webhook, Address = $"{receiver}/{route}" };
            await routes.SaveAsync($"hook{route}", hook, 0, Actor.Program, CancellationToken.None);
        }
    }

    /// <summary>Works until it is killed; or, when it only drains, until nothing waits.</summary>
    public static async Task RunAsync(string folder, TimeSpan later, bool onlyDrains)
    {
        var clock = new LaterClock(later);
        await using var services = Services(folder, clock);
        await services.GetRequiredService<DocumentCache<Route>>().RefreshAsync(CancellationToken.None);
        foreach (var service in services.GetServices<IHostedService>())
        {
            await service.StartAsync(CancellationToken.None);
        }
        await Console.Out.WriteLineAsync("ready");
        var (alerts, outbox) = (services.GetRequiredService<IAlertStore>(), services.GetRequiredService<IOutbox>());
        var random = new Random();
        while (true)
        {
            if (!onlyDrains)
            {
                await WriteAsync(alerts, clock.GetUtcNow(), random);
                await Task.Delay(TimeSpan.FromMilliseconds(random.Next(20)), TimeProvider.System);
            }
            else if ((await outbox.ReadAsync(null, null, int.MaxValue, CancellationToken.None)).All(static m => m.State != OutboxState.Waiting))
            {
                return;
            }
            else
            {
                await Task.Delay(TimeSpan.FromMilliseconds(200), TimeProvider.System);
            }
        }
    }

    private static async Task WriteAsync(IAlertStore alerts, DateTimeOffset now, Random random)
    {
        var id = Guid.CreateVersion7(now).ToString("N");
        var facts = new AlertFacts
        {
            Alert = id,
            Rule = "rule",
            RuleName = "Rule",
            Condition = AlertConditionKind.WaitingOver,
            Severity = AlertSeverity.Warning,
            State = AlertState.Firing,
            Since = now,
            FiredAt = now,
            Waiting = 12,
            Zone = "UTC",
        };
        var notice = new AlertNotice { Id = id, Kind = AlertNoticeKind.Change, At = now, Alerts = [facts] };
        var json = JsonSerializer.Serialize(notice, AlertNotice.Json);
        ImmutableArray<OutboxMessage> messages = [new OutboxMessage(id, OutboxKind.Alert, $"hook{random.Next(Routes)}", json, now, now)];
        await alerts.WriteAsync(
            [new AlertWrite(new StoredAlert(id, "rule", id, AlertState.Firing, now, now, null, "{}", 0))], messages, CancellationToken.None);
    }

    /// <summary>A clock that is ahead: the next process comes so much later that nobody waits for the hold of the dead one.</summary>
    private sealed class LaterClock(TimeSpan later) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + later;
    }
}
