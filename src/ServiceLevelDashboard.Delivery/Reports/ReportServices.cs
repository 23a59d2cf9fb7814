using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using ServiceLevelDashboard.Analytics.Documents;

namespace ServiceLevelDashboard.Delivery.Reports;

/// <summary>Registers reports by schedule.</summary>
public static class ReportServices
{
    /// <summary>The setting of the dashboard's address as browsers know it.</summary>
    private const string AddressKey = "Delivery:Address";

    /// <summary>
    /// Adds schedules, <see cref="ScheduledReports"/> and what enters those that are due into the outbox. Analytics, Access, the archive and a
    /// <see cref="TimeProvider"/> must be there.
    /// </summary>
    /// <param name="services">The container.</param>
    /// <param name="configuration">Holds the section <c>Reports</c>.</param>
    public static IServiceCollection AddReports(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddReportMaker(configuration);
        services.AddDocuments(ScheduleRules.Kind);
        services.AddSingleton<ScheduledReports>();
        services.AddSingleton<IReportMailer>(static provider => provider.GetRequiredService<ScheduledReports>());
        services.AddHostedService<ScheduleService>();
        return services;
    }

    /// <summary>Adds <see cref="ReportMaker"/> alone. A contact centre, the archive and a <see cref="TimeProvider"/> must be there.</summary>
    /// <param name="services">The container.</param>
    /// <param name="configuration">Holds the section <c>Reports</c>.</param>
    public static IServiceCollection AddReportMaker(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddOptions<ReportOptions>().Bind(configuration.GetSection(ReportOptions.Section));
        services.AddSingleton<IReportPrinter, ChromiumPrinter>();
        services.AddSingleton<ReportMaker>();
        services.TryAddSingleton(new SiteAddress(
            Uri.TryCreate(configuration[AddressKey], UriKind.Absolute, out var address) && address.Scheme is "http" or "https" ? address : null));
        return services;
    }
}
