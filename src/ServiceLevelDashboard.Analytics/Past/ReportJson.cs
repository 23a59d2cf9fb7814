using System.Globalization;
using System.Text.Json;

namespace ServiceLevelDashboard.Analytics.Past;

/// <summary>Writes a report as JSON. Ratios are ratios, times are seconds or UTC, what is not known is null.</summary>
public static class ReportJson
{
    /// <summary>Writes the whole report as one object.</summary>
    public static void Write(Report report, Utf8JsonWriter json)
    {
        ArgumentNullException.ThrowIfNull(report);
        ArgumentNullException.ThrowIfNull(json);
        json.WriteStartObject();
        json.WriteString("definition", report.Definition.Formula.Id());
        WriteSeconds(json, "thresholdSeconds", report.Threshold);
        if (report.IsRestated)
        {
            json.WriteBoolean("restated", true);
        }
        if (report.Definitions.Length > 1)
        {
            WriteDefinitions(json, report);
        }
        if (!report.Marked.IsEmpty || report.WithoutMarked)
        {
            WriteMarked(json, report);
        }
        json.WriteStartObject("interval");
        WriteEnds(json, report.Interval);
        json.WriteEndObject();
        if (report.Days is { } days)
        {
            WriteDays(json, days, report.Zone);
        }
        if (report.Totals is { } totals)
        {
            WriteFigures(json, "totals", totals);
        }
        else
        {
            json.WriteNull("totals");
        }
        json.WriteStartObject("totalsByMediaType");
        foreach (var (media, figures) in report.TotalsByMediaType)
        {
            WriteFigures(json, media, figures);
        }
        json.WriteEndObject();
        json.WriteStartArray("queues");
        foreach (var queue in report.Queues)
        {
            WriteQueue(json, queue);
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>The name of a source of thresholds as JSON and CSV write it.</summary>
    public static string NameOf(ThresholdSource source) => JsonNamingPolicy.CamelCase.ConvertName(source.ToString());

    private static void WriteQueue(Utf8JsonWriter json, ReportQueue queue)
    {
        json.WriteStartObject();
        json.WriteString("id", queue.Queue.Id.Value);
        json.WriteString("name", queue.Queue.Name);
        json.WriteString("mediaType", queue.Media.Name);
        if (queue.Zone is { } zone)
        {
            json.WriteString("timeZone", zone.Id);
            json.WriteStartObject("interval");
            WriteEnds(json, queue.Range);
            json.WriteEndObject();
        }
        WriteSeconds(json, "thresholdSeconds", queue.Threshold);
        json.WriteString("thresholdSource", queue.ThresholdSource is { } source ? NameOf(source) : null);
        WriteNumber(json, "targetRatio", queue.TargetRatio);
        if (queue.IsRestated)
        {
            json.WriteBoolean("restated", true);
        }
        if (queue.TargetChanged)
        {
            WriteTargets(json, queue);
        }
        if (queue.AssumedUntil is { } assumedUntil)
        {
            json.WriteString("targetAssumedUntil", assumedUntil.UtcDateTime);
        }
        WriteMembers(json, queue.Figures);
        json.WriteStartArray("intervals");
        foreach (var interval in queue.Intervals)
        {
            json.WriteStartObject();
            WriteEnds(json, interval.Interval);
            WriteMembers(json, interval.Figures);
            json.WriteEndObject();
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>The dates, and on whose clocks they are; null where each queue's own differ.</summary>
    private static void WriteDays(Utf8JsonWriter json, DateRange days, TimeZoneInfo? zone)
    {
        json.WriteStartObject("days");
        json.WriteString("from", days.From.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        json.WriteString("to", days.To.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        json.WriteString("timeZone", zone?.Id);
        json.WriteEndObject();
    }

    private static void WriteDefinitions(Utf8JsonWriter json, Report report)
    {
        json.WriteStartArray("definitions");
        foreach (var (from, definition) in report.Definitions)
        {
            json.WriteStartObject();
            json.WriteString("from", from.UtcDateTime);
            json.WriteString("definition", definition.Formula.Id());
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteMarked(Utf8JsonWriter json, Report report)
    {
        json.WriteBoolean("withoutMarked", report.WithoutMarked);
        json.WriteNumber("leftOutContacts", report.LeftOut);
        json.WriteStartArray("marked");
        foreach (var mark in report.Marked)
        {
            json.WriteStartObject();
            WriteEnds(json, mark.Span);
            json.WriteString("text", mark.Text);
            json.WriteString("reason", mark.Reason);
            json.WriteStartArray("queueIds");
            foreach (var queue in mark.Queues)
            {
                json.WriteStringValue(queue.Value);
            }
            json.WriteEndArray();
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteTargets(Utf8JsonWriter json, ReportQueue queue)
    {
        json.WriteStartArray("targets");
        foreach (var (from, target) in queue.Targets)
        {
            json.WriteStartObject();
            json.WriteString("from", from.UtcDateTime);
            WriteSeconds(json, "thresholdSeconds", target?.Threshold);
            WriteNumber(json, "targetRatio", target?.Ratio);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteFigures(Utf8JsonWriter json, string name, ReportFigures figures)
    {
        json.WriteStartObject(name);
        WriteMembers(json, figures);
        json.WriteEndObject();
    }

    private static void WriteMembers(Utf8JsonWriter json, ReportFigures figures)
    {
        // A bound has no value of its own: the ends stand beside it.
        var level = figures.Level.Exact is { Denominator: > 0 } exact ? exact : (ServiceLevel?)null;
        json.WriteNumber("offered", figures.Offered);
        json.WriteNumber("answered", figures.Answered);
        WriteNumber(json, "answeredWithinThreshold", figures.AnsweredWithinThreshold);
        json.WriteNumber("abandoned", figures.Abandoned);
        WriteNumber(json, "abandonedWithinThreshold", figures.AbandonedWithinThreshold);
        json.WriteNumber("shortAbandoned", figures.ShortAbandoned);
        json.WriteNumber("flowOut", figures.FlowOut);
        WriteNumber(json, "numerator", figures.Level.Exact?.Numerator);
        WriteNumber(json, "denominator", figures.Level.Exact?.Denominator);
        WriteNumber(json, "serviceLevel", level?.Ratio);
        WriteNumber(json, "serviceLevelLower", figures.Level.Lower.Ratio);
        WriteNumber(json, "serviceLevelUpper", figures.Level.Upper.Ratio);
        WriteNumber(json, "genesysNumerator", figures.Genesys?.Numerator);
        WriteNumber(json, "genesysDenominator", figures.Genesys?.Denominator);
        WriteSeconds(json, "averageSpeedOfAnswerSeconds", figures.AverageSpeedOfAnswer);
        WriteSeconds(json, "averageHandleTimeSeconds", figures.AverageHandleTime);
        WriteSeconds(json, "longestWaitSeconds", figures.LongestWait);
        json.WriteNumber("openIntervals", figures.OpenIntervals);
        WriteRare(json, "notMeasured", figures.CustomerFirst.Offered);
        WriteRare(json, "connected", figures.CustomerFirst.Connected);
        WriteRare(json, "bridgedCallbacks", figures.CustomerFirst.Bridged);
        WriteRare(json, "countedByWait", figures.LateByWait);
        WriteRare(json, "unjudged", figures.Unjudged);
    }

    /// <summary>A count that few reports have: left out when it is 0.</summary>
    private static void WriteRare(Utf8JsonWriter json, string name, int count)
    {
        if (count > 0)
        {
            json.WriteNumber(name, count);
        }
    }

    private static void WriteEnds(Utf8JsonWriter json, Interval interval)
    {
        json.WriteString("start", interval.Start.UtcDateTime);
        json.WriteString("end", interval.End.UtcDateTime);
    }

    private static void WriteSeconds(Utf8JsonWriter json, string name, TimeSpan? time) =>
        WriteNumber(json, name, time is { } known ? (decimal)known.Ticks / TimeSpan.TicksPerSecond : null);

    private static void WriteNumber(Utf8JsonWriter json, string name, decimal? number)
    {
        if (number is { } known)
        {
            json.WriteNumber(name, known);
        }
        else
        {
            json.WriteNull(name);
        }
    }
}
