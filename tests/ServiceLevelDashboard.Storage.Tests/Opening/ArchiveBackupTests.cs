using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Migrations;
using ServiceLevelDashboard.Storage.Opening;

namespace ServiceLevelDashboard.Storage.Tests.Opening;

public sealed class ArchiveBackupTests
{
    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Restore_WhileTheArchiveIsInUse_BringsBackWhatWasBackedUp(DatabaseKind kind)
    {
        await using var fixture = await ArchiveFixture.OpenAsync(kind);
        var backup = new ArchiveBackup(fixture.Database, fixture.Opening);
        var file = Path.Combine(Directory.CreateDirectory(fixture.Options.DataFolder).FullName, "copy");
        var range = Samples.Range(480, 495);
        await fixture.Archive.MergeAsync(Samples.Fetch(range, Samples.Day), [Samples.Row("a", 480, 10)], Cancel);
        await backup.BackupAsync(file, Cancel);
        await fixture.Archive.MergeAsync(Samples.Fetch(range, Samples.Day), [], Cancel);
        await using var reader = fixture.Database.Open();
        Assert.Equal(1, await reader.Lines.CountAsync(Cancel));

        await backup.RestoreAsync(file, Cancel);

        Assert.Single((await fixture.Archive.ReadAsync(range, Granularity.QuarterHour, Cancel)).Rows);
        Assert.Equal(1, await reader.Lines.CountAsync(Cancel));
        if (!OperatingSystem.IsWindows())
        {
            Assert.Equal(UnixFileMode.UserRead | UnixFileMode.UserWrite, File.GetUnixFileMode(file)); // whatever the umask of who runs the tests
        }
    }

    [Fact]
    public async Task Open_ArchiveOfThePreviousVersion_IsCopiedBesideAndUpgradedWithItsRows()
    {
        await using var fixture = await ArchiveFixture.OpenAsync(DatabaseKind.Sqlite);
        var range = Samples.Range(480, 495);
        await fixture.Archive.MergeAsync(Samples.Fetch(range, Samples.Day), [Samples.Row("a", 480, 10)], Cancel);
        await using (var context = fixture.Database.Open())
        {
            var previous = context.Database.GetMigrations().SkipLast(1).Last();
            await context.GetService<IMigrator>().MigrateAsync(previous, Cancel);
        }

        var backup = new ArchiveBackup(fixture.Database, fixture.Opening);
        var old = Path.Combine(fixture.Options.DataFolder, "old");
        await backup.BackupAsync(old, Cancel);

        await fixture.Opening.OpenAsync(Cancel);
        Assert.Single(Directory.GetFiles(fixture.Options.DataFolder, "archive.db.before-*"));
        Assert.Single((await fixture.Archive.ReadAsync(range, Granularity.QuarterHour, Cancel)).Rows);

        await backup.RestoreAsync(old, Cancel);
        Assert.Single((await fixture.Archive.ReadAsync(range, Granularity.QuarterHour, Cancel)).Rows);
        await using var upgraded = fixture.Database.Open();
        Assert.Empty(await upgraded.Database.GetPendingMigrationsAsync(Cancel));
    }

    [Fact]
    public async Task Restore_SomethingElse_IsRefusedAndNothingIsLost()
    {
        await using var fixture = await ArchiveFixture.OpenAsync(DatabaseKind.Sqlite);
        var range = Samples.Range(480, 495);
        await fixture.Archive.MergeAsync(Samples.Fetch(range, Samples.Day), [Samples.Row("a", 480, 10)], Cancel);
        var file = Path.Combine(fixture.Options.DataFolder, "notes.txt");
        await File.WriteAllTextAsync(file, "not a database, however long this text is made", Cancel);
        var backup = new ArchiveBackup(fixture.Database, fixture.Opening);

        await Assert.ThrowsAsync<ArchiveBackupException>(() => backup.RestoreAsync(file, Cancel));
        await Assert.ThrowsAsync<FileNotFoundException>(() => backup.RestoreAsync(file + ".absent", Cancel));

        Assert.Single((await fixture.Archive.ReadAsync(range, Granularity.QuarterHour, Cancel)).Rows);
    }
}
