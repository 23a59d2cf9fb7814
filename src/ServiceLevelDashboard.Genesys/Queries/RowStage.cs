using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Genesys.Wire;

namespace ServiceLevelDashboard.Genesys.Queries;

/// <summary>
/// Collects the rows of one answer. An answer may be split by dimensions that nobody asked for: then rows of the same queue, media type and interval are
/// added up. Without such a split the same row twice is an error of the answer, for nothing may count twice. Nothing is taken from here before the answer
/// has closed.
/// </summary>
internal sealed class RowStage(EdgeSet edges, ImmutableArray<EdgeView> views, ParseDiagnostics oddities) : IBucketSink
{
    /// <summary>Ids of queues as shared strings: the same few thousand come back with every answer.</summary>
    private static readonly ConcurrentDictionary<string, QueueId> KnownIds = new(StringComparer.Ordinal);

    private const int MaximumKnownIds = 50_000;

    private readonly Dictionary<RowKey, ContactCounts> _rows = [];
    private readonly List<(Interval Interval, ContactCounts Counts)> _ofResult = [];

    /// <summary>The rows that came in parts, with the other dimensions of each part; of one part these may be absent.</summary>
    private readonly Dictionary<RowKey, HashSet<string>> _parts = [];

    /// <summary>What most rows of a quiet queue share: nothing within any edge. Null when there are no edges.</summary>
    private readonly Bands? _nothingWithin = edges.Count == 0
        ? null
        : new Bands(edges, [.. new int[edges.AnsweredMs.Length]], [.. new int[edges.AbandonedMs.Length]]);

