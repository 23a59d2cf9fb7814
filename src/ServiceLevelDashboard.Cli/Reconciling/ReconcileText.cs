using System.Collections.Immutable;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Cli.Reconciling;

/// <summary>Writes a comparison for people.</summary>
internal static class ReconcileText
{
    public static void Write(TextWriter writer, ReconcileResult result, ReportZone zone)
    {
        var (found, inference) = (result.Reconciliation, result.Inference);
        writer.WriteLine($"Range:         {InvariantFormat.Time(result.Range.Start, zone.Zone)} to {InvariantFormat.Time(result.Range.End, zone.Zone)} {zone.Zone.Id} ({zone.Source})");
        writer.WriteLine($"Compared:      intervals of a queue and media type: {InvariantFormat.Count(found.Compared)}, of which {InvariantFormat.Count(found.Agreeing)} agree, {InvariantFormat.Count(found.Mismatches.Length)} differ");
        writer.WriteLine($"Used to infer: {InvariantFormat.Count(found.UsedToInfer)} more, used to infer the settings: not counted as matches");
        writer.WriteLine($"Not compared:  {InvariantFormat.Count(found.GaveNone.Length)} with contacts but no service level from Genesys Cloud, {InvariantFormat.Count(found.NothingCounts)} without counted contacts");
        writer.WriteLine($"Settings:      {Describe(result.Switches)} ({Standing(inference)})");
        foreach (var (_, label, evidence) in result.Evidence)
        {
            writer.WriteLine($"  {label + ":",-16}{Describe(evidence, result, zone)}");
        }
        if (inference.Change is { } change)
        {
            writer.WriteLine($"Change:        intervals before {InvariantFormat.Time(change.From, zone.Zone)} show {Either(change.Before)},");
            writer.WriteLine($"               from then on {Either(change.After)}. The settings also apply to past data: run it again for the range.");
        }

        foreach (var fit in inference.Settings.Where(_ => inference.IsContradictory))
        {
            writer.WriteLine($"  {InvariantFormat.Count(fit.Contradicting)} of {InvariantFormat.Count(inference.Rows)} intervals contradict: {Describe(fit.Switches)}");
        }
        if (inference.Unexplained.Length > 0)
        {
            writer.WriteLine($"Unexplained:   included in the differences: intervals with a denominator that no setting explains ({InvariantFormat.Count(inference.Unexplained.Length)})");
        }
        WriteRows(writer, "Differing intervals", found.Mismatches, result, zone);
        WriteQueues(writer, found.GaveNone, result);
    }

    private static void WriteRows(TextWriter writer, string title, ImmutableArray<RowComparison> rows, ReconcileResult result, ReportZone zone)
    {
        if (rows.IsEmpty)
        {
            return;
        }
        writer.WriteLine();
        writer.WriteLine(title);
        List<string[]> table = [["Queue", "Media", "From", "Ours", "Genesys"]];
        table.AddRange(rows.Select(r => new[]
        {
            Terminal.Printable(result.NameOf(r.Row.Key)),
            Terminal.Printable(r.Row.Key.Media.Name),
            InvariantFormat.Time(r.Row.Interval.Start, zone.Zone),
            Fraction(r.Ours),
            r.Theirs is { } theirs ? Fraction(theirs) : InvariantFormat.NoValue,
        }));
        TextTable.Write(writer, table);
    }

    private static void WriteQueues(TextWriter writer, ImmutableArray<RowComparison> rows, ReconcileResult result)
    {
        if (rows.IsEmpty)
        {
            return;
        }
        writer.WriteLine();
        writer.WriteLine("Queues with contacts but no service level from Genesys Cloud (usually: no target)");
        List<string[]> table = [["Queue", "Media", "Intervals"]];
        table.AddRange(rows.GroupBy(r => r.Row.Key)
            .OrderBy(g => result.NameOf(g.Key), StringComparer.OrdinalIgnoreCase).ThenBy(g => g.Key.Media.Name, StringComparer.Ordinal)
            .Select(g => new[] { Terminal.Printable(result.NameOf(g.Key)), Terminal.Printable(g.Key.Media.Name), InvariantFormat.Count(g.Count()) }));
        TextTable.Write(writer, table, 2);
    }

    private static string Standing(SwitchInference inference) => inference switch
    {
        { IsContradictory: true } => "no setting fits all intervals; this one contradicts the fewest",
        { IsDecided: true } => "inferred: no other setting fits",
        _ => "inferred where the intervals show it, otherwise the default",
    };

    private static string Describe(SwitchEvidence evidence, ReconcileResult result, ReportZone zone) => evidence switch
    {
        { Reading: SwitchReading.Moot } => "not applicable, since abandons do not count",
        { Example: { } row } => $"{(evidence.Reading == SwitchReading.On ? "count" : "do not count")}, shown by {InvariantFormat.Count(evidence.DecidingRows)} intervals, for example "
            + $"{Terminal.Printable(result.NameOf(row.Key))} {InvariantFormat.Time(row.Interval.Start, zone.Zone)}: {Describe(row.Counts)}",
        _ when result.Inference.IsContradictory => "unknown: the intervals contradict each other",
        _ => "unknown: no interval shows whether on or off",
    };

    private static string Describe(ContactCounts counts) =>
        $"{InvariantFormat.Count(counts.Answered)} answered, {InvariantFormat.Count(counts.Abandoned)} abandoned ({InvariantFormat.Count(counts.ShortAbandoned)} short), "
        + $"{InvariantFormat.Count(counts.FlowOut)} flow-outs, denominator {InvariantFormat.Count(counts.Genesys?.Denominator)}";

    private static string Either(ImmutableArray<GenesysSwitches> settings) => string.Join(" or ", settings.Select(Describe));

    private static string Describe(GenesysSwitches switches) =>
        $"abandons {Counted(switches.IncludeAbandons)}, short abandons {Counted(switches.IncludeAbandons && switches.IncludeShortAbandons)}, flow-outs {Counted(switches.IncludeFlowOuts)}";

    private static string Counted(bool isCounted) => isCounted ? "count" : "do not count";

    private static string Fraction(ServiceLevel level) => $"{InvariantFormat.Count(level.Numerator)} of {InvariantFormat.Count(level.Denominator)}";
}
