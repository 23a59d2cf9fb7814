using System.Globalization;
using System.Text.Json;
using Npgsql;
using ServiceLevelDashboard.Simulator;
using ServiceLevelDashboard.Simulator.Settings;
using ServiceLevelDashboard.Web.Tests.Hosting;

namespace ServiceLevelDashboard.Web.Tests.Instances;

/// <summary>Three real processes on one PostgreSQL; the faults that take longer are in <c>bench/cluster</c>.</summary>
[Trait("Length", "Long")]
public sealed class ClusterTests
{
    private static readonly TimeSpan _takeOver = TimeSpan.FromSeconds(15);
    private static readonly HttpClient _client = new() { Timeout = TimeSpan.FromSeconds(5) };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    // Three programs take a quarter of a minute of both cores: run by bench/cluster/run short, and not with every build.
    [Fact(Explicit = true)]
    public async Task Leader_Killed_AnotherLeadsAndAllGoOnWithTheSameFigures()
    {
        var server = Environment.GetEnvironmentVariable("SLD_TEST_POSTGRESQL");
        Assert.SkipWhen(string.IsNullOrEmpty(server), "SLD_TEST_POSTGRESQL names no server; ./test starts one where it can.");
        await using var centre = await SimulatorServer.StartAsync(new SimulatorOptions { Queues = 3 }, TimeProvider.System, Cancellation);
        var database = $"cluster{Guid.NewGuid():N}";
        await using var postgres = NpgsqlDataSource.Create(server);
        await ExecuteAsync(postgres, $"CREATE DATABASE {database}");
        var runs = Enumerable.Range(0, 3).Select(_ => Start(centre, $"{server};Database={database}")).ToList();
        try
        {
            await using var archive = NpgsqlDataSource.Create($"{server};Database={database};Pooling=false");
            var instances = new Dictionary<int, Uri>();
            foreach (var run in runs)
            {
                instances[run.Id] = await run.AddressAsync(Cancellation);
            }
            await Until(TimeSpan.FromSeconds(60), async () => await ShownAsync(instances.Values) is { } shown && shown.Distinct().Count() == 1);
            var (leader, epoch) = await LeaderAsync(archive, instances.Keys);

            runs.Single(r => r.Id == leader).Ask("-KILL");
            var killed = TimeProvider.System.GetUtcNow();
            instances.Remove(leader);
            await Until(_takeOver, async () => await LeaderAsync(archive, instances.Keys) is var (another, _) && another != 0);
            await Until(_takeOver, async () => await ShownAsync(instances.Values) is [var (one, until), var (other, _)]
                && one == other && until > killed.ToUnixTimeMilliseconds());

            Assert.InRange(TimeProvider.System.GetUtcNow() - killed, TimeSpan.Zero, _takeOver);
            Assert.Equal(epoch + 1, (await LeaderAsync(archive, instances.Keys)).Epoch);
        }
        finally
        {
            foreach (var run in runs)
            {
                await run.DisposeAsync();
            }
            await ExecuteAsync(postgres, $"DROP DATABASE {database} WITH (FORCE)");
        }
    }

    private static ProgramRun Start(SimulatorServer centre, string archive) => ProgramRun.Start(
        "ServiceLevelDashboard.Web",
        [
            "ASPNETCORE_URLS=http://127.0.0.1:0",
            $"GENESYS_URL={centre.Address}",
            $"GENESYS_CLIENT_ID={centre.ClientId}",
            $"GENESYS_CLIENT_SECRET={centre.ClientSecret}",
            $"Storage__PostgreSql={archive}",
            "Storage__DataFolder={folder}",
            "Site__TimeZone=Europe/London",
            "Security__SignIn=Never",
            "History__BackfillDays=0",
            "Refresh__IntervalsSeconds=3",
            "Refresh__ObservationsSeconds=3",
        ],
        []);

    /// <summary>Which of these processes leads, and the epoch; 0 when none does.</summary>
    private static async Task<(int Process, long Epoch)> LeaderAsync(NpgsqlDataSource archive, IEnumerable<int> processes)
    {
        await using var command = archive.CreateCommand("SELECT \"Holder\", \"Epoch\" FROM leases WHERE \"Name\" = 'collector'");
        await using var reader = await command.ExecuteReaderAsync(Cancellation);
        if (!await reader.ReadAsync(Cancellation))
        {
            return default;
        }
        var holder = reader.GetString(0);
        return (processes.FirstOrDefault(id => holder.Contains($"process {id.ToString(CultureInfo.InvariantCulture)}", StringComparison.Ordinal)), reader.GetInt64(1));
    }

    /// <summary>What walls at each of them show: which content, and until when its figures reach; null while one has none.</summary>
    private static async Task<List<(string Version, long Until)>?> ShownAsync(IEnumerable<Uri> instances)
    {
        var shown = new List<(string, long)>();
        foreach (var instance in instances)
        {
            try
            {
                using var state = JsonDocument.Parse(await _client.GetStringAsync(new Uri(instance, "/wall/all/state"), Cancellation));
                if (!state.RootElement.TryGetProperty("until", out var until))
                {
                    return null;
                }
                shown.Add((state.RootElement.GetProperty("version").GetString()!, until.GetInt64()));
            }
            catch (Exception e) when (e is HttpRequestException or TimeoutException or OperationCanceledException && !Cancellation.IsCancellationRequested)
            {
                return null; // a laden machine takes its time
            }
        }
        return shown;
    }

    private static async Task Until(TimeSpan within, Func<Task<bool>> holds)
    {
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        bound.CancelAfter(within);
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (!await holds())
        {
            await again.WaitForNextTickAsync(bound.Token); // cancelled when it has not come to hold in time
        }
    }

    private static async Task ExecuteAsync(NpgsqlDataSource postgres, string sql)
    {
        await using var command = postgres.CreateCommand(sql);
        await command.ExecuteNonQueryAsync(Cancellation);
    }
}
