using System.Globalization;
using System.IO.Pipelines;
using System.Text.Json;
using ServiceLevelDashboard.Simulator.Centre;

namespace ServiceLevelDashboard.Simulator.Wire;

/// <summary>
/// Answers an aggregate query as the service does: what is empty is left out (metric, bucket, group), and every row is split by media type whether asked or
/// not.
/// </summary>
internal sealed class AggregateResponse(IOrganisation organisation, AggregateQuery query, SimulatedSwitches switches, Habits habits, long visibleMs)
{
    private const int FlushAt = 64 * 1024;

    /// <exception cref="WireException">400: the answer would be larger than the limit.</exception>
    public void RefuseIfTooLarge(int? mostBuckets)
    {
        var buckets = (long)Groups().Count * (query.Borders.Count - 1);
        if (buckets > mostBuckets)
        {
            throw new WireException(
                400, "response.entity.too.large", FormattableString.Invariant(
                    $"The answer would have {buckets} intervals; at most {mostBuckets} are allowed."));
        }
    }

    public async Task WriteAsync(PipeWriter body, CancellationToken cancellationToken)
    {
        using var json = new Utf8JsonWriter(body);
        var buckets = new Buckets(organisation, query, switches, habits, visibleMs);
        json.WriteStartObject();
        json.WriteStartArray("results");
        foreach (var (group, lines) in Groups())
        {
            cancellationToken.ThrowIfCancellationRequested();
            buckets.Fill(lines);
            WriteGroup(json, group, lines, buckets);
            if (json.BytesPending < FlushAt)
            {
                continue;
            }

            json.Flush();
            await body.FlushAsync(cancellationToken).ConfigureAwait(false);
        }

        if (habits.OddRows)
        {
            WriteOddRows(json);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.Flush();
        await body.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    /// <summary>In the first bucket: rows of which no level can be made.</summary>
    private void WriteOddRows(Utf8JsonWriter json)
    {
        var queue = organisation.Queues.FirstOrDefault(queue => query.Filter?.Passes(name => name == "queueId" ? queue.Id : null) ?? true)?.Id;
        void Write(string? queueId, string? mediaType, string metric, string statistic, double value)
        {
            json.WriteStartObject();
            json.WriteStartObject("group");
            foreach (var (name, text) in new[] { ("mediaType", mediaType), ("queueId", queueId) })
            {
                if (text is not null)
                {
                    json.WriteString(name, text);
                }
            }

            json.WriteEndObject();
            json.WriteStartArray("data");
            json.WriteStartObject();
            json.WriteString("interval", $"{Instant(query.Borders[0])}/{Instant(query.Borders[1])}");
            json.WriteStartArray("metrics");
            StartMetric(json, metric);
            json.WriteNumber(statistic, value);
            EndMetric(json);
            json.WriteEndArray();
            json.WriteEndObject();
            json.WriteEndArray();
            json.WriteEndObject();
        }

        if (queue is not null)
        {
            Write(queue, "cobrowse", "oServiceTarget", "current", 0.8);
            Write(queue, "workitem", "nOffered", "count", 1);
            Write(queue, null, "nOffered", "count", 1);
        }

        Write(null, "voice", "nOffered", "count", 1);
    }

    /// <summary>The value of a dimension for a line, or null when it has none (or the simulator knows nothing of it).</summary>
    private static string? ValueOf(CountedLine line, string dimension) => dimension switch
    {
        "queueId" => line.Line.Queue?.Id,
        "mediaType" => line.MediaType,
        "divisionId" => line.Line.Queue?.Division.Id,
        "direction" or "originatingDirection" => "inbound",
        _ => null,
    };

    private List<(SortedDictionary<string, string> Group, List<CountedLine> Lines)> Groups() =>
    [
        .. organisation.Lines.SelectMany(habits.Rows)
            .Where(line => query.Filter?.Passes(dimension => ValueOf(line, dimension)) ?? true)
            .GroupBy(line => string.Join('\n', Dimensions().Select(dimension => ValueOf(line, dimension))))
            .Select(lines => (GroupOf(lines.First()), lines.ToList())),
    ];

    private IEnumerable<string> Dimensions() => query.GroupBy.Append("mediaType").Distinct();

    private SortedDictionary<string, string> GroupOf(CountedLine line)
    {
        var group = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var dimension in Dimensions())
        {
            if (ValueOf(line, dimension) is { } value)
            {
                group[dimension] = value;
            }
        }

        return group;
    }

    private void WriteGroup(Utf8JsonWriter json, SortedDictionary<string, string> group, List<CountedLine> lines, Buckets buckets)
    {
        var ratios = lines.Select(line => line.Target?.Ratio).Distinct().ToList();
        var target = ratios.Count == 1 ? ratios[0] : null;
        var started = false;
        for (var i = 0; i < buckets.Count; i++)
        {
            var bucket = buckets[i];
            var lacksLevel = habits.LacksLevel(group.GetValueOrDefault("queueId"), query.Borders[i]);
            if (bucket.ServiceDenominator > 0 && habits.HasOddLevel(group.GetValueOrDefault("queueId"), query.Borders[i]))
            {
                bucket.ServiceDenominator++;
            }

            if (query.Borders[i] < habits.OldestMs || !HasAny(bucket, target, lacksLevel))
            {
                continue;
            }

            if (!started)
            {
                started = true;
                json.WriteStartObject();
                json.WriteStartObject("group");
                foreach (var (dimension, value) in group)
                {
                    json.WriteString(dimension, value);
                }

                json.WriteEndObject();
                json.WriteStartArray("data");
            }

            json.WriteStartObject();
            json.WriteString("interval", $"{Instant(query.Borders[i])}/{Instant(query.Borders[i + 1])}");
            json.WriteStartArray("metrics");
            foreach (var metric in query.Metrics)
            {
                if (!lacksLevel || metric is not ("oServiceLevel" or "nOverSla"))
                {
                    WriteMetric(json, metric, bucket, target);
                }
            }

            json.WriteEndArray();
            WriteViews(json, buckets, i);
            json.WriteEndObject();
        }

        if (!started)
        {
            return;
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Whether anything that was asked for happened in a bucket.</summary>
    private bool HasAny(in Bucket bucket, decimal? target, bool lacksLevel)
    {
        foreach (var metric in query.Metrics)
        {
            var happened = metric switch
            {
                "nOffered" => bucket.Offered > 0,
                "nConnected" => bucket.Connected > 0,
                "nCfcOffered" => bucket.Bridged.Count > 0,
                "nOverSla" => bucket.OverSla > 0 && !lacksLevel,
                "oServiceLevel" => bucket.ServiceDenominator > 0 && !lacksLevel,
                "oCallbackServiceLevel" => bucket.CallbackDenominator > 0,
                "oServiceTarget" => target is not null && bucket.Wait.Count > 0,
                _ => bucket.Timer(metric).Count > 0,
            };
            if (happened)
            {
                return true;
            }
        }

        return false;
    }

    private static void WriteMetric(Utf8JsonWriter json, string metric, in Bucket bucket, decimal? target)
    {
        switch (metric)
        {
            case "nOffered":
                WriteCount(json, metric, bucket.Offered);
                break;
            case "nConnected":
                WriteCount(json, metric, bucket.Connected);
                break;
            case "nCfcOffered":
                WriteCount(json, metric, bucket.Bridged.Count);
                break;
            case "nOverSla":
                WriteCount(json, metric, bucket.OverSla);
                break;
            case "oServiceLevel" when bucket.ServiceDenominator > 0:
                WriteLevel(json, metric, bucket.ServiceNumerator, bucket.ServiceDenominator, target);
                break;
            case "oCallbackServiceLevel" when bucket.CallbackDenominator > 0:
                WriteLevel(json, metric, bucket.CallbackNumerator, bucket.CallbackDenominator, target: null);
                break;
            case "oServiceTarget" when target is { } inForce && bucket.Wait.Count > 0:
                StartMetric(json, metric);
                json.WriteNumber("current", inForce);
                EndMetric(json);
                break;
            default:
                if (bucket.Timer(metric) is not { Count: > 0 } timer)
                {
                    break;
                }

                StartMetric(json, metric);
                WriteStat(json, timer);
                EndMetric(json);
                break;
        }
    }

    private void WriteViews(Utf8JsonWriter json, Buckets buckets, int bucket)
    {
        var started = false;
        for (var i = 0; i < query.Views.Count; i++)
        {
            if (buckets.View(bucket, i) is not { Count: > 0 } stat)
            {
                continue;
            }

            if (!started)
            {
                json.WriteStartArray("views");
            }

            started = true;
            json.WriteStartObject();
            json.WriteString("name", query.Views[i].Name);
            json.WriteStartObject("stats");
            WriteStat(json, stat);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        if (started)
        {
            json.WriteEndArray();
        }
    }

    private static void WriteLevel(Utf8JsonWriter json, string metric, int numerator, int denominator, decimal? target)
    {
        StartMetric(json, metric);
        json.WriteNumber("ratio", (double)numerator / denominator);
        json.WriteNumber("numerator", numerator);
        json.WriteNumber("denominator", denominator);
        if (target is { } ratio)
        {
            json.WriteNumber("target", ratio);
        }

        EndMetric(json);
    }

    private static void WriteCount(Utf8JsonWriter json, string metric, int count)
    {
        if (count == 0)
        {
            return;
        }

        StartMetric(json, metric);
        json.WriteNumber("count", count);
        EndMetric(json);
    }

    private static void StartMetric(Utf8JsonWriter json, string metric)
    {
        json.WriteStartObject();
        json.WriteString("metric", metric);
        json.WriteStartObject("stats");
    }

    private static void EndMetric(Utf8JsonWriter json)
    {
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteStat(Utf8JsonWriter json, in Stat stat)
    {
        json.WriteNumber("max", stat.Max);
        json.WriteNumber("min", stat.Min);
        json.WriteNumber("count", stat.Count);
        json.WriteNumber("sum", stat.Sum);
    }

    private static string Instant(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds)
        .ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);
}
