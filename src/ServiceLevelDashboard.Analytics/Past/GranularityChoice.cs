using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Analytics.Past;

/// <summary>
/// Decides, hour by hour, which granularity is read where several were fetched: the finest that covers the hour as far as any
/// does. So no contact is counted twice, and an hour is never taken from two.
/// </summary>
internal static class GranularityChoice
{
    private static readonly TimeSpan Hour = TimeSpan.FromHours(1);

    /// <summary>One history of several.</summary>
    /// <param name="range">The range, whole hours.</param>
    /// <param name="kept">What is kept of it, finest granularity first.</param>
    public static KeptHistory Choose(Interval range, IReadOnlyList<ArchivedIntervals> kept)
    {
        // Most days were fetched in one granularity alone.
        var held = kept.Where(k => !k.Covered.IsEmpty).ToList();
        if (held.Count == 0)
        {
            return new KeptHistory(range, [], [], range.Length > TimeSpan.Zero ? [range] : []);
        }
        if (held.Count == 1)
        {
            return new KeptHistory(range, held[0].Rows, held[0].Covered, MissingOf(range, held[0].Covered));
        }

        var rows = ImmutableArray.CreateBuilder<QueueInterval>();
        var covered = ImmutableArray.CreateBuilder<Coverage>();
        for (var start = range.Start; start < range.End; start += Hour)
        {
            var hour = new Interval(start, start + Hour);
            var best = held.MaxBy(k => CoveredTicks(k.Covered, hour))!; // the first, hence finest, among equals; held is not empty
            rows.AddRange(best.Rows.Where(r => hour.Contains(r.Interval)));
            foreach (var part in best.Covered.Where(c => c.Range.Overlaps(hour)))
            {
                covered.Add(part with { Range = Cut(part.Range, hour) });
            }
        }

        var parts = Joined(covered);
        return new KeptHistory(range, rows.DrainToImmutable(), parts, MissingOf(range, parts));
    }

    private static long CoveredTicks(ImmutableArray<Coverage> covered, Interval hour)
    {
        var ticks = 0L;
        var from = hour.Start;
        foreach (var part in covered.Where(c => c.Range.Overlaps(hour)))
        {
            var cut = Cut(part.Range, hour);
            if (cut.End <= from)
            {
                continue; // fetches of single queues may lie over one of all
            }
            ticks += (cut.End - (cut.Start > from ? cut.Start : from)).Ticks;
            from = cut.End;
        }

        return ticks;
    }

    private static ImmutableArray<Coverage> Joined(ImmutableArray<Coverage>.Builder parts)
    {
        var joined = ImmutableArray.CreateBuilder<Coverage>();
        foreach (var part in parts)
        {
            if (joined.Count > 0 && joined[^1] is var last && last.Range.End == part.Range.Start && last with { Range = part.Range } == part)
            {
                joined[^1] = last with { Range = new Interval(last.Range.Start, part.Range.End) };
            }
            else
            {
                joined.Add(part);
            }
        }

        return joined.DrainToImmutable();
    }

    private static ImmutableArray<Interval> MissingOf(Interval range, ImmutableArray<Coverage> covered)
    {
        var missing = ImmutableArray.CreateBuilder<Interval>();
        var from = range.Start;
        foreach (var part in covered.OrderBy(c => c.Range.Start))
        {
            if (part.Range.Start > from)
            {
                missing.Add(new Interval(from, part.Range.Start));
            }
            if (part.Range.End > from)
            {
                from = part.Range.End;
            }
        }

        if (from < range.End)
        {
            missing.Add(new Interval(from, range.End));
        }
        return missing.ToImmutable();
    }

    private static Interval Cut(Interval part, Interval hour) =>
        new(part.Start > hour.Start ? part.Start : hour.Start, part.End < hour.End ? part.End : hour.End);
}
