using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Explaining;

/// <summary>
/// Adds rows up into lines and periods, as they come. Each row is judged by its own queue's threshold and by what held on its day; then
/// numerators and denominators are added, never ratios.
/// </summary>
internal sealed class HistoryTally(HistoryRequest request, PastQueues queues, ImmutableArray<Interval> periods)
{
    private readonly Dictionary<(QueueMedia Key, DateOnly Day), (Bucket Bucket, Measure Measure)> _places = [];
    private readonly Dictionary<object, Bucket> _buckets = [];

    /// <summary>Adds one row; what was not asked for is passed over.</summary>
    public void Add(QueueInterval row)
    {
        if (row.Counts.IsZero || request.LeavesOut(row.Key.Queue, row.Interval) || (request.Media is { } media && row.Key.Media != media))
        {
            return;
        }
        var period = PeriodOf(row.Interval.Start);
        if (period < 0)
        {
            return;
        }
        var (start, day) = (row.Interval.Start, queues.DayOf(row.Interval.Start));
        if (!_places.TryGetValue((row.Key, day), out var place))
        {
            _places[(row.Key, day)] = place = PlaceOf(row.Key, start);
        }
        var level = ServiceLevelCalculator.Compute(row.Counts, place.Measure.Definition, place.Measure.EffectiveThreshold);
        place.Bucket.Add(period, level, row.Counts with { Bands = null });
    }

    /// <summary>The lines, most contacts first.</summary>
    public ImmutableArray<HistoryLine> Lines() =>
        [.. _buckets.Values.Select(LineOf).OrderByDescending(static l => l.Counts.Offered).ThenBy(static l => l.QueueName, StringComparer.Ordinal)];

    private (Bucket, Measure) PlaceOf(QueueMedia key, DateTimeOffset at)
    {
        var measure = queues.MeasureAt(key, at);
        var target = measure.Target;
        var threshold = request.Threshold ?? target?.Threshold;
        object group = request switch
        {
            { SideBySide: true } => key,
            { Pooled: true } => "all",
            _ => (key.Media, threshold),
        };
        if (!_buckets.TryGetValue(group, out var bucket))
        {
            _buckets[group] = bucket = new Bucket(periods.Length);
        }
        bucket.Take(key, threshold, target?.Ratio);
        return (bucket, measure with { ForeignThreshold = request.Threshold == target?.Threshold ? null : request.Threshold });
    }

    private HistoryLine LineOf(Bucket bucket) => new()
    {
        Keys = [.. bucket.Keys],
        QueueName = bucket.Keys.Count == 1 ? queues.Of(bucket.Keys.First().Queue).Name : null,
        Media = [.. bucket.Keys.Select(static k => k.Media).Distinct().OrderBy(static m => m.Name, StringComparer.Ordinal)],
        Thresholds = [.. bucket.Thresholds.Order()],
        TargetRatio = bucket.Ratios.Count == 1 ? bucket.Ratios.First() : null,
        Points = [.. bucket.Points.Select(static p => p ?? HistoryPoint.Nothing)],
    };

    /// <summary>The period in which an instant lies; negative when in none.</summary>
    private int PeriodOf(DateTimeOffset instant)
    {
        var (low, high) = (0, periods.Length - 1);
        while (low <= high)
        {
            var middle = (low + high) / 2;
            if (instant < periods[middle].Start)
            {
                high = middle - 1;
            }
            else if (instant >= periods[middle].End)
            {
                low = middle + 1;
            }
            else
            {
                return middle;
            }
        }

        return -1;
    }

    private sealed class Bucket(int periods)
    {
        public HashSet<QueueMedia> Keys { get; } = [];

        public HashSet<TimeSpan?> Thresholds { get; } = [];

        public HashSet<decimal?> Ratios { get; } = [];

        public HistoryPoint?[] Points { get; } = new HistoryPoint?[periods];

        public void Take(QueueMedia key, TimeSpan? threshold, decimal? ratio)
        {
            Keys.Add(key);
            Thresholds.Add(threshold);
            Ratios.Add(ratio);
        }

        public void Add(int period, ServiceLevelBounds level, ContactCounts counts) => Points[period] = Points[period] is { } sum
            ? new HistoryPoint(sum.Level + level, sum.Counts + counts)
            : new HistoryPoint(level, counts);
    }
}
