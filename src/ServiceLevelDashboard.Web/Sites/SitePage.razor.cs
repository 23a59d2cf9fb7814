using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Components;
using ServiceLevelDashboard.Access.Roles;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Configuration;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Web.Addresses;
using ServiceLevelDashboard.Web.Resources;

namespace ServiceLevelDashboard.Web.Sites;

/// <summary>Writes the hours and holidays of some queues; in force with the next refresh. Says before what that will do.</summary>
public sealed partial class SitePage
{
    /// <summary>Stands for queues chosen one by one; no key of a group.</summary>
    private const string Chosen = "#";

    private const int MaximumNamed = 5;

    private readonly HashSet<QueueId> _queues = [];
    private string _name = "", _dayStart = "";
    private string _whose = "";
    private string _zone = "";
    private string _hours = "";
    private string _holidays = "";
    private ImmutableArray<(string Field, string Text)> _problems = [];

    [Inject]
    internal DocumentCache<Group> Groups { get; init; } = null!; // set by the framework

    [Inject]
    internal OpeningTimes Times { get; init; } = null!; // set by the framework

    [Inject]
    internal IDaySumming Recut { get; init; } = null!; // set by the framework

    [Inject]
    internal DashboardSettings Settings { get; init; } = null!; // set by the framework

    /// <inheritdoc/>
    protected override string ListUrl => SiteUrls.Root;

    /// <inheritdoc/>
    protected override Rank Least => Rank.Administrator;

    private string Heading => Key is null ? SiteText.New : Format.Text(SiteText.EditOf, _name);

    private ImmutableArray<Domain.Targets.Queue> Listed { get; set; } = [];

    /// <inheritdoc/>
    protected override void OnLook() =>
        Listed = [.. (State.Snapshot?.Listed.Values ?? []).OrderBy(q => q.Name, StringComparer.CurrentCultureIgnoreCase)];

    /// <inheritdoc/>
    protected override void Fill(Site? found)
    {
        var site = found ?? new Site { Name = "" };
        (_name, _zone, _dayStart) = (site.Name, site.Zone, site.DayStart);
        _whose = site.Queues.IsEmpty ? site.Group : Chosen;
        _queues.Clear();
        _queues.UnionWith(site.Queues);
        (_hours, _holidays) = (string.Join('\n', site.Hours), string.Join('\n', site.Holidays));
        _problems = [];
    }

    /// <inheritdoc/>
    protected override Site ToDocument() => new()
    {
        Name = _name.Trim(),
        Group = _whose == Chosen ? "" : _whose,
        Queues = _whose == Chosen ? [.. _queues.OrderBy(q => q.Value, StringComparer.Ordinal)] : [],
        Zone = _zone.Trim(),
        DayStart = _dayStart.Trim(),
        Hours = Lines(_hours),
        Holidays = Lines(_holidays),
    };

    /// <inheritdoc/>
    protected override bool Check(Site document)
    {
        _problems = [.. Problems(document)];
        return _problems.IsEmpty;
    }

    /// <inheritdoc/>
    protected override string NameOf(Site document) => document.Name;

    /// <inheritdoc/>
    protected override Extent ExtentOf(Site document) => Visible.Of(document);

