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
        Other, Results, Group, Data, QueueId, MediaType, Interval, Metrics, Views, Name, Stats,
        Count, Sum, Max, Numerator, Denominator, Target,
    }

    private Member Recognise(ref Utf8JsonReader reader)
    {
        switch (_place)
        {
            case Place.Root:
                return reader.ValueTextEquals("results"u8) ? Member.Results : Unknown(ref reader);
            case Place.Result:
                return reader.ValueTextEquals("group"u8) ? Member.Group : reader.ValueTextEquals("data"u8) ? Member.Data : Unknown(ref reader);
            case Place.Group:
                if (reader.ValueTextEquals("queueId"u8)) return Member.QueueId;
                if (reader.ValueTextEquals("mediaType"u8)) return Member.MediaType;
                _name.Set(ref reader);
                oddities.UnknownDimension(_name.Bytes);
                return Member.Other;
            case Place.Bucket:
                if (reader.ValueTextEquals("interval"u8)) return Member.Interval;
                if (reader.ValueTextEquals("metrics"u8)) return Member.Metrics;
                return reader.ValueTextEquals("views"u8) ? Member.Views : Unknown(ref reader);
            case Place.Metric:
                if (reader.ValueTextEquals("metric"u8)) return Member.Name;
                if (reader.ValueTextEquals("stats"u8)) return Member.Stats;
                // A metric may be split by a qualifier; the parts add up.
                return reader.ValueTextEquals("qualifier"u8) ? Member.Other : UnknownBesideName(ref reader);
            case Place.View:
                if (reader.ValueTextEquals("name"u8)) return Member.Name;
                return reader.ValueTextEquals("stats"u8) ? Member.Stats : UnknownBesideName(ref reader);
            case Place.MetricStats or Place.ViewStats:
                return RecogniseStatistic(ref reader);
            default:
                throw Unexpected(reader.TokenType);
        }
    }

    private Member RecogniseStatistic(ref Utf8JsonReader reader)
    {
        if (reader.ValueTextEquals("count"u8)) return Member.Count;
        if (reader.ValueTextEquals("sum"u8)) return Member.Sum;
        if (reader.ValueTextEquals("max"u8)) return Member.Max;
        if (reader.ValueTextEquals("min"u8) || reader.ValueTextEquals("ratio"u8)) return Member.Other;
        if (reader.ValueTextEquals("numerator"u8)) return Member.Numerator;
        if (reader.ValueTextEquals("denominator"u8)) return Member.Denominator;
        if (reader.ValueTextEquals("target"u8)) return Member.Target;
        // Known statistics that say nothing here.
        if (reader.ValueTextEquals("countNegative"u8) || reader.ValueTextEquals("countPositive"u8) || reader.ValueTextEquals("current"u8)
            || reader.ValueTextEquals("p95"u8) || reader.ValueTextEquals("p99"u8) || reader.ValueTextEquals("calculatedMetricValue"u8))
            return Member.Other;
        return UnknownBesideName(ref reader);
    }

    private Member Unknown(ref Utf8JsonReader reader)
    {
        _name.Set(ref reader);
        oddities.UnknownMember(_name.Bytes);
        return Member.Other;
    }

    /// <summary>As <see cref="Unknown"/>, where the shared name is in use and must stay.</summary>
    private Member UnknownBesideName(ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped)
            oddities.UnknownMember(reader.ValueSpan);
        return Member.Other;
    }

    /// <summary>Text that is kept from piece to piece in a buffer of its own.</summary>
    private sealed class ShortText
    {
        private byte[] _bytes = new byte[128];
        private int _length;

        public ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);

        public void Clear() => _length = 0;

        public void Set(ref Utf8JsonReader reader)
        {
            if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName))
                throw Unexpected(reader.TokenType);
            if (reader.ValueSpan.Length > _bytes.Length)
                _bytes = new byte[reader.ValueSpan.Length];
            if (reader.ValueIsEscaped)
            {
                _length = reader.CopyString(_bytes);
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

        public readonly Durations Durations => new(Count, _sum, _max);

        public void Set(Member member, ref Utf8JsonReader reader)
        {
            switch (member)
            {
                case Member.Count: Count = Whole(ref reader) is <= int.MaxValue and var count ? (int)count : throw TooLarge(); break;
                case Member.Sum: _sum = Whole(ref reader); break;
                case Member.Max: _max = Whole(ref reader); break;
                case Member.Numerator: Numerator = Whole(ref reader); break;
                case Member.Denominator: Denominator = Whole(ref reader); break;
                case Member.Target: Target = reader.TokenType == JsonTokenType.Number && reader.TryGetDecimal(out var target) ? target : throw Unexpected(reader.TokenType); break;
            }
        }

        /// <summary>A count or milliseconds; the service may write 472905 as 472905.0.</summary>
        private static long Whole(ref Utf8JsonReader reader)
        {
            if (reader.TokenType != JsonTokenType.Number)
                throw Unexpected(reader.TokenType);
            if (reader.TryGetInt64(out var whole) && whole >= 0)
                return whole;
            if (reader.TryGetDecimal(out var number) && number is >= 0 and <= long.MaxValue)
                return (long)Math.Round(number);
            throw TooLarge();
        }

        private static JsonException TooLarge() => new("The answer holds a figure that is negative or too large.");
    }
}
