using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Storage.Model;
using ServiceLevelDashboard.Storage.Opening;

namespace ServiceLevelDashboard.Storage.Intervals;

/// <summary>Sums of days beside the intervals that they are made of.</summary>
internal sealed class DailyArchive(ArchiveExecutor archive, IDurableIntervalArchive intervals) : IDailyArchive
{
    /// <inheritdoc/>
    public Task<DailySums?> ReadAsync(
        Interval day, TimeZoneInfo zone, Granularity granularity, ImmutableArray<QueueId> queues, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(zone);
        return archive.ExecuteAsync(async context =>
        {
            if (granularity.SnapOutward(day) != day)
            {
                return null;
            }
            var covered = await intervals.CoverageAsync(day, granularity, cancellationToken).ConfigureAwait(false);
            if (WholeOf(day, covered) is not { } coverage)
            {
                return null;
            }

            var numbers = await Dictionaries.ReadAsync(context, cancellationToken).ConfigureAwait(false);
            var edgeSetNo = numbers.Number(coverage.Edges);
            var (from, to, minutes) = (day.Start.ToUnixTimeSeconds(), day.End.ToUnixTimeSeconds(), (int)granularity.Length.TotalMinutes);
            // Two readers may have summed it at once; both sums are the same.
            var stored = await context.Days.AsNoTracking().OrderByDescending(d => d.No)
                .FirstOrDefaultAsync(d => d.From == from && d.To == to && d.Minutes == minutes && d.Zone == zone.Id, cancellationToken).ConfigureAwait(false);
            if (stored is null || stored.EdgeSetNo != edgeSetNo)
            {
                return await SumAsync(context, day, zone, granularity, coverage, queues, cancellationToken).ConfigureAwait(false);
            }

            var sums = context.DaySums.AsNoTracking().Where(s => s.DayNo == stored.No);
            if (numbers.LinesOf(queues) is { } lines)
            {
                sums = sums.Where(s => lines.AsEnumerable().Contains(s.LineNo));
            }
            var rows = await sums.OrderBy(s => s.LineNo).ToListAsync(cancellationToken).ConfigureAwait(false);
            var last = await sums.OrderByDescending(s => s.LineNo).Select(s => (int?)s.LineNo).FirstOrDefaultAsync(cancellationToken).ConfigureAwait(false);
            if (rows.Zip(rows.Skip(1)).Any(static pair => pair.First.LineNo >= pair.Second.LineNo) || last != rows.LastOrDefault()?.LineNo)
            {
                // as the rows of intervals: foreign bytes make the table end early without a word
                throw new InvalidDataException("Sums of a day are missing or out of order.");
            }
            return new DailySums(
                coverage,
                [.. rows.Where(static s => s.Figures.Length > 0).Select(
                    s => new QueueInterval(numbers.Line(s.LineNo), day, FiguresCodec.Read(s.Figures, coverage.Edges)))])
            {
                Unsummed = [.. rows.Where(static s => s.Figures.Length == 0).Select(s => numbers.Line(s.LineNo))],
            };
        }, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<int> KeepOnlyAsync(ImmutableArray<SiteCalendar> calendars, CancellationToken cancellationToken)
    {
        return archive.ExecuteAsync(async context =>
        {
            var stored = await context.Days.AsNoTracking().Select(d => new { d.No, d.Zone, d.From, d.To }).ToListAsync(cancellationToken).ConfigureAwait(false);
            int[] foreign = [.. stored.Where(d => !calendars.Any(c => c.Zone.Id == d.Zone && IsDayOf(c, d.From, d.To))).Select(d => d.No)];
            foreach (var chunk in foreign.Chunk(500))
            {
                await context.Days.Where(d => chunk.Contains(d.No)).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
            }

            return foreign.Length;
        }, cancellationToken);

        static bool IsDayOf(SiteCalendar calendar, long from, long to)
        {
            var start = DateTimeOffset.FromUnixTimeSeconds(from);
            return calendar.DayOf(start) == new Interval(start, DateTimeOffset.FromUnixTimeSeconds(to));
        }
    }

    /// <summary>Lets go of the sums of every day that a range touches: its rows have changed.</summary>
    public static Task ForgetAsync(ArchiveContext context, long from, long to, CancellationToken cancellationToken) =>
        context.Days.Where(d => d.From < to && d.To > from).ExecuteDeleteAsync(cancellationToken);

    /// <summary>
    /// One coverage of the whole day; null when it is not settled, has gaps or was counted at several sets of edges. Days of several sites are fetched in
    /// parts.
    /// </summary>
    private static Coverage? WholeOf(Interval day, ImmutableArray<Coverage> covered)
    {
        var until = day.Start;
        foreach (var part in covered.OrderBy(static c => c.Range.Start))
        {
            if (!part.IsSettled || !part.Queues.IsEmpty || part.Range.Start != until || !part.Edges.Equals(covered[0].Edges))
            {
                return null;
            }

            until = part.Range.End;
        }

        return until == day.End && covered.MinBy(static c => c.FetchedAt) is { } oldest ? oldest with { Range = day } : null;
    }

    private async Task<DailySums?> SumAsync(
        ArchiveContext context, Interval day, TimeZoneInfo zone, Granularity granularity, Coverage coverage,
        ImmutableArray<QueueId> queues, CancellationToken cancellationToken)
    {
        // Begun before the rows are read: a correction that is written meanwhile has to wait, and then lets the sum go.
        var transaction = await context.Database.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using var scope = transaction.ConfigureAwait(false);
        var kept = await intervals.ReadAsync(day, granularity, cancellationToken).ConfigureAwait(false);
        // A row that Genesys gave no figures for is judged by itself; in a sum it would be judged by the others' figures.
        var unsummed = kept.Rows
            .Where(static r => r.Counts.Genesys is null && r.Counts.Answered + r.Counts.Abandoned + r.Counts.FlowOut > 0)
            .Select(static r => r.Key)
            .ToHashSet();
        ImmutableArray<QueueInterval> sums = [.. kept.Rows.Where(r => !unsummed.Contains(r.Key)).GroupBy(r => r.Key)
            .Select(g => new QueueInterval(g.Key, day, ContactCounts.Sum(g.Select(r => r.Counts))))];

        var numbers = await Dictionaries.ReadAsync(context, cancellationToken).ConfigureAwait(false);
        var (from, to, minutes) = (day.Start.ToUnixTimeSeconds(), day.End.ToUnixTimeSeconds(), (int)granularity.Length.TotalMinutes);
        // Sums counted at other edges are of the past: settings have changed. Days of other sites overlap and stay.
        await context.Days.Where(d => d.From == from && d.To == to && d.Minutes == minutes && d.Zone == zone.Id)
            .ExecuteDeleteAsync(cancellationToken)
            .ConfigureAwait(false);
        var stored = new StoredDay
        {
            Zone = zone.Id,
            Minutes = minutes,
            From = from,
            To = to,
            EdgeSetNo = numbers.Number(coverage.Edges),
            FetchedAt = coverage.FetchedAt.ToUnixTimeSeconds(),
        };
        context.Days.Add(stored);
        await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        context.DaySums.AddRange(sums.Select(s => new StoredDaySum
        {
            DayNo = stored.No,
            LineNo = numbers.Number(s.Key),
            Figures = FiguresCodec.Write(s.Counts),
        }));
        context.DaySums.AddRange(unsummed.Select(key => new StoredDaySum { DayNo = stored.No, LineNo = numbers.Number(key), Figures = [] }));
        await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        bool IsAsked(QueueMedia key) => queues.IsDefaultOrEmpty || queues.Contains(key.Queue);
        return new DailySums(coverage, [.. sums.Where(s => IsAsked(s.Key))]) { Unsummed = [.. unsummed.Where(IsAsked)] };
    }
}
