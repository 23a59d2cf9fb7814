using System.Collections.Immutable;
using ServiceLevelDashboard.Domain;

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

        var fitting = GenesysSwitches.Distinct.Where(switches => judged.All(counts =>
            ServiceLevelCalculator.GenesysDenominator(counts, switches) == counts.Genesys!.Denominator)).ToArray(); // not null: filtered above
        var agreeing = judged.Count(counts => counts.Answered - counts.OverSla == counts.Genesys!.Numerator); // not null: filtered above
        var numerators = FormattableString.Invariant($"its numerator is answered minus over SLA in {agreeing} of {judged.Length} rows");
        return fitting.Length > 0
            ? new DoctorCheck(Name, CheckStatus.Ok, $"Recomputed from the counts: {string.Join(" or ", fitting.Select(Describe))}; {numerators}.")
            : new DoctorCheck(Name, CheckStatus.Warn, $"Not the same as recomputed from the counts; {numerators}.",
                "No combination of the organisation's three switches gives Genesys' own denominators.",
                "Reports use Genesys' own figures where it gives them. Please send this table back: it is something that we do not know yet.");
    }

    private static string Describe(GenesysSwitches switches) =>
        $"abandons {Counted(switches.IncludeAbandons)}, short abandons {Counted(switches.IncludeAbandons && switches.IncludeShortAbandons)}, flow-outs {Counted(switches.IncludeFlowOuts)}";

    private static string Counted(bool isCounted) => isCounted ? "count" : "do not count";
}
