using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.Logging.Abstractions;
using Npgsql;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Storage.Intervals;
using ServiceLevelDashboard.Storage.Model;
using ServiceLevelDashboard.Storage.Opening;
using ServiceLevelDashboard.Storage.Small;
using ServiceLevelDashboard.Web.Tests.Hosting;

namespace ServiceLevelDashboard.Storage.Tests.Opening;

/// <summary>
/// PostgreSQL behind PgBouncer that gives out sessions by the transaction: what one transaction leaves in its session, another finds, and the next misses.
/// </summary>
[Trait("Length", "Long")]
public sealed class PoolerTests
{
    private const string Program = "/usr/sbin/pgbouncer";

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Archive_BehindATransactionPooler_IsMadeOnceAndServes()
    {
        Assert.SkipUnless(File.Exists(Program), "PgBouncer is not here. On Debian: apt-get install -y --no-install-recommends pgbouncer");
        await using var fixture = ArchiveFixture.Unopened(DatabaseKind.PostgreSql);
        await CreateAsync(fixture.Options.PostgreSql!); // of this kind
        var folder = Directory.CreateTempSubdirectory("sld-pgbouncer-");
        try
        {
            var pooled = new NpgsqlConnectionStringBuilder(fixture.Options.PostgreSql) { Port = LoopbackPort.Free(), Timeout = 20 };
            using var pooler = await StartAsync(folder.FullName, new NpgsqlConnectionStringBuilder(fixture.Options.PostgreSql), pooled.Port);
            try
            {
                var databases = Enumerable.Range(0, 3).Select(n => new ArchiveDatabase(new StorageOptions
                {
                    DataFolder = folder.FullName,
                    PostgreSql = $"{pooled};Application Name=program {n}", // a pool of its own, as another process has
                })).ToList();
                var openings = databases.ConvertAll(d => new ArchiveOpening(d, fixture.Clock, NullLogger<ArchiveOpening>.Instance));

                await Task.WhenAll(openings.Select(o => o.OpenAsync(Cancel))).Soon();
                await Task.WhenAll(databases.Select((d, n) => WorkAsync(d, openings[n], n))).Soon();

                await using var context = databases[0].Open();
                Assert.Empty(await context.Database.GetPendingMigrationsAsync(Cancel));
                // of this database: other tests lock theirs on the same server
                var locks = context.Database.SqlQuery<int>($"""
                    SELECT count(*)::int AS "Value" FROM pg_locks
                    WHERE locktype = 'advisory' AND database = (SELECT oid FROM pg_database WHERE datname = current_database())
                    """);
                Assert.Equal(0, await locks.SingleAsync(Cancel));
            }
            finally
            {
                pooler.Kill();
                await pooler.WaitForExitAsync(CancellationToken.None);
            }
        }
        finally
        {
            NpgsqlConnection.ClearAllPools();
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Documents of all, and rows of the one that collects: by COPY, by statement, and removed.</summary>
    private static async Task WorkAsync(ArchiveDatabase database, ArchiveOpening opening, int program)
    {
        using var executor = new ArchiveExecutor(database, opening, TimeProvider.System);
        var archive = new IntervalArchive(executor);
        var documents = new DocumentStore(executor, ArchiveFixture.NoRule);
        var range = Samples.Range(480, 540);
        for (var round = 0; round < 20; round++)
        {
            var change = new Change(Samples.Day.AddHours(round), Actor.Person("Ann", "Ann"));
            Assert.True(await documents.WriteAllAsync("board", [new DocumentWrite($"{program}-{round}", "{}", 0)], change, Cancel));
            if (program > 0)
            {
                await archive.ReadAsync(range, Granularity.QuarterHour, Cancel);
                continue;
            }
            var fetch = Samples.Fetch(range, Samples.Day.AddHours(9 + round));
            await archive.MergeAsync(fetch, [Samples.Row("a", 480, 10 + round), Samples.Row("a", 495, 12)], Cancel);
            await archive.MergeAsync(fetch, [Samples.Row("a", 480, 10 + round)], Cancel);
            var read = await archive.ReadAsync(range, Granularity.QuarterHour, Cancel);
            Assert.Equal(Samples.Row("a", 480, 10 + round), Assert.Single(read.Rows));
        }
    }

    private static async Task CreateAsync(string connection)
    {
        var server = new NpgsqlConnectionStringBuilder(connection);
        var name = server.Database;
        server.Database = "postgres";
        await using var source = NpgsqlDataSource.Create(server);
        await using var create = source.CreateCommand($"CREATE DATABASE \"{name}\"");
        await create.ExecuteNonQueryAsync(Cancel);
    }

    private static async Task<Process> StartAsync(string folder, NpgsqlConnectionStringBuilder server, int port)
    {
        var settings = Path.Combine(folder, "pgbouncer.ini");
        await File.WriteAllTextAsync(settings, string.Create(CultureInfo.InvariantCulture, $"""
            [databases]
            * = host={server.Host} port={server.Port} user={server.Username}
            [pgbouncer]
            listen_addr = 127.0.0.1
            listen_port = {port}
            unix_socket_dir =
            auth_type = any
            pool_mode = transaction
            default_pool_size = 5
            logfile = /dev/null
            """), Cancel);
        if (!OperatingSystem.IsWindows())
        {
            // as root it runs as the database's user, who has to read this
            const UnixFileMode File = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.OtherRead;
            System.IO.File.SetUnixFileMode(folder, File | UnixFileMode.UserExecute | UnixFileMode.OtherExecute);
            System.IO.File.SetUnixFileMode(settings, File);
        }
        string[] user = Environment.IsPrivilegedProcess ? ["-u", "postgres"] : [];
        var pooler = Process.Start(new ProcessStartInfo(Program, [.. user, "-q", settings]))!; // starts or throws
        await LoopbackPort.OpensAsync(port, pooler, Cancel);
        return pooler;
    }
}