    public void OnBucket(AggregateBucket bucket) => _ofResult.Add((bucket.Interval, new ContactCounts
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
        CustomerFirst = ToCustomerFirst(bucket),
        Genesys = bucket.HasServiceLevel ? new GenesysServiceLevel(bucket.Numerator, bucket.Denominator, bucket.TargetRatio) : null,
        Bands = ToBands(bucket),
    }));

    public void OnResultEnd(ReadOnlySpan<byte> queueId, ReadOnlySpan<byte> mediaType, ReadOnlySpan<byte> otherDimensions)
    {
        if (queueId.IsEmpty)
        {
            // Contacts that never were in a queue.
            oddities.RowWithoutQueue();
            _ofResult.Clear();
            return;
        }

        var key = new QueueMedia(Intern(queueId), MediaTypes.OfUtf8(mediaType));
        // Without a media type and of the type "unknown" are two groups of the service's, and one of ours.
        var isPart = !otherDimensions.IsEmpty || key.Media == MediaTypes.Unknown;
        var part = isPart ? $"{Encoding.UTF8.GetString(otherDimensions)}{(mediaType.IsEmpty ? "-" : "")}" : "";
        foreach (var (interval, counts) in _ofResult)
        {
            var row = new RowKey(key, interval);
            ref var staged = ref CollectionsMarshal.GetValueRefOrAddDefault(_rows, row, out var isThere);
            if (isThere || isPart)
            {
                AddPart(row, part, isThere);
            }
            staged = isThere ? staged! + counts : counts;
        }

        _ofResult.Clear();
    }

    private void AddPart(RowKey row, string part, bool isThere)
    {
        ref var parts = ref CollectionsMarshal.GetValueRefOrAddDefault(_parts, row, out _);
        parts ??= isThere ? [""] : []; // the one that is there had no other dimension
        if (!parts.Add(part))
        {
            throw new JsonException("The answer holds a row twice.");
        }
    }

    /// <summary>
    /// Takes the bands of a further call for more edges. Rows that only the further call has are left out: what it saw
    /// happened after the first call was answered.
    /// </summary>
    public void AddBandsOf(RowStage further)
    {
        foreach (var (key, counts) in further._rows)
        {
            if (_rows.TryGetValue(key, out var mine) && mine.Bands is not null && counts.Bands is not null)
            {
                _rows[key] = mine with { Bands = mine.Bands + counts.Bands };
            }
        }
    }

    /// <summary>
    /// Keeps the rows that were asked for, so that the answers to two questions never hold the same one. An answer of which nothing lies in the range, or in
    /// the queues, is one to another question; so is one in intervals of another length or that overlap, which would count twice. (A recording that is
    /// played at another time of day may begin its half hours at a quarter past.)
    /// </summary>
    /// <param name="range">What was asked for.</param>
    /// <param name="granularity">The intervals that were asked for.</param>
    /// <param name="queues">The queues that were asked for; empty for all.</param>
    /// <exception cref="JsonException">The rows cannot be the answer.</exception>
    public void KeepOnly(Interval range, Granularity granularity, ImmutableArray<QueueId> queues)
    {
        List<RowKey>? others = null;
        TimeSpan? begin = null;
        foreach (var row in _rows.Keys)
        {
            var afterBorder = row.Interval.Start - granularity.Floor(row.Interval.Start);
            if (row.Interval.Length != granularity.Length || (begin ??= afterBorder) != afterBorder)
            {
                throw new JsonException("The answer is in other intervals than were asked for.");
            }
            if (!range.Contains(row.Interval.Start) || !(queues.IsEmpty || queues.Contains(row.Key.Queue)))
            {
                (others ??= []).Add(row);
            }
        }

        if (others?.Count == _rows.Count)
        {
            throw new JsonException("The answer is to another question.");
        }
        foreach (var row in others ?? [])
        {
            oddities.RowNotAskedFor();
            _rows.Remove(row);
        }
    }

    /// <summary>Hands on the rows in which anything happened, judged unless the queues are not known.</summary>
    public void MoveTo(ImmutableArray<QueueInterval>.Builder rows, RowJudge? judge)
    {
        foreach (var (key, counts) in _rows)
        {
            if (!counts.IsZero || counts.Genesys is not null)
            {
                rows.Add(new QueueInterval(key.Key, key.Interval, judge?.Judge(key.Key, counts) ?? counts));
            }
        }
    }

    private static CustomerFirstCounts ToCustomerFirst(AggregateBucket bucket)
    {
        var bridged = Math.Max(bucket.Bridged, bucket.BridgedAnswered + bucket.BridgedAbandoned);
        return bucket.Connected == 0 && bridged == 0 && bucket.CallbackLevel is null
            ? CustomerFirstCounts.None
            : new CustomerFirstCounts(0, bucket.Connected, bridged, bucket.BridgedAnswered, bucket.BridgedAbandoned, bucket.CallbackLevel);
    }

    /// <summary>Bands of all edges: zero at those that this call does not count.</summary>
    private Bands? ToBands(AggregateBucket bucket)
    {
        if (_nothingWithin is null || !bucket.ViewCounts.AsSpan().ContainsAnyExcept(0))
        {
            return _nothingWithin;
        }
        var answered = new int[edges.AnsweredMs.Length];
        var abandoned = new int[edges.AbandonedMs.Length];
        for (var i = 0; i < views.Length; i++)
        {
            (views[i].Abandons ? abandoned : answered)[views[i].Index] = bucket.ViewCounts[i];
        }
        return new Bands(edges, ImmutableCollectionsMarshal.AsImmutableArray(answered), ImmutableCollectionsMarshal.AsImmutableArray(abandoned));
    }

    private static QueueId Intern(ReadOnlySpan<byte> utf8)
    {
        Span<char> text = utf8.Length <= 128 ? stackalloc char[utf8.Length] : new char[utf8.Length];
        text = text[..Encoding.UTF8.GetChars(utf8, text)];
        if (KnownIds.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(text, out var known))
        {
            return known;
        }
        if (KnownIds.Count >= MaximumKnownIds)
        {
            KnownIds.Clear();
        }
        var id = new string(text);
        return KnownIds.GetOrAdd(id, new QueueId(id));
    }

    private readonly record struct RowKey(QueueMedia Key, Interval Interval);
}
