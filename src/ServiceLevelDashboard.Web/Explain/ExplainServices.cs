using ServiceLevelDashboard.Analytics.Alerts;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Analytics.Forecasting;
using ServiceLevelDashboard.Web.Addresses;

namespace ServiceLevelDashboard.Web.Explain;

/// <summary>What the sheets are made by.</summary>
internal static class ExplainServices
{
    /// <summary>Adds the explainer, the kept figures and the levels of the past; history, archive and snapshots must be there.</summary>
    public static void AddExplain(this IServiceCollection services)
    {
        services.AddSingleton<Explainer>();
        services.AddDocumentRepository(FrozenText.Kind);
        services.AddDocumentRepository(KeptEntry.Kind);
        services.AddSingleton<KeptFigures>();
        services.AddSingleton<PastReader>();
        services.AddSingleton<PeriodBudgets>();
        services.AddSingleton<IAlertReplayer, AlertReplayer>();
        services.AddSingleton<IAlertFigures>(static provider => ActivatorUtilities.CreateInstance<AlertFigures>(
            provider, (Func<string, string>)ExplainUrls.Kept));
    }
}
