using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using ServiceLevelDashboard.Access.Roles;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Configuration;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Delivery.Reports;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Web.Addresses;
using ServiceLevelDashboard.Web.Resources;
using Route = ServiceLevelDashboard.Delivery.Routes.Route;
using RouteKind = ServiceLevelDashboard.Delivery.Routes.RouteKind;

namespace ServiceLevelDashboard.Web.Schedules;

/// <summary>Writes a schedule; says before when it would be sent next.</summary>
public sealed partial class SchedulePage
{
    private const int TimesShown = 3;

    private ScheduleDraft _draft = new();
    private ImmutableArray<ScheduleProblem> _problems = [];

    [Inject]
    internal RoleRegistry Roles { get; init; } = null!; // set by the framework

    [Inject]
    internal DocumentCache<Route> Routes { get; init; } = null!; // likewise

    [Inject]
    internal DashboardSettings Settings { get; init; } = null!; // likewise

    /// <inheritdoc/>
    protected override string ListUrl => ScheduleUrls.Root;

    /// <inheritdoc/>
    protected override Rank Least => Rank.Supervisor;

    private string Heading => Key is null ? ScheduleText.New : Format.Text(ScheduleText.EditOf, _draft.Name);

    private ImmutableArray<Domain.Targets.Queue> Listed { get; set; } = [];

    private ImmutableArray<MediaType> Media { get; set; } = [];

    private List<Division> DivisionsSeen =>
    [
        .. Listed.Select(static q => q.Division).OfType<Division>().DistinctBy(static d => d.Id)
            .OrderBy(static d => d.Name, StringComparer.CurrentCultureIgnoreCase),
    ];

    /// <summary>The roles that it may run in: who sees a part only has those of one's own.</summary>
    private IEnumerable<string> RoleKeys =>
        Roles.All.Select(static r => r.Key).Where(key => Viewer.Sees.IsEverything || Viewer.Person.Roles.Contains(key)).Append(_draft.Role).Where(
            static key => key.Length > 0).Distinct();

    private List<(string Key, string Name)> MailRoutes =>
    [
        .. from route in Routes.All
           where route.Value.Value.Kind == RouteKind.Mail
           orderby route.Value.Value.Name
           select (route.Key, route.Value.Value.Name),
    ];

    private string Scope => _draft.Queues.Count + _draft.Groups.Count + _draft.Divisions.Count == 0
        ? ScheduleText.ScopeAll
        : Format.Text(
            ScheduleText.ScopeSome, Format.Count(_draft.Queues.Count), Format.Count(_draft.Groups.Count), Format.Count(_draft.Divisions.Count));

    private ImmutableArray<DateTimeOffset> Times => TimeZoneInfo.TryFindSystemTimeZoneById(_draft.Zone, out _) && ScheduleTimes.IsCron(_draft.Cron)
        ? ScheduleTimes.Next(_draft.Cron, _draft.Zone, Now, TimesShown)
        : [];

    /// <inheritdoc/>
    protected override void OnLook()
    {
        Listed = [.. (State.Snapshot?.Listed.Values ?? []).OrderBy(q => q.Name, StringComparer.CurrentCultureIgnoreCase)];
        MediaType[] usual = [MediaType.Voice, MediaType.Callback, MediaType.Chat, MediaType.Email, MediaType.Message, new(_draft.Media)];
        Media = [.. usual.Concat(State.Snapshot?.Queues.Select(q => q.Media) ?? []).Where(m => m.Name.Length > 0).Distinct()];
    }

    /// <inheritdoc/>
    protected override void Fill(Schedule? found)
    {
        _draft = found is null
            ? new ScheduleDraft { Zone = Settings.Zone.Id, Role = Viewer.Person.Roles.FirstOrDefault() ?? Role.KeyOf(Rank.Viewer) }
            : ScheduleDraft.Of(found);
        _problems = [];
        OnLook();
    }

    /// <inheritdoc/>
    protected override Schedule ToDocument() => _draft.ToSchedule();

    /// <inheritdoc/>
    protected override bool Check(Schedule document)
    {
        _problems = ScheduleRules.Problems(document);
        return _problems.IsEmpty;
    }

    /// <inheritdoc/>
    protected override string NameOf(Schedule document) => document.Name;

    /// <inheritdoc/>
    protected override Extent ExtentOf(Schedule document) => ScheduleWords.ExtentOf(document, Visible, Viewer.Person);

    private static void Toggle<T>(HashSet<T> chosen, T one, bool isChosen)
    {
        if (isChosen)
        {
            chosen.Add(one);
        }
        else
        {
            chosen.Remove(one);
        }
    }

    private string? Wrong(ScheduleProblem problem) => _problems.Contains(problem) ? ScheduleWords.Of(problem) : null;
}
