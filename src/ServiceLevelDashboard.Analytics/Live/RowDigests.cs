using System.Collections.Immutable;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Live;

/// <summary>
/// A number for each interval of a range that stands for all its rows, in whatever order they come: instances that have the same rows have the same numbers,
/// and where two numbers differ the rows of that interval are read again.
/// </summary>
/// <param name="Range">Whole intervals of the granularity, UTC.</param>
/// <param name="Granularity">How the range is cut.</param>
/// <param name="Values">One for each interval, oldest first; 0 where nothing happened.</param>
internal sealed record RowDigests(Interval Range, Granularity Granularity, ImmutableArray<ulong> Values)
{
    /// <summary>The digests of rows; those outside of the range are left out.</summary>
    public static RowDigests Of(Interval range, Granularity granularity, ImmutableArray<QueueInterval> rows)
    {
        var values = new ulong[(int)(range.Length / granularity.Length)];
        foreach (var row in rows)
        {
            var slot = (row.Interval.Start - range.Start).Ticks / granularity.Length.Ticks;
            if (row.Interval.Start >= range.Start && slot < values.Length)
            {
                values[slot] = unchecked(values[slot] + Of(row)); // a sum, so that the order does not matter
            }
        }

        return new RowDigests(range, granularity, [.. values]);
    }

    /// <summary>These numbers, but for those of a part of the range.</summary>
    /// <param name="part">Whole intervals of the range.</param>
    /// <param name="read">The numbers of the same range of which that part is taken.</param>
    public RowDigests With(Interval part, RowDigests read)
    {
        var (first, end) = ((int)((part.Start - Range.Start) / Granularity.Length), (int)((part.End - Range.Start) / Granularity.Length));
        return this with { Values = [.. Values[..first], .. read.Values[first..end], .. Values[end..]] };
    }

    /// <summary>From the first interval to the last whose number is another; null when all are the same.</summary>
    /// <param name="known">The numbers of the same range.</param>
    public Interval? DifferingFrom(RowDigests known)
    {
        var first = -1;
        var last = -1;
        for (var i = 0; i < Values.Length; i++)
        {
            if (Values[i] != known.Values[i])
            {
                first = first < 0 ? i : first;
                last = i;
            }
        }

        return first < 0 ? null : new Interval(Range.Start + (first * Granularity.Length), Range.Start + ((last + 1) * Granularity.Length));
    }

    private static ulong Of(QueueInterval row)
    {
        var counts = row.Counts;
        var mix = new Mix();
        mix.Add(row.Key.Queue.Value);
        mix.Add(row.Key.Media.Name);
        mix.Add(counts.Offered);
        mix.Add(counts.ShortAbandoned);
        mix.Add(counts.OverSla);
        mix.Add(counts.LateByWait);
        mix.Add(counts.Unjudged);
        mix.Add(counts.AnswerWait);
        mix.Add(counts.AbandonWait);
        mix.Add(counts.FlowOutWait);
        mix.Add(counts.Wait);
        mix.Add(counts.Talk);
        mix.Add(counts.Handle);
        mix.Add(counts.Genesys);
        var first = counts.CustomerFirst;
        mix.Add(first.Offered);
        mix.Add(first.Connected);
        mix.Add(first.Bridged);
        mix.Add(first.BridgedAnswered);
        mix.Add(first.BridgedAbandoned);
        mix.Add(first.Level);
        if (counts.Bands is { } bands)
        {
            mix.Add(bands.Edges.Id);
            foreach (var count in bands.AnsweredWithin.AsSpan())
            {
                mix.Add(count);
            }
            foreach (var count in bands.AbandonedWithin.AsSpan())
            {
                mix.Add(count);
            }
        }

        return mix.Value;
    }

    /// <summary>The same on every machine and in every process, which <see cref="HashCode"/> is not.</summary>
    private struct Mix()
    {
        public ulong Value { get; private set; } = 14695981039346656037;

        public void Add(long value)
        {
            var next = unchecked((Value ^ (ulong)value) * 1099511628211); // a hash: it wraps
            Value = next ^ (next >> 29);
        }

        public void Add(string text)
        {
            foreach (var character in text)
            {
                Add(character);
            }
            Add(-1);
        }

        public void Add(DurationStatistics durations)
        {
            Add(durations.Count);
            // An archive keeps no times without a count.
            Add(durations.Count == 0 ? 0 : durations.SumMs);
            Add(durations.Count == 0 ? 0 : durations.MaxMs);
        }

        public void Add(GenesysServiceLevel? level)
        {
            Add(level?.Numerator ?? -1);
            Add(level?.Denominator ?? -1);
            Add(level?.TargetRatio is { } ratio ? (long)(ratio * 1_000_000) : -1);
        }
    }
}
