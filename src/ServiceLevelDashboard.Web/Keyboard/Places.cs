using ServiceLevelDashboard.Access.Roles;
using ServiceLevelDashboard.Web.Accounts;
using ServiceLevelDashboard.Web.Addresses;
using ServiceLevelDashboard.Web.Alerts;
using ServiceLevelDashboard.Web.Api;
using ServiceLevelDashboard.Web.Changes;
using ServiceLevelDashboard.Web.Components;
using ServiceLevelDashboard.Web.Forecasting;
using ServiceLevelDashboard.Web.Manage;
using ServiceLevelDashboard.Web.Overview;
using ServiceLevelDashboard.Web.Reconciling;
using ServiceLevelDashboard.Web.Resources;
using ServiceLevelDashboard.Web.Screens;

namespace ServiceLevelDashboard.Web.Keyboard;

/// <summary>The pages that the command palette leads to by name, as far as this visitor may open them.</summary>
internal static class Places
{
    /// <summary>Name and address, in the order of the navigation; views of the overview follow.</summary>
    public static IEnumerable<(string Name, string Address)> For(Viewer viewer) =>
    [
        (LayoutText.Overview, OverviewUrls.Root),
        (Format.Text(KeyboardText.OverviewOf, Words.Of(ServiceState.Below)), OverviewQuery.Of(OverviewFilter.None with { State = ServiceState.Below })),
        (Format.Text(KeyboardText.OverviewOf, Words.Of(ServiceState.AtRisk)), OverviewQuery.Of(OverviewFilter.None with { State = ServiceState.AtRisk })),
        (KeyboardText.OverviewTable, OverviewQuery.Of(OverviewFilter.None with { View = OverviewView.Table })),
        (AlertsText.Title, AlertUrls.Root),
        (AlertRuleText.Rules, AlertUrls.Rules),
        (LayoutText.History, HistoryUrls.Root),
        (LayoutText.Boards, BoardUrls.Root),
        (LayoutText.Manage, ManageUrls.Root),
        (ManageText.Groups, GroupUrls.Root),
        (ManageText.Targets, TargetUrls.Root),
        (ManageText.Sites, SiteUrls.Root),
        (ManageText.Annotations, AnnotationUrls.Root),
        (ApiText.Title, ApiUrls.Root),
        .. viewer.MaySupervise ? Supervised : [],
        .. viewer.MayAdminister ? Administered : [],
    ];

    private static IEnumerable<(string Name, string Address)> Supervised =>
    [
        (ManageText.Schedules, ScheduleUrls.Root),
        (ManageText.Screens, ScreenUrls.Root),
        (ScreensText.ApproveTitle, ScreenUrls.Approve),
    ];

    private static IEnumerable<(string Name, string Address)> Administered =>
    [
        (LayoutText.Administration, AdministrationUrls.Root),
        (RoutesText.Title, AlertUrls.Routes),
        (AccountsText.Title, PeopleUrls.Root),
        (ChangesText.Title, ChangeUrls.Root),
        (ReconciliationText.Title, ReconciliationUrls.Root),
        (ForecastText.TrackTitle, ForecastUrls.Root),
    ];
}
