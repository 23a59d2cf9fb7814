using System.Collections.Immutable;

namespace ServiceLevelDashboard.Cli.Doctor;

/// <summary>Finds out by which switches the organisation's own service level was computed, from the figures themselves.</summary>
internal static class SwitchesCheck
{
    private const string Name = "Genesys' own service level";

    public static DoctorCheck Check(ImmutableArray<QueueInterval> rows)
    {
        var judged = rows.Where(row => row.Counts.Genesys is not null).Select(row => row.Counts).ToArray();
        if (judged.Length == 0)
        {
            return new DoctorCheck(Name, CheckStatus.Warn, "No figures of Genesys' own (oServiceLevel).",
                "No queue with contacts has a service level target, or there were no contacts.",
                "Set targets in Genesys Cloud (Admin > Queues > the queue > Voice), or give --threshold.");
        }

        var inference = SwitchInference.Of(rows);
        var fitting = inference.Fitting.IsEmpty ? BestOf(inference) : inference.Fitting;
        var contradicting = inference.Change is null ? inference.Settings.Where(s => fitting.Contains(s.Switches)).Max(static s => s.Contradicting) : 0;
        var agreeing = judged.Count(counts => counts.Answered - counts.OverSla == counts.Genesys!.Numerator); // not null: filtered above
        var numerators = FormattableString.Invariant($"its numerator is answered minus over SLA in {agreeing} of {judged.Length} rows");
        var settings = string.Join(" or ", fitting.Select(Describe));
        if (contradicting == 0)
        {
            return new DoctorCheck(Name, CheckStatus.Ok, $"Recomputed from the counts: {settings}; {numerators}.");
        }

        var fit = FormattableString.Invariant($"{judged.Length - contradicting} of {judged.Length} fit");
        return contradicting < SwitchInference.MinimumRowsOfAChange
            ? new DoctorCheck(Name, CheckStatus.Warn, $"Recomputed from the counts, {fit}: {settings}; {numerators}.",
                FormattableString.Invariant(
                    $"{InvariantFormat.Counted(contradicting, "odd row", "odd rows")}, for instance an abandon that was counted late."), "No action needed; `sld reconcile` lists them.")
            : new DoctorCheck(Name, CheckStatus.Warn, $"Not the same as recomputed from the counts: at best {fit} ({settings}); {numerators}.",
                "No combination of the organisation's three switches gives all of Genesys' own denominators.",
                "Reports use Genesys' own figures where it gives them. `sld reconcile` names the rows. Please send this table back: it is something that we do not know yet.");
    }

    /// <summary>The settings that the fewest rows contradict.</summary>
    private static ImmutableArray<GenesysSwitches> BestOf(SwitchInference inference)
    {
        var least = inference.Settings.Min(static s => s.Contradicting);
        return [.. inference.Settings.Where(s => s.Contradicting == least).Select(static s => s.Switches)];
    }

    private static string Describe(GenesysSwitches switches) =>
        $"abandons {Counted(switches.IncludeAbandons)}, short abandons {Counted(switches.IncludeAbandons && switches.IncludeShortAbandons)}, flow-outs {Counted(switches.IncludeFlowOuts)}";

    private static string Counted(bool isCounted) => isCounted ? "count" : "do not count";
}
