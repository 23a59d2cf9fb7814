using System.Text.Json;
using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Analytics.Reconciling;

/// <summary>The organisation's switches as a dashboard has learnt and kept them, for whoever reads its archive.</summary>
public static class KeptSwitches
{
    /// <summary>Reads them; the configured ones where nothing is kept, or what is kept cannot be read.</summary>
    /// <param name="documents">What is kept.</param>
    /// <param name="configured">The configured switches, for what is left open.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<GenesysSwitches> ReadAsync(IDocumentStore documents, GenesysSwitches configured, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(documents);
        ArgumentNullException.ThrowIfNull(configured);
        if (await documents.ReadAsync(Reconciler.Kind, Reconciler.Key, cancellationToken).ConfigureAwait(false) is not { } document)
        {
            return configured;
        }

        try
        {
            return SwitchLedger.Parse(document.Json).Chosen(configured);
        }
        catch (JsonException)
        {
            return configured; // the dashboard says so and goes on without it, too
        }
    }
}
