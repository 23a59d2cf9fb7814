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
/// <param name="settings">The definition until there is a snapshot.</param>
public sealed class Explainer(IHistory history, IDurableArchive archive, ISnapshots snapshots, DashboardSettings settings)
{
    /// <summary>The definition in force, with the switches that the organisation was found to have.</summary>
    public ServiceLevelDefinition InForce => snapshots.For(Visibility.Everything).Snapshot?.Definition ?? settings.Definition;

    /// <summary>The figure with everything that it is made of. A range of which nothing is known gives a figure without rows, all of it missing.</summary>
    /// <param name="request">Which figure.</param>
    /// <param name="sees">Whose eyes it is for.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>Null when these eyes may not see the queue: for them there is none.</returns>
    public async Task<Figure?> ReadAsync(FigureRequest request, Visibility sees, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(sees);
        var queues = await PastQueues.ReadAsync(archive, snapshots, request.Range, cancellationToken).ConfigureAwait(false);
        if (!queues.IsSeen(request.Key, sees)) return null;
        var kept = await history.ReadAsync(request.Range, [request.Key.Queue], cancellationToken).ConfigureAwait(false);
        return FigureOf(request, kept, queues);
    }

    private Figure FigureOf(FigureRequest request, KeptHistory kept, PastQueues queues)
    {
        var queue = queues.Of(request.Key.Queue);
        var target = queue.TargetFor(request.Key.Media);
        var covered = KnownParts.For(request.Range, kept.Covered, [request.Key.Queue]);
        var figure = new Figure
        {
            Key = request.Key,
            QueueName = queue.Name,
            Range = request.Range,
            Definition = request.Definition ?? InForce,
            Target = target,
            ForeignThreshold = request.Threshold == target?.Threshold ? null : request.Threshold,
            Targets = SpellsOf(request.Key.Media, queues.VersionsOf(request.Key.Queue)),
            Rows = [],
            Fetched = [.. covered.Select(c => new FetchedPart(c.Range, c.Granularity, c.FetchedAt))],
            Missing = KnownParts.Missing(request.Range, covered),
            Unsettled = KnownParts.Unsettled(covered, archive.SettlesAfter),
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
                       fetchedAt < row.Interval.End + archive.SettlesAfter),
            ],
        };
    }

    private static ImmutableArray<TargetSpell> SpellsOf(MediaType media, IEnumerable<QueueVersion> versions)
    {
        var spells = ImmutableArray.CreateBuilder<TargetSpell>();
        foreach (var version in versions)
        {
            var target = version.Queue.TargetFor(media);
            if (spells.Count == 0 || spells[^1].Target != target) spells.Add(new TargetSpell(version.From, target));
        }

        return spells.ToImmutable();
    }
}
