using Microsoft.AspNetCore.Components;
using ServiceLevelDashboard.Access.Roles;
using ServiceLevelDashboard.Analytics.Reconciling;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Web.Reconciling;

/// <summary>
/// How the day stands against Genesys' own figures: the rows that differ, the evidence for the switches, their confirmation and their history.
/// </summary>
public sealed partial class ReconciliationPage
{
    private string? _said;

    [Inject]
    public required IReconciliation Reconciliation { get; init; }

    [Inject]
    public required ILogger<ReconciliationPage> Logger { get; init; }

    private ReconciliationState Agreement { get; set; } = ReconciliationState.Nothing;

    private TimeZoneInfo Zone => State.Snapshot?.Zone ?? TimeZoneInfo.Utc;

    private string Lead => ReconciliationWords.Badge(Agreement)
        ?? (Agreement.Today is null ? ReconciliationText.Waiting : ReconciliationText.NothingCompared);

    /// <inheritdoc/>
    protected override void OnLook() => Agreement = Reconciliation.Current;

    private string NameOf(QueueMedia key) => State.Snapshot?.Listed.GetValueOrDefault(key.Queue)?.Name ?? key.Queue.Value;

    private async Task ConfirmAsync(GenesysSwitches switches)
    {
        if (!Viewer.MaySupervise)
        {
            _said = ReconciliationText.ConfirmNotAllowed;
            return;
        }

        try
        {
            _said = await Reconciliation.ConfirmAsync(switches, Viewer.Demand(Rank.Supervisor), CancellationToken.None)
                ? ReconciliationText.ConfirmDone
                : ReconciliationText.ConfirmUnkept;
        }
        // The callback's top: the person is told here, the cause is logged.
        catch (Exception e)
        {
            Log.NotConfirmed(Logger, e);
            _said = ReconciliationText.ConfirmFailed;
        }

        Agreement = Reconciliation.Current;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "The switches could not be confirmed.")]
        public static partial void NotConfirmed(ILogger logger, Exception error);
    }
}
