using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Genesys.Wire;

namespace ServiceLevelDashboard.Genesys.Questions;

/// <summary>
/// Collects the rows of one answer. Rows of the same queue, media type and interval are added up: an answer may be split by
/// dimensions that nobody asked for. Nothing is taken from here before the answer has closed.
/// </summary>
internal sealed class RowStage(EdgeSet edges, ImmutableArray<EdgeView> views, Oddities oddities) : IBucketSink
{
    /// <summary>Ids of queues as shared strings: the same few thousand come back with every answer.</summary>
    private static readonly ConcurrentDictionary<string, QueueId> KnownIds = new(StringComparer.Ordinal);

    private const int MostKnownIds = 50_000;

    private readonly Dictionary<RowKey, StagedRow> _rows = [];
    private readonly List<(Interval Interval, StagedRow Row)> _ofResult = [];

    public void OnBucket(AggregateBucket bucket)
    {
        var row = new StagedRow
        {
            Counts = new ContactCounts
            {
                Offered = bucket.Offered,
                AnswerWait = bucket.Answered,
                AbandonWait = bucket.Abandoned,
                FlowOutWait = bucket.FlowOut,
                ShortAbandoned = bucket.ShortAbandoned,
                OverSla = bucket.OverSla,
                Wait = bucket.Wait,
                Talk = bucket.Talk,
                Handle = bucket.Handle,
                Genesys = bucket.HasServiceLevel ? new GenesysServiceLevel(bucket.Numerator, bucket.Denominator, bucket.TargetRatio) : null,
            },
            AnsweredWithin = Within(bucket, abandons: false),
            AbandonedWithin = Within(bucket, abandons: true),
        };
        _ofResult.Add((bucket.Interval, row));
    }

    public void OnResultEnd(ReadOnlySpan<byte> queueId, ReadOnlySpan<byte> mediaType)
    {
        if (queueId.IsEmpty)
        {
            // Contacts that never were in a queue.
            oddities.RowWithoutQueue();
            _ofResult.Clear();
            return;
        }

        var key = new QueueMedia(Intern(queueId), MediaTypes.OfUtf8(mediaType));
        foreach (var (interval, row) in _ofResult)
        {
            ref var staged = ref CollectionsMarshal.GetValueRefOrAddDefault(_rows, new RowKey(key, interval), out _);
            if (staged is null)
                staged = row;
            else
                staged.Add(row);
        }

        _ofResult.Clear();
    }

    /// <summary>
    /// Takes the bands of a further call for more edges. Rows that only the further call has are left out: what it saw
    /// happened after the first call was answered.
    /// </summary>
    public void AddBandsOf(RowStage further)
    {
        foreach (var (key, row) in further._rows)
        {
            if (_rows.TryGetValue(key, out var mine))
                mine.AddBands(row);
        }
    }

    /// <summary>The rows in which anything happened.</summary>
    public void MoveTo(ImmutableArray<QueueInterval>.Builder rows)
    {
        var none = edges.Count == 0 ? null : new Bands(edges, ImmutableCollectionsMarshal.AsImmutableArray(new int[edges.AnsweredMs.Length]), ImmutableCollectionsMarshal.AsImmutableArray(new int[edges.AbandonedMs.Length]));
        foreach (var (key, row) in _rows)
        {
            if (row.Counts.IsZero && row.Counts.Genesys is null)
                continue;
            rows.Add(new QueueInterval(key.Key, key.Interval, none is null ? row.Counts : row.Counts with { Bands = row.ToBands(none) }));
        }
    }

    private int[]? Within(AggregateBucket bucket, bool abandons)
    {
        int[]? within = null;
        for (var i = 0; i < views.Length; i++)
        {
            if (views[i].Abandons != abandons || bucket.ViewCounts[i] == 0)
                continue;
            within ??= new int[abandons ? edges.AbandonedMs.Length : edges.AnsweredMs.Length];
            within[views[i].Index] = bucket.ViewCounts[i];
        }

        return within;
    }

    private static QueueId Intern(ReadOnlySpan<byte> utf8)
    {
        Span<char> text = utf8.Length <= 128 ? stackalloc char[utf8.Length] : new char[utf8.Length];
        text = text[..Encoding.UTF8.GetChars(utf8, text)];
        if (KnownIds.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out var known))
            return known;
        if (KnownIds.Count >= MostKnownIds)
            KnownIds.Clear();
        var id = new string(text);
        return KnownIds.GetOrAdd(id, new QueueId(id));
    }

    private readonly record struct RowKey(QueueMedia Key, Interval Interval);

    /// <summary>A row in the making. Null bands are all zero.</summary>
    private sealed class StagedRow
    {
        public required ContactCounts Counts { get; set; }

        public int[]? AnsweredWithin { get; set; }

        public int[]? AbandonedWithin { get; set; }

        public void Add(StagedRow other)
        {
            Counts += other.Counts;
            AddBands(other);
        }

        public void AddBands(StagedRow other)
        {
            AnsweredWithin = Sum(AnsweredWithin, other.AnsweredWithin);
            AbandonedWithin = Sum(AbandonedWithin, other.AbandonedWithin);
        }

        public Bands ToBands(Bands none) =>
            AnsweredWithin is null && AbandonedWithin is null
                ? none
                : new Bands(
                    none.Edges,
                    AnsweredWithin is null ? none.AnsweredWithin : ImmutableCollectionsMarshal.AsImmutableArray(AnsweredWithin),
                    AbandonedWithin is null ? none.AbandonedWithin : ImmutableCollectionsMarshal.AsImmutableArray(AbandonedWithin));

        private static int[]? Sum(int[]? mine, int[]? other)
        {
            if (mine is null || other is null)
                return mine ?? other;
            for (var i = 0; i < mine.Length; i++)
                mine[i] += other[i];
            return mine;
        }
    }
}
