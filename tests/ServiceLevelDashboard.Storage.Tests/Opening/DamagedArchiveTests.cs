using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Storage.Intervals;
using ServiceLevelDashboard.Storage.Opening;

namespace ServiceLevelDashboard.Storage.Tests.Opening;

/// <summary>Foreign bytes in the file of a SQLite archive: what is answered is right, or it is an error.</summary>
[Trait("Length", "Long")]
public sealed class DamagedArchiveTests
{
    private const int Queues = 20;

    private static readonly Interval Days = Samples.Range(0, 2 * 24 * 60);

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Read_RandomBytesInTheFile_IsRightOrAnError()
    {
        await using var fixture = await FilledAsync();
        var sound = await File.ReadAllBytesAsync(fixture.Options.SqliteFile, Cancel);
        ArchivedIntervals[] all = [await AskAsync(fixture, 0), await AskAsync(fixture, 1), await AskAsync(fixture, 2)];
        var (right, refused, wrong) = (0, 0, new List<string>());

        foreach (var (seed, at, length) in Places(sound.Length))
        {
            var bytes = (byte[])sound.Clone();
            new Random(seed).NextBytes(bytes.AsSpan(at, Math.Min(length, bytes.Length - at)));
            await PutAsync(fixture, bytes);

            for (var i = 0; i < all.Length; i++)
            {
                try
                {
                    var answer = await AskAsync(fixture, i);
                    if (answer.Rows.SequenceEqual(all[i].Rows) && answer.Covered.Select(Said).SequenceEqual(all[i].Covered.Select(Said)))
                    {
                        right++;
                    }
                    else
                    {
                        wrong.Add($"question {i} after {length} bytes at {at} (seed {seed})");
                    }
                }
                catch (ArchiveUnavailableException e)
                {
                    refused++;
                    Assert.Contains("archive.db", e.Message, StringComparison.Ordinal);
                }
            }
        }

        Assert.True(wrong.Count == 0, $"{right} right, {refused} refused, {wrong.Count} wrong:\n{string.Join('\n', wrong)}");
        Assert.True(right > 0 && refused > 0, $"{right} right, {refused} refused");
    }

    [Fact]
    public async Task Examine_SoundArchive_CountsItsRows()
    {
        await using var fixture = await FilledAsync();

        var examined = await new ArchiveExaminer(fixture.Database).ExamineAsync(Cancel);

        Assert.Empty(examined.Problems);
        Assert.Equal((2 * 96 * Queues, Samples.Day.AddDays(5)), (examined.Rows, examined.FetchedAt));
    }

    [Fact]
    public async Task Restore_OverADamagedArchive_BringsAllBackAndKeepsWhatStood()
    {
        await using var fixture = await FilledAsync();
        var copy = Path.Combine(fixture.Options.DataFolder, "copy");
        await Files(fixture).BackupAsync(copy, Cancel);
        var sound = await AskAsync(fixture, 0);
        var bytes = await File.ReadAllBytesAsync(fixture.Options.SqliteFile, Cancel);
        foreach (var at in new[] { 0, bytes.Length / 2 }) // the file's head, and its middle
        {
            var damaged = (byte[])bytes.Clone();
            new Random(1).NextBytes(damaged.AsSpan(at, 8192));
            await PutAsync(fixture, damaged);
            Assert.NotEmpty((await new ArchiveExaminer(fixture.Database).ExamineAsync(Cancel)).Problems);
            await Assert.ThrowsAsync<ArchiveUnavailableException>(() => AskAsync(fixture, 0));

            await Files(fixture).RestoreAsync(copy, Cancel);

            Assert.Equal(sound.Rows, (await AskAsync(fixture, 0)).Rows);
            Assert.Empty((await new ArchiveExaminer(fixture.Database).ExamineAsync(Cancel)).Problems);
            Assert.True(File.Exists(fixture.Options.SqliteFile + ".before-restore"));
        }
    }

    /// <summary>Where bytes are put: everywhere behind the file's head, some of them a whole page and more.</summary>
    private static IEnumerable<(int Seed, int At, int Length)> Places(int size)
    {
        var random = new Random(20260302);
        for (var seed = 0; seed < 60; seed++)
        {
            yield return (seed, random.Next(4096, size), 1 << random.Next(3, 14));
        }
    }

    private static ArchiveBackup Files(ArchiveFixture fixture) => new(fixture.Database, fixture.Opening);

    private static async Task<ArchiveFixture> FilledAsync()
    {
        var fixture = await ArchiveFixture.OpenAsync(DatabaseKind.Sqlite);
        ImmutableArray<QueueInterval> rows =
        [
            .. from quarter in Enumerable.Range(0, 2 * 96)
               from queue in Enumerable.Range(0, Queues)
               select Samples.Row($"queue-{queue:00}", quarter * 15, 1 + ((quarter + queue) % 40)),
        ];
        await fixture.Archive.MergeAsync(Samples.Fetch(Days, Samples.Day.AddDays(5)), rows, Cancel);
        fixture.Database.CloseIdle(); // the last connection that closes writes all into the file
        return fixture;
    }

    private static async Task PutAsync(ArchiveFixture fixture, byte[] bytes)
    {
        fixture.Database.CloseIdle();
        File.Delete(fixture.Options.SqliteFile + "-wal");
        File.Delete(fixture.Options.SqliteFile + "-shm");
        await File.WriteAllBytesAsync(fixture.Options.SqliteFile, bytes, Cancel);
    }

    private static (Interval, EdgeSet, DateTimeOffset) Said(Coverage coverage) => (coverage.Range, coverage.Edges, coverage.FetchedAt);

    /// <summary>All rows; a queue's; an hour's.</summary>
    private static Task<ArchivedIntervals> AskAsync(ArchiveFixture fixture, int question) => question switch
    {
        0 => fixture.Archive.ReadAsync(Days, Granularity.QuarterHour, Cancel),
        1 => fixture.Archive.ReadAsync(Days, Granularity.QuarterHour, [new QueueId("queue-07")], Cancel),
        _ => fixture.Archive.ReadAsync(Samples.Range(600, 660), Granularity.QuarterHour, Cancel),
    };
}
