using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Analytics.Reconciling;

/// <summary>The organisation's switches as a dashboard has learnt and kept them, for whoever reads its archive.</summary>
public static class KeptSwitches
{
    /// <summary>Reads them; the configured ones where nothing is kept, or what is kept cannot be read.</summary>
    /// <param name="documents">What is kept.</param>
    /// <param name="clock">The present moment.</param>
    /// <param name="configured">The configured switches, for what is left open.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<GenesysSwitches> ReadAsync(
        IDocumentStore documents, TimeProvider clock, GenesysSwitches configured, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(documents);
        ArgumentNullException.ThrowIfNull(configured);
        try
        {
            var ledger = new DocumentRepository<SwitchLedger>(documents, SwitchLedger.Kind, clock);
            return await ledger.ReadAsync(SwitchLedger.Key, cancellationToken).ConfigureAwait(false) is { } document
                ? document.Value.Chosen(configured)
                : configured;
        }
        catch (UnusableDocumentException)
        {
            return configured; // the dashboard says so and goes on without it, too
        }
    }
}
