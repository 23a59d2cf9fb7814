using Microsoft.Data.Sqlite;
using ServiceLevelDashboard.Simulator;
using ServiceLevelDashboard.Simulator.Faults;

namespace ServiceLevelDashboard.Chaos;

/// <summary>Something that goes wrong for a while.</summary>
/// <param name="Name">What.</param>
/// <param name="IsOfArchive">Whether the archive is away meanwhile: then some answers say so with 500 and 503.</param>
/// <param name="HappenAsync">Begins it, waits as long as it is told, and ends it.</param>
internal sealed record Mishap(string Name, bool IsOfArchive, Func<TimeSpan, Task> HappenAsync)
{
    /// <summary>
    /// Faults of the contact centre that pass. Left out are those that change what it says of the past for good (late, forgotten, coarse, refused metrics, odd
    /// rows and levels) or its clock: then there would be no one truth to hold the archive against.
    /// </summary>
    private static readonly string[] OfTheCentre =
    [
        "500", "503", "429=20", "429=2,count=2", "429-message=9,count=1", "hang,count=2", "hang-in-body,count=2", "cut", "malformed", "slow=5", "401,count=3",
        "403,path=aggregates", "expired-token,count=1", "missing-page=1", "504=2", "hidden-queues=1", "nothing-by-media", "agents-by-queue",
        "500,probability=0.3",
        "cut,probability=0.5", "push-drop", "push-silent", "push-half-open", "push-lost", "push-flood=200", "push-unknown", "push-expire", "push-forbidden",
    ];

    /// <summary>All mishaps in three kinds, of which one is as likely as the other: of the contact centre, on the way to it, and of the machine.</summary>
    public static IReadOnlyList<IReadOnlyList<Mishap>> Kinds(
        SimulatorServer centre, FaultyGateway gateway, DashboardProcess dashboard, string folder, bool isDiskSmall, TimeProvider clock)
    {
        var ofTheCentre = OfTheCentre.Select(text => new Mishap($"the contact centre: {text}", false, async time =>
        {
            centre.AddFault(FaultParser.TryParse(text, out var fault, out var error) ? fault : throw new InvalidOperationException(error));
            await Task.Delay(time, clock);
            centre.ClearFaults();
        }));
        var onTheWay = FaultyGateway.Faults.Select(text => new Mishap($"on the way: {text}", false, async time =>
        {
            gateway.Fault = text;
            await Task.Delay(time, clock);
            gateway.Fault = null;
        }));
        Mishap[] ofTheMachine =
        [
            new("the process is killed and started again", true, async time =>
            {
                await dashboard.KillAsync();
                await Task.Delay(time / 8, clock);
                dashboard.Start();
                await Task.Delay(time, clock);
            }),
            new("the process is frozen", false, async time =>
            {
                dashboard.Signal("STOP");
                await Task.Delay(time, clock);
                dashboard.Signal("CONT");
            }),
            new("the archive is locked by another program", true, time => LockAsync(folder, time, clock)),
        ];
        Mishap[] ofTheDisk = isDiskSmall ? [new("the disk is full", true, time => FillAsync(folder, time, clock))] : [];
        return [[.. ofTheCentre], [.. onTheWay], [.. ofTheMachine, .. ofTheDisk]];
    }

    private static async Task LockAsync(string folder, TimeSpan time, TimeProvider clock)
    {
        await using var connection = new SqliteConnection($"Data Source={Path.Combine(folder, "archive.db")};Pooling=False;Default Timeout=10");
        try
        {
            await connection.OpenAsync();
            await using var locking = connection.CreateCommand();
            locking.CommandText = "PRAGMA locking_mode=EXCLUSIVE; BEGIN EXCLUSIVE;";
            await locking.ExecuteNonQueryAsync();
            await Task.Delay(time, clock);
        }
        catch (SqliteException)
        {
            // busy: the dashboard was first
        }
    }

    private static async Task FillAsync(string folder, TimeSpan time, TimeProvider clock)
    {
        var filler = Path.Combine(folder, "filler");
        try
        {
            await using var file = File.Create(filler);
            var block = new byte[64 * 1024];
            while (true)
            {
                await file.WriteAsync(block);
                await file.FlushAsync();
            }
        }
        catch (IOException)
        {
            // full
        }
        await Task.Delay(time, clock);
        File.Delete(filler);
    }
}
