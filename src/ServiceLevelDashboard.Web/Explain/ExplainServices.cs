using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Analytics.Forecasting;

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
    }
}
