using System.Text.Json;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Genesys.Wire;

/// <content>The names of an aggregate answer's members, and the values that hang on them.</content>
internal sealed partial class AggregateParser
{
    private enum Place
    {
        Before, Root, Results, Result, Group, Data, Bucket, Metrics, Metric, MetricStats, Views, View, ViewStats, After,
    }

    private enum Member
    {
        Other, Results, Group, Data, QueueId, MediaType, Interval, Metrics, Views, Name, Qualifier, Stats,
        Count, Sum, Max, Numerator, Denominator, Target,
    }

    private enum Metric
    {
        Unknown, Offered, Answered, Abandoned, ShortAbandoned, FlowOut, OverSla, Wait, Talk, Handle, ServiceLevel,
        Connected, Bridged, BridgedAnswered, BridgedAbandoned, CallbackLevel, ServiceTarget,
    }

    /// <summary>In the order of how often they come.</summary>
    private static Metric MetricOf(ReadOnlySpan<byte> name) =>
        name.SequenceEqual("nOffered"u8) ? Metric.Offered
        : name.SequenceEqual("tAnswered"u8) ? Metric.Answered
        : name.SequenceEqual("tAbandon"u8) ? Metric.Abandoned
        : name.SequenceEqual("tShortAbandon"u8) ? Metric.ShortAbandoned
        : name.SequenceEqual("tFlowOut"u8) ? Metric.FlowOut
        : name.SequenceEqual("nOverSla"u8) ? Metric.OverSla
        : name.SequenceEqual("tWait"u8) ? Metric.Wait
        : name.SequenceEqual("tTalkComplete"u8) ? Metric.Talk
        : name.SequenceEqual("tHandle"u8) ? Metric.Handle
        : name.SequenceEqual("oServiceLevel"u8) ? Metric.ServiceLevel
        : name.SequenceEqual("nConnected"u8) ? Metric.Connected
        : name.SequenceEqual("nCfcOffered"u8) ? Metric.Bridged
        : name.SequenceEqual("tCfcAnswered"u8) ? Metric.BridgedAnswered
        : name.SequenceEqual("tCfcAbandon"u8) ? Metric.BridgedAbandoned
        : name.SequenceEqual("oCallbackServiceLevel"u8) ? Metric.CallbackLevel
        : name.SequenceEqual("oServiceTarget"u8) ? Metric.ServiceTarget // comes unasked; the targets are known from the queues
        : Metric.Unknown;

    private Member Recognise(ref Utf8JsonReader reader)
    {
        // Spans against literals, not ValueTextEquals: this runs for every name of the answer, and the compiler turns these into
        // one or two comparisons of machine words.
        var name = NameOf(ref reader);
        switch (_place)
        {
            case Place.MetricStats or Place.ViewStats:
                return RecogniseStatistic(name);
            case Place.View:
                if (name.SequenceEqual("name"u8))
                {
                    return Member.Name;
                }
                return name.SequenceEqual("stats"u8) ? Member.Stats : Unknown(name);
            case Place.Metric:
                if (name.SequenceEqual("metric"u8))
                {
                    return Member.Name;
                }
                if (name.SequenceEqual("stats"u8))
                {
                    return Member.Stats;
                }
                // A metric may be split by a qualifier; the parts add up.
                return name.SequenceEqual("qualifier"u8) ? Member.Qualifier : Unknown(name);
            case Place.Bucket:
                if (name.SequenceEqual("interval"u8))
                {
                    return Member.Interval;
                }
                if (name.SequenceEqual("metrics"u8))
                {
                    return Member.Metrics;
                }
                return name.SequenceEqual("views"u8) ? Member.Views : Unknown(name);
            case Place.Group:
                if (name.SequenceEqual("queueId"u8))
                {
                    return Member.QueueId;
                }
                if (name.SequenceEqual("mediaType"u8))
                {
                    return Member.MediaType;
                }
                oddities.UnknownDimension(name);
                _dimensions.Append(name);
                return Member.Other;
            case Place.Result:
                return name.SequenceEqual("group"u8) ? Member.Group : name.SequenceEqual("data"u8) ? Member.Data : Unknown(name);
            case Place.Root:
                return name.SequenceEqual("results"u8) ? Member.Results : Unknown(name);
            default:
                throw Unexpected(reader.TokenType);
        }
    }

