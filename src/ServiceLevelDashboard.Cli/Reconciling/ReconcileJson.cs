using System.Text.Json;

namespace ServiceLevelDashboard.Cli.Reconciling;

/// <summary>Writes a comparison as one JSON object.</summary>
internal static class ReconcileJson
{
    public static void Write(Utf8JsonWriter json, ReconcileResult result)
    {
        var (found, inference) = (result.Reconciliation, result.Inference);
        json.WriteStartObject();
        WriteEnds(json, result.Range);
        json.WriteNumber("compared", found.Compared);
        json.WriteNumber("agreeing", found.Agreeing);
        json.WriteNumber("usedToInfer", found.UsedToInfer);
        json.WriteStartArray("mismatches");
        foreach (var row in found.Mismatches)
        {
            WriteRow(json, row, result);
        }
        json.WriteEndArray();
        json.WriteStartArray("gaveNone");
        foreach (var row in found.GaveNone)
        {
            WriteRow(json, row, result);
        }
        json.WriteEndArray();
        json.WriteNumber("nothingCounts", found.NothingCounts);
        json.WriteStartObject("switches");
        json.WriteBoolean("contradictory", inference.IsContradictory);
        json.WriteNumber("unexplained", inference.Unexplained.Length);
        foreach (var (name, _, evidence) in result.Evidence)
        {
            json.WriteStartObject(name);
            json.WriteString("reading", JsonNamingPolicy.CamelCase.ConvertName(evidence.Reading.ToString()));
            json.WriteNumber("decidingIntervals", evidence.DecidingRows);
            if (evidence.Example is { } example)
            {
                json.WritePropertyName("example");
                WriteRow(json, RowComparison.Of(example, result.Switches), result);
            }

            json.WriteEndObject();
        }

        json.WriteStartArray("settings");
        foreach (var fit in inference.Settings)
        {
            json.WriteStartObject();
            WriteSwitches(json, fit.Switches);
            json.WriteBoolean("fits", inference.Fitting.Contains(fit.Switches));
            json.WriteNumber("contradicting", fit.Contradicting);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        if (inference.Change is { } change)
        {
            json.WriteString("changedFrom", change.From.UtcDateTime);
        }
        else
        {
            json.WriteNull("changedFrom");
        }
        json.WriteEndObject();
        json.WriteEndObject();
    }

    private static void WriteRow(Utf8JsonWriter json, RowComparison comparison, ReconcileResult result)
    {
        var (key, counts) = (comparison.Row.Key, comparison.Row.Counts);
        json.WriteStartObject();
        json.WriteString("queueId", key.Queue.Value);
        json.WriteString("queue", result.NameOf(key));
        json.WriteString("mediaType", key.Media.Name);
        WriteEnds(json, comparison.Row.Interval);
        json.WriteNumber("answered", counts.Answered);
        json.WriteNumber("overSla", counts.OverSla);
        json.WriteNumber("abandoned", counts.Abandoned);
        json.WriteNumber("shortAbandoned", counts.ShortAbandoned);
        json.WriteNumber("flowOut", counts.FlowOut);
        WriteLevel(json, "ours", comparison.Ours);
        if (comparison.Theirs is { } theirs)
        {
            WriteLevel(json, "genesys", theirs);
        }
        else
        {
            json.WriteNull("genesys");
        }
        json.WriteEndObject();
    }

    private static void WriteLevel(Utf8JsonWriter json, string name, ServiceLevel level)
    {
        json.WriteStartObject(name);
        json.WriteNumber("numerator", level.Numerator);
        json.WriteNumber("denominator", level.Denominator);
        json.WriteEndObject();
    }

    private static void WriteSwitches(Utf8JsonWriter json, GenesysSwitches switches)
    {
        json.WriteBoolean("includeAbandons", switches.IncludeAbandons);
        json.WriteBoolean("includeShortAbandons", switches.IncludeAbandons && switches.IncludeShortAbandons);
        json.WriteBoolean("includeFlowOuts", switches.IncludeFlowOuts);
    }

    private static void WriteEnds(Utf8JsonWriter json, Interval interval)
    {
        json.WriteString("start", interval.Start.UtcDateTime);
        json.WriteString("end", interval.End.UtcDateTime);
    }
}
