namespace ServiceLevelDashboard.Genesys.Wire;

/// <content>
/// The short way through an answer: buckets that are written exactly as the service is known to write them. Nearly all bytes of
/// an answer lie in them, and a general JSON reader takes five times as long. What is written in any other way, is not known, or
/// does not lie wholly within the piece, is left to the long way, which alone decides what is an error and counts oddities.
/// </content>
internal sealed partial class AggregateParser
{
    /// <summary>
    /// Takes the buckets that follow one which has just closed. The state in which that one left the JSON reader holds after
    /// each of them too.
    /// </summary>
    /// <returns>How many bytes were used: whole buckets with the comma before them.</returns>
    private int TakePlainBuckets(ReadOnlySpan<byte> text)
    {
        var scanner = new BucketScanner(text);
        var taken = 0;
        while (TryTakeBucket(ref scanner))
        {
            sink.OnBucket(_bucket);
            taken = scanner.Taken;
        }

        return taken;
    }

    private bool TryTakeBucket(ref BucketScanner scanner)
    {
        _bucket.Clear();
        if (!scanner.Take(",{\"interval\":\""u8) || !scanner.TakeText(out var text) || !WireTime.TryParse(text, out var interval))
        {
            return false;
        }
        _bucket.Interval = interval;
        return scanner.Take(",\"metrics\":["u8) && TryTakeMetrics(ref scanner)
            && (!scanner.Take(",\"views\":["u8) || TryTakeViews(ref scanner))
            && scanner.Take((byte)'}');
    }

    private bool TryTakeMetrics(ref BucketScanner scanner)
    {
        do
        {
            if (!scanner.Take("{\"metric\":\""u8) || !scanner.TakeText(out var name)
                || !TryTakeStats(ref scanner, out var stats) || !TryAddMetric(name, [], in stats))
            {
                return false;
            }
        }
        while (scanner.Take((byte)','));
        return scanner.Take((byte)']');
    }

    private bool TryTakeViews(ref BucketScanner scanner)
    {
        do
        {
            if (!scanner.Take("{\"name\":\""u8) || !scanner.TakeText(out var name)
                || !TryTakeStats(ref scanner, out var stats) || !TryAddView(name, stats.Count))
            {
                return false;
            }
        }
        while (scanner.Take((byte)','));
        return scanner.Take((byte)']');
    }

    /// <summary>Takes the statistics that end a metric or a view, and its closing brace.</summary>
    private static bool TryTakeStats(ref BucketScanner scanner, out Stats stats)
    {
        stats = default;
        if (!scanner.Take(",\"stats\":{"u8))
        {
            return false;
        }
        do
        {
            switch (TakeStatistic(ref scanner))
            {
                case null:
                    return false;
                case Member.Other:
                    if (!scanner.TakeNumber(out _))
                    {
                        return false;
                    }
                    break;
                case Member.Target:
                    if (!scanner.TakeDecimal(out var target))
                    {
                        return false;
                    }
                    stats.SetTarget(target);
                    break;
                case var member:
                    if (!scanner.TakeWhole(out var whole) || !Stats.CanBe(member.Value, whole))
                    {
                        return false;
                    }
                    stats.Set(member.Value, whole);
                    break;
            }
        }
        while (scanner.Take((byte)','));
        return scanner.Take("}}"u8);
    }

    /// <summary>Takes the name of a statistic with its colon; null when it is none that is common.</summary>
    private static Member? TakeStatistic(ref BucketScanner scanner)
    {
        switch (scanner.AfterNext)
        {
            case (byte)'m':
                if (scanner.Take("\"max\":"u8))
                {
                    return Member.Max;
                }
                return scanner.Take("\"min\":"u8) ? Member.Other : null;
            case (byte)'c': return scanner.Take("\"count\":"u8) ? Member.Count : null;
            case (byte)'s': return scanner.Take("\"sum\":"u8) ? Member.Sum : null;
            case (byte)'r': return scanner.Take("\"ratio\":"u8) ? Member.Other : null;
            case (byte)'n': return scanner.Take("\"numerator\":"u8) ? Member.Numerator : null;
            case (byte)'d': return scanner.Take("\"denominator\":"u8) ? Member.Denominator : null;
            case (byte)'t': return scanner.Take("\"target\":"u8) ? Member.Target : null;
            default: return null;
        }
    }
}
