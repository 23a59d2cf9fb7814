using Microsoft.EntityFrameworkCore;
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
    public async Task Open_WrittenByANewerProgram_IsRefusedWithWhatToDo(DatabaseKind kind)
    {
        await using var fixture = await ArchiveFixture.OpenAsync(kind);
        await using (var context = fixture.Database.Open())
        {
            await context.Database.ExecuteSqlRawAsync(
                "INSERT INTO \"__EFMigrationsHistory\" (\"MigrationId\", \"ProductVersion\") VALUES ('29990101000000_Future', '99')", Cancel);
        }

        var refused = await Assert.ThrowsAsync<ArchiveTooNewException>(() => fixture.Opening.OpenAsync(Cancel));
        Assert.Contains("sld restore", refused.Message, StringComparison.Ordinal);
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

        await fixture.Opening.OpenAsync(Cancel).WaitAsync(TimeSpan.FromSeconds(20), Cancel);
        await using var opened = fixture.Database.Open();
        Assert.Equal(0, await opened.Lines.CountAsync(Cancel));
    }
}
