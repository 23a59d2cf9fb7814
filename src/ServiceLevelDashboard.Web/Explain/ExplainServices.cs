using Microsoft.Extensions.Options;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Configuration;
using ServiceLevelDashboard.Analytics.Explaining;
using ServiceLevelDashboard.Analytics.History;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Storage;

namespace ServiceLevelDashboard.Web.Explain;

/// <summary>What the sheets are made by.</summary>
internal static class ExplainServices
{
    /// <summary>Adds the explainer and the kept figures; history, archive and snapshots must be there.</summary>
    public static void AddExplain(this IServiceCollection services)
    {
        services.AddSingleton(static provider => new Explainer(
            provider.GetRequiredService<IHistory>(),
            provider.GetRequiredService<IDurableArchive>(),
            provider.GetRequiredService<ISnapshots>(),
            provider.GetRequiredService<DashboardSettings>(),
            TimeSpan.FromHours(provider.GetRequiredService<IOptions<StorageOptions>>().Value.SettleHours)));
        services.AddSingleton<KeptFigures>();
    }
}
