using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Chaos;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Genesys;
using ServiceLevelDashboard.Genesys.Connection;
using ServiceLevelDashboard.Simulator;
using ServiceLevelDashboard.Simulator.Settings;

// MINUTES [SEED]: see run.
var clock = TimeProvider.System;
var minutes = double.Parse(args.ElementAtOrDefault(0) ?? "5", CultureInfo.InvariantCulture);
var seed = args.Length > 1 ? int.Parse(args[1], CultureInfo.InvariantCulture) : Random.Shared.Next();
var random = new Random(seed);
var findings = new Findings(clock);
findings.Say($"seed {seed}, {minutes} minutes");

await using var centre = await SimulatorServer.StartAsync(new SimulatorOptions { Port = 0, Queues = 12, Seed = seed }, clock, CancellationToken.None);
await using var gateway = await FaultyGateway.StartAsync(centre.Address, clock);
var (root, port) = (Environment.GetEnvironmentVariable("CHAOS_DATA") ?? Directory.CreateTempSubdirectory("chaos").FullName, FreePort());
var folder = Path.Combine(root, $"simulated-port-{gateway.Address.Port}");
var settings = new Dictionary<string, string>
{
    ["GENESYS_CLIENT_ID"] = centre.ClientId,
    ["GENESYS_CLIENT_SECRET"] = centre.ClientSecret,
    ["GENESYS_URL"] = gateway.Address.ToString(),
    ["Genesys:QuotaPerMinute"] = "3000",
    ["Genesys:AttemptTimeout"] = "00:00:08",
    ["Genesys:TotalTimeout"] = "00:00:20",
    ["Storage:DataFolder"] = root,
    ["Refresh:IntervalsSeconds"] = "10",
    ["Refresh:ObservationsSeconds"] = "5",
    ["Refresh:QueuesMinutes"] = "1",
    ["History:BackfillDays"] = "1",
    ["Security:SignIn"] = "Always",
    ["Site:TimeZone"] = "Europe/London",
    ["urls"] = $"http://127.0.0.1:{port}",
};

using var direct = new GenesysContactCentre(
    new GenesysOptions { ClientId = centre.ClientId, ClientSecret = centre.ClientSecret, Url = centre.Address.ToString(), QuotaPerMinute = 3000 },
    clock,
    NullLoggerFactory.Instance);
var queues = await direct.GetQueuesAsync(CancellationToken.None);
var two = queues.Take(2).ToList();
var hidden = queues.Skip(2).SelectMany(static q => new[] { q.Id.Value, q.Name })
    .Where(h => !two.Exists(q => q.Name.Contains(h, StringComparison.Ordinal)))
    .ToList();

var household = new Household(settings);
var (allToken, twoToken) = await household.FurnishAsync([.. two.Select(static q => q.Id)]);
var environment = settings.ToDictionary(static s => s.Key.Replace(":", "__", StringComparison.Ordinal), static s => s.Value);
using var dashboard = new DashboardProcess(environment, Path.Combine(root, "log"), findings);
dashboard.Start();

var archiveAway = 0;
bool IsExcused() => Volatile.Read(ref archiveAway) > 0;
var address = new Uri($"http://127.0.0.1:{port}");
Visitor Visit(string name, string? token, IReadOnlyList<string> notForIt) => new(name, address, token, notForIt, gateway, IsExcused, findings, clock);
using var over = new CancellationTokenSource();
string[] pages =
[
    "/", "/wall/all", "/wall/all/state", "/history", "/health/ready", "/?view=table", "/changes", $"/queues/{two[0].Id.Value}/voice", "/forecasts",
    "/reconciliation", "/targets", "/screens", "/annotations", "/admin",
];
string[] live = ["/", $"/queues/{two[0].Id.Value}/voice", "/history", "/forecasts"];
string[] programs = ["/api/v1/queues", "/api/v1/report?last=3h&media=all", "/api/v1/report?last=24h"];
using var all = Visit("all", null, []);
using var some = Visit("two", null, hidden);
using var allProgram = Visit("a program that sees all", allToken, []);
using var someProgram = Visit("a program that sees two", twoToken, hidden);
Visitor[] visitors = [all, some, allProgram, someProgram], people = [all, some];
var visits = visitors.SelectMany(v => Enumerable.Range(0, v.IsPerson ? 3 : 1).Select(_ => v.AskAsync(v.IsPerson ? pages : programs, over.Token)))
    .Concat(people.SelectMany(v => Enumerable.Range(0, 10).Select(_ => v.WatchAsync(over.Token))))
    .Concat(people.SelectMany(v => Enumerable.Range(0, 3).Select(i => v.LiveAsync([.. live.Skip(i), .. live.Take(i)], over.Token))))
    .ToList();

