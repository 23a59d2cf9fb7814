using System.ComponentModel;
using System.Text.Json;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using ServiceLevelDashboard.Access.Tokens;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Forecasting;
using ServiceLevelDashboard.Statistics.Causes;
using ServiceLevelDashboard.Web.Addresses;

namespace ServiceLevelDashboard.Web.Mcp;

/// <summary>What assistants may ask of today: what a queue's page shows, which is provisional until the day is over and its last contacts have come.</summary>
/// <param name="accessor">Finds the request.</param>
[McpServerToolType]
internal sealed class TodayTools(IHttpContextAccessor accessor)
{
    private ToolCall Call => ToolCall.Of(accessor);

    /// <summary>Why the level dropped.</summary>
    [McpServerTool(Name = "why_it_dropped", Title = "Why the level dropped today", ReadOnly = true, Destructive = false, Idempotent = true, OpenWorld = false)]
    [Description("Whether and why the service level of a queue fell behind its usual today, as its page says it: when, by how much, and the causes with their shares. Shares come from a model.")]
    public Task<CallToolResult> WhyAsync(
        [Description(ToolCall.QueueHelp)] string queue, CancellationToken cancellationToken, [Description(ToolCall.MediaHelp)] string media = "voice")
    {
        var call = Call;
        return call.AnswerAsync(
            ApiToken.ReportScope,
            async stop => call.Today(queue, media) is not { } today ? Nothing()
                : Why(call, today.Snapshot, today.Summary, await call.Service<IDrops>().ReadAsync(today.Snapshot, today.Summary, stop)),
            cancellationToken);
    }

    /// <summary>How the day may close.</summary>
    [McpServerTool(Name = "forecast", Title = "How the day may close", ReadOnly = true, Destructive = false, Idempotent = true, OpenWorld = false)]
    [Description("End-of-day forecast of a queue as its page shows it: contacts still expected, the closing service level and the chance of meeting the target. Ranges are 80 %.")]
    public Task<CallToolResult> ForecastAsync(
        [Description(ToolCall.QueueHelp)] string queue, CancellationToken cancellationToken, [Description(ToolCall.MediaHelp)] string media = "voice")
    {
        var call = Call;
        return call.AnswerAsync(
            ApiToken.ReportScope,
            _ => Task.FromResult(call.Today(queue, media) is { } today ? Forecast(call, today.Snapshot, today.Summary) : Nothing()),
            cancellationToken);
    }

    private static CallToolResult Nothing() => ToolCall.Answer(
        "Nothing is known of this queue and media type today: there is no service level. That is not 0 %.", static json => json.WriteNull("serviceLevel"));

    private static CallToolResult Why(ToolCall call, Snapshot snapshot, QueueSummary summary, DropToday? found)
    {
        var words = found?.Drop.Verdict switch
        {
            null => "Nothing can be said: the queue has no target or is not measured.",
            DropVerdict.LittleHistory => FormattableString.Invariant($"Nothing can be said: {found.Drop.Past} past days are too few to know what is usual."),
            DropVerdict.NoDrop => "No drop: nothing stands out from what its past days show by chance.",
            DropVerdict.CannotTell => "It dropped, and none of the known causes explains enough of it.",
            _ => FormattableString.Invariant($"It dropped, and {found.Drop.Causes.Length} causes explain it: see causes."),
        };
        var stretch = found is { Drop.Verdict: DropVerdict.CannotTell or DropVerdict.Explained } ? found.SpanOf(found.Drop.Stretch) : null;
        return ToolCall.Answer($"Service level today so far: {Level(summary)}. {words} Provisional: today is not over.", json =>
        {
            Write(call, json, snapshot, summary, stretch ?? ExplainAddress.SoFar(snapshot));
            json.WriteString("verdict", found is null ? null : JsonNamingPolicy.CamelCase.ConvertName(found.Drop.Verdict.ToString()));
            json.WriteNumber("pastDays", found?.Drop.Past ?? 0);
            ToolCall.WriteNumber(json, "levelOfStretch", (decimal?)found?.Drop.Level);
            ToolCall.WriteNumber(json, "usualLevelOfStretch", (decimal?)found?.Drop.UsualLevel);
            json.WriteStartArray("causes");
            foreach (var cause in found?.Drop.Causes ?? [])
            {
                json.WriteStartObject();
                json.WriteString("cause", JsonNamingPolicy.CamelCase.ConvertName(cause.Cause.ToString()));
                json.WriteNumber("lostRatio", cause.Points);
                json.WriteNumber("actual", cause.Actual);
                json.WriteNumber("usual", cause.Usual);
                if (found!.SpanOf(cause.Slots) is { } span) // there are causes of what was found
                {
                    json.WriteString("from", span.Start.UtcDateTime);
                    json.WriteString("to", span.End.UtcDateTime);
                    json.WriteString("explanation", call.ExplanationOf(summary.Queue.Id, summary.Media, span));
                }
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });
    }

    private static CallToolResult Forecast(ToolCall call, Snapshot snapshot, QueueSummary summary)
    {
        var forecast = summary.Outlook.Forecast;
        var words = forecast switch
        {
            null => "No forecast: there are too few comparable days, or the day has closed.",
            { Close: { } close } when close.Quantile(0.5) is { } median =>
                $"It may close at about {ToolCall.Words((decimal)median, summary.Target?.Ratio)}; the range is in the structured content.",
            _ => "The contacts still expected are in the structured content; the level cannot be foretold.",
        };
        return ToolCall.Answer($"Service level today so far: {Level(summary)}. {words} Provisional: a forecast, and today is not over.", json =>
        {
            Write(call, json, snapshot, summary, ExplainAddress.SoFar(snapshot));
            json.WriteNumber("offered", summary.Day.Offered);
            ToolCall.WriteNumber(json, "restExpected", (decimal?)forecast?.Rest.Mean);
            ToolCall.WriteNumber(json, "restLow", forecast?.Rest.Quantile(0.1));
            ToolCall.WriteNumber(json, "restHigh", forecast?.Rest.Quantile(0.9));
            ToolCall.WriteNumber(json, "closing", (decimal?)forecast?.Close?.Quantile(0.5));
            ToolCall.WriteNumber(json, "closingLow80", (decimal?)forecast?.Close?.Quantile(0.1));
            ToolCall.WriteNumber(json, "closingHigh80", (decimal?)forecast?.Close?.Quantile(0.9));
            ToolCall.WriteNumber(json, "chance", (decimal?)forecast?.Chance);
            json.WriteNumber("comparableDays", forecast?.Days ?? 0);
        });
    }

    /// <summary>Today so far, with what it is measured by.</summary>
    private static void Write(ToolCall call, Utf8JsonWriter json, Snapshot snapshot, QueueSummary summary, Interval explained)
    {
        ToolCall.WriteQueue(json, summary.Queue, summary.Media);
        ToolCall.WriteLevel(json, summary.DayLevel);
        ToolCall.WriteMeasure(json, snapshot.Definition, (decimal?)summary.Target?.Threshold.TotalSeconds, summary.Target?.Ratio);
        ToolCall.WriteStanding(
            json, ExplainAddress.SoFar(snapshot), call.State.AgeAt(call.Now), isProvisional: true,
            call.ExplanationOf(summary.Queue.Id, summary.Media, explained));
    }

    private static string Level(QueueSummary summary) => ToolCall.Words(summary.DayLevel, summary.Target?.Ratio);
}
