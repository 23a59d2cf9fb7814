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
    // all screens come from one address here
    ["Security:RequestsPerSecond"] = "1000000",
    ["Security:StreamsPerClient"] = "1000000",
    ["Security:ConnectionsPerClient"] = "1000000",
});
builder.AddServiceLevelDashboard();
var period = TimeSpan.FromSeconds(double.Parse(builder.Configuration["period"] ?? "1", CultureInfo.InvariantCulture));
builder.Services.RemoveAll<ISnapshots>();
builder.Services.AddSingleton<ISnapshots>(provider => new TickingSnapshots(
    int.Parse(builder.Configuration["queues"] ?? "40", CultureInfo.InvariantCulture), period, provider.GetRequiredService<TimeProvider>()));
await using var app = builder.Build();
app.UseServiceLevelDashboard();
app.MapGet("/bench/memory", () =>
{
    GC.Collect(2, GCCollectionMode.Forced, blocking: true);
    var memory = GC.GetGCMemoryInfo(GCKind.FullBlocking);
    return Results.Text(string.Create(
        CultureInfo.InvariantCulture,
        $"heap {memory.HeapSizeBytes >> 10} KB, committed {memory.TotalCommittedBytes >> 10} KB, of it buffers (pinned) {memory.GenerationInfo[4].SizeAfterBytes >> 10} KB, process {Environment.WorkingSet >> 10} KB"));
});
app.Lifetime.ApplicationStarted.Register(() => Console.WriteLine($"ready {Environment.ProcessId}"));
await app.RunAsync();