if (!await WaitForAsync("figures are live at first", TimeSpan.FromMinutes(2), IsLiveAsync))
{
    return 1;
}
var kinds = Mishap.Kinds(centre, gateway, dashboard, folder, Environment.GetEnvironmentVariable("CHAOS_DISK") == "small", clock);
var (most, end) = (0L, clock.GetUtcNow() + TimeSpan.FromMinutes(minutes));
while (clock.GetUtcNow() < end)
{
    await Task.Delay(TimeSpan.FromSeconds(random.Next(1, 8)), clock);
    var kind = kinds[random.Next(kinds.Count)];
    var mishap = kind[random.Next(kind.Count)];
    var time = TimeSpan.FromSeconds(random.Next(4, 35));
    findings.Say(FormattableString.Invariant($"{time.TotalSeconds:0} s: {mishap.Name} ({dashboard.Megabytes} MB)"));
    findings.Seen($"mishap: {mishap.Name}");
    if (mishap.IsOfArchive)
    {
        Interlocked.Increment(ref archiveAway);
    }
    await mishap.HappenAsync(time);
    most = Math.Max(most, dashboard.Megabytes);
    if (mishap.IsOfArchive)
    {
        _ = Task.Delay(TimeSpan.FromSeconds(20), clock).ContinueWith(_ => Interlocked.Decrement(ref archiveAway), TaskScheduler.Default);
    }
}

findings.Say("no more faults");
await WaitForAsync("figures are live again", TimeSpan.FromMinutes(7), IsLiveAsync);
await Task.Delay(TimeSpan.FromMinutes(1.5), clock); // a few refreshes, and what is filled in behind
await over.CancelAsync();
await Task.WhenAll(visits);
if (await dashboard.StopAsync() is not 0 and var code)
{
    findings.Broken($"asked to stop it ended with {code}");
}
await CompareAsync();
findings.Say($"most memory {most} MB");
findings.Write();
return findings.IsEmpty ? 0 : 1;

async Task<bool> IsLiveAsync()
{
    using var client = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromSeconds(10) };
    var said = await client.GetStringAsync(new Uri("/health/ready", UriKind.Relative));
    return said.Contains("\"data\":\"Live\"", StringComparison.Ordinal) && said.Contains("Healthy", StringComparison.Ordinal);
}

async Task<bool> WaitForAsync(string what, TimeSpan within, Func<Task<bool>> isSo)
{
    var began = clock.GetTimestamp();
    while (clock.GetElapsedTime(began) < within)
    {
        try
        {
            if (await isSo())
            {
                findings.Say(FormattableString.Invariant($"{what} after {clock.GetElapsedTime(began).TotalSeconds:0} s"));
                return true;
            }
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException)
        {
            // not yet
        }
        await Task.Delay(TimeSpan.FromSeconds(1), clock);
    }
    findings.Broken($"not within {within.TotalMinutes:0} minutes: {what}");
    return false;
}

// What the archive covers up to half an hour ago, beside what the contact centre says itself.
async Task CompareAsync()
{
    var now = Granularity.HalfHour.Floor(clock.GetUtcNow().AddMinutes(-30));
    var range = new Interval(now.AddHours(-36), now);
    var archived = await household.ReadAsync(range);
    var covered = archived.Covered.Where(static c => c.Queues.IsEmpty).Select(static c => c.Range).ToList();
    bool IsCovered(Interval interval) => covered.Exists(c => c.Contains(interval));
    var missing = Granularity.QuarterHour.Split(new Interval(now.AddHours(-24), now)).Count(i => !IsCovered(i));
    if (missing > 0)
    {
        findings.Broken($"{missing} of the last 96 quarter hours are not in the archive");
    }
    var answer = await direct.QueryIntervalsAsync(new IntervalQuery(range, Granularity.QuarterHour, EdgeSet.None, []), CancellationToken.None);
    var truth = answer.Rows.Where(r => IsCovered(r.Interval)).ToDictionary(static r => (r.Key, r.Interval), static r => r.Counts with { Bands = null });
    var kept = archived.Rows.Where(r => IsCovered(r.Interval)).ToDictionary(static r => (r.Key, r.Interval), static r => r.Counts with { Bands = null });
    var wrong = truth.Where(t => !t.Value.Equals(kept.GetValueOrDefault(t.Key))).ToList();
    findings.Say($"{truth.Count} rows of the contact centre, {kept.Count} in the archive, {wrong.Count} differ");
    if (wrong.Count > 0 || kept.Count != truth.Count)
    {
        findings.Broken($"the archive is not the truth: {wrong.Count} rows of {truth.Count} differ, {kept.Count} are kept");
        foreach (var (key, counts) in wrong.Take(3))
        {
            findings.Say($"{key}: {counts} and not {kept.GetValueOrDefault(key)}");
        }
    }
}

static int FreePort()
{
    using var listener = new System.Net.Sockets.TcpListener(System.Net.IPAddress.Loopback, 0);
    listener.Start();
    return ((System.Net.IPEndPoint)listener.LocalEndpoint).Port;
}