    private IEnumerable<(string Field, string Text)> Problems(Site site)
    {
        if (site.Name.Length == 0)
        {
            yield return (SiteText.Name, SiteText.NameMissing);
        }
        if (_whose == Chosen && site.Queues.IsEmpty)
        {
            yield return (SiteText.Queues, SiteText.QueuesMissing);
        }
        foreach (var (key, other) in Book.All.Where(s => s.Key != Key))
        {
            if (site.Queues.IsEmpty && other.Value.Queues.IsEmpty && other.Value.Group == site.Group)
            {
                yield return (SiteText.Queues, SiteText.GroupTaken);
            }
            if (site.Queues.Intersect(other.Value.Queues).Select(NameOf).FirstOrDefault() is { } taken)
            {
                yield return (SiteText.Queues, Format.Text(SiteText.QueueTaken, taken, other.Value.Name));
            }
        }

        if (site.IsZoneWrong)
        {
            yield return (SiteText.Zone, Format.Text(SiteText.ZoneWrong, _zone.Trim()));
        }

        if (site.IsDayStartWrong)
        {
            yield return (SiteText.DayStart, Format.Text(SiteText.DayStartWrong, _dayStart.Trim()));
        }
        else if (!site.IsZoneWrong && CalendarOf(site) is var calendar && DayBorders.Problem(calendar, Granularity, Now) is not null)
        {
            var inside = Format.Text(SiteText.DayStartInside, Written(calendar.DayStart), Format.City(calendar.Zone), Granularity.Length.TotalMinutes);
            yield return (SiteText.DayStart, inside);
        }
        foreach (var line in site.WrongHours)
        {
            yield return (SiteText.Hours, Format.Text(SiteText.HoursWrong, line));
        }
        foreach (var line in site.WrongHolidays)
        {
            yield return (SiteText.Holidays, Format.Text(SiteText.HolidayWrong, line));
        }
    }

    private string NameOfWhose(string? whose) => whose switch
    {
        null or "" => SiteText.AllOthers,
        Chosen => SiteText.ChosenQueues,
        _ => Groups.Find(whose)?.Value.Name ?? SiteText.GroupGone,
    };

    /// <summary>What saving would do: to whom it applies, whether that is open now, and what it leaves as it is.</summary>
    private IEnumerable<string> Effects()
    {
        var site = ToDocument();
        var held = _whose == Chosen && site.Queues.IsEmpty ? [] : Times.QueuesOf(Key ?? "", site, Listed);
        var names = string.Join(", ", held.Take(MaximumNamed).Select(q => q.Name)) + (held.Length > MaximumNamed ? " …" : ".");
        yield return held.Length switch
        {
            0 => SiteText.EffectNone,
            1 => Format.Text(SiteText.EffectOne, names),
            _ => Format.Text(SiteText.EffectMany, Format.Count(held.Length), names),
        };
        if (!site.IsZoneWrong && !site.WrongHours.Any() && !site.WrongHolidays.Any())
        {
            var hours = site.ToOpeningHours();
            var zone = hours.Zone ?? Settings.Zone;
            yield return hours.NextOpening(Now, zone) is { } opens
                ? Format.Text(SiteText.EffectClosed, Format.Time(Now, zone), Format.City(zone), Format.Upcoming(opens, Now, zone))
                : Format.Text(hours.IsOpen(Now, zone) ? SiteText.EffectOpen : SiteText.EffectNeverOpen, Format.Time(Now, zone), Format.City(zone));
        }

        if (!site.IsZoneWrong && !site.IsDayStartWrong)
        {
            var calendar = CalendarOf(site);
            yield return Format.Text(SiteText.EffectDays, Written(calendar.DayStart), Format.City(calendar.Zone));
            if (held.Any(queue => Times.Calendars.Of(queue.Id) != calendar))
            {
                yield return SiteText.EffectRecut;
            }
        }

        if (Recut.Current is { IsRunning: true } recut)
        {
            yield return Format.Text(SiteText.Recutting, Format.Count(recut.Done), Format.Count(recut.All));
        }
    }

    private Granularity Granularity => State.Snapshot?.Granularity ?? Settings.Granularity;

    private SiteCalendar CalendarOf(Site site) => Of(site.ToOpeningHours());

    private SiteCalendar Of(OpeningHours hours) => new(hours.Zone ?? Settings.Zone, hours.DayStart ?? Settings.DayStart);

    private static string Written(TimeOnly start) => start.ToString("HH:mm", CultureInfo.InvariantCulture);

    private string NameOf(QueueId id) => State.Snapshot?.Listed.GetValueOrDefault(id)?.Name ?? id.Value;

    private static ImmutableArray<string> Lines(string text) =>
        [.. text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
}
