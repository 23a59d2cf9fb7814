using System.Buffers;
using System.Collections.Immutable;
using System.Text.Json;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Genesys.Wire;

/// <summary>Writes the bodies of the questions.</summary>
internal static class QueryBodies
{
    /// <summary>An aggregate query by queue and media type. Intervals are cut in UTC, so no zone is sent.</summary>
    /// <param name="range">The range, whole intervals.</param>
    /// <param name="granularity">How finely to cut.</param>
    /// <param name="metrics">The metrics to ask for.</param>
    /// <param name="views">The views, at most <see cref="EdgeViews.PerCall"/>.</param>
    /// <param name="queues">The queues; empty asks for all without a filter.</param>
    public static ReadOnlyMemory<byte> Intervals(
        Interval range, Granularity granularity, ImmutableArray<string> metrics, ImmutableArray<EdgeView> views, ImmutableArray<QueueId> queues) =>
        Write(json =>
        {
            json.WriteString("interval", WireTime.Format(range));
            json.WriteString("granularity", granularity.ToString());
            Strings(json, "groupBy", ["queueId", "mediaType"]);
            Strings(json, "metrics", metrics);
            if (!views.IsEmpty)
            {
                Views(json, views);
            }
            if (!queues.IsEmpty)
            {
                AnyOf(json, "queueId", queues.Select(static queue => queue.Value));
            }
        });

    /// <summary>An observation query of some queues.</summary>
    public static ReadOnlyMemory<byte> ObservationsOf(IEnumerable<QueueId> queues, ImmutableArray<string> metrics) =>
        Observations("queueId", queues.Select(static queue => queue.Value), metrics);

    /// <summary>An observation query of all queues: the filter that the service requires names every media type instead.</summary>
    public static ReadOnlyMemory<byte> ObservationsOfAll(ImmutableArray<string> metrics) =>
        Observations("mediaType", MediaTypes.OfQueues.Select(static media => media.Name), metrics);

    private static ReadOnlyMemory<byte> Observations(string dimension, IEnumerable<string> values, ImmutableArray<string> metrics) =>
        Write(json =>
        {
            AnyOf(json, dimension, values);
            Strings(json, "metrics", metrics);
        });

    private static ReadOnlyMemory<byte> Write(Action<Utf8JsonWriter> members)
    {
        var buffer = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(buffer))
        {
            json.WriteStartObject();
            members(json);
            json.WriteEndObject();
        }

        return buffer.WrittenMemory;
    }

    private static void Strings(Utf8JsonWriter json, string name, ImmutableArray<string> values)
    {
        json.WriteStartArray(name);
        foreach (var value in values)
        {
            json.WriteStringValue(value);
        }
        json.WriteEndArray();
    }

    private static void Views(Utf8JsonWriter json, ImmutableArray<EdgeView> views)
    {
        json.WriteStartArray("views");
        foreach (var view in views)
        {
            json.WriteStartObject();
            json.WriteString("target", view.Target);
            json.WriteString("name", view.Name);
            json.WriteString("function", "rangeBound");
            json.WriteStartObject("range");
            json.WriteNumber("lt", view.LessThanMs);
            json.WriteEndObject();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>The grammar has no "in": many values are an "or" of one predicate each.</summary>
    private static void AnyOf(Utf8JsonWriter json, string dimension, IEnumerable<string> values)
    {
        json.WriteStartObject("filter");
        json.WriteString("type", "or");
        json.WriteStartArray("predicates");
        foreach (var value in values)
        {
            json.WriteStartObject();
            json.WriteString("type", "dimension");
            json.WriteString("dimension", dimension);
            json.WriteString("operator", "matches");
            json.WriteString("value", value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }
}
