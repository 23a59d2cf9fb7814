using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Microsoft.EntityFrameworkCore;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Storage.Model;

namespace ServiceLevelDashboard.Storage.Intervals;

/// <summary>
/// Reads intervals of all lines or of some. A few lines are looked up one by one in every day that has been summed: its sum proves that no row is missing.
/// Elsewhere the whole range is read, whose order proves it.
/// </summary>
internal sealed class IntervalRows(ArchiveContext context, Dictionaries numbers)
{
    /// <summary>More lines are found sooner among the rows of all.</summary>
    private const int MostLookedUp = 100;

    private readonly IntervalBulkTable _table = new(context);

    /// <summary>The rows of a granularity that start inside [from, to), in no order.</summary>
    /// <param name="minutes">The granularity.</param>
    /// <param name="from">First start, inclusive.</param>
    /// <param name="to">Last start, exclusive.</param>
    /// <param name="lines">The lines to read, or null for all.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    /// <exception cref="InvalidDataException">The archive is damaged: rows are not as they were written, or missing.</exception>
    public async IAsyncEnumerable<(RowKey Key, ContactCounts Counts)> ReadAsync(
        int minutes, long from, long to, ImmutableArray<int>? lines, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var until = from;
        if (lines is { Length: > 0 and <= MostLookedUp } few)
        {
            foreach (var (first, last, sums) in await SummedAsync(minutes, from, to, few, cancellationToken).ConfigureAwait(false))
            {
                if (until < first)
                {
                    await foreach (var row in _table.StreamAsync(minutes, until, first, few, cancellationToken).ConfigureAwait(false))
                    {
                        yield return Read(row);
                    }
                }
                var left = sums;
                await foreach (var row in _table.LookUpAsync(minutes, first, last, few, cancellationToken).ConfigureAwait(false))
                {
                    var read = Read(row);
                    left -= Weight.Of(read.Counts);
                    yield return read;
                }
                if (left != default)
                {
                    throw new InvalidDataException("Rows of intervals are missing.");
                }
                until = last;
            }
        }

        if (until < to)
        {
            await foreach (var row in _table.StreamAsync(minutes, until, to, lines, cancellationToken).ConfigureAwait(false))
            {
                yield return Read(row);
            }
        }
    }

    /// <summary>Stretches of days that have been summed, oldest first and without overlaps, each with what the sums of some lines come to.</summary>
    private async Task<List<(long From, long To, Weight Sums)>> SummedAsync(
        int minutes, long from, long to, ImmutableArray<int> lines, CancellationToken cancellationToken)
    {
        var days = new List<StoredDay>();
        var stored = await context.Days.AsNoTracking().Where(d => d.From >= from && d.From < to && d.To <= to && d.Minutes == minutes)
            .OrderBy(d => d.From).ToListAsync(cancellationToken).ConfigureAwait(false);
        foreach (var day in stored.Where(day => days.Count == 0 || day.From >= days[^1].To))
        {
            days.Add(day);
        }

        var edges = days.ToDictionary(static d => d.No, d => numbers.Edges(d.EdgeSetNo));
        var sums = days.ToDictionary(static d => d.No, static _ => default(Weight));
        var rows = new DaySumTable(context).StreamAsync([.. edges.Keys.Order()], lines, cancellationToken);
        await foreach (var (dayNo, _, figures) in rows.ConfigureAwait(false))
        {
            foreach (var counts in FiguresCodec.ReadAll(figures, edges[dayNo]))
            {
                sums[dayNo] += Weight.Of(counts);
            }
        }

        var stretches = new List<(long From, long To, Weight Sums)>();
        foreach (var day in days)
        {
            if (stretches.Count > 0 && stretches[^1] is var last && last.To == day.From)
            {
                stretches[^1] = (last.From, day.To, last.Sums + sums[day.No]);
            }
            else
            {
                stretches.Add((day.From, day.To, sums[day.No]));
            }
        }

        return stretches;
    }

    private (RowKey Key, ContactCounts Counts) Read(KeyValuePair<RowKey, RowFigures> row) =>
        (row.Key, FiguresCodec.Read(row.Value.Figures, numbers.Edges(row.Value.EdgeSetNo)));

    /// <summary>What tells whether rows are those that a sum was made of; in a row in which nothing happened all is zero.</summary>
    private readonly record struct Weight(long Offered, long Answered, long Abandoned, long FlowOut, long HandleMs)
    {
        public static Weight Of(ContactCounts counts) => new(counts.Offered, counts.Answered, counts.Abandoned, counts.FlowOut, counts.Handle.SumMs);

        public static Weight operator +(Weight a, Weight b) =>
            new(a.Offered + b.Offered, a.Answered + b.Answered, a.Abandoned + b.Abandoned, a.FlowOut + b.FlowOut, a.HandleMs + b.HandleMs);

        public static Weight operator -(Weight a, Weight b) =>
            new(a.Offered - b.Offered, a.Answered - b.Answered, a.Abandoned - b.Abandoned, a.FlowOut - b.FlowOut, a.HandleMs - b.HandleMs);
    }
}
