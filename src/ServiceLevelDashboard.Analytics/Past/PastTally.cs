using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Past;

/// <summary>Adds intervals up into lines and periods as they come, each by what it is measured by at its start. Not for several threads at once.</summary>
internal sealed class PastTally(PastQuery query, TargetResolver targets)
{
    private readonly Dictionary<QueueMedia, ImmutableArray<Place>> _places = [];
    private readonly Dictionary<object, Bucket> _buckets = [];
    private readonly HashSet<QueueId>? _asked = query.Queues is { } queues ? [.. queues] : null;
    private int _leftOut;

    /// <summary>Adds one interval, or the sum of a day; what was not asked for is passed over.</summary>
    public void Add(QueueInterval row)
    {
        if (row.Counts.IsZero || (query.Media is { } media && row.Key.Media != media) || _asked?.Contains(row.Key.Queue) == false)
        {
            return;
        }

        var period = query.Periods.IndexOf(row.Key.Queue, row.Interval.Start);
        if (period < 0 || !query.IsSeen(row.Key, targets))
        {
            return;
        }

        if (query.LeavesOut(row.Key.Queue, row.Interval))
        {
            _leftOut += row.Counts.Offered;
            return;
        }

        if (!_places.TryGetValue(row.Key, out var places))
        {
            _places[row.Key] = places = PlacesOf(row.Key);
        }

        var place = places[^1];
        for (var i = places.Length - 1; i > 0 && place.From > row.Interval.Start; i--)
        {
            place = places[i - 1];
        }

        place.Add(period, row, query.WithRows);
    }

    /// <summary>What has been added.</summary>
    /// <param name="covered">What was fetched of the range, oldest first.</param>
    public PastReport ToReport(ImmutableArray<Coverage> covered) => new()
    {
        Range = query.Periods.Range,
        Periods = query.Periods.All,
        Calendar = query.Periods.Calendar,
        Sites = Math.Max(1, _buckets.Values.SelectMany(static b => b.Keys).Select(k => query.Periods.CalendarOf(k.Queue)).Distinct().Count()),
        Lines = [.. _buckets.Values.Where(static b => b.Keys.Count > 0).Select(LineOf).OrderByDescending(static l => l.Counts.Offered).ThenBy(
            static l => l.QueueName, StringComparer.Ordinal)],
        Covered = covered,
        LeftOut = _leftOut,
    };

    private ImmutableArray<Place> PlacesOf(QueueMedia key) =>
        [.. query.MeasuresOf(key, query.Periods.RangeOf(key.Queue), targets).Select(
            spell => new Place(key, spell, BucketOf(key, spell.Measure), targets.Queues.FirstSeen(key.Queue)))];

    private Bucket BucketOf(QueueMedia key, Measure measure)
    {
        object group = query.Grouping switch
        {
            PastGrouping.Queue => key,
            PastGrouping.All => "all",
            _ => (key.Media, measure.Threshold),
        };
        if (!_buckets.TryGetValue(group, out var bucket))
        {
            _buckets[group] = bucket = new Bucket(query.Periods.All.Length);
        }

        return bucket;
    }

    private PastLine LineOf(Bucket bucket) => new()
    {
        Keys = [.. bucket.Keys],
        QueueName = bucket.Keys is { Count: 1 } ? targets.Queues.At(bucket.Keys.First().Queue, query.Periods.LastInstant).Name : null,
        Media = [.. bucket.Keys.Select(static k => k.Media).Distinct().OrderBy(static m => m.Name, StringComparer.Ordinal)],
        Thresholds = [.. bucket.Measures.Select(static m => m.Threshold).Distinct().Order()],
        TargetRatio = bucket.Measures.Select(static m => m.Target?.Ratio).Distinct().ToArray() is [var only] ? only : null,
        AssumedUntil = bucket.AssumedUntil < query.Periods.Range.End ? bucket.AssumedUntil : bucket.AssumedUntil is null ? null : query.Periods.Range.End,
        Points = [.. bucket.Points.Select(static p => p ?? PastSum.Zero)],
        Periods = query.Periods.PeriodsOf(bucket.Keys.Select(static k => k.Queue)),
        Spans = query.Periods.SpansOf(bucket.Keys.Select(static k => k.Queue)),
        Rows = [.. bucket.Rows.OrderBy(static r => r.Interval.Start)],
    };

    /// <summary>Where intervals of a queue and media type go from an instant on.</summary>
    private sealed class Place(QueueMedia key, MeasureSpell spell, Bucket bucket, DateTimeOffset? firstSeen)
    {
        // Only a target of Genesys' own is ever assumed.
        private readonly DateTimeOffset? _firstSeen = spell.Measure.Target is { Source: TargetSource.Genesys } ? firstSeen : null;
        private bool _isUsed;

        public DateTimeOffset From => spell.From;

        public void Add(int period, QueueInterval row, bool keep)
        {
            if (!_isUsed)
            {
                bucket.Keys.Add(key);
                bucket.Measures.Add(spell.Measure);
                _isUsed = true;
            }

            if (_firstSeen > row.Interval.Start && !(bucket.AssumedUntil >= _firstSeen))
            {
                bucket.AssumedUntil = _firstSeen;
            }

            var sum = PastSum.Of(row.Counts, spell.Measure);
            bucket.Points[period] = bucket.Points[period] is { } before ? before + sum : sum;
            if (keep)
            {
                bucket.Rows.Add(new PastRow(row.Interval, row.Counts, spell.Measure));
            }
        }
    }

    private sealed class Bucket(int periods)
    {
        public HashSet<QueueMedia> Keys { get; } = [];

        public HashSet<Measure> Measures { get; } = [];

        public DateTimeOffset? AssumedUntil { get; set; }

        public PastSum?[] Points { get; } = new PastSum?[periods];

        public List<PastRow> Rows { get; } = [];
    }
}
