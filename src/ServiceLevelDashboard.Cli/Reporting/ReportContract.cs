using System.Collections.Immutable;
using System.Globalization;
using Microsoft.Extensions.Logging.Abstractions;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Groups;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Cli.Reporting;

/// <summary>Reads the targets that were set in the dashboard, so that a report measures each day as the dashboard does.</summary>
internal static class ReportContract
{
    /// <summary>The contract of an archive; null when it cannot be read, and then only Genesys' own targets are known.</summary>
    /// <param name="archive">The archive.</param>
    /// <param name="shell">The shell: its configuration says when the site's day starts.</param>
    /// <param name="zone">The site's zone.</param>
    /// <param name="definition">The report's definition.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<Contract?> ReadAsync(
        IDurableArchive archive, Shell shell, TimeZoneInfo zone, ServiceLevelDefinition definition, CancellationToken cancellationToken)
    {
        try
        {
            var terms = ContractTerms.None with
            {
                Targets = await ReadAsync(archive, TargetRules.Kind, shell, cancellationToken),
                Groups = await ReadAsync(archive, GroupRules.Kind, shell, cancellationToken),
            };
            var dayStart = TimeOnly.TryParseExact(shell.Configuration["Site:DayStart"], "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var start) ? start : TimeOnly.MinValue;
            return new Contract(zone, dayStart, definition, terms);
        }
        catch (Exception e) when (archive.IsOutage(e))
        {
            shell.Terminal.Say("Notice: the archive cannot be read; targets that were set in the dashboard are not known here.");
            return null;
        }
    }

    private static async Task<ImmutableDictionary<string, T>> ReadAsync<T>(
        IDurableArchive archive, DocumentKind<T> kind, Shell shell, CancellationToken cancellationToken)
        where T : class
    {
        using var book = new DocumentBook<T>(archive, kind, shell.Clock, NullLogger<DocumentBook<T>>.Instance);
        await book.LookAsync(cancellationToken);
        return book.All.ToImmutableDictionary(static d => d.Key, static d => d.Value.Value);
    }
}
