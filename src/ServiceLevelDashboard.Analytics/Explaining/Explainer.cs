using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.History;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Explaining;

/// <summary>Takes a figure apart, from what is kept: no call is made to the contact centre.</summary>
/// <param name="history">The rows.</param>
/// <param name="archive">The queues' names and targets over time.</param>
/// <param name="snapshots">The queues as they are now.</param>
/// <param name="contracts">What was promised on each day, and by which definition it is measured.</param>
public sealed class Explainer(IHistory history, IDurableArchive archive, ISnapshots snapshots, IContracts contracts)
{
    /// <summary>The contract's definition at the end of a range, with the switches that the organisation was found to have.</summary>
    public ServiceLevelDefinition InForce(Interval range)
    {
        var contract = contracts.Current;
        var definition = contract.DefinitionOn(contract.DayOf(range.End > range.Start ? range.End.AddTicks(-1) : range.End));
        return snapshots.For(Visibility.Everything).Snapshot is { } snapshot ? definition with { Switches = snapshot.Definition.Switches } : definition;
    }

    /// <summary>The figure with everything that it is made of. A range of which nothing is known gives a figure without rows, all of it missing.</summary>
    /// <param name="request">Which figure.</param>
    /// <param name="sees">Whose eyes it is for.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>Null when these eyes may not see the queue: for them there is none.</returns>
    public async Task<Figure?> ReadAsync(FigureRequest request, Visibility sees, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(sees);
        var queues = await PastQueues.ReadAsync(archive, snapshots, contracts.Current, request.Range, cancellationToken).ConfigureAwait(false);
        if (!queues.IsSeen(request.Key, sees))
        {
            return null;
        }
        var kept = await history.ReadAsync(request.Range, [request.Key.Queue], cancellationToken).ConfigureAwait(false);
        return FigureOf(request, kept, queues);
    }

    private Figure FigureOf(FigureRequest request, KeptHistory kept, PastQueues queues)
    {
        var queue = queues.Of(request.Key.Queue);
        var target = queue.TargetFor(request.Key.Media);
        var spells = queues.MeasuresOf(request.Key);
        var covered = KnownParts.For(request.Range, kept.Covered, [request.Key.Queue]);
        var figure = new Figure
        {
            Key = request.Key,
            QueueName = queue.Name,
            Range = request.Range,
            Definition = request.Definition ?? queues.Definition,
            Target = target,
            ForeignThreshold = request.Threshold == target?.Threshold ? null : request.Threshold,
            Targets = queues.Knows(request.Key.Queue) || spells.Any(static s => s.Measure.Target?.Source is TargetSource.QueueOverride or TargetSource.GroupOverride) ? TargetsOf(spells) : [],
            Measures = MeasuresOf(spells, request),
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
                       figure.LevelOf(row.Interval.Start, row.Counts),
                       fetchedAt,
                       fetchedAt < row.Interval.End + archive.SettlesAfter),
            ],
        };
    }

    private static ImmutableArray<TargetSpell> TargetsOf(ImmutableArray<MeasureSpell> spells)
    {
        var targets = ImmutableArray.CreateBuilder<TargetSpell>();
        foreach (var (from, measure) in spells)
        {
            if (targets.Count == 0 || targets[^1].Target != measure.Target)
            {
                targets.Add(new TargetSpell(from, measure.Target));
            }
        }

        return targets.ToImmutable();
    }

    /// <summary>What makes a difference to the rows; empty when nothing does.</summary>
    private static ImmutableArray<MeasureSpell> MeasuresOf(ImmutableArray<MeasureSpell> spells, FigureRequest request)
    {
        var measures = ImmutableArray.CreateBuilder<MeasureSpell>();
        foreach (var (from, own) in spells)
        {
            var measure = own with { Definition = request.Definition ?? own.Definition, ForeignThreshold = request.Threshold == own.Target?.Threshold ? null : request.Threshold };
            if (measures.Count > 0 && (measures[^1].Measure.Definition, measures[^1].Measure.EffectiveThreshold) == (measure.Definition, measure.EffectiveThreshold))
            {
                measures[^1] = measures[^1] with { Measure = measure };
            }
            else
            {
                measures.Add(new MeasureSpell(from, measure));
            }
        }

        return measures.Count > 1 ? measures.ToImmutable() : [];
    }
}
