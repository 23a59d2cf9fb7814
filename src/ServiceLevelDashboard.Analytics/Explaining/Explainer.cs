using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Configuration;
using ServiceLevelDashboard.Analytics.History;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Explaining;

/// <summary>Takes a figure apart, from what is kept: no call is made to the contact centre.</summary>
/// <param name="history">The rows.</param>
/// <param name="archive">The queues' names and targets over time.</param>
/// <param name="snapshots">The queues as they are now.</param>
/// <param name="settings">The definition in force.</param>
/// <param name="settledAfter">How long after its end an interval counts as settled.</param>
public sealed class Explainer(IHistory history, IDurableArchive archive, ISnapshots snapshots, DashboardSettings settings, TimeSpan settledAfter)
{
    /// <summary>The figure with everything that it is made of. A range of which nothing is known gives a figure without rows, all of it missing.</summary>
    public async Task<Figure> ReadAsync(FigureRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var kept = await history.ReadAsync(request.Range, [request.Key.Queue], cancellationToken).ConfigureAwait(false);
        var versions = await VersionsAsync(request, cancellationToken).ConfigureAwait(false);
        return FigureOf(request, kept, versions);
    }

    private Figure FigureOf(FigureRequest request, KeptHistory kept, ImmutableArray<QueueVersion> versions)
    {
        var queue = QueueOf(request.Key.Queue, versions);
        var target = queue.TargetFor(request.Key.Media);
        var covered = CoveredFor(request.Key.Queue, request.Range, kept.Covered);
        var figure = new Figure
        {
            Key = request.Key,
            QueueName = queue.Name,
            Range = request.Range,
            Definition = request.Definition ?? settings.Definition,
            Target = target,
            ForeignThreshold = request.Threshold == target?.Threshold ? null : request.Threshold,
            Targets = SpellsOf(request.Key.Media, versions),
            Rows = [],
            Fetched = [.. covered.Select(c => new FetchedPart(c.Range, c.Granularity, c.FetchedAt))],
            Missing = MissingOf(request.Range, covered),
            Unsettled = UnsettledOf(covered),
        };
        return figure with
        {
            Rows =
            [
                .. from row in kept.Rows
                   where row.Key == request.Key && !row.Counts.IsZero && request.Range.Contains(row.Interval.Start)
                   orderby row.Interval.Start
                   let fetchedAt = covered.LastOrDefault(c => c.Range.Contains(row.Interval.Start))?.FetchedAt ?? row.Interval.End
                   select new FigureRow(
                       row.Interval,
                       row.Counts,
                       ServiceLevelCalculator.Compute(row.Counts, figure.Definition, figure.CalculatedAt),
                       fetchedAt,
                       fetchedAt < row.Interval.End + settledAfter),
            ],
        };
    }

    /// <summary>Outage of the archive costs the past names and targets, not the figure: memory still has rows and the snapshot the queue.</summary>
    private async Task<ImmutableArray<QueueVersion>> VersionsAsync(FigureRequest request, CancellationToken cancellationToken)
    {
        try
        {
            var all = await archive.Queues.ReadAsync(request.Range, cancellationToken).ConfigureAwait(false);
            return [.. all.Where(v => v.Queue.Id == request.Key.Queue)];
        }
        catch (Exception e) when (archive.IsOutage(e))
        {
            return [];
        }
    }

    /// <summary>The queue at the end of the range. What is still in force, and what nobody took down, is read from the snapshot: targets set here are only there.</summary>
    private Queue QueueOf(QueueId id, ImmutableArray<QueueVersion> versions)
    {
        var last = versions.IsEmpty ? null : versions[^1];
        if (last?.To is not null) return last.Queue;
        return snapshots.For(Visibility.Everything).Snapshot?.Listed.GetValueOrDefault(id) ?? last?.Queue ?? Queue.Unlisted(id);
    }

    private static ImmutableArray<TargetSpell> SpellsOf(MediaType media, ImmutableArray<QueueVersion> versions)
    {
        var spells = ImmutableArray.CreateBuilder<TargetSpell>();
        foreach (var version in versions)
        {
            var target = version.Queue.TargetFor(media);
            if (spells.Count == 0 || spells[^1].Target != target) spells.Add(new TargetSpell(version.From, target));
        }

        return spells.ToImmutable();
    }

    private static ImmutableArray<Coverage> CoveredFor(QueueId queue, Interval range, ImmutableArray<Coverage> covered) =>
    [
        .. from c in covered
           where c.Range.Overlaps(range) && (c.Queues.IsDefaultOrEmpty || c.Queues.Contains(queue))
           orderby c.Range.Start
           select c with
           {
               Range = new Interval(
                   c.Range.Start > range.Start ? c.Range.Start : range.Start,
                   c.Range.End < range.End ? c.Range.End : range.End),
           },
    ];

    private ImmutableArray<Interval> UnsettledOf(ImmutableArray<Coverage> covered)
    {
        var parts = ImmutableArray.CreateBuilder<Interval>();
        foreach (var c in covered.Where(c => c.FetchedAt < c.Range.End + settledAfter))
        {
            var from = c.Granularity.Floor(c.FetchedAt - settledAfter);
            var part = new Interval(from > c.Range.Start ? from : c.Range.Start, c.Range.End);
            if (parts.Count > 0 && parts[^1].End == part.Start) parts[^1] = new Interval(parts[^1].Start, part.End);
            else parts.Add(part);
        }

        return parts.ToImmutable();
    }

    private static ImmutableArray<Interval> MissingOf(Interval range, ImmutableArray<Coverage> covered)
    {
        var missing = ImmutableArray.CreateBuilder<Interval>();
        var from = range.Start;
        foreach (var part in covered)
        {
            if (part.Range.Start > from) missing.Add(new Interval(from, part.Range.Start));
            if (part.Range.End > from) from = part.Range.End;
        }

        if (from < range.End) missing.Add(new Interval(from, range.End));
        return missing.ToImmutable();
    }
}
