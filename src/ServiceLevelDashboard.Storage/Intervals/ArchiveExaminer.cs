using Microsoft.EntityFrameworkCore;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Storage.Model;
using ServiceLevelDashboard.Storage.Opening;

namespace ServiceLevelDashboard.Storage.Intervals;

/// <summary>Reads the whole archive once and tells what is damaged; goes on behind damage where it can.</summary>
internal sealed class ArchiveExaminer(ArchiveDatabase database) : IArchiveExaminer
{
    private const int MostProblems = 20;

    /// <inheritdoc/>
    public async Task<ArchiveExamination> ExamineAsync(CancellationToken cancellationToken)
    {
        try
        {
            return await ReadAllAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (Exception e) when (DatabaseErrors.IsOutage(e))
        {
            throw new ArchiveUnavailableException($"The archive ({database.Description}) cannot be used: {DatabaseErrors.CauseOf(e).Message.TrimEnd('.')}.", e);
        }
    }

    private async Task<ArchiveExamination> ReadAllAsync(CancellationToken cancellationToken)
    {
        var problems = new List<string>();
        if (!database.IsPostgreSql)
        {
            Try(problems, () => problems.AddRange(SqliteCopy.Problems(database.Options.SqliteFile, MostProblems)));
        }
        var context = database.Open();
        await using var scope = context.ConfigureAwait(false);
        var (rows, fetchedAt) = (0L, default(long?));
        await TryAsync(problems, async () =>
        {
            var numbers = await Dictionaries.ReadAsync(context, cancellationToken).ConfigureAwait(false);
            fetchedAt = await context.Coverage.MaxAsync(c => (long?)c.FetchedAt, cancellationToken).ConfigureAwait(false);
            var intervals = context.Set<StoredInterval>().AsNoTracking().AsAsyncEnumerable();
            await foreach (var row in intervals.WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                rows++;
                Try(problems, () =>
                {
                    _ = numbers.Line(row.LineNo);
                    _ = FiguresCodec.Read(row.Figures, numbers.Edges(row.EdgeSetNo));
                });
            }
            var edges = await context.Days.AsNoTracking().ToDictionaryAsync(d => d.No, d => d.EdgeSetNo, cancellationToken).ConfigureAwait(false);
            await foreach (var sum in context.DaySums.AsNoTracking().AsAsyncEnumerable().WithCancellation(cancellationToken).ConfigureAwait(false))
            {
                rows++;
                Try(problems, () =>
                {
                    _ = numbers.Line(sum.LineNo);
                    _ = FiguresCodec.ReadAll(
                        sum.Figures,
                        edges.TryGetValue(sum.DayNo, out var set) ? numbers.Edges(set) : throw new InvalidDataException($"There is no day {sum.DayNo}."));
                });
            }
        }).ConfigureAwait(false);
        return new ArchiveExamination(
            rows, [.. problems.Distinct().Take(MostProblems)], fetchedAt is { } seconds ? DateTimeOffset.FromUnixTimeSeconds(seconds) : null);
    }

    private static void Try(List<string> problems, Action look)
    {
        try
        {
            look();
        }
        catch (Exception e) when (DatabaseErrors.IsDamage(e))
        {
            problems.Add(e.Message);
        }
    }

    private static async Task TryAsync(List<string> problems, Func<Task> look)
    {
        try
        {
            await look().ConfigureAwait(false);
        }
        catch (Exception e) when (DatabaseErrors.IsDamage(e))
        {
            problems.Add(e.Message);
        }
    }
}
