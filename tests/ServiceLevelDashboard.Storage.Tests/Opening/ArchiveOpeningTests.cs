using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Storage.Instances;
using ServiceLevelDashboard.Storage.Opening;

namespace ServiceLevelDashboard.Storage.Tests.Opening;

public sealed class ArchiveOpeningTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Open_Twice_IsReadyAndChangesNothing(DatabaseKind kind)
    {
        await using var fixture = await ArchiveFixture.OpenAsync(kind);
        await fixture.Opening.OpenAsync(Cancel);
        await using var context = fixture.Database.Open();
        Assert.Empty(await context.Database.GetPendingMigrationsAsync(Cancel));
        Assert.Empty(Directory.GetFiles(fixture.Options.DataFolder, "*.before-*"));
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Open_ChangedByANewerProgram_IsRefusedWithWhatToDoOnceThatSaysThatItMustBeKnown(DatabaseKind kind)
    {
        await using var fixture = await ArchiveFixture.OpenAsync(kind);
        await using var context = fixture.Database.Open();
        await context.Database.ExecuteSqlRawAsync(
            "INSERT INTO \"__EFMigrationsHistory\" (\"MigrationId\", \"ProductVersion\") VALUES ('29990101000000_Future', '99')", Cancel);
        await fixture.Opening.OpenAsync(Cancel); // it added something: older ones go on beside it
        Assert.True(await fixture.Documents.WriteAllAsync("board", [new("a", "{}", 0)], new(ArchiveFixture.Start, Actor.Program), Cancel));

        await context.Compatibility.ExecuteUpdateAsync(static c => c.SetProperty(x => x.LeastMigration, "29990101000000_Future"), Cancel);

        var refused = await Assert.ThrowsAsync<ArchiveTooNewException>(() => fixture.Opening.OpenAsync(Cancel));
        Assert.Contains("sld restore", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>The tables of the version before this one, written to as that version does, and then brought up to date.</summary>
    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Open_WithTheTablesBeforeSeveralInstances_KeepsThemAndLetsTheOlderProgramWriteOn(DatabaseKind kind)
    {
        await using var fixture = ArchiveFixture.Unopened(kind);
        Directory.CreateDirectory(fixture.Options.DataFolder);
        await using var context = fixture.Database.Open();
        await context.GetService<IMigrator>().MigrateAsync("AlertsAndOutbox", Cancel);
        await TakeAsOlderAsync("before");

        await fixture.Opening.OpenAsync(Cancel);

        await TakeAsOlderAsync("beside");
        Assert.Equal(["before", "beside"], await context.Leases.Select(static l => l.Name).Order().ToListAsync(Cancel));
        Assert.Equal("one", (await new Leases(fixture.Executor, fixture.Clock).TakeAsync("before", "two", TimeSpan.FromMinutes(1), Cancel)).Holder);

        Task TakeAsOlderAsync(string name) => context.Database.ExecuteSqlAsync(
            $"""INSERT INTO leases ("Name", "Holder", "UntilMs") VALUES ({name}, 'one', 99999999999999)""", Cancel);
    }

    [Fact]
    public async Task Open_LockRowLeftByAKilledProcess_MigratesAllTheSame()
    {
        await using var fixture = ArchiveFixture.Unopened(DatabaseKind.Sqlite);
        await using (var context = fixture.Database.Open())
        {
            await context.Database.ExecuteSqlRawAsync("""
                CREATE TABLE "__EFMigrationsLock" ("Id" INTEGER NOT NULL PRIMARY KEY, "Timestamp" TEXT NOT NULL);
                INSERT INTO "__EFMigrationsLock" VALUES (1, '2026-01-01');
                """, Cancel);
        }

        await fixture.Opening.OpenAsync(Cancel).Soon();
        await using var opened = fixture.Database.Open();
        Assert.Equal(0, await opened.Lines.CountAsync(Cancel));
    }
}
