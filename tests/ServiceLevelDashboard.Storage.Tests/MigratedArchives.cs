using Npgsql;
using ServiceLevelDashboard.Storage.Tests;

[assembly: AssemblyFixture(typeof(MigratedArchives))]

namespace ServiceLevelDashboard.Storage.Tests;

/// <summary>An empty archive of each kind whose tables are there: most tests begin with a copy of it, which takes less than making them anew.</summary>
public sealed class MigratedArchives : IAsyncLifetime
{
    private static readonly Dictionary<DatabaseKind, ArchiveFixture> _made = [];

    public async ValueTask InitializeAsync()
    {
        await MakeAsync(DatabaseKind.Sqlite);
        if (!string.IsNullOrEmpty(Environment.GetEnvironmentVariable("SLD_TEST_POSTGRESQL")))
        {
            await MakeAsync(DatabaseKind.PostgreSql);
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var archive in _made.Values)
        {
            await archive.DisposeAsync();
        }
    }

    internal static async Task CopyToAsync(ArchiveFixture archive, DatabaseKind kind)
    {
        var (from, to) = (_made[kind].Options, archive.Options);
        if (kind == DatabaseKind.Sqlite)
        {
            File.Copy(from.SqliteFile, to.SqliteFile);
            return;
        }
        var (template, name) = (new NpgsqlConnectionStringBuilder(from.PostgreSql), new NpgsqlConnectionStringBuilder(to.PostgreSql));
        await using var server = NpgsqlDataSource.Create(new NpgsqlConnectionStringBuilder(to.PostgreSql) { Database = "postgres" });
        await using var create = server.CreateCommand($"CREATE DATABASE \"{name.Database}\" TEMPLATE \"{template.Database}\"");
        await create.ExecuteNonQueryAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Nobody is connected to it afterwards: otherwise it could not be copied.</summary>
    private static async Task MakeAsync(DatabaseKind kind)
    {
        var archive = ArchiveFixture.Unopened(kind);
        await archive.Opening.OpenAsync(CancellationToken.None);
        archive.Database.CloseIdle();
        NpgsqlConnection.ClearAllPools();
        _made.Add(kind, archive);
    }
}
