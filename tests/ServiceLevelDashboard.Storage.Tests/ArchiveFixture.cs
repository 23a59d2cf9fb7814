using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Npgsql;
using ServiceLevelDashboard.Storage.Intervals;
using ServiceLevelDashboard.Storage.Model;
using ServiceLevelDashboard.Storage.Opening;
using ServiceLevelDashboard.Storage.People;
using ServiceLevelDashboard.Storage.Small;

namespace ServiceLevelDashboard.Storage.Tests;

/// <summary>A fresh database of either kind, gone when disposed.</summary>
public enum DatabaseKind
{
    Sqlite,
    PostgreSql,
}

internal sealed class ArchiveFixture : IAsyncDisposable
{
    public static readonly DateTimeOffset Start = new(2026, 3, 2, 12, 0, 0, TimeSpan.Zero);

    private readonly string _schema = "t" + Guid.NewGuid().ToString("N");
    private readonly string _folder;

    private ArchiveFixture(DatabaseKind kind)
    {
        var server = Environment.GetEnvironmentVariable("SLD_TEST_POSTGRESQL");
        Assert.SkipWhen(
            kind == DatabaseKind.PostgreSql && string.IsNullOrEmpty(server), "SLD_TEST_POSTGRESQL names no server; ./test starts one where it can.");
        _folder = Directory.CreateTempSubdirectory("sld-storage-").FullName; // not before: what is skipped is never disposed
        var options = new StorageOptions { DataFolder = _folder };
        if (kind == DatabaseKind.PostgreSql)
        {
            options.PostgreSql = new NpgsqlConnectionStringBuilder(server) { Database = _schema }.ToString();
        }

        Database = new ArchiveDatabase(options);
        Executor = new ArchiveExecutor(Database, Opening, Clock);
    }

    public ArchiveDatabase Database { get; }

    public FakeTimeProvider Clock { get; } = new(Start);

    public StorageOptions Options => Database.Options;

    public ArchiveExecutor Executor { get; }

    /// <summary>Where who gets in does not matter.</summary>
    public static AccessGuard NoRule { get; } = new([]);

    public DocumentStore Documents => new(Executor, NoRule);

    public IntervalArchive Archive => new(Executor);

    public ArchiveOpening Opening => new(Database, Clock, NullLogger<ArchiveOpening>.Instance);

    public static async Task<ArchiveFixture> OpenAsync(DatabaseKind kind)
    {
        var fixture = new ArchiveFixture(kind);
        await MigratedArchives.CopyToAsync(fixture, kind);
        await fixture.Opening.OpenAsync(TestContext.Current.CancellationToken);
        return fixture;
    }

    /// <summary>A fixture whose database does not exist yet.</summary>
    public static ArchiveFixture Unopened(DatabaseKind kind) => new(kind);

    public async ValueTask DisposeAsync()
    {
        if (Options.UsesPostgreSql)
        {
            await using var context = Database.Open();
            await context.Database.EnsureDeletedAsync(TestContext.Current.CancellationToken);
        }

        Executor.Dispose();
        Directory.Delete(_folder, recursive: true);
    }
}
