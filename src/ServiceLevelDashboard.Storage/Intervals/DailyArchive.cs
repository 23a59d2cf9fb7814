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
            if (covered is not [{ IsSettled: true } coverage] || coverage.Range != day || !coverage.Queues.IsEmpty)
            {
                return null;
            }

            var numbers = await Dictionaries.ReadAsync(context, cancellationToken).ConfigureAwait(false);
            var edgeSetNo = numbers.Number(coverage.Edges);
            var (from, to, minutes) = (day.Start.ToUnixTimeSeconds(), day.End.ToUnixTimeSeconds(), (int)granularity.Length.TotalMinutes);
            var stored = await context.Days.AsNoTracking()
                .SingleOrDefaultAsync(d => d.From == from && d.To == to && d.Minutes == minutes && d.Zone == zone.Id, cancellationToken).ConfigureAwait(false);
            if (stored is null || stored.EdgeSetNo != edgeSetNo)
            {
                return await SumAsync(context, day, zone, granularity, coverage, queues, cancellationToken).ConfigureAwait(false);
            }

            var sums = context.DaySums.AsNoTracking().Where(s => s.DayNo == stored.No);
            if (numbers.LinesOf(queues) is { } lines)
            {
                sums = sums.Where(s => lines.AsEnumerable().Contains(s.LineNo));
            }
            var rows = await sums.ToListAsync(cancellationToken).ConfigureAwait(false);
            return new DailySums(
                coverage,
                [.. rows.Select(s => new QueueInterval(numbers.Line(s.LineNo), day, FiguresCodec.Read(s.Figures, coverage.Edges)))]);
        }, cancellationToken);
    }

    /// <summary>Lets go of the sums of every day that a range touches: its rows have changed.</summary>
    public static Task ForgetAsync(ArchiveContext context, long from, long to, CancellationToken cancellationToken) =>
        context.Days.Where(d => d.From < to && d.To > from).ExecuteDeleteAsync(cancellationToken);

    private async Task<DailySums?> SumAsync(
        ArchiveContext context, Interval day, TimeZoneInfo zone, Granularity granularity, Coverage coverage,
        ImmutableArray<QueueId> queues, CancellationToken cancellationToken)
    {
        var kept = await intervals.ReadAsync(day, granularity, cancellationToken).ConfigureAwait(false);
        // A row that Genesys gave no figures for is judged by itself; in a sum it would be judged by the others' figures.
        if (kept.Rows.Any(r => r.Counts.Genesys is null && r.Counts.Answered + r.Counts.Abandoned + r.Counts.FlowOut > 0))
        {
            return null;
        }
        ImmutableArray<QueueInterval> sums = [.. kept.Rows.GroupBy(r => r.Key)
            .Select(g => new QueueInterval(g.Key, day, ContactCounts.Sum(g.Select(r => r.Counts))))];

        var transaction = await context.Database.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
        await using var scope = transaction.ConfigureAwait(false);
        var numbers = await Dictionaries.ReadAsync(context, cancellationToken).ConfigureAwait(false);
        var (from, to, minutes) = (day.Start.ToUnixTimeSeconds(), day.End.ToUnixTimeSeconds(), (int)granularity.Length.TotalMinutes);
        // Sums of the same hours under another zone's days, or other edges, are of the past: settings have changed.
        await context.Days.Where(d => d.From < to && d.To > from && d.Minutes == minutes).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
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
        await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
        return new DailySums(coverage, queues.IsDefaultOrEmpty ? sums : [.. sums.Where(s => queues.Contains(s.Key.Queue))]);
    }
}
