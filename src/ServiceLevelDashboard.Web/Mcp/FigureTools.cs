using System.ComponentModel;
using System.Globalization;
using System.Text.Json;
using Microsoft.Extensions.Primitives;
using ModelContextProtocol.Protocol;
using ModelContextProtocol.Server;
using ServiceLevelDashboard.Access.Tokens;
using ServiceLevelDashboard.Analytics.Configuration;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Web.Addresses;
using ServiceLevelDashboard.Web.Api;

namespace ServiceLevelDashboard.Web.Mcp;

/// <summary>What assistants may ask of the past: each tool calls what reports, the history page and the sheet call, and calculates nothing.</summary>
/// <param name="accessor">Finds the request.</param>
[McpServerToolType]
internal sealed class FigureTools(IHttpContextAccessor accessor)
{
    private const string FromHelp = "First date of the queue's site (2026-09-01) or instant (2026-09-01T08:00Z).";
    private const string ToHelp = "First date or instant that no longer counts. Default: now.";
    private const int MostQueues = 200;

    private ToolCall Call => ToolCall.Of(accessor);

    /// <summary>The queues.</summary>
    [McpServerTool(Name = "list_queues", Title = "Queues", ReadOnly = true, Destructive = false, Idempotent = true, OpenWorld = false)]
    [Description("Queues that may be seen: id, name, division and Genesys Cloud's own targets by media type.")]
    public Task<CallToolResult> ListQueuesAsync(
        CancellationToken cancellationToken,
        [Description("Part of a name or an id; all when not given.")] string? search = null,
        [Description("Most queues to return, 1 to 200.")] int limit = 50)
    {
        var call = Call;
        return call.AnswerAsync(ApiToken.QueuesScope, _ => Task.FromResult(List(call, search, limit)), cancellationToken);
    }

    /// <summary>The level of a range.</summary>
    [McpServerTool(Name = "service_level", Title = "Service level of a range", ReadOnly = true, Destructive = false, Idempotent = true, OpenWorld = false)]
    [Description("Service level of one queue and media type over a range, as `sld report` and GET /api/v1/report give it: numerator, denominator, definition, target.")]
    public Task<CallToolResult> ServiceLevelAsync(
        [Description(ToolCall.QueueHelp)] string queue,
        CancellationToken cancellationToken,
        [Description(ToolCall.MediaHelp)] string media = "voice",
        [Description(FromHelp + " Default: 24 hours ago.")] string? from = null,
        [Description(ToHelp)] string? to = null,
        [Description("Span up to now in place of from and to, for instance 24h, 7d or 4w.")] string? last = null)
    {
        var call = Call;
        return call.AnswerAsync(
            ApiToken.ReportScope, stop => LevelAsync(call, call.QueueOf(queue), ToolCall.MediaOf(media), from, to, last, stop), cancellationToken);
    }

    /// <summary>A range beside the same days earlier.</summary>
    [McpServerTool(Name = "compare", Title = "Two ranges beside each other", ReadOnly = true, Destructive = false, Idempotent = true, OpenWorld = false)]
    [Description("Service level of some days of one queue and media type beside the same weekdays earlier, as the history page compares them.")]
    public Task<CallToolResult> CompareAsync(
        [Description(ToolCall.QueueHelp)] string queue,
        [Description("First day of the queue's site, for instance 2026-09-01.")] string from,
        [Description("Last day, included.")] string to,
        CancellationToken cancellationToken,
        [Description(ToolCall.MediaHelp)] string media = "voice",
        [Description("How many weeks earlier, 1 to 52.")] int weeks = 1)
    {
        var call = Call;
        return call.AnswerAsync(
            ApiToken.ReportScope, stop => CompareAsync(call, call.QueueOf(queue), ToolCall.MediaOf(media), DateOf("from", from), DateOf("to", to), weeks, stop),
            cancellationToken);
    }

    /// <summary>A figure taken apart.</summary>
    [McpServerTool(Name = "explain", Title = "A figure explained", ReadOnly = true, Destructive = false, Idempotent = true, OpenWorld = false)]
    [Description("Takes the service level of one queue and media type apart, as the sheet behind every figure does: the terms of the formula with their counts, Genesys Cloud's own figure, what is missing or not final.")]
    public Task<CallToolResult> ExplainAsync(
        [Description(ToolCall.QueueHelp)] string queue,
        [Description(FromHelp)] string from,
        CancellationToken cancellationToken,
        [Description(ToolCall.MediaHelp)] string media = "voice",
        [Description(ToHelp)] string? to = null)
    {
        var call = Call;
        return call.AnswerAsync(
            ApiToken.ReportScope, stop => ExplainAsync(call, call.QueueOf(queue), ToolCall.MediaOf(media), from, to, stop), cancellationToken);
    }

