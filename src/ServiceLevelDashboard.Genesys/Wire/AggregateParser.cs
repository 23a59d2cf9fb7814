using System.Collections.Immutable;
using System.Text.Json;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Genesys.Wire;

/// <summary>
/// Understands an aggregate answer token by token; its place is kept between pieces, so a piece may end anywhere. Names that are
/// not known are skipped and counted; a structure that is not the known one is an error. The members of an object may come in
/// any order.
/// </summary>
internal sealed partial class AggregateParser(ImmutableArray<EdgeView> views, IBucketSink sink, ParseDiagnostics oddities)
{
    private readonly AggregateBucket _bucket = new(views.Length);
    private readonly ShortText _queueId = new();
    private readonly ShortText _mediaType = new();
    private readonly ShortText _name = new();
    private readonly ShortText _qualifier = new();
    private readonly ShortText _dimensions = new();
    private readonly ShortText _escaped = new();
    private Place _place = Place.Before;
    private Member _member;
    private int _skipping;
    private bool _bucketHasInterval;
    private bool _bucketClosed;
    private bool _hasResults;
    private Stats _stats;

    /// <summary>Reads what is there.</summary>
    /// <param name="piece">The unread bytes.</param>
    /// <param name="isLast">Whether no more will come.</param>
    /// <param name="state">Carries the JSON reader from piece to piece.</param>
    /// <returns>How many bytes were used; the rest must come again at the head of the next piece.</returns>
    public int Consume(ReadOnlySpan<byte> piece, bool isLast, ref JsonReaderState state)
    {
        var consumed = 0;
        do
        {
            var reader = new Utf8JsonReader(piece[consumed..], isLast, state);
            _bucketClosed = false;
            while (!_bucketClosed && reader.Read())
            {
                Take(ref reader);
            }
            state = reader.CurrentState;
            consumed += (int)reader.BytesConsumed;
            if (_bucketClosed)
            {
                consumed += TakePlainBuckets(piece[consumed..]);
            }
        }
        while (_bucketClosed);
        return consumed;
    }

    /// <summary>Makes sure that the root object has closed and held results: a notice of maintenance is an object too, and no answer.</summary>
    public void RequireEnd()
    {
        if (_place != Place.After)
        {
            throw new JsonException("The answer ends before its closing brace.");
        }

        if (!_hasResults)
        {
            throw new JsonException("The answer holds no results.");
        }
    }

    private void Take(ref Utf8JsonReader reader)
    {
        if (_skipping > 0)
        {
            Skip(reader.TokenType);
            return;
        }

        // In the order of how often they come: three tokens in four are names and values.
        switch (reader.TokenType)
        {
            case JsonTokenType.PropertyName:
                _member = Recognise(ref reader);
                break;
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                Open(reader.TokenType);
                break;
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                Close();
                break;
            case JsonTokenType.Null when _place != Place.Before:
                break; // as if it were absent
            default:
                Value(ref reader);
                break;
        }
    }

    private void Skip(JsonTokenType token)
    {
        if (token is JsonTokenType.StartObject or JsonTokenType.StartArray)
        {
            _skipping++;
        }
        else if (token is JsonTokenType.EndObject or JsonTokenType.EndArray)
        {
            _skipping--;
        }
    }

    private void Open(JsonTokenType token)
    {
        var isObject = token == JsonTokenType.StartObject;
        var inside = (_place, _member, isObject) switch
        {
            (Place.Before, _, true) => Place.Root,
            (Place.Root, Member.Results, false) => Place.Results,
            (Place.Results, _, true) => Place.Result,
            (Place.Result, Member.Group, true) => Place.Group,
            (Place.Result, Member.Data, false) => Place.Data,
            (Place.Data, _, true) => Place.Bucket,
            (Place.Bucket, Member.Metrics, false) => Place.Metrics,
            (Place.Metrics, _, true) => Place.Metric,
            (Place.Metric, Member.Stats, true) => Place.MetricStats,
            (Place.Bucket, Member.Views, false) => Place.Views,
            (Place.Views, _, true) => Place.View,
            (Place.View, Member.Stats, true) => Place.ViewStats,
            (_, Member.Other, _) when IsObject(_place) => Place.Before,
            _ => throw Unexpected(token),
        };
        if (inside == Place.Before)
        {
            _skipping = 1;
            return;
        }

        _place = inside;
        _member = Member.Other;
        switch (inside)
        {
            case Place.Results:
                _hasResults = true;
                break;
            case Place.Result:
                _queueId.Clear();
                _mediaType.Clear();
                _dimensions.Clear();
                break;
            case Place.Bucket:
                _bucket.Clear();
                _bucketHasInterval = false;
                break;
            case Place.Metric or Place.View:
                _name.Clear();
                _qualifier.Clear();
                _stats = default;
                break;
        }
    }

