using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Configuration;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Sites;

/// <summary>
/// The opening hours in force, of every queue: of the site that its group belongs to, else its configured ones, else those of the site for all
/// other queues, else the configured site's. Of several sites that hold a queue the one of the smaller key.
/// </summary>
/// <param name="settings">What is configured.</param>
/// <param name="sites">What people wrote; null without an archive.</param>
/// <param name="groups">The groups that sites name; null without an archive.</param>
public sealed class OpeningTimes(DashboardSettings settings, DocumentBook<Site>? sites = null, DocumentBook<Group>? groups = null)
{
    private Known? _known;

    /// <summary>The hours now: the same object until a site or a group changes.</summary>
    public OpeningHoursBook Current
    {
        get
        {
            if (sites is null || groups is null) return settings.OpeningHours;
            var (written, held) = (sites.All, groups.All);
            if (_known is { } known && ReferenceEquals(known.Sites, written) && ReferenceEquals(known.Groups, held)) return known.Book;
            var book = written.IsEmpty ? settings.OpeningHours : Join(written, held);
            _known = new Known(written, held, book);
            return book;
        }
    }

    private OpeningHoursBook Join(
        ImmutableSortedDictionary<string, Document<Site>> written, ImmutableSortedDictionary<string, Document<Group>> held)
    {
        var all = written.Values.Select(static d => d.Value).ToList();
        return settings.OpeningHours with
        {
            Site = all.FirstOrDefault(static s => s.Group.Length == 0)?.ToOpeningHours() ?? settings.OpeningHours.Site,
            Groups = [.. all.Where(s => held.ContainsKey(s.Group)).Select(s => (held[s.Group].Value, s.ToOpeningHours()))],
        };
    }

    private sealed record Known(ImmutableSortedDictionary<string, Document<Site>> Sites, ImmutableSortedDictionary<string, Document<Group>> Groups, OpeningHoursBook Book);
}
