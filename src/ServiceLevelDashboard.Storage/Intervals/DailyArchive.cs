using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Storage.Model;
using ServiceLevelDashboard.Storage.Opening;

namespace ServiceLevelDashboard.Storage.Intervals;

/// <summary>Sums of days beside the intervals that they are made of.</summary>
internal sealed class DailyArchive(ArchiveExecutor archive) : IDailyArchive
{
    /// <inheritdoc/>
    public Task<ImmutableArray<DailySums>> ReadAsync(
        ImmutableArray<Interval> days, TimeZoneInfo zone, ImmutableArray<QueueId> queues, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(zone);
        return archive.ReadAsync<ImmutableArray<DailySums>>(days.IsEmpty ? DateTimeOffset.MaxValue : days.Max(static d => d.End), async context =>
        {
            // One transaction: a day that is let go meanwhile is still there with its sums.
            var transaction = await ArchiveDatabase.BeginReadAsync(context, cancellationToken).ConfigureAwait(false);
            await using var scope = transaction.ConfigureAwait(false);
            var numbers = await Dictionaries.ReadAsync(context, cancellationToken).ConfigureAwait(false);
            var summed = (await FindAsync(context, numbers, days, zone, cancellationToken).ConfigureAwait(false)).Where(static d => d.No is not null).ToList();
            var byNo = summed.ToDictionary(static d => d.No.GetValueOrDefault(), static d => (d.Coverage, Rows: ImmutableArray.CreateBuilder<QueueInterval>()));
            var sums = new DaySumTable(context).StreamAsync([.. byNo.Keys.Order()], numbers.LinesOf(queues), cancellationToken);
            await foreach (var (dayNo, lineNo, figures) in sums.ConfigureAwait(false))
            {
                var (coverage, rows) = byNo[dayNo];
                foreach (var counts in FiguresCodec.ReadAll(figures, coverage.Edges))
                {
                    rows.Add(new QueueInterval(numbers.Line(lineNo), coverage.Range, counts));
                }
            }

            return [.. byNo.Values.Select(static d => new DailySums(d.Coverage, d.Rows.DrainToImmutable()))];
        }, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<ImmutableArray<Interval>> UnsummedAsync(SiteCalendar calendar, DateTimeOffset now, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(calendar);
        return archive.ExecuteAsync<ImmutableArray<Interval>>(async context =>
        {
            if (await context.Coverage.MinAsync(c => (long?)c.From, cancellationToken).ConfigureAwait(false) is not { } first)
            {
                return [];
            }
            var (oldest, yesterday) = (calendar.DateOf(DateTimeOffset.FromUnixTimeSeconds(first)), calendar.DateOf(now).AddDays(-1));
            if (oldest > yesterday)
            {
                return [];
            }
            var numbers = await Dictionaries.ReadAsync(context, cancellationToken).ConfigureAwait(false);
            var days = calendar.DaysOf(new DateRange(oldest, yesterday));
            var found = await FindAsync(context, numbers, days, calendar.Zone, cancellationToken).ConfigureAwait(false);
            return [.. found.Where(static d => d.No is null).Select(static d => d.Coverage.Range).Reverse()];
        }, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<bool> SumAsync(Interval day, TimeZoneInfo zone, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(zone);
        return archive.ExecuteAsync(async context =>
        {
            // A correction that is written meanwhile has to wait, and then lets the sum go; so has another that sums. SQLite has one writer anyway.
            var transaction = await context.Database.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
            await using var scope = transaction.ConfigureAwait(false);
            if (context is PostgreSqlArchiveContext)
            {
                await context.Database.ExecuteSqlRawAsync("LOCK TABLE days IN SHARE ROW EXCLUSIVE MODE", cancellationToken).ConfigureAwait(false);
            }
            var numbers = await Dictionaries.ReadAsync(context, cancellationToken).ConfigureAwait(false);
            if (await FindAsync(context, numbers, [day], zone, cancellationToken).ConfigureAwait(false) is not [{ No: null, Coverage: var coverage }])
            {
                return false;
            }
            var sums = await SumAsync(context, numbers, coverage, cancellationToken).ConfigureAwait(false);
            var (from, to, minutes) = (day.Start.ToUnixTimeSeconds(), day.End.ToUnixTimeSeconds(), Minutes(coverage));
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
            context.DaySums.AddRange(sums.GroupBy(static s => s.Key.LineNo, static s => s.Value).Select(line => new StoredDaySum
            {
                DayNo = stored.No,
                LineNo = line.Key,
                Figures = FiguresCodec.Write([.. line]),
            }));
            await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
            await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
            return true;
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

    /// <summary>Those of some days that can be summed, each with the number of its sum, null where it has none.</summary>
    private static async Task<List<(Coverage Coverage, int? No)>> FindAsync(
        ArchiveContext context, Dictionaries numbers, ImmutableArray<Interval> days, TimeZoneInfo zone, CancellationToken cancellationToken)
    {
        if (days.IsEmpty)
        {
            return [];
        }
        var range = new Interval(days.Min(static d => d.Start), days.Max(static d => d.End));
        var (first, last) = (range.Start.ToUnixTimeSeconds(), range.End.ToUnixTimeSeconds());
        var covered = new List<ImmutableArray<Coverage>>();
        foreach (var granularity in Granularity.All)
        {
            covered.Add(await IntervalArchive.CoverageAsync(context, numbers, range, granularity, cancellationToken).ConfigureAwait(false));
        }
        var stored = (await context.Days.AsNoTracking().Where(d => d.From >= first && d.From < last && d.Zone == zone.Id)
            .ToListAsync(cancellationToken).ConfigureAwait(false)).ToLookup(static d => (d.From, d.To, d.Minutes, d.EdgeSetNo), static d => d.No);
        var found = new List<(Coverage, int?)>();
        foreach (var day in days)
        {
            if (covered.Select(parts => WholeOf(day, parts)).FirstOrDefault(static c => c is not null) is { } coverage)
            {
                var key = (day.Start.ToUnixTimeSeconds(), day.End.ToUnixTimeSeconds(), Minutes(coverage), numbers.Number(coverage.Edges));
                // Versions before this one may have summed a day twice; both sums are the same.
                found.Add((coverage, stored[key].Cast<int?>().Max()));
            }
        }

        return found;
    }

    /// <summary>
    /// One coverage of the whole day; null when it is not settled, has gaps, was counted at several sets of edges or is cut inside an interval. Days of
    /// several sites are fetched in parts.
    /// </summary>
    private static Coverage? WholeOf(Interval day, ImmutableArray<Coverage> covered)
    {
        var (until, oldest) = (day.Start, default(Coverage));
        foreach (var part in covered.Where(part => part.Range.Overlaps(day)))
        {
            var start = part.Range.Start > day.Start ? part.Range.Start : day.Start;
            if (!part.IsSettled || !part.Queues.IsEmpty || start != until || (oldest is not null && !part.Edges.Equals(oldest.Edges)))
            {
                return null;
            }

            until = part.Range.End < day.End ? part.Range.End : day.End;
            oldest = oldest is null || part.FetchedAt < oldest.FetchedAt ? part : oldest;
        }

        return until == day.End && oldest is not null && oldest.Granularity.SnapOutward(day) == day ? oldest with { Range = day } : null;
    }

    /// <summary>Adds up the rows of a day as they come, by line and by who judges them.</summary>
    private static async Task<Dictionary<(int LineNo, CountsJudge), ContactCounts>> SumAsync(
        ArchiveContext context, Dictionaries numbers, Coverage day, CancellationToken cancellationToken)
    {
        var sums = new Dictionary<(int LineNo, CountsJudge), ContactCounts>();
        var rows = new IntervalBulkTable(context).StreamAsync(
            Minutes(day), day.Range.Start.ToUnixTimeSeconds(), day.Range.End.ToUnixTimeSeconds(), null, cancellationToken);
        await foreach (var (key, value) in rows.ConfigureAwait(false))
        {
            var counts = FiguresCodec.Read(value.Figures, numbers.Edges(value.EdgeSetNo));
            var place = (key.LineNo, counts.JudgedBy);
            sums[place] = sums.TryGetValue(place, out var before) ? before + counts : counts;
        }

        return sums;
    }

    private static int Minutes(Coverage coverage) => (int)coverage.Granularity.Length.TotalMinutes;
}
