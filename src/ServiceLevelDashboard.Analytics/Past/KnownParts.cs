using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Past;

/// <summary>What is known of a range, for the queues that are looked at. Pure.</summary>
internal static class KnownParts
{
    /// <summary>The fetches that cover these queues, cut to the range, oldest first.</summary>
    /// <param name="range">The range.</param>
    /// <param name="covered">What was fetched.</param>
    /// <param name="queues">The queues; empty stands for all, which only a fetch of all covers.</param>
    public static ImmutableArray<Coverage> For(Interval range, IEnumerable<Coverage> covered, ImmutableArray<QueueId> queues) =>
    [
        .. from c in covered
           where c.Range.Overlaps(range) && (c.Queues.IsDefaultOrEmpty || (!queues.IsEmpty && queues.All(c.Queues.Contains)))
           orderby c.Range.Start
           select c with
           {
               Range = new Interval(
                   c.Range.Start > range.Start ? c.Range.Start : range.Start,
                   c.Range.End < range.End ? c.Range.End : range.End),
           },
    ];

    /// <summary>What of a range was never fetched, oldest first.</summary>
    public static ImmutableArray<Interval> Missing(Interval range, IEnumerable<Coverage> parts)
    {
        var missing = ImmutableArray.CreateBuilder<Interval>();
        var from = range.Start;
        foreach (var part in parts)
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

    /// <summary>
    /// What was fetched before it had settled, oldest first; neighbours are joined. A settled part may be made of several fetches, of which it tells the
    /// oldest alone: what is known of it is that each was late enough.
    /// </summary>
    public static ImmutableArray<Interval> Unsettled(IEnumerable<Coverage> parts, TimeSpan settlesAfter)
    {
        var unsettled = ImmutableArray.CreateBuilder<Interval>();
        foreach (var part in parts.Where(c => !c.IsSettled && c.FetchedAt < c.Range.End + settlesAfter).Select(PartOf).OrderBy(static part => part.Start))
        {
            // Days of several sites lie over one another.
            if (unsettled.Count > 0 && unsettled[^1].End >= part.Start)
            {
                unsettled[^1] = new Interval(unsettled[^1].Start, unsettled[^1].End > part.End ? unsettled[^1].End : part.End);
            }
            else
            {
                unsettled.Add(part);
            }
        }

        return unsettled.ToImmutable();

        Interval PartOf(Coverage c)
        {
            var from = c.Granularity.Floor(c.FetchedAt - settlesAfter);
            return new Interval(from > c.Range.Start ? from : c.Range.Start, c.Range.End);
        }
    }
}