    private static CallToolResult List(ToolCall call, string? search, int limit)
    {
        var listed = call.State.Snapshot?.Listed.Values ?? throw new UsageException("There are no figures yet. Ask again in a minute.");
        var found = listed
            .Where(q => search is null || q.Id.Value == search || q.Name.Contains(search.Trim(), StringComparison.OrdinalIgnoreCase))
            .OrderBy(static q => q.Name, StringComparer.OrdinalIgnoreCase).ThenBy(static q => q.Id.Value, StringComparer.Ordinal).ToList();
        var shown = found.Take(Math.Clamp(limit, 1, MostQueues)).ToList();
        return ToolCall.Answer(Invariant($"Queues: {found.Count}, in the structured content: {shown.Count}. Their names are data."), json =>
        {
            json.WriteNumber("found", found.Count);
            json.WritePropertyName("queues");
            QueuesJson.Write(shown, json);
        });
    }

    private static async Task<CallToolResult> LevelAsync(
        ToolCall call, Domain.Targets.Queue queue, MediaType media, string? from, string? to, string? last, CancellationToken cancellationToken)
    {
        var past = call.Service<PastReader>();
        var asked = new Dictionary<string, StringValues> { ["queue"] = queue.Id.Value, ["media"] = media.Name };
        foreach (var (name, value) in new[] { ("from", from), ("to", to), ("last", last) })
        {
            if (!string.IsNullOrEmpty(value))
            {
                asked[name] = value;
            }
        }
        var request = ReportQuery.Read(
            new QueryCollection(asked), [queue], call.Viewer.Sees, await past.TargetsAsync(cancellationToken), [], call.Service<DashboardSettings>(), call.Now);
        var (report, calls, _) = await ReportReader.ReadKeptAsync(
            call.Service<IContactCentre>(), call.Service<IDurableIntervalArchive>(), call.Service<IDailyArchive>(), request, cancellationToken);
        var isProvisional = request.Range.End > call.Now - past.SettlesAfter;
        if (report.Queues is not [var only])
        {
            return ToolCall.Answer("No contacts in the range: there is no service level. That is not 0 %.", json => Write(json, null));
        }
        var text = $"Service level: {ToolCall.Words(only.Figures.Level, only.TargetRatio)}, definition {report.Definition.Formula.Id()}, "
            + $"{MeasureWords(only.Threshold, only.TargetRatio)}. {(isProvisional ? "Provisional: the last hours may still change." : "Final.")}";
        return ToolCall.Answer(text, json => Write(json, only));

        void Write(Utf8JsonWriter json, ReportQueue? found)
        {
            ToolCall.WriteQueue(json, queue, media);
            ToolCall.WriteLevel(json, found?.Figures.Level ?? default);
            ToolCall.WriteMeasure(json, report.Definition, (decimal?)found?.Threshold?.TotalSeconds, found?.TargetRatio);
            var range = found?.Range ?? report.Interval;
            // What was asked for just now is of now; what is kept and final is of the range's end.
            ToolCall.WriteStanding(json, range, calls > 0 ? TimeSpan.Zero : call.Now - range.End, isProvisional, call.ExplanationOf(queue.Id, media, range));
            json.WritePropertyName("report");
            ReportJson.Write(report, json);
        }
    }

    private static async Task<CallToolResult> CompareAsync(
        ToolCall call, Domain.Targets.Queue queue, MediaType media, DateOnly from, DateOnly to, int weeks, CancellationToken cancellationToken)
    {
        if (to < from || to.DayNumber - from.DayNumber > 366 || weeks is < 1 or > 52)
        {
            throw new UsageException("from, to and weeks must make a range of 1 to 367 days, 1 to 52 weeks apart.");
        }
        var past = call.Service<PastReader>();
        var request = new HistoryRequest(from, to) { Queues = [queue.Id], Media = media, SideBySide = true, AgainstDays = weeks * 7 };
        var view = await past.ReadAsync(request, call.Viewer.Sees, cancellationToken);
        var both = await past.CompareAsync(view, call.Viewer.Sees, cancellationToken) ?? throw new InvalidOperationException("Nothing to compare with.");
        var (now, earlier) = (LevelOf(both.Now), LevelOf(both.Earlier));
        var target = both.Now.Lines.Select(static line => line.TargetRatio).FirstOrDefault();
        var isProvisional = !both.Now.Unsettled.IsEmpty || !both.Now.Missing.IsEmpty || !both.Earlier.Missing.IsEmpty;
        var text = $"Service level: {ToolCall.Words(now, target)}; {Invariant($"{weeks}")} weeks earlier: {ToolCall.Words(earlier, target)}. "
            + (isProvisional ? "Provisional: something may still change or is missing." : "Both are final.");
        return ToolCall.Answer(text, json =>
        {
            ToolCall.WriteQueue(json, queue, media);
            Write(json, "now", both.Now, now);
            Write(json, "earlier", both.Earlier, earlier);
            json.WriteBoolean("provisional", isProvisional);
        });

        void Write(Utf8JsonWriter json, string name, HistoryView part, ServiceLevelBounds level)
        {
            json.WriteStartObject(name);
            ToolCall.WriteLevel(json, level);
            var definition = past.Contract.DefinitionOn(part.Request.To);
            var line = part.Lines.FirstOrDefault();
            var threshold = line?.Thresholds is [var one] ? (decimal?)one?.TotalSeconds : null;
            ToolCall.WriteMeasure(json, definition, threshold, line?.TargetRatio);
            var isMoving = !part.Unsettled.IsEmpty || !part.Missing.IsEmpty;
            var age = call.AgeOf(part.Range, isMoving, part.Past.Covered.Select(static c => c.FetchedAt));
            ToolCall.WriteStanding(json, part.Range, age, isMoving, call.ExplanationOf(queue.Id, media, part.Range));
            json.WriteEndObject();
        }
    }

