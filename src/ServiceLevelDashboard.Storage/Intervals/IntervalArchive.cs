using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Storage.Model;
using ServiceLevelDashboard.Storage.Opening;

namespace ServiceLevelDashboard.Storage.Intervals;

/// <summary>
/// Intervals in a database. A merge compares with what stands and writes only what differs, rows and coverage in one
/// transaction; a change of a settled interval leaves a revision behind.
/// </summary>
internal sealed class IntervalArchive(ArchiveExecutor archive) : IDurableIntervalArchive
{
    private const string AllQueues = "*";

    /// <inheritdoc/>
    public TimeSpan SettlesAfter => TimeSpan.FromHours(archive.Options.SettleHours);

    /// <inheritdoc/>
    public Task<DateTimeOffset?> LastFetchAsync(Granularity granularity, CancellationToken cancellationToken)
    {
        return archive.ExecuteAsync<DateTimeOffset?>(async context =>
        {
            var minutes = Minutes(granularity);
            var last = await context.Coverage.Where(c => c.Minutes == minutes).MaxAsync(c => (long?)c.FetchedAt, cancellationToken).ConfigureAwait(false);
            return last is { } seconds ? At(seconds) : null;
        }, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<long> CorrectionsAsync(Interval range, CancellationToken cancellationToken)
    {
        var (from, to) = (range.Start.ToUnixTimeSeconds(), range.End.ToUnixTimeSeconds());
        return archive.ExecuteAsync(
            async context => await context.Revisions.Where(r => r.Start >= from && r.Start < to).MaxAsync(static r => (long?)r.No, cancellationToken)
                .ConfigureAwait(false) ?? 0,
            cancellationToken);
    }

    /// <inheritdoc/>
    public Task MergeAsync(Coverage coverage, ImmutableArray<QueueInterval> rows, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(coverage);
        return archive.ExecuteAsync(async context =>
        {
            var transaction = await context.Database.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
            await using var transactionScope = transaction.ConfigureAwait(false);

            var numbers = await Dictionaries.ReadAsync(context, cancellationToken).ConfigureAwait(false);
            await numbers.AddMissingAsync(context, rows.Select(r => r.Key), [coverage.Edges], cancellationToken).ConfigureAwait(false);

            var fetch = FetchOf(coverage, numbers);
            var ledger = await context.Coverage.Where(c => c.Scope == fetch.Scope && c.Minutes == fetch.Minutes)
                .ToListAsync(cancellationToken)
                .ConfigureAwait(false);
            var table = new IntervalBulkTable(context);
            var standing = await table.ReadAsync(fetch.Minutes, fetch.From, fetch.To, numbers.LinesOf(coverage.Queues), cancellationToken)
                .ConfigureAwait(false);
            var changes = Changes.Between(standing, Incoming(rows, fetch, numbers));
            AddRevisions(context, changes, standing, ledger, fetch);
            await table.WriteAsync(fetch.Minutes, changes.Written, cancellationToken).ConfigureAwait(false);
            await table.DeleteAsync(fetch.Minutes, changes.Removed, cancellationToken).ConfigureAwait(false);
            if (changes.Written.Count + changes.Removed.Count > 0)
            {
                await DailyArchive.ForgetAsync(context, fetch.From, fetch.To, cancellationToken).ConfigureAwait(false);
            }
            await WriteLedgerAsync(context, ledger, fetch, cancellationToken).ConfigureAwait(false);
            await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        }, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<ArchivedIntervals> ReadAsync(Interval range, Granularity granularity, CancellationToken cancellationToken) =>
        ReadAsync(range, granularity, [], cancellationToken);

    /// <inheritdoc/>
    public Task<ArchivedIntervals> ReadAsync(
        Interval range, Granularity granularity, ImmutableArray<QueueId> queues, CancellationToken cancellationToken)
    {
        return archive.ReadAsync(range.End, async context =>
        {
            // One transaction, so that rows and coverage are of the same moment.
            var transaction = await ArchiveDatabase.BeginReadAsync(context, cancellationToken).ConfigureAwait(false);
            await using var transactionScope = transaction.ConfigureAwait(false);
            var minutes = Minutes(granularity);
            var (from, to) = (range.Start.ToUnixTimeSeconds(), range.End.ToUnixTimeSeconds());
            if (!await HasAnyAsync(context, minutes, from, to, cancellationToken).ConfigureAwait(false))
            {
                return new ArchivedIntervals([], []);
            }
            var numbers = await Dictionaries.ReadAsync(context, cancellationToken).ConfigureAwait(false);
            var rows = new List<(int Place, QueueInterval Row)>();
            var stored = new IntervalRows(context, numbers).ReadAsync(minutes, from, to, numbers.LinesOf(queues), cancellationToken);
            await foreach (var (key, counts) in stored.ConfigureAwait(false))
            {
                rows.Add((numbers.PlaceOf(key.LineNo), new QueueInterval(numbers.Line(key.LineNo), IntervalAt(key.Start, minutes), counts)));
            }

            rows.Sort(static (a, b) => (a.Place, a.Row.Interval.Start).CompareTo((b.Place, b.Row.Interval.Start)));
            return new ArchivedIntervals(
                [.. rows.Select(static r => r.Row)], await CoverageAsync(context, numbers, range, granularity, cancellationToken).ConfigureAwait(false));
        }, cancellationToken);
    }

    /// <summary>Whether intervals of a granularity were fetched in a range: rows lie inside what was fetched alone.</summary>
    private static Task<bool> HasAnyAsync(ArchiveContext context, int minutes, long from, long to, CancellationToken cancellationToken) =>
        context.Coverage.AnyAsync(c => c.Minutes == minutes && c.From < to && c.To > from, cancellationToken);

    /// <inheritdoc/>
    public Task<ImmutableArray<Coverage>> CoverageAsync(Interval range, Granularity granularity, CancellationToken cancellationToken)
    {
        return archive.ExecuteAsync<ImmutableArray<Coverage>>(async context =>
        {
            var (from, to) = (range.Start.ToUnixTimeSeconds(), range.End.ToUnixTimeSeconds());
            if (!await HasAnyAsync(context, Minutes(granularity), from, to, cancellationToken).ConfigureAwait(false))
            {
                return [];
            }
            var numbers = await Dictionaries.ReadAsync(context, cancellationToken).ConfigureAwait(false);
            return await CoverageAsync(context, numbers, range, granularity, cancellationToken).ConfigureAwait(false);
        }, cancellationToken);
    }

    /// <summary>What of a range is covered, in a context that is open.</summary>
    internal static async Task<ImmutableArray<Coverage>> CoverageAsync(
        ArchiveContext context, Dictionaries numbers, Interval range, Granularity granularity, CancellationToken cancellationToken)
    {
        var minutes = Minutes(granularity);
        var (from, to) = (range.Start.ToUnixTimeSeconds(), range.End.ToUnixTimeSeconds());
        var covered = await context.Coverage.AsNoTracking()
            .Where(c => c.Minutes == minutes && c.From < to && c.To > from)
            .OrderBy(c => c.From).ToListAsync(cancellationToken).ConfigureAwait(false);
        return [.. covered.Select(c => new Coverage(
            new Interval(At(Math.Max(c.From, from)), At(Math.Min(c.To, to))),
            granularity,
            numbers.Edges(c.EdgeSetNo),
            c.Scope == AllQueues ? [] : [.. c.Scope.Split(',').Select(id => new QueueId(id))],
            At(c.FetchedAt))
        {
            IsSettled = c.Settled,
        })];
    }

    private static StoredCoverage FetchOf(Coverage coverage, Dictionaries numbers) => new()
    {
        Scope = coverage.Queues.IsDefaultOrEmpty ? AllQueues : string.Join(',', coverage.Queues.Select(q => q.Value).Order(StringComparer.Ordinal)),
        Minutes = Minutes(coverage.Granularity),
        EdgeSetNo = numbers.Number(coverage.Edges),
        From = coverage.Range.Start.ToUnixTimeSeconds(),
        To = coverage.Range.End.ToUnixTimeSeconds(),
        FetchedAt = coverage.FetchedAt.ToUnixTimeSeconds(),
    };

    private static Dictionary<RowKey, RowFigures> Incoming(ImmutableArray<QueueInterval> rows, StoredCoverage fetch, Dictionaries numbers)
    {
        var incoming = new Dictionary<RowKey, RowFigures>(rows.Length);
        foreach (var row in rows)
        {
            var start = row.Interval.Start.ToUnixTimeSeconds();
            if (start < fetch.From || row.Interval.End.ToUnixTimeSeconds() > fetch.To)
            {
                throw new ArgumentException($"A row of {row.Interval} lies outside the range that was fetched.", nameof(rows));
            }
            incoming.Add(new RowKey(start, numbers.Number(row.Key)), new RowFigures(fetch.EdgeSetNo, FiguresCodec.Write(row.Counts)));
        }

        return incoming;
    }

    private static void AddRevisions(
        ArchiveContext context, Changes changes, Dictionary<RowKey, RowFigures> standing, List<StoredCoverage> ledger, StoredCoverage fetch)
    {
        var length = fetch.Minutes * 60L;
        foreach (var (key, written) in changes.Written)
        {
            Add(key, standing.TryGetValue(key, out var old) ? old : null, written);
        }
        foreach (var key in changes.Removed)
        {
            Add(key, standing[key], null);
        }

        void Add(RowKey key, RowFigures? old, RowFigures? now)
        {
            if (!CoverageLedger.IsSettled(ledger, key.Start, key.Start + length))
            {
                return;
            }
            // Other edges over the same contacts are not a correction.
            if (old is { } o && now is { } n && o.EdgeSetNo != n.EdgeSetNo)
            {
                return;
            }
            context.Revisions.Add(new StoredRevision
            {
                LineNo = key.LineNo,
                Minutes = fetch.Minutes,
                Start = key.Start,
                SeenAt = fetch.FetchedAt,
                OldEdgeSetNo = old?.EdgeSetNo ?? fetch.EdgeSetNo,
                OldFigures = old?.Figures,
                NewEdgeSetNo = now?.EdgeSetNo ?? fetch.EdgeSetNo,
                NewFigures = now?.Figures,
            });
        }
    }

    private async Task WriteLedgerAsync(ArchiveContext context, List<StoredCoverage> ledger, StoredCoverage fetch, CancellationToken cancellationToken)
    {
        var after = CoverageLedger.After(ledger, fetch, archive.Options.SettleHours * 3600L);
        context.Coverage.RemoveRange(ledger.Where(row => !after.Any(a => Same(a, row))));
        context.Coverage.AddRange(after.Where(row => !ledger.Any(l => Same(l, row))));
        await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);

        static bool Same(StoredCoverage a, StoredCoverage b) =>
            (a.From, a.To, a.EdgeSetNo, a.FetchedAt, a.Settled) == (b.From, b.To, b.EdgeSetNo, b.FetchedAt, b.Settled);
    }

    private static int Minutes(Granularity granularity) => (int)granularity.Length.TotalMinutes;

    private static DateTimeOffset At(long seconds) => DateTimeOffset.FromUnixTimeSeconds(seconds);

    private static Interval IntervalAt(long start, int minutes) => new(At(start), At(start + minutes * 60L));

    /// <summary>What a merge has to write and to remove.</summary>
    private sealed record Changes(List<KeyValuePair<RowKey, RowFigures>> Written, List<RowKey> Removed)
    {
        public static Changes Between(Dictionary<RowKey, RowFigures> standing, Dictionary<RowKey, RowFigures> incoming) => new(
            [.. incoming.Where(row => !standing.TryGetValue(row.Key, out var old) || !old.Same(row.Value))],
            [.. standing.Keys.Where(key => !incoming.ContainsKey(key))]);
    }
}
