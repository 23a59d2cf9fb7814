using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Genesys;
using ServiceLevelDashboard.Genesys.Connection;
using ServiceLevelDashboard.Simulator;
using ServiceLevelDashboard.Simulator.Settings;

// The usual client beside the one on the vendor's library: a day in quarter hours with three edges. Each question is asked of both in turn, so that what else
// the machine does falls on both; the first round does not count.
const int Rounds = 5;
var queues = args.Length > 0 ? int.Parse(args[0], CultureInfo.InvariantCulture) : 200;
var time = TimeProvider.System;
await using var simulator = await SimulatorServer.StartAsync(
    new SimulatorOptions { Queues = queues, Limits = new SimulatorLimits { RequestsPerMinute = 100_000 } }, time, CancellationToken.None);
var day = new Interval(time.GetUtcNow().Date.AddDays(-1), time.GetUtcNow().Date);
var edges = EdgeSet.Of([TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(60)], [TimeSpan.FromSeconds(5)]);
var query = new IntervalQuery(day, Granularity.QuarterHour, edges, []);
using var usual = Centre("Streaming");
using var library = Centre("Sdk");
(string Name, GenesysContactCentre Centre, List<Run> Runs)[] measured = [("usual", usual, []), ("on the library", library, [])];
var rows = 0;
for (var round = 0; round <= Rounds; round++)
{
    foreach (var (_, centre, runs) in measured)
    {
        var (start, before) = (time.GetTimestamp(), GC.GetTotalAllocatedBytes(precise: true));
        rows = (await centre.QueryIntervalsAsync(query, CancellationToken.None)).Rows.Length;
        runs.Add(new Run(time.GetElapsedTime(start).TotalSeconds, GC.GetTotalAllocatedBytes(precise: true) - before));
    }
}

var (first, second) = (Median(measured[0].Runs), Median(measured[1].Runs));
Console.WriteLine(string.Create(
    CultureInfo.InvariantCulture, $"{queues} queues, {rows} rows of one day, median of {Rounds}, the simulator in the same process\n"));
Console.WriteLine("| client | time | allocated |\n|---|---|---|");
Write(measured[0].Name, first);
Write(measured[1].Name, second);
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| ratio | {second.Seconds / first.Seconds:0.0} | {(double)second.Bytes / first.Bytes:0.0} |"));

GenesysContactCentre Centre(string client) => new(
    new GenesysOptions
    {
        ClientId = simulator.ClientId,
        ClientSecret = simulator.ClientSecret,
        Url = simulator.Address.ToString(),
        QuotaPerMinute = 100_000,
        AttemptTimeout = TimeSpan.FromMinutes(5),
        TotalTimeout = TimeSpan.FromMinutes(10),
        Client = client,
    },
    time, NullLoggerFactory.Instance);

static Run Median(List<Run> runs) => new(
    runs.Skip(1).Select(static run => run.Seconds).Order().ElementAt(Rounds / 2), runs.Skip(1).Select(static run => run.Bytes).Order().ElementAt(Rounds / 2));

static void Write(string name, Run run) =>
    Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {name} | {run.Seconds:0.00} s | {run.Bytes / 1e6:0.0} MB |"));

/// <summary>One question.</summary>
internal sealed record Run(double Seconds, long Bytes);