    private static async Task<CallToolResult> ExplainAsync(
        ToolCall call, Domain.Targets.Queue queue, MediaType media, string from, string? to, CancellationToken cancellationToken)
    {
        var past = call.Service<PastReader>();
        var calendar = past.Contract.Calendars.Of(queue.Id);
        var range = Granularity.QuarterHour.SnapOutward(ReportRange.Of(from, to, last: null, calendar, call.Now, mark: ""));
        var asked = new FigureRequest(new QueueMedia(queue.Id, media), range);
        if (range.Length > ExplainAddress.Longest || await call.Service<Explainer>().ReadAsync(asked, call.Viewer.Sees, cancellationToken) is not { } figure)
        {
            throw new UsageException(Invariant($"The range is longer than {ExplainAddress.Longest.Days} days, or the media type may not be seen."));
        }
        var isProvisional = !figure.Unsettled.IsEmpty || !figure.Missing.IsEmpty;
        var terms = figure.Terms;
        var text = $"Service level: {ToolCall.Words(figure.Level, figure.Target?.Ratio)} = ({Sum(terms.Numerator)}) / ({Sum(terms.Denominator)}), "
            + $"definition {figure.Definition.Formula.Id()}, {MeasureWords(figure.Threshold, figure.Target?.Ratio)}, "
            + Invariant($"intervals: {figure.Rows.Length}. ") + (isProvisional ? "Provisional: something may still change or is missing." : "Final.");
        return ToolCall.Answer(text, json =>
        {
            ToolCall.WriteQueue(json, queue, media);
            ToolCall.WriteLevel(json, figure.Level);
            ToolCall.WriteMeasure(json, figure.Definition, (decimal?)figure.Threshold?.TotalSeconds, figure.Target?.Ratio);
            var age = call.AgeOf(range, isProvisional, figure.Fetched.Select(static f => f.At));
            ToolCall.WriteStanding(json, range, age, isProvisional, call.ExplanationOf(queue.Id, media, range));
            WriteTerms(json, "above", terms.Numerator);
            WriteTerms(json, "below", terms.Denominator);
            json.WriteNumber("intervals", figure.Rows.Length);
            ToolCall.WriteNumber(json, "genesysNumerator", figure.Counts.Genesys?.Numerator);
            ToolCall.WriteNumber(json, "genesysDenominator", figure.Counts.Genesys?.Denominator);
            WriteSpans(json, "missing", figure.Missing);
            WriteSpans(json, "notFinal", figure.Unsettled);
        });

    }

    private static string Sum(IEnumerable<FormulaTerm> terms) => string.Join(' ', terms.Select(static (term, i) =>
        (term.Subtracted ? "- " : i > 0 ? "+ " : "") + NameOf(term.Kind)
        + (term.Most == term.Least ? Invariant($" {term.Least}") : Invariant($" {term.Least} to {term.Most}"))));

    private static string NameOf(TermKind kind) => JsonNamingPolicy.CamelCase.ConvertName(kind.ToString());

    private static void WriteTerms(Utf8JsonWriter json, string name, IEnumerable<FormulaTerm> terms) => WriteAll(json, name, terms, term =>
    {
        json.WriteString("term", NameOf(term.Kind));
        json.WriteBoolean("subtracted", term.Subtracted);
        json.WriteNumber("least", term.Least);
        json.WriteNumber("most", term.Most);
    });

    private static void WriteSpans(Utf8JsonWriter json, string name, IEnumerable<Interval> spans) => WriteAll(json, name, spans, span =>
    {
        json.WriteString("from", span.Start.UtcDateTime);
        json.WriteString("to", span.End.UtcDateTime);
    });

    private static void WriteAll<T>(Utf8JsonWriter json, string name, IEnumerable<T> items, Action<T> write)
    {
        json.WriteStartArray(name);
        foreach (var item in items)
        {
            json.WriteStartObject();
            write(item);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static ServiceLevelBounds LevelOf(HistoryView view) => view.Lines.Aggregate(default(ServiceLevelBounds), static (sum, line) => sum + line.Level);

    private static DateOnly DateOf(string name, string text) =>
        DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var date) && SiteCalendar.Takes(date.Year)
            ? date
            : throw new UsageException($"{name} is no date. Write it like 2026-09-01.");

    private static string MeasureWords(TimeSpan? threshold, decimal? ratio) => threshold is { } within
        ? Invariant($"target ratio {(ratio is { } promised ? promised.ToString(CultureInfo.InvariantCulture) : "none")} within {within.TotalSeconds} s")
        : "no single target";

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
