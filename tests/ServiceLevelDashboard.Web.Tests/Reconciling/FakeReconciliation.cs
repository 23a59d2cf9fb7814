using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Analytics.Reconciling;
using ServiceLevelDashboard.Web.Tests.Queue;

namespace ServiceLevelDashboard.Web.Tests.Reconciling;

/// <summary>An agreement that a test sets, and what was confirmed.</summary>
internal sealed class FakeReconciliation : IReconciliation
{
    public ReconciliationState Current { get; set; } = ReconciliationState.Nothing;

    public List<GenesysSwitches> Confirmed { get; } = [];

    public Task<bool> ConfirmAsync(GenesysSwitches switches, Actor who, CancellationToken cancellationToken)
    {
        Confirmed.Add(switches);
        Current = Current with { IsConfirmed = true, ConfirmedAt = QueueSamples.Now, Switches = switches };
        return Task.FromResult(true);
    }

    /// <summary>The state after rows of Genesys' default switches of which some numerators were altered by one.</summary>
    public static ReconciliationState After(int intervals, int altered = 0)
    {
        ImmutableArray<QueueInterval> rows = [.. Enumerable.Range(0, intervals).Select(i =>
        {
            var counts = QueueSamples.Counts(16, 10, 2, 6, 1);
            var own = counts.Genesys!;
            var start = QueueSamples.DayStart.AddMinutes(15 * i);
            return new QueueInterval(
                QueueSamples.Billing,
                new Interval(start, start.AddMinutes(15)),
                counts with { Genesys = i >= intervals - altered ? own with { Numerator = own.Numerator + 1 } : own });
        })];
        var inference = SwitchInference.Of(rows);
        var switches = inference.Nearest(new GenesysSwitches());
        return new ReconciliationState
        {
            At = QueueSamples.Now,
            Today = Reconciliation.Of(rows, switches, inference, isConfirmed: false),
            Inference = inference,
            Switches = switches,
            Possible = inference.Fitting,
        };
    }
}
