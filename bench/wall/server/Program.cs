using System.Globalization;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.WallBench;
using ServiceLevelDashboard.Web;

// The dashboard as shipped, over figures that change by the clock instead of a contact centre: --period seconds, --queues count.
var data = Directory.CreateTempSubdirectory("sld-bench-");
var builder = WebApplication.CreateBuilder(args);
builder.Configuration.AddInMemoryCollection(new Dictionary<string, string?>
{
    ["GENESYS_CLIENT_ID"] = "bench",
    ["GENESYS_CLIENT_SECRET"] = "bench",
    ["GENESYS_URL"] = "http://127.0.0.1:9",
    ["Site:TimeZone"] = "Europe/London",
    ["Storage:DataFolder"] = data.FullName,
    ["Refresh:IntervalsSeconds"] = "300",
    ["Refresh:ObservationsSeconds"] = "300",
    ["Logging:LogLevel:Default"] = "Error",
    // all screens and pages come from this one machine, and nobody signs in
    ["Security:SignIn"] = "Never",
    ["Security:RequestsPerSecond"] = "1000000",
    ["Security:StreamsPerClient"] = "1000000",
    ["Security:PagesPerClient"] = "1000000",
    ["Security:ConnectionsPerClient"] = "1000000",
});
builder.AddServiceLevelDashboard();
var period = TimeSpan.FromSeconds(double.Parse(builder.Configuration["period"] ?? "1", CultureInfo.InvariantCulture));
builder.Services.RemoveAll<ISnapshots>();
builder.Services.AddSingleton<ISnapshots>(provider => new TickingSnapshots(
    int.Parse(builder.Configuration["queues"] ?? "40", CultureInfo.InvariantCulture), period, provider.GetRequiredService<TimeProvider>()));
await using var app = builder.Build();
app.UseServiceLevelDashboard();
app.Lifetime.ApplicationStarted.Register(() => Console.WriteLine($"ready {Environment.ProcessId}"));
await app.RunAsync();
