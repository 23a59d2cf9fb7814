using System.Collections.Immutable;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.Configuration;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Analytics.Reconciling;
using ServiceLevelDashboard.Cli.Archive;

namespace ServiceLevelDashboard.Cli.Reporting;

/// <summary>What was set in the dashboard, so that the shell measures each day as the dashboard does.</summary>
/// <param name="Targets">What every queue was and is measured by.</param>
/// <param name="Groups">The groups by key.</param>
/// <param name="Annotations">What happened, with the reasons to leave intervals out.</param>
internal sealed record ReportContract(TargetResolver Targets, ImmutableDictionary<string, Group> Groups, ImmutableArray<Annotation> Annotations)
{
    /// <summary>Targets and definitions that were set, day by day.</summary>
    public Contract Contract => Targets.Contract;

    /// <summary>Reads it from an archive; without one, or while it cannot be read, Genesys' own targets and the configured definition hold.</summary>
    /// <param name="archive">The archive's services, or null without one.</param>
    /// <param name="shell">The shell: its configuration holds the site's days and the definition before the first version.</param>
    /// <param name="zone">The zone of the site's days when the configuration names none.</param>
    /// <param name="listed">The queues as the contact centre lists them now; empty when it was not asked.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public static async Task<ReportContract> ReadAsync(
        IServiceProvider? archive, Shell shell, TimeZoneInfo zone, ImmutableArray<Queue> listed, CancellationToken cancellationToken)
    {
        if (archive is null)
        {
            return Of(ContractTerms.None, [], Configured(shell).Switches, QueueRecord.Empty, ImmutableDictionary<string, Site>.Empty);
        }

        var documents = archive.GetRequiredService<IDocumentStore>();
        try
        {
            var terms = new ContractTerms(
                await KeptDocuments.ReadAsync(documents, TargetRules.Kind, shell, cancellationToken),
                await KeptDocuments.ReadAsync(documents, DefinitionVersion.Kind, shell, cancellationToken),
                await KeptDocuments.ReadAsync(documents, GroupRules.Kind, shell, cancellationToken));
            var annotations = await KeptDocuments.ReadAsync(documents, Annotation.Documents, shell, cancellationToken);
            var switches = await KeptSwitches.ReadAsync(documents, shell.Clock, Configured(shell).Switches, cancellationToken);
            var sites = await KeptDocuments.ReadAsync(documents, Site.Documents, shell, cancellationToken);
            return Of(
                terms, [.. annotations.Values], switches, await QueueRecord.ReadAsync(archive.GetRequiredService<IQueueHistory>(), cancellationToken), sites);
        }
        catch (ArchiveUnavailableException)
        {
            shell.Terminal.Say(
                "Notice: the archive cannot be read; targets, definitions and marked intervals that were set in the dashboard are not known here.");
            return Of(ContractTerms.None, [], Configured(shell).Switches, QueueRecord.Empty, ImmutableDictionary<string, Site>.Empty);
        }

        ReportContract Of(
            ContractTerms terms, ImmutableArray<Annotation> annotations, GenesysSwitches switches, QueueRecord queues, ImmutableDictionary<string, Site> sites)
        {
            var known = queues.Seeing(listed, shell.Clock.GetUtcNow());
            var calendars = new SiteCalendars(
                ReportZone.Site(shell.Configuration, zone), OpeningTimes.Of(ConfiguredOpeningHours.Always, sites, terms.Groups), known.Ids.Select(known.Last));
            var contract = new Contract(calendars, Configured(shell), terms).With(switches);
            return new ReportContract(new TargetResolver(contract, known), terms.Groups, annotations);
        }
    }

    /// <summary>The definition before the first version: section <c>ServiceLevel</c>, as the dashboard reads it.</summary>
    private static ServiceLevelDefinition Configured(Shell shell)
    {
        var level = shell.Configuration.GetSection(ServiceLevelOptions.Section).Get<ServiceLevelOptions>() ?? new ServiceLevelOptions();
        return level.ToDefinition();
    }
}
