using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Delivery.Web;

namespace ServiceLevelDashboard.Delivery.Reports;

/// <summary>Registers reports by schedule.</summary>
public static class ReportServices
{
    /// <summary>
    /// Adds schedules, <see cref="ScheduledReports"/> and what enters those that are due into the outbox. Analytics, Access, Delivery, the archive and a
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

    /// <summary>Adds <see cref="ReportMaker"/> alone. Delivery, a contact centre, the archive and a <see cref="TimeProvider"/> must be there.</summary>
    /// <param name="services">The container.</param>
    /// <param name="configuration">Holds the section <c>Reports</c>.</param>
    public static IServiceCollection AddReportMaker(this IServiceCollection services, IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        services.AddOptions<ReportOptions>().Bind(configuration.GetSection(ReportOptions.Section));
        services.AddSingleton<IReportPrinter, ChromiumPrinter>();
        services.AddSingleton<ReportMaker>();
        services.AddSingleton(static provider => new SiteAddress(provider.GetRequiredService<IOptions<DeliveryOptions>>().Value.Base));
        return services;
    }
}
