using System.Diagnostics;
using System.Globalization;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Alerts;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Delivery.Tests.Mail;
using ServiceLevelDashboard.Simulator;
using ServiceLevelDashboard.Simulator.Settings;
using ServiceLevelDashboard.Web;
using Route = ServiceLevelDashboard.Delivery.Routes.Route;
using RouteKind = ServiceLevelDashboard.Delivery.Routes.RouteKind;

// The agents go at a quarter past ten: everything starts a good half minute before.
const string Queue = "Fraud Line";
var zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");
var now = TimeProvider.System.GetUtcNow();
var today = TimeZoneInfo.ConvertTime(now, zone);
var breach = new DateTimeOffset(today.Year, today.Month, today.Day, 10, 15, 0, today.Offset);
var clock = new MovedClock(breach - now - TimeSpan.FromSeconds(45));
var folder = Directory.CreateTempSubdirectory("sld-alerts-").FullName;

await using var mailbox = new TestMailServer();
var options = new SimulatorOptions { Queues = 12, Scenarios = [new Scenario(Queue, breach, breach.AddMinutes(15)) { Agents = 0 }] };
await using var centre = await SimulatorServer.StartAsync(options, clock, CancellationToken.None);
var builder = WebApplication.CreateBuilder();
builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
{
    ["GENESYS_URL"] = centre.Address.ToString(),
    ["GENESYS_CLIENT_ID"] = options.ClientId,
    ["GENESYS_CLIENT_SECRET"] = options.ClientSecret,
    ["Site:TimeZone"] = zone.Id,
    ["Storage:DataFolder"] = folder,
    ["Security:SignIn"] = "Never",
    ["Mail:Server"] = "127.0.0.1",
    ["Mail:Port"] = mailbox.Port.ToString(CultureInfo.InvariantCulture),
    ["Mail:Security"] = "None",
    ["Mail:From"] = "dashboard@example.com",
    ["Logging:LogLevel:Default"] = "Warning",
    ["Urls"] = "http://127.0.0.1:0",
});
builder.Services.AddSingleton<TimeProvider>(clock);
builder.AddServiceLevelDashboard(isEmbedded: false);
await using var app = builder.Build();
await app.StartAsync();

var (snapshots, alerts) = (app.Services.GetRequiredService<ISnapshots>(), app.Services.GetRequiredService<IAlerts>());
var who = Actor.Person("ann", "Ann");
await SaveAsync("office", new Route { Name = "Office", Kind = RouteKind.Mail, To = ["office@example.com"] });
await SaveAsync("waits", new AlertRule
{
    Name = "Long waits",
    Condition = AlertConditionKind.LongestWaitOver,
    Limit = 30,
    Severity = AlertSeverity.Critical,
    HoldSeconds = 0,
    Hours = AlertHours.Always,
    Routes = [new AlertRoute { Route = "office" }],
});

var began = Stopwatch.StartNew();
await Until("the agents go", () => clock.GetUtcNow() >= breach);
began.Restart();
await Until("the dashboard sees somebody who waits longer than 30 s", () => snapshots.For(Visibility.Everything).Snapshot?.Queues
    .Any(q => q.Queue.Name == Queue && q.Now?.LongestWait > TimeSpan.FromSeconds(30)) == true);
var seen = began.Elapsed;
await Until("the alert fires", () => Firing() is not null);
await Until("the mail is there", () => !mailbox.Taken.IsEmpty);
Console.WriteLine(FormattableString.Invariant($"from seen to mail: {(began.Elapsed - seen).TotalSeconds:F1} s"));
Tell();
await alerts.AcknowledgeAsync(Firing()!.Id, "calling the team", who, CancellationToken.None);
await Until("the acknowledgement is there", () => !mailbox.Taken.IsEmpty);
Tell();
clock.Move(breach.AddMinutes(15) - clock.GetUtcNow());
Console.WriteLine("the clock goes on to half past ten: the agents are back");
await Until("the alert is over", () => Firing() is null);
await Until("the last mail is there", () => !mailbox.Taken.IsEmpty);
Tell();
await app.StopAsync();
Directory.Delete(folder, recursive: true);
return 0;

AlertView? Firing() => alerts.Firing(Visibility.Everything).FirstOrDefault(a => a.Facts.Name == Queue);

async Task SaveAsync<T>(string key, T document)
    where T : class
{
    var saved = await app.Services.GetRequiredService<DocumentCache<T>>().SaveAsync(key, document, 0, who, CancellationToken.None);
    if (!saved.IsSaved)
    {
        throw new InvalidOperationException($"{key}: {saved.Outcome} {string.Join(' ', saved.Problems)}");
    }
}

async Task Until(string what, Func<bool> holds)
{
    for (var left = 3000; !holds(); left--)
    {
        if (left == 0)
        {
            throw new TimeoutException($"After five minutes: not yet {what}.");
        }
        await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System);
    }
    Console.WriteLine(FormattableString.Invariant($"{began.Elapsed.TotalSeconds,7:F1} s  {what}"));
}

void Tell()
{
    while (mailbox.Taken.TryDequeue(out var mail))
    {
        Console.WriteLine($"           mail: {mail.Subject}");
    }
}

/// <summary>The system's clock, moved.</summary>
internal sealed class MovedClock(TimeSpan by) : TimeProvider
{
    private long _ticks = by.Ticks;

    public override DateTimeOffset GetUtcNow() => System.GetUtcNow() + TimeSpan.FromTicks(Interlocked.Read(ref _ticks));

    public void Move(TimeSpan by) => Interlocked.Add(ref _ticks, by.Ticks);
}
