using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Past;

/// <summary>A figure as text that does not change: the same figure gives the same text, and the text its own address.</summary>
public static class FrozenFigure
{
    /// <summary>The longest text that is kept, in bytes: a mebibyte.</summary>
    public const int MaximumBytes = 1024 * 1024;

    private const int IdLength = 24;

    private static readonly JsonSerializerOptions Json = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
    };

    /// <summary>The address of a text: the first 24 hexadecimal digits of its SHA-256.</summary>
    public static string IdOf(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..IdLength];
    }

    /// <summary>Whether a text could be an address: 24 digits and letters a to f.</summary>
    public static bool IsId(string? id) => id is { Length: IdLength } && id.All(char.IsAsciiHexDigitLower);

    /// <summary>Freezes a figure.</summary>
    public static string Write(Figure figure)
    {
        ArgumentNullException.ThrowIfNull(figure);
        return JsonSerializer.Serialize(DocumentOf(figure), Json);
    }

    /// <summary>Reads a frozen figure.</summary>
    /// <exception cref="InvalidDataException">The text is none.</exception>
    public static Figure Read(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<FigureDocument>(text, Json) is { } document
                ? FigureOf(document)
                : throw new InvalidDataException("The saved figure is empty.");
        }
        catch (Exception e) when (e is JsonException or FormatException or ArgumentException or IndexOutOfRangeException)
        {
            throw new InvalidDataException("The saved figure cannot be read.", e);
        }
    }

    private static FigureDocument DocumentOf(Figure figure)
    {
        // Most rows share one set of edges: written once.
        string[] edges = [.. figure.Rows.Select(static r => r.Counts.Bands?.Edges.Id).OfType<string>().Distinct().Order(StringComparer.Ordinal)];
        return DocumentOf(figure, edges);
    }

    private static FigureDocument DocumentOf(Figure figure, string[] edges) => new()
    {
        Queue = figure.Key.Queue.Value,
        Media = figure.Key.Media.Name,
        Name = figure.QueueName,
        From = Seconds(figure.Range.Start),
        To = Seconds(figure.Range.End),
        Formula = figure.Definition.Formula.Id(),
        WithFlowOuts = figure.Definition.WithFlowOuts,
        ShortLimitMs = Milliseconds(figure.Definition.ShortAbandonLimit),
        Switches = new SwitchDocument(
            figure.Definition.Switches.IncludeAbandons, figure.Definition.Switches.IncludeShortAbandons, figure.Definition.Switches.IncludeFlowOuts),
        Target = TargetOf(figure.Target),
        ForeignThresholdMs = Milliseconds(figure.ForeignThreshold),
        Targets = [.. figure.Targets.Select(t => new SpellDocument(Seconds(t.From), TargetOf(t.Target)))],
        AssumedUntil = figure.AssumedUntil is { } until ? Seconds(until) : null,
        Measures = figure.Measures.IsEmpty ? null : [.. figure.Measures.Select(MeasureOf)],
        Edges = edges,
        Rows = [.. figure.Rows.Select(row => RowOf(row, edges))],
        Fetched = [.. figure.Fetched.Select(f => new FetchDocument(Seconds(f.Range.Start), Seconds(f.Range.End), f.Granularity.ToString(), Seconds(f.At)))],
        Missing = [.. figure.Missing.Select(m => new[] { Seconds(m.Start), Seconds(m.End) })],
        Unsettled = [.. figure.Unsettled.Select(m => new[] { Seconds(m.Start), Seconds(m.End) })],
    };

    private static Figure FigureOf(FigureDocument document)
    {
        if (!FormulaIds.TryParse(document.Formula, out var formula))
        {
            throw new FormatException($"There is no formula {document.Formula}.");
        }
        var figure = new Figure
        {
            Key = new QueueMedia(new QueueId(document.Queue), new MediaType(document.Media)),
            QueueName = document.Name,
            Range = Range(document.From, document.To),
            Definition = new ServiceLevelDefinition(formula)
            {
                WithFlowOuts = document.WithFlowOuts,
                ShortAbandonLimit = Span(document.ShortLimitMs),
                Switches = new GenesysSwitches(document.Switches.Abandons, document.Switches.ShortAbandons, document.Switches.FlowOuts),
            },
            Target = TargetOf(document.Target),
            ForeignThreshold = Span(document.ForeignThresholdMs),
            Targets = [.. document.Targets.Select(t => new TargetSpell(Instant(t.From), TargetOf(t.Target)))],
            AssumedUntil = document.AssumedUntil is { } until ? Instant(until) : null,
            Rows = [],
            Fetched = [.. document.Fetched.Select(f => new FetchedPart(
                Range(f.From, f.To), Granularity.TryParse(f.Granularity, out var granularity) ? granularity : default, Instant(f.At)))],
            Missing = [.. document.Missing.Select(m => Range(m[0], m[1]))],
            Unsettled = [.. document.Unsettled.Select(m => Range(m[0], m[1]))],
        };
        figure = figure with { Measures = [.. (document.Measures ?? []).Select(m => MeasureOf(m, figure.Definition.Switches))] };
        EdgeSet[] edges = [.. document.Edges.Select(EdgeSet.Parse)];
        return figure with { Rows = [.. document.Rows.Select(row => RowOf(row, edges, figure))] };
    }

    private static RowDocument RowOf(FigureRow row, string[] edges) => new()
    {
        From = Seconds(row.Interval.Start),
        To = Seconds(row.Interval.End),
        Offered = row.Counts.Offered,
        Answered = row.Counts.Answered,
        Abandoned = row.Counts.Abandoned,
        FlowOut = row.Counts.FlowOut,
        Short = row.Counts.ShortAbandoned,
        Late = row.Counts.OverSla,
        EdgeSet = row.Counts.Bands is { } bands ? Array.IndexOf(edges, bands.Edges.Id) : null,
        AnsweredWithin = row.Counts.Bands?.AnsweredWithin.ToArray(),
        AbandonedWithin = row.Counts.Bands?.AbandonedWithin.ToArray(),
        Genesys = row.Counts.Genesys,
        LateByWait = row.Counts.LateByWait is > 0 and var byWait ? byWait : null,
        Unjudged = row.Counts.Unjudged is > 0 and var unjudged ? unjudged : null,
        CustomerFirst = row.Counts.CustomerFirst is var first && first == CustomerFirstCounts.None ? null : first,
        FetchedAt = Seconds(row.FetchedAt),
        MayMove = row.MayMove,
    };

    /// <summary>The level is calculated again: what is frozen are its counts and rules, so that it can be checked.</summary>
    private static FigureRow RowOf(RowDocument row, EdgeSet[] edges, Figure figure)
    {
        var counts = new ContactCounts
        {
            Offered = row.Offered,
            AnswerWait = new DurationStatistics(row.Answered, 0, 0),
            AbandonWait = new DurationStatistics(row.Abandoned, 0, 0),
            FlowOutWait = new DurationStatistics(row.FlowOut, 0, 0),
            ShortAbandoned = row.Short,
            OverSla = row.Late,
            Bands = row.EdgeSet is { } set ? new Bands(edges[set], [.. row.AnsweredWithin ?? []], [.. row.AbandonedWithin ?? []]) : null,
            Genesys = row.Genesys,
            LateByWait = row.LateByWait ?? 0,
            Unjudged = row.Unjudged ?? 0,
            CustomerFirst = row.CustomerFirst ?? CustomerFirstCounts.None,
        };
        return new FigureRow(
            Range(row.From, row.To),
            counts,
            figure.LevelOf(Instant(row.From), counts),
            Instant(row.FetchedAt),
            row.MayMove);
    }

    private static MeasureDocument MeasureOf(MeasureSpell spell) => new(
        Seconds(spell.From),
        spell.Measure.Definition.Formula.Id(),
        spell.Measure.Definition.WithFlowOuts,
        Milliseconds(spell.Measure.Definition.ShortAbandonLimit),
        TargetOf(spell.Measure.Target),
        Milliseconds(spell.Measure.ForeignThreshold));

    private static MeasureSpell MeasureOf(MeasureDocument document, GenesysSwitches switches)
    {
        if (!FormulaIds.TryParse(document.Formula, out var formula))
        {
            throw new FormatException($"There is no formula {document.Formula}.");
        }
        var definition = new ServiceLevelDefinition(formula)
        {
            WithFlowOuts = document.WithFlowOuts,
            ShortAbandonLimit = Span(document.ShortLimitMs),
            Switches = switches,
        };
        return new MeasureSpell(
            Instant(document.From), new Measure(definition, TargetOf(document.Target)) { ForeignThreshold = Span(document.ForeignThresholdMs) });
    }

    private static TargetDocument? TargetOf(ServiceLevelTarget? target) =>
        target is null ? null : new TargetDocument(target.Ratio, (long)target.Threshold.TotalMilliseconds, target.Source.ToString());

    private static ServiceLevelTarget? TargetOf(TargetDocument? target) =>
        target is null ? null : new ServiceLevelTarget(target.Ratio, TimeSpan.FromMilliseconds(target.ThresholdMs), Enum.Parse<TargetSource>(target.Source));

    private static Interval Range(long from, long to) => new(Instant(from), Instant(to));

    private static DateTimeOffset Instant(long seconds) => DateTimeOffset.FromUnixTimeSeconds(seconds);

    private static long Seconds(DateTimeOffset instant) => instant.ToUnixTimeSeconds();

    private static long? Milliseconds(TimeSpan? span) => span is { } known ? (long)known.TotalMilliseconds : null;

    private static TimeSpan? Span(long? milliseconds) => milliseconds is { } known ? TimeSpan.FromMilliseconds(known) : null;

    private sealed record FigureDocument
    {
        public required string Queue { get; init; }
        public required string Media { get; init; }
        public required string Name { get; init; }
        public required long From { get; init; }
        public required long To { get; init; }
        public required string Formula { get; init; }
        public required bool WithFlowOuts { get; init; }
        public long? ShortLimitMs { get; init; }
        public required SwitchDocument Switches { get; init; }
        public TargetDocument? Target { get; init; }
        public long? ForeignThresholdMs { get; init; }
        public required SpellDocument[] Targets { get; init; }
        public long? AssumedUntil { get; init; }
        public MeasureDocument[]? Measures { get; init; }
        public required string[] Edges { get; init; }
        public required RowDocument[] Rows { get; init; }
        public required FetchDocument[] Fetched { get; init; }
        public required long[][] Missing { get; init; }
        public required long[][] Unsettled { get; init; }
    }

    private sealed record SwitchDocument(bool Abandons, bool ShortAbandons, bool FlowOuts);

    private sealed record TargetDocument(decimal Ratio, long ThresholdMs, string Source);

    private sealed record SpellDocument(long From, TargetDocument? Target);

    private sealed record MeasureDocument(long From, string Formula, bool WithFlowOuts, long? ShortLimitMs, TargetDocument? Target, long? ForeignThresholdMs);

    private sealed record FetchDocument(long From, long To, string Granularity, long At);

    private sealed record RowDocument
    {
        public required long From { get; init; }
        public required long To { get; init; }
        public int Offered { get; init; }
        public int Answered { get; init; }
        public int Abandoned { get; init; }
        public int FlowOut { get; init; }
        public int Short { get; init; }
        public int Late { get; init; }
        public int? EdgeSet { get; init; }
        public int[]? AnsweredWithin { get; init; }
        public int[]? AbandonedWithin { get; init; }
        public GenesysServiceLevel? Genesys { get; init; }
        public int? LateByWait { get; init; }
        public int? Unjudged { get; init; }
        public CustomerFirstCounts? CustomerFirst { get; init; }
        public required long FetchedAt { get; init; }
        public required bool MayMove { get; init; }
    }
}
