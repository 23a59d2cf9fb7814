using Microsoft.Extensions.Logging.Abstractions;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Storage.Model;
using ServiceLevelDashboard.Storage.Opening;
using ServiceLevelDashboard.Storage.Small;

namespace ServiceLevelDashboard.Storage.Tests.Opening;

/// <summary>The archive opens itself, and every way in which it can be away is one exception.</summary>
public sealed class ArchiveExecutorTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Execute_DatabaseThatDoesNotExist_IsMadeByTheFirstQuestion(DatabaseKind kind)
    {
        await using var fixture = ArchiveFixture.Unopened(kind);

        Assert.Empty(await fixture.Documents.ListAsync("board", Cancel));
    }

    [Fact]
    public async Task Execute_FolderThatCannotBeMade_SaysWhatToDoAndGoesOnWhenItCan()
    {
        var folder = Directory.CreateTempSubdirectory("sld-storage-");
        var file = Path.Combine(folder.FullName, "data");
        await File.WriteAllTextAsync(file, "in the way", Cancel); // nobody, not even root, can write below a file
        using var archive = ExecutorOf(new StorageOptions { DataFolder = file });
        var store = new DocumentStore(archive, ArchiveFixture.NoRule);

        var error = await Assert.ThrowsAsync<ArchiveUnavailableException>(() => store.ListAsync("board", Cancel));
        Assert.StartsWith($"The archive (SQLite, {Path.Combine(file, "archive.db")}) cannot be used: ", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("Check that the disk has room, and that the program may write to the folder.", error.Message, StringComparison.Ordinal);

        File.Delete(file);
        Assert.Empty(await store.ListAsync("board", Cancel));
        archive.Dispose();
        folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Execute_FileTakenAwayWhileItRuns_IsMadeAnewAfterTheFailure()
    {
        await using var fixture = ArchiveFixture.Unopened(DatabaseKind.Sqlite);
        var store = fixture.Documents;
        await store.ListAsync("board", Cancel);
        fixture.Database.CloseIdle();
        File.Delete(fixture.Options.SqliteFile);

        await Assert.ThrowsAsync<ArchiveUnavailableException>(() => store.ListAsync("board", Cancel));

        Assert.Empty(await store.ListAsync("board", Cancel));
    }

    [Fact]
    public async Task Execute_ServerThatIsAway_SaysSoWithoutThePassword()
    {
        using var archive = ExecutorOf(new StorageOptions { PostgreSql = "Host=127.0.0.1;Port=9;Database=sld;Username=me;Password=hidden-word;Timeout=2" });

        var error = await Assert.ThrowsAsync<ArchiveUnavailableException>(
            () => new QueueHistory(archive).ReadAsync(new Interval(ArchiveFixture.Start, ArchiveFixture.Start.AddDays(1)), Cancel));

        Assert.StartsWith("The archive (PostgreSQL, database sld on 127.0.0.1) cannot be used: ", error.Message, StringComparison.Ordinal);
        Assert.EndsWith("Check that the server runs, and that Storage:PostgreSql leads to it.", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("hidden-word", error.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Execute_MistakeOfTheProgram_IsNoOutage(DatabaseKind kind)
    {
        await using var fixture = ArchiveFixture.Unopened(kind);

        await Assert.ThrowsAsync<InvalidOperationException>(() => fixture.Executor.ExecuteAsync(
            static _ => Task.FromException(new InvalidOperationException("a mistake")), Cancel));
        // a key that exists twice is none either
        var error = await Assert.ThrowsAsync<Microsoft.EntityFrameworkCore.DbUpdateException>(() => fixture.Executor.ExecuteAsync(
            static context =>
            {
                context.Leases.Add(new StoredLease { Name = "a", Holder = "b" });
                context.SaveChanges();
                context.ChangeTracker.Clear();
                context.Leases.Add(new StoredLease { Name = "a", Holder = "c" });
                context.SaveChanges();
                return Task.CompletedTask;
            },
            Cancel));
        Assert.True(DatabaseErrors.IsUniqueViolation(error));
    }

    private static ArchiveExecutor ExecutorOf(StorageOptions options)
    {
        var database = new ArchiveDatabase(options);
        return new ArchiveExecutor(database, new ArchiveOpening(database, TimeProvider.System, NullLogger<ArchiveOpening>.Instance), TimeProvider.System);
    }
}
