using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Past;

/// <summary>Takes a figure apart, from what is kept: no call is made to the contact centre.</summary>
/// <param name="past">Reads it.</param>
public sealed class Explainer(PastReader past)
{
    /// <summary>The contract's definition for a queue at the end of a range, with the switches that the organisation was found to have.</summary>
    public ServiceLevelDefinition InForce(QueueId queue, Interval range)
    {
        var last = range.Length > TimeSpan.Zero ? range.End.AddTicks(-1) : range.End;
        return past.Contract.DefinitionOn(past.Contract.DateOf(queue, last));
    }

    /// <summary>On whose clocks the days of a queue are.</summary>
    public TimeZoneInfo ZoneOf(QueueId queue) => past.Contract.Calendars.Of(queue).Zone;

    /// <summary>The figure with everything that it is made of. A range of which nothing is known gives a figure without rows, all of it missing.</summary>
    /// <param name="request">Which figure.</param>
    /// <param name="sees">Whose eyes it is for.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>Null when these eyes may not see the queue: for them there is none.</returns>
    public async Task<Figure?> ReadAsync(FigureRequest request, Visibility sees, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(sees);
        var targets = await past.TargetsAsync(cancellationToken).ConfigureAwait(false);
        var query = new PastQuery
        {
            Periods = PastPeriods.OfRange(request.Range),
            Queues = [request.Key.Queue],
            Media = request.Key.Media,
            Definition = request.Definition,
            Threshold = request.Threshold,
            Sees = sees,
            WithRows = true,
        };
        return query.IsSeen(request.Key, targets)
            ? FigureOf(query, request.Key, await past.ReadAsync(query, targets, cancellationToken).ConfigureAwait(false), targets)
            : null;
    }

    private Figure FigureOf(PastQuery query, QueueMedia key, PastReport report, TargetResolver targets)
    {
        var range = query.Periods.Range;
        var measures = query.MeasuresOf(key, range, targets);
        var last = measures[^1].Measure;
        return new Figure
        {
            Key = key,
            QueueName = targets.Queues.At(key.Queue, query.Periods.LastInstant).Name,
            Range = range,
            Definition = last.Definition,
            Target = last.Target,
            ForeignThreshold = last.ForeignThreshold,
            Targets = [.. targets.TargetsIn(key, range).Select(static t => new TargetSpell(t.From, t.Target))],
            AssumedUntil = targets.AssumedUntil(key, range),
            Measures = ThatDiffer(measures),
            Rows = [.. report.Lines.SelectMany(static line => line.Rows).Select(row => RowOf(row, report))],
            Fetched = [.. report.Covered.Select(static c => new FetchedPart(c.Range, c.Granularity, c.FetchedAt))],
            Missing = report.Missing,
            Unsettled = KnownParts.Unsettled(report.Covered, past.SettlesAfter),
        };
    }

    private FigureRow RowOf(PastRow row, PastReport report)
    {
        var part = report.Covered.LastOrDefault(c => c.Range.Contains(row.Interval.Start));
        var (fetchedAt, settledAt) = (part?.FetchedAt ?? row.Interval.End, row.Interval.End + past.SettlesAfter);
        // A settled part tells the oldest of its fetches, which may be of another interval; each was late enough.
        fetchedAt = part is { IsSettled: true } && fetchedAt < settledAt ? settledAt : fetchedAt;
        return new FigureRow(row.Interval, row.Counts, row.Measure.LevelOf(row.Counts), fetchedAt, fetchedAt < settledAt);
    }

    /// <summary>What makes a difference to the rows; empty when nothing does.</summary>
    private static ImmutableArray<MeasureSpell> ThatDiffer(ImmutableArray<MeasureSpell> spells)
    {
        var measures = ImmutableArray.CreateBuilder<MeasureSpell>();
        foreach (var spell in spells)
        {
            if (measures.Count > 0 && IsSame(measures[^1].Measure, spell.Measure))
            {
                measures[^1] = measures[^1] with { Measure = spell.Measure };
            }
            else
            {
                measures.Add(spell);
            }
        }

        return measures.Count > 1 ? measures.ToImmutable() : [];

        static bool IsSame(Measure a, Measure b) => (a.Definition, a.EffectiveThreshold, a.Threshold) == (b.Definition, b.EffectiveThreshold, b.Threshold);
    }
}