    private Member RecogniseStatistic(ReadOnlySpan<byte> name)
    {
        if (name.SequenceEqual("count"u8))
        {
            return Member.Count;
        }
        if (name.SequenceEqual("sum"u8))
        {
            return Member.Sum;
        }
        if (name.SequenceEqual("max"u8))
        {
            return Member.Max;
        }
        if (name.SequenceEqual("min"u8) || name.SequenceEqual("ratio"u8))
        {
            return Member.Other;
        }
        if (name.SequenceEqual("numerator"u8))
        {
            return Member.Numerator;
        }
        if (name.SequenceEqual("denominator"u8))
        {
            return Member.Denominator;
        }
        if (name.SequenceEqual("target"u8))
        {
            return Member.Target;
        }
        // Known statistics that say nothing here.
        if (name.SequenceEqual("countNegative"u8) || name.SequenceEqual("countPositive"u8) || name.SequenceEqual("current"u8)
            || name.SequenceEqual("p95"u8) || name.SequenceEqual("p99"u8) || name.SequenceEqual("calculatedMetricValue"u8))
        {
            return Member.Other;
        }
        return Unknown(name);
    }

    private Member Unknown(ReadOnlySpan<byte> name)
    {
        oddities.UnknownMember(name);
        return Member.Other;
    }

    private ReadOnlySpan<byte> NameOf(ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped)
        {
            return reader.ValueSpan;
        }
        _escaped.Set(ref reader);
        return _escaped.Bytes;
    }

    /// <summary>Text that is kept from piece to piece in a buffer of its own.</summary>
    private sealed class ShortText
    {
        private const int MaximumLength = 4096;

        private byte[] _bytes = new byte[128];
        private int _length;

        public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);

        public void Clear() => _length = 0;

        /// <summary>Adds text behind what is there, with a mark between; as it is written, escapes and all.</summary>
        public void Append(ReadOnlySpan<byte> more)
        {
            if (_length + more.Length >= MaximumLength)
            {
                throw new JsonException("The answer is split by more than could have been asked for.");
            }
            if (_length + more.Length >= _bytes.Length)
            {
                Array.Resize(ref _bytes, MaximumLength);
            }
            more.CopyTo(_bytes.AsSpan(_length));
            _length += more.Length;
            _bytes[_length++] = (byte)'\n';
        }

        private int Unescaped(ref Utf8JsonReader reader)
        {
            try
            {
                return reader.CopyString(_bytes);
            }
            catch (InvalidOperationException e)
            {
                throw new JsonException("The answer holds text that is none.", e); // not UTF-8, or half of a pair of surrogates
            }
        }

        public void Set(ref Utf8JsonReader reader)
        {
            if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName))
            {
                throw Unexpected(reader.TokenType);
            }
            if (reader.ValueSpan.Length > _bytes.Length)
            {
                _bytes = new byte[reader.ValueSpan.Length];
            }
            if (reader.ValueIsEscaped)
            {
                _length = Unescaped(ref reader);
                return;
            }

            reader.ValueSpan.CopyTo(_bytes);
            _length = reader.ValueSpan.Length;
        }
    }

    /// <summary>The statistics of one metric or view.</summary>
    private struct Stats
    {
        private long _sum;
        private long _max;

        public int Count { get; private set; }

        public long Numerator { get; private set; }

        public long? Denominator { get; private set; }

        public decimal? Target { get; private set; }

        public readonly DurationStatistics DurationStatistics => new(Count, _sum, _max);

        public void Set(Member member, ref Utf8JsonReader reader)
        {
            switch (member)
            {
                case Member.Target:
                    Target = reader.TokenType == JsonTokenType.Number && reader.TryGetDecimal(out var target)
                    ? target
                    : throw Unexpected(reader.TokenType); break;
                default: Set(member, Whole(ref reader)); break;
            }
        }

        /// <summary>Whether a figure is believed.</summary>
        public static bool CanBe(Member member, long whole) =>
            member is Member.Count or Member.Numerator or Member.Denominator ? Believable.IsCount(whole) : Believable.IsTime(whole);

        public void Set(Member member, long whole)
        {
            if (!CanBe(member, whole))
            {
                throw TooLarge();
            }
            switch (member)
            {
                case Member.Count: Count = (int)whole; break;
                case Member.Sum: _sum = whole; break;
                case Member.Max: _max = whole; break;
                case Member.Numerator: Numerator = whole; break;
                case Member.Denominator: Denominator = whole; break;
            }
        }

        public void SetTarget(decimal target) => Target = target;

        /// <summary>A count or milliseconds; the service may write 472905 as 472905.0.</summary>
        private static long Whole(ref Utf8JsonReader reader)
        {
            if (reader.TokenType != JsonTokenType.Number)
            {
                throw Unexpected(reader.TokenType);
            }
            if (reader.TryGetInt64(out var whole) && whole >= 0)
            {
                return whole;
            }
            if (reader.TryGetDecimal(out var number) && number is >= 0 and <= long.MaxValue)
            {
                return (long)Math.Round(number);
            }
            throw TooLarge();
        }

        private static JsonException TooLarge() => new("The answer holds a figure that is negative or too large.");
    }
}
