namespace ServiceLevelDashboard.Web.Administration;

/// <summary>What the services in the background do, in the reader's words.</summary>
internal static class BackgroundWork
{
    /// <summary>The title of a service's work by its name; the name itself when it has none.</summary>
    public static string TitleOf(string name) => name switch
    {
        "queues" => AdministrationText.SourceQueues,
        "intervals" => AdministrationText.SourceIntervals,
        "observations" => AdministrationText.SourceObservations,
        "notifications" => AdministrationText.SourcePush,
        "leadership" => AdministrationText.WorkLeadership,
        "signals" => AdministrationText.WorkSignals,
        "follower" => AdministrationText.WorkFollower,
        "archive" => AdministrationText.WorkArchive,
        "backfill" => AdministrationText.WorkBackfill,
        "days" => AdministrationText.WorkDays,
        "forecast-model" => AdministrationText.WorkForecastModel,
        "forecast-record" => AdministrationText.WorkForecastRecord,
        "reconciliation" => AdministrationText.WorkReconciliation,
        "documents" => AdministrationText.WorkDocuments,
        "sessions" => AdministrationText.WorkSessions,
        "screens" => AdministrationText.WorkScreens,
        "screens together" => AdministrationText.WorkScreensTogether,
        "dark screens" => AdministrationText.WorkDarkScreens,
        "instances" => AdministrationText.WorkInstances,
        "keys" => AdministrationText.WorkKeys,
        "schedules" => AdministrationText.WorkSchedules,
        "walls" => AdministrationText.WorkWalls,
        "alerts" => AdministrationText.WorkAlerts,
        "outbox" => AdministrationText.WorkOutbox,
        "alertmanager" => AdministrationText.WorkAlertmanager,
        _ => name,
    };
}