    private void Close()
    {
        switch (_place)
        {
            case Place.Metric:
                if (!TryAddMetric(_name.Bytes, _qualifier.Bytes, in _stats))
                {
                    oddities.UnknownMetric(_name.Bytes);
                }
                break;
            case Place.View:
                if (!TryAddView(_name.Bytes, _stats.Count))
                {
                    oddities.UnknownView(_name.Bytes);
                }
                break;
            case Place.Bucket:
                if (!_bucketHasInterval)
                {
                    throw new JsonException("The answer holds figures without an interval.");
                }
                sink.OnBucket(_bucket);
                _bucketClosed = true;
                break;
            case Place.Result:
                sink.OnResultEnd(_queueId.Bytes, _mediaType.Bytes, _dimensions.Bytes);
                break;
        }

        _place = _place switch
        {
            Place.Root => Place.After,
            Place.Results => Place.Root,
            Place.Result => Place.Results,
            Place.Group or Place.Data => Place.Result,
            Place.Bucket => Place.Data,
            Place.Metrics or Place.Views => Place.Bucket,
            Place.Metric => Place.Metrics,
            Place.View => Place.Views,
            Place.MetricStats => Place.Metric,
            Place.ViewStats => Place.View,
            _ => throw new JsonException("The answer is not of the known structure."),
        };
        _member = Member.Other;
    }

    private void Value(ref Utf8JsonReader reader)
    {
        switch (_place, _member)
        {
            case (Place.Group, Member.QueueId):
                _queueId.Set(ref reader);
                break;
            case (Place.Group, Member.MediaType):
                _mediaType.Set(ref reader);
                break;
            case (Place.Metric or Place.View, Member.Name):
                _name.Set(ref reader);
                break;
            case (Place.Metric, Member.Qualifier):
                _qualifier.Set(ref reader);
                break;
            case (Place.Group, Member.Other):
                _dimensions.Append(reader.ValueSpan);
                break;
            case (Place.Bucket, Member.Interval):
                _name.Set(ref reader);
                if (!WireTime.TryParse(_name.Bytes, out var interval))
                {
                    throw new JsonException("The answer holds an interval that cannot be read.");
                }
                _bucket.Interval = interval;
                _bucketHasInterval = true;
                break;
            case (Place.MetricStats or Place.ViewStats, not Member.Other):
                _stats.Set(_member, ref reader);
                break;
            case var (place, member) when member == Member.Other && IsObject(place):
                break; // counted when its name was read
            default:
                throw Unexpected(reader.TokenType);
        }
    }

    /// <returns>Whether it is known.</returns>
    private bool TryAddMetric(ReadOnlySpan<byte> name, ReadOnlySpan<byte> qualifier, in Stats stats)
    {
        var metric = MetricOf(name);
        if (metric == Metric.Unknown)
        {
            return false;
        }

        _bucket.Note((int)metric, qualifier);
        switch (metric)
        {
            case Metric.Offered: _bucket.Offered += stats.Count; break;
            case Metric.Answered: _bucket.Answered += stats.DurationStatistics; break;
            case Metric.Abandoned: _bucket.Abandoned += stats.DurationStatistics; break;
            case Metric.ShortAbandoned: _bucket.ShortAbandoned += stats.Count; break;
            case Metric.FlowOut: _bucket.FlowOut += stats.DurationStatistics; break;
            case Metric.OverSla: _bucket.OverSla += stats.Count; break;
            case Metric.Wait: _bucket.Wait += stats.DurationStatistics; break;
            case Metric.Talk: _bucket.Talk += stats.DurationStatistics; break;
            case Metric.Handle: _bucket.Handle += stats.DurationStatistics; break;
            case Metric.ServiceLevel: AddServiceLevel(in stats); break;
            case Metric.Connected: _bucket.Connected += stats.Count; break;
            case Metric.Bridged: _bucket.Bridged += stats.Count; break;
            case Metric.BridgedAnswered: _bucket.BridgedAnswered += stats.Count; break;
            case Metric.BridgedAbandoned: _bucket.BridgedAbandoned += stats.Count; break;
            case Metric.CallbackLevel:
                _bucket.CallbackLevel = GenesysServiceLevel.Sum(
                    _bucket.CallbackLevel, stats.Denominator is > 0 and var of ? new GenesysServiceLevel(stats.Numerator, of, null) : null);
                break;
        }

        return true;
    }

    private void AddServiceLevel(in Stats stats)
    {
        if (stats.Denominator is not > 0)
        {
            return; // nothing to divide: the same as no level
        }
        _bucket.TargetRatio = _bucket.HasServiceLevel && _bucket.TargetRatio != stats.Target ? null : stats.Target;
        _bucket.HasServiceLevel = true;
        _bucket.Numerator += stats.Numerator;
        _bucket.Denominator += stats.Denominator.Value;
    }

    private bool TryAddView(ReadOnlySpan<byte> name, int count)
    {
        for (var i = 0; i < views.Length; i++)
        {
            if (name.SequenceEqual(views[i].Utf8Name))
            {
                _bucket.NoteView(i);
                _bucket.ViewCounts[i] = count;
                return true;
            }
        }

        return false;
    }

    private static bool IsObject(Place place) =>
        place is Place.Root or Place.Result or Place.Group or Place.Bucket or Place.Metric or Place.MetricStats or Place.View or Place.ViewStats;

    private static JsonException Unexpected(JsonTokenType token) => new($"The answer is not of the known structure: {token} where something else belongs.");
}
