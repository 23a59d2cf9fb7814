using System.Globalization;
using Microsoft.AspNetCore.Http.Extensions;
using ServiceLevelDashboard.Analytics.Explaining;
using ServiceLevelDashboard.Boards;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Web.Explain;
using ServiceLevelDashboard.Web.Overview;
using ServiceLevelDashboard.Web.Resources;

namespace ServiceLevelDashboard.Web;

/// <summary>Every address of the dashboard, so that a link and its page cannot part. Relative to the site's root.</summary>
public static class AppUrls
{
    /// <summary>The overview without filters.</summary>
    public const string Overview = "/";

    /// <summary>Ages, quota, failures and the settings in force.</summary>
    public const string Administration = "/admin";

    /// <summary>How the day stands against Genesys' own figures, and by which switches.</summary>
    public const string Reconciliation = "/reconciliation";

    /// <summary>Everything that people make: where each is made and changed.</summary>
    public const string Manage = "/manage";

    /// <summary>The groups of queues.</summary>
    public const string Groups = "/groups";

    /// <summary>Where a new group is made.</summary>
    public const string NewGroup = Groups + "/edit";

    /// <summary>Where a group is changed.</summary>
    public static string EditGroup(string key) => $"{NewGroup}/{Uri.EscapeDataString(key)}";

    /// <summary>Where it is said what a closed group needs.</summary>
    public const string StaffingPath = Groups + "/staffing";

    /// <summary>What one closed group needs.</summary>
    public static string Staffing(string key) => $"{StaffingPath}/{Uri.EscapeDataString(key)}";

    /// <summary>When which queues are open.</summary>
    public const string Sites = "/sites";

    /// <summary>Where a new site is made.</summary>
    public const string NewSite = Sites + "/edit";

    /// <summary>Where a site is changed.</summary>
    public static string EditSite(string key) => $"{NewSite}/{Uri.EscapeDataString(key)}";

    /// <summary>What happened and may explain a curve.</summary>
    public const string Annotations = "/annotations";

    /// <summary>Where a note of what happened is written.</summary>
    public const string NewAnnotation = Annotations + "/edit";

    /// <summary>Where such a note is changed.</summary>
    public static string EditAnnotation(string key) => $"{NewAnnotation}/{Uri.EscapeDataString(key)}";

    /// <summary>What is shown when an answer could not be made.</summary>
    public const string Error = "/error";

    /// <summary>What is shown when there is no such page.</summary>
    public const string NotFound = "/not-found";

    /// <summary>Whether the process answers.</summary>
    public const string Live = "/health/live";

    /// <summary>Whether there are figures to show.</summary>
    public const string Ready = "/health/ready";

    /// <summary>Where visitors sign in.</summary>
    public const string SignIn = "/sign-in";

    /// <summary>Where they are led to the service that signs them in.</summary>
    public const string SignInByService = SignIn + "/service";

    /// <summary>Who is signed in: the password, and signing out.</summary>
    public const string Account = "/account";

    /// <summary>Programs' keys to the API.</summary>
    public const string Tokens = "/admin/tokens";

    /// <summary>People and their roles.</summary>
    public const string People = "/people";

    /// <summary>Who changed what.</summary>
    public const string Changes = "/changes";

    /// <summary>All changes as a file.</summary>
    public const string ChangesCsv = Changes + "/all.csv";

    /// <summary>The query key of where somebody came from who has to sign in first.</summary>
    internal const string FromKey = "from", ProblemKey = "problem";

    /// <summary>The sign-in page, leading back to where somebody came from.</summary>
    public static string SignInFrom(string from) => $"{SignIn}?{FromKey}={Uri.EscapeDataString(from)}";

    /// <summary>The sign-in page, saying why it did not succeed.</summary>
    internal static string SignInFailed(Security.SignInProblem problem) => $"{SignIn}?{ProblemKey}={problem}";

    /// <summary>An address of this dashboard as it was given, else the overview: nobody is led elsewhere.</summary>
    public static string OwnOr(string? given) =>
        given is ['/', ..] && given is not ['/', '/' or '\\', ..] && !given.Any(char.IsControl) ? given : Overview;

    /// <summary>Targets that were set here, and the contract's definition over time.</summary>
    public const string Targets = "/targets";

    /// <summary>Where a target is made.</summary>
    public const string NewTarget = Targets + "/edit";

    /// <summary>Where a target is changed.</summary>
    public static string EditTarget(string key) => $"{NewTarget}/{Uri.EscapeDataString(key)}";
    /// <summary>All boards.</summary>
    public const string Boards = "/boards";

    /// <summary>Where boards are taken in from a file.</summary>
    public const string BoardImport = Boards + "/import";

    /// <summary>All boards as one file.</summary>
    public const string BoardsYaml = Boards + "/boards.yaml";

    /// <summary>Where a board is edited.</summary>
    public static string Board(string name) => $"{Boards}/board/{Uri.EscapeDataString(name)}";

    /// <summary>Where a new board is made, as a copy of another when one is named.</summary>
    public static string NewBoard(string? from = null) => from is null ? Boards + "/new" : $"{Boards}/new?{FromKey}={Uri.EscapeDataString(from)}";

