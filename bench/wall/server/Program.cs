using System.Globalization;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.WallBench;
using ServiceLevelDashboard.Web;

// The dashboard as shipped, over figures that change by the clock instead of a contact centre: --period seconds, --queues count,
// --one-in so many queues changes with each tick, --intervals of the day have passed.
// For pictures they stand still: --below, --at-risk and --idle count queues, --age is that of the figures in seconds, --simulated false hides the word;
// --names names a file of queues.
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
builder.AddServiceLevelDashboard(isEmbedded: builder.Configuration["simulated"] != "false");
var period = TimeSpan.FromSeconds(double.Parse(builder.Configuration["period"] ?? "1", CultureInfo.InvariantCulture));
int Count(string name) => builder.Configuration.GetValue<int>(name);
var picture = builder.Configuration["below"] is null ? null : new Picture(Count("below"), Count("at-risk"), Count("idle"), TimeSpan.FromSeconds(Count("age")),
    builder.Configuration["names"] is { } file ? Picture.ReadNames(file) : []);

builder.Services.RemoveAll<ISnapshots>();
builder.Services.AddSingleton<ISnapshots>(provider => new TickingSnapshots(
    int.Parse(builder.Configuration["queues"] ?? "40", CultureInfo.InvariantCulture), period, provider.GetRequiredService<TimeProvider>(), picture,
    builder.Configuration.GetValue("one-in", 1), Count("intervals")));
await using var app = builder.Build();
app.UseServiceLevelDashboard();
// what is still held after everything that can go has gone: nothing changes meanwhile, and what was on its way has arrived
app.MapGet("/bench/heap", async (ISnapshots snapshots, TimeProvider clock, CancellationToken cancellationToken) =>
{
    var ticking = (TickingSnapshots)snapshots;
    ticking.Stop();
    await Task.Delay(TimeSpan.FromSeconds(2), clock, cancellationToken);
    GC.Collect(GC.MaxGeneration, GCCollectionMode.Aggressive, blocking: true, compacting: true);
    GC.WaitForPendingFinalizers();
    var held = GC.GetTotalMemory(forceFullCollection: true);
    ticking.GoOn();
    return held;
}).AllowAnonymous();
app.Lifetime.ApplicationStarted.Register(() => Console.WriteLine($"ready {Environment.ProcessId}"));
await app.RunAsync();
data.Delete(recursive: true);
