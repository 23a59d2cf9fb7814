using System.Collections.Immutable;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Cli.Reconciling;

/// <summary>What a comparison with Genesys' own figures has found.</summary>
/// <param name="Range">The range.</param>
/// <param name="Inference">What the rows say of the switches.</param>
/// <param name="Switches">The setting that the rows were compared by.</param>
/// <param name="Reconciliation">How the rows stand.</param>
/// <param name="Names">Names of queues by id.</param>
internal sealed record ReconcileResult(
    Interval Range, SwitchInference Inference, GenesysSwitches Switches, Reconciliation Reconciliation, ImmutableDictionary<QueueId, string> Names)
{
    public static ReconcileResult Of(Interval range, ImmutableArray<QueueInterval> rows, ImmutableArray<Queue> listed)
    {
        var inference = SwitchInference.Of(rows);
        // Genesys' default decides what the rows leave open: it makes no difference to any row that is compared.
        var switches = inference.Nearest(new GenesysSwitches());
        return new ReconcileResult(
            range, inference, switches, Reconciliation.Of(rows, switches, inference, isConfirmed: false),
            listed.ToImmutableDictionary(q => q.Id, q => q.Name));
    }

    /// <summary>The name of a row's queue; its id when it is not listed.</summary>
    public string NameOf(QueueMedia key) => Names.GetValueOrDefault(key.Queue, key.Queue.Value);

    /// <summary>The three switches with what is known of each, by their names.</summary>
    public ImmutableArray<(string Name, string Label, SwitchEvidence Evidence)> Evidence =>
    [
        ("abandons", "Abandons", Inference.Abandons),
        ("shortAbandons", "Short abandons", Inference.ShortAbandons),
        ("flowOuts", "Flow-outs", Inference.FlowOuts),
    ];
}