    /// <summary>The style sheet of a screen's sizes, at a board's address.</summary>
    internal static string WallSizes(string board, WallGeometry sizes) => string.Create(
        CultureInfo.InvariantCulture,
        $"{Wall(board)}/size.css?diagonal={sizes.DiagonalInches}&distance={sizes.DistanceMetres}&lines={sizes.Lines}");

    /// <summary>A board on a screen.</summary>
    public static string Wall(string board) => $"/wall/{board}";

    /// <summary>A board on an enrolled screen, which nobody touches.</summary>
    public static string WallScreen(string board) => $"/wall/{board}?kiosk";

    /// <summary>What a screen opens, once and for ever: its board, or a code until somebody has approved it.</summary>
    public const string Screen = "/screen";

    /// <summary>All screens.</summary>
    public const string Screens = "/screens";

    /// <summary>Where a waiting screen is approved.</summary>
    public const string ApproveScreen = "/screens/approve";

    /// <summary>Where one waiting screen is approved.</summary>
    public static string ApproveScreenOf(string code) => $"{ApproveScreen}?{CodeKey}={Uri.EscapeDataString(code)}";

    /// <summary>The page of one queue and media type.</summary>
    public static string Queue(QueueMedia key) =>
        $"/queues/{Uri.EscapeDataString(key.Queue.Value)}/{Uri.EscapeDataString(key.Media.Name)}";

    /// <summary>Where a figure is taken apart; which one is in the query.</summary>
    public const string ExplainPath = "/explain";

    /// <summary>Where kept figures lie, each under its own name.</summary>
    public const string KeptPath = ExplainPath + "/kept";

    /// <summary>Any part of the past; which one is in the query.</summary>
    public const string History = "/history";

    /// <summary>How good the forecasts are.</summary>
    public const string Forecasts = "/forecasts";

    /// <summary>How good those of one queue are.</summary>
    public static string ForecastsOf(QueueMedia key) => Forecasts + new QueryBuilder { { QueueKey, key.Queue.Value }, { MediaKey, key.Media.Name } };

    /// <summary>The sheet that takes a figure apart: by the definition in force and the queue's own threshold.</summary>
    public static string Explain(QueueMedia key, Interval range) => ExplainAddress.Of(ExplainPath, new FigureRequest(key, range));

    /// <summary>The sheet of a figure by another definition or threshold.</summary>
    internal static string ExplainAs(FigureRequest request) => ExplainAddress.Of(ExplainPath, request);

    /// <summary>A kept figure.</summary>
    public static string Kept(string id) => $"{KeptPath}/{Uri.EscapeDataString(id)}";

    /// <summary>The query key of a queue's id.</summary>
    internal const string QueueKey = "queue";

    /// <summary>Query keys of the overview.</summary>
    internal const string SearchKey = "q", StateKey = "state", MediaKey = "media", DivisionKey = "division", GroupKey = "group", SortKey = "sort", ShownKey = "show";

    /// <summary>Query keys of the overview's table and totals.</summary>
    internal const string ViewKey = "view", TotalsKey = "totals", OpenKey = "open", PoolKey = "pool";

    /// <summary>Values of <see cref="ViewKey"/> and <see cref="PoolKey"/>; tiles, and nothing pooled, are the default and not written.</summary>
    internal const string ViewAsTable = "table", Pooled = "yes";

    /// <summary>Query key of <see cref="ApproveScreen"/>.</summary>
    internal const string CodeKey = "code";

    /// <summary>The query key of the filter by budget, and its one value.</summary>
    internal const string BudgetKey = "budget", AtRisk = "at-risk";

    /// <summary>The query key of the filter by the chance of the target.</summary>
    internal const string ChanceKey = "chance";

    /// <summary>The value of <see cref="SortKey"/> for the order by name; attention first is the default and not written.</summary>
    internal const string SortByName = "name";

    /// <summary>The overview under a filter; what is as by default is not written.</summary>
    public static string OverviewOf(OverviewFilter filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var query = new QueryBuilder();
        if (filter.Search.Length > 0)
        {
            query.Add(SearchKey, filter.Search);
        }
        if (filter.State is { } state)
        {
            query.Add(StateKey, Words.Slug(state));
        }
        if (filter.Media is { } media)
        {
            query.Add(MediaKey, media.Name);
        }
        if (filter.Division is { } division)
        {
            query.Add(DivisionKey, division);
        }
        if (filter.GroupKey is { } group)
        {
            query.Add(GroupKey, group);
        }
        if (filter.Order.Slug is { } order)
        {
            query.Add(SortKey, order);
        }
        if (filter.BudgetAtRisk)
        {
            query.Add(BudgetKey, AtRisk);
        }
        if (filter.Chance is { } chance)
        {
            query.Add(ChanceKey, ChanceBands.Slug(chance));
        }
        if (filter.AsTable)
        {
            query.Add(ViewKey, ViewAsTable);
        }
        if (filter.Totals is { } totals)
        {
            query.Add(TotalsKey, totals.ToString().ToLowerInvariant());
        }
        if (filter is { Totals: not null, Open: { } open })
        {
            query.Add(OpenKey, open);
        }
        if (filter is { Totals: not null, Pooled: true })
        {
            query.Add(PoolKey, Pooled);
        }
        if (filter.Shown > OverviewFilter.PageSize)
        {
            query.Add(ShownKey, filter.Shown.ToString(CultureInfo.InvariantCulture));
        }
        return Overview + query;
    }
}
