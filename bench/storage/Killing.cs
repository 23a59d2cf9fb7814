using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Genesys;
using ServiceLevelDashboard.Genesys.Connection;
using ServiceLevelDashboard.Simulator;
using ServiceLevelDashboard.Simulator.Settings;

namespace ServiceLevelDashboard.StorageBench;

/// <summary>
/// Kills `sld backfill` at random moments (while it opens and migrates, asks, merges) and lets it go on. After every kill all
/// that is covered must equal the contact centre's truth, row by row; at the end everything must be there.
/// </summary>
internal static class Killing
{
    private static readonly Interval Range = new(
        new DateTimeOffset(2026, 2, 2, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 3, 16, 0, 0, 0, TimeSpan.Zero));

    public static async Task<bool> RunAsync(int times)
    {
        var folder = Directory.CreateTempSubdirectory("sld-kill-").FullName;
        var seed = Environment.ProcessId;
        var random = new Random(seed);
        await using var centre = await SimulatorServer.StartAsync(new SimulatorOptions { Queues = 40 }, TimeProvider.System, CancellationToken.None);
        var truth = await TruthAsync(centre);
        Console.WriteLine($"{truth.Count:N0} rows of 40 queues over {Range.Length.TotalDays:0} days; seed {seed}");
        var archiveFolder = Path.Combine(folder, "0");
        var killed = 0;
        var finished = 0;
        var longest = 3000;
        while (killed < times)
        {
            using var child = Start(centre, archiveFolder);
            var moment = random.Next(50, longest);
            if (await EndsWithinAsync(child, moment))
            {
                // Done before the blow: begin again with a new archive, so that migrations are hit too.
                if (!await CheckAsync(archiveFolder, centre, truth, mustBeWhole: true))
                {
                    return false;
                }
                longest = Math.Max(500, longest * 3 / 4);
                archiveFolder = Path.Combine(folder, (++finished).ToString(CultureInfo.InvariantCulture));
                continue;
            }

            killed++;
            if (!await CheckAsync(archiveFolder, centre, truth, mustBeWhole: false))
            {
                return false;
            }
            Console.WriteLine($"kill {killed} of {times} after {moment} ms: what is covered is right");
            // Every fifth time a new archive, so that the making of its tables is hit as well.
            if (killed % 5 == 0 && killed < times)
            {
                archiveFolder = Path.Combine(folder, $"new-{killed}");
            }
        }

        using (var last = Start(centre, archiveFolder))
        {
            await EndsWithinAsync(last, 300_000);
        }
        var isWhole = await CheckAsync(archiveFolder, centre, truth, mustBeWhole: true);
        Console.WriteLine(isWhole ? $"{killed} kills, {finished + 1} archives finished: every row right, none lost, none twice" : "the archive is not whole");
        Directory.Delete(folder, recursive: true);
        return isWhole;
    }

    private static Process Start(SimulatorServer centre, string folder)
    {
        var start = new ProcessStartInfo("dotnet", [
            Path.Combine(AppContext.BaseDirectory, "sld.dll"), "backfill",
            "--from", Range.Start.ToString("yyyy-MM-ddTHH:mmZ", CultureInfo.InvariantCulture), "--to", Range.End
                .ToString("yyyy-MM-ddTHH:mmZ", CultureInfo.InvariantCulture),
            "--zone", "Europe/London", "--data", folder])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
            WorkingDirectory = Path.GetTempPath(),
        };
        start.Environment["GENESYS_URL"] = centre.Address.ToString();
        start.Environment["GENESYS_CLIENT_ID"] = centre.ClientId;
        start.Environment["GENESYS_CLIENT_SECRET"] = centre.ClientSecret;
        var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet did not start.");
        process.ErrorDataReceived += (_, _) => { };
        process.OutputDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        process.BeginOutputReadLine();
        return process;
    }

    /// <summary>Whether the process ended by itself in time; else it is killed as if the power had gone.</summary>
    private static async Task<bool> EndsWithinAsync(Process process, int milliseconds)
    {
        using var patience = new CancellationTokenSource(milliseconds);
        try
        {
            await process.WaitForExitAsync(patience.Token);
            if (process.ExitCode != 0)
            {
                throw new InvalidOperationException($"sld backfill ended with {process.ExitCode}.");
            }
            return true;
        }
        catch (OperationCanceledException)
        {
            process.Kill();
            await process.WaitForExitAsync();
            return false;
        }
    }

    private static async Task<HashSet<QueueInterval>> TruthAsync(SimulatorServer centre)
    {
        using var client = Client(centre);
        var rows = new HashSet<QueueInterval>();
        for (var start = Range.Start; start < Range.End; start = start.AddDays(7))
        {
            var answer = await client.QueryIntervalsAsync(
                new IntervalQuery(new Interval(start, start.AddDays(7)), Granularity.QuarterHour, EdgeSet.None, []), CancellationToken.None);
            foreach (var row in answer.Rows)
            {
                rows.Add(Bare(row));
            }
        }

        return rows;
    }

    private static async Task<bool> CheckAsync(string folder, SimulatorServer centre, HashSet<QueueInterval> truth, bool mustBeWhole)
    {
        var place = Path.Combine(folder, $"simulated-port-{centre.Address.Port}");
        if (!File.Exists(Path.Combine(place, "archive.db")))
        {
            return !mustBeWhole;
        }
        var (services, archive) = await ArchiveUnderTest.OpenAsync(place);
        await using var scope = services;
        var kept = await archive.ReadAsync(Range, Granularity.QuarterHour, CancellationToken.None);
        var rows = kept.Rows.Select(Bare).ToHashSet();
        var isTwice = rows.Count != kept.Rows.Length;
        var expected = truth.Where(r => kept.Covered.Any(c => c.Range.Contains(r.Interval))).ToHashSet();
        if (isTwice || !rows.SetEquals(expected))
        {
            Console.WriteLine($"WRONG: {rows.Count:N0} rows where {expected.Count:N0} are right");
            return false;
        }

        return !mustBeWhole || rows.Count == truth.Count;
    }

    // Bands differ by the edges that were asked for; everything else is compared.
    private static QueueInterval Bare(QueueInterval row) => row with { Counts = row.Counts with { Bands = null } };

    private static GenesysContactCentre Client(SimulatorServer centre) => new(
        new GenesysOptions { ClientId = centre.ClientId, ClientSecret = centre.ClientSecret, Url = centre.Address.ToString() },
        TimeProvider.System,
        NullLoggerFactory.Instance);
}
