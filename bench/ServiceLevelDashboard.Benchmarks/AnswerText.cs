using System.Text.Json;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Benchmarks;

/// <summary>Writes an aggregate answer as the service does, from the counts of <see cref="Day"/>.</summary>
internal static class AnswerText
{
    public static void Write(Utf8JsonWriter json, int queues, int intervals)
    {
        json.WriteStartObject();
        json.WriteStartArray("results");
        for (var queue = 0; queue < queues; queue++)
        {
            json.WriteStartObject();
            json.WriteStartObject("group");
            json.WriteString("mediaType", "voice");
            json.WriteString("queueId", $"0f6d3c1e-5d6a-4f0e-9a53-{queue:x12}");
            json.WriteEndObject();
            json.WriteStartArray("data");
            for (var interval = 0; interval < intervals; interval++)
            {
                Write(json, Day.Start.AddMinutes(15 * interval), Day.Counts(queue, interval));
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, DateTimeOffset start, ContactCounts counts)
    {
        json.WriteStartObject();
        json.WriteString("interval", $"{start:yyyy-MM-ddTHH:mm:ss.fffZ}/{start.AddMinutes(15):yyyy-MM-ddTHH:mm:ss.fffZ}");
        json.WriteStartArray("metrics");
        Write(json, "metric", "nOffered", counts.Offered);
        Write(json, "metric", "nOverSla", counts.OverSla);
        Write(json, "metric", "tAbandon", counts.AbandonWait);
        Write(json, "metric", "tAnswered", counts.AnswerWait);
        Write(json, "metric", "tHandle", counts.Handle);
        Write(json, "metric", "tTalkComplete", counts.Talk);
        Write(json, "metric", "tWait", counts.Wait);
        json.WriteEndArray();
        json.WriteStartArray("views");
        for (var i = 0; i < Day.Edges.AnsweredMs.Length; i++)
        {
            // Day's counts have bands
            Write(json, "name", $"a{Day.Edges.AnsweredMs[i]}", new DurationStatistics(counts.Bands!.AnsweredWithin[i], 400_000, 19_000));
        }
        for (var i = 0; i < Day.Edges.AbandonedMs.Length; i++)
        {
            // Day's counts have bands
            Write(json, "name", $"b{Day.Edges.AbandonedMs[i]}", new DurationStatistics(counts.Bands!.AbandonedWithin[i], 9_000, 4_000));
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string member, string name, int count)
    {
        json.WriteStartObject();
        json.WriteString(member, name);
        json.WriteStartObject("stats");
        json.WriteNumber("count", count);
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter json, string member, string name, DurationStatistics durations)
    {
        json.WriteStartObject();
        json.WriteString(member, name);
        json.WriteStartObject("stats");
        json.WriteNumber("max", durations.MaxMs);
        json.WriteNumber("min", 1_000);
        json.WriteNumber("count", durations.Count);
        json.WriteNumber("sum", durations.SumMs);
        json.WriteEndObject();
        json.WriteEndObject();
    }
}
