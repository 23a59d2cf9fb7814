using System.Collections.Immutable;
using Microsoft.Extensions.Configuration;
using ServiceLevelDashboard.Analytics.Annotations;
using ServiceLevelDashboard.Analytics.Configuration;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.Groups;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Cli.Archive;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Cli.Reporting;

/// <summary>What was set in the dashboard, so that the shell measures each day as the dashboard does.</summary>
/// <param name="Contract">Targets and definitions, day by day.</param>
/// <param name="Groups">The groups by key.</param>
/// <param name="Annotations">What happened, with the reasons to leave intervals out.</param>
internal sealed record ReportContract(Contract Contract, ImmutableDictionary<string, Group> Groups, ImmutableArray<Annotation> Annotations)
{
    /// <summary>Reads it from an archive; without one, or while it cannot be read, Genesys' own targets and the configured definition hold.</summary>
    /// <param name="archive">The archive, or null.</param>
    /// <param name="shell">The shell: its configuration holds the site's days and the definition before the first version.</param>
    /// <param name="zone">The zone of the site's days when the configuration names none.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<ReportContract> ReadAsync(IDurableArchive? archive, Shell shell, TimeZoneInfo zone, CancellationToken cancellationToken)
    {
        if (archive is null)
        {
            return Of(ContractTerms.None, []);
        }
        try
        {
            var terms = new ContractTerms(
                await KeptDocuments.ReadAsync(archive.Configuration, TargetRules.Kind, shell, cancellationToken),
                await KeptDocuments.ReadAsync(archive.Configuration, DefinitionVersion.Kind, shell, cancellationToken),
                await KeptDocuments.ReadAsync(archive.Configuration, GroupRules.Kind, shell, cancellationToken));
            var annotations = await KeptDocuments.ReadAsync(archive.Configuration, Annotation.Documents, shell, cancellationToken);
            return Of(terms, [.. annotations.Values]);
        }
        catch (ArchiveUnavailableException)
        {
            shell.Terminal.Say("Notice: the archive cannot be read; targets, definitions and marked intervals that were set in the dashboard are not known here.");
            return Of(ContractTerms.None, []);
        }

        ReportContract Of(ContractTerms terms, ImmutableArray<Annotation> annotations)
        {
            return new ReportContract(new Contract(ReportZone.Site(shell.Configuration, zone), Configured(shell), terms), terms.Groups, annotations);
        }
    }

    /// <summary>The definition before the first version: section <c>ServiceLevel</c>, as the dashboard reads it.</summary>
    private static ServiceLevelDefinition Configured(Shell shell)
    {
        var level = shell.Configuration.GetSection(ServiceLevelOptions.Section).Get<ServiceLevelOptions>() ?? new ServiceLevelOptions();
        return level.ToDefinition();
    }
}
