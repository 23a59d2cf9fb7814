using ServiceLevelDashboard.Analytics.Explaining;

namespace ServiceLevelDashboard.Web.Explain;

/// <summary>What the sheets are made by.</summary>
internal static class ExplainServices
{
    /// <summary>Adds the explainer, the kept figures and the levels of the past; history, archive and snapshots must be there.</summary>
    public static void AddExplain(this IServiceCollection services)
    {
        services.AddSingleton<Explainer>();
        services.AddSingleton<KeptFigures>();
        services.AddSingleton<LevelHistory>();
        services.AddSingleton<PeriodBudgets>();
    }
}
