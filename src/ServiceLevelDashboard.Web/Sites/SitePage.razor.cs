using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Sites;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Web.Resources;

namespace ServiceLevelDashboard.Web.Sites;

/// <summary>Writes the hours and holidays of some queues; in force with the next refresh.</summary>
public sealed partial class SitePage
{
    private string _name = "";
    private string _group = "";
    private string _hours = "";
    private string _holidays = "";
    private string? _read;
    private int _version;
    private bool _isGone;
    private ImmutableArray<string> _problems = [];
    private SaveOutcome? _outcome;

    /// <summary>Which one; none for a new one.</summary>
    [Parameter]
    public string? Key { get; set; }

    [Inject]
    internal DocumentBook<Site> Book { get; init; } = null!; // set by the framework

    [Inject]
    internal DocumentBook<Group> Groups { get; init; } = null!; // set by the framework

    [Inject]
    internal NavigationManager Navigation { get; init; } = null!; // set by the framework

    private string Heading => Key is null ? SiteText.New : Format.Text(SiteText.EditOf, _name);

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (_read == (Key ?? ""))
            return;
        _read = Key ?? "";
        ReadAgain();
    }

    private void ReadAgain()
    {
        (_problems, _outcome) = ([], null);
        var found = Key is null ? null : Book.Find(Key);
        _isGone = Key is not null && found is null;
        _version = found?.Version ?? 0;
        var site = found?.Value ?? new Site { Name = "" };
        (_name, _group) = (site.Name, site.Group);
        (_hours, _holidays) = (string.Join('\n', site.Hours), string.Join('\n', site.Holidays));
    }

    private Task SaveAsync() => SaveAsync(_version);

    private Task OverwriteAsync() => SaveAsync(Key is null ? 0 : Book.Find(Key)?.Version ?? 0);

    private async Task SaveAsync(int expectedVersion)
    {
        var site = new Site { Name = _name.Trim(), Group = _group, Hours = Lines(_hours), Holidays = Lines(_holidays) };
        (_problems, _outcome) = ([.. Problems(site)], null);
        if (!_problems.IsEmpty || !Viewer.MayAdminister)
            return;
        var key = Key ?? DocumentKeys.Of(site.Name, taken => Book.Find(taken) is not null);
        var result = await Book.SaveAsync(key, site, expectedVersion, Viewer.Name, CancellationToken.None);
        _outcome = result.Outcome;
        if (result.IsSaved)
            Navigation.NavigateTo(AppUrls.Sites);
    }

    private IEnumerable<string> Problems(Site site)
    {
        if (site.Name.Length == 0)
            yield return SiteText.NameMissing;
        if (Book.All.Any(s => s.Key != Key && s.Value.Value.Group == site.Group))
            yield return SiteText.GroupTaken;
        foreach (var line in site.WrongHours)
            yield return Format.Text(SiteText.HoursWrong, line);
        foreach (var line in site.WrongHolidays)
            yield return Format.Text(SiteText.HolidayWrong, line);
    }

    private static ImmutableArray<string> Lines(string text) =>
        [.. text.Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)];
}
