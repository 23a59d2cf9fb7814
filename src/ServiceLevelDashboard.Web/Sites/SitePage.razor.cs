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
    private ImmutableArray<string> _problems = [];

    [Inject]
    internal DocumentBook<Group> Groups { get; init; } = null!; // set by the framework

    /// <inheritdoc/>
    protected override string ListUrl => AppUrls.Sites;

    /// <inheritdoc/>
    protected override bool MayWrite => Viewer.MayAdminister;

    private string Heading => Key is null ? SiteText.New : Format.Text(SiteText.EditOf, _name);

    /// <inheritdoc/>
    protected override void Fill(Site? found)
    {
        var site = found ?? new Site { Name = "" };
        (_name, _group) = (site.Name, site.Group);
        (_hours, _holidays) = (string.Join('\n', site.Hours), string.Join('\n', site.Holidays));
        _problems = [];
    }

    /// <inheritdoc/>
    protected override Site ToDocument() => new() { Name = _name.Trim(), Group = _group, Hours = Lines(_hours), Holidays = Lines(_holidays) };

    /// <inheritdoc/>
    protected override bool Check(Site document)
    {
        _problems = [.. Problems(document)];
        return _problems.IsEmpty;
    }

    /// <inheritdoc/>
    protected override string NameOf(Site document) => document.Name;

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
