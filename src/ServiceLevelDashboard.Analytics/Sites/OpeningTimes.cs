using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Configuration;
using ServiceLevelDashboard.Analytics.Documents;

namespace ServiceLevelDashboard.Analytics.Sites;

/// <summary>
/// The opening hours in force, of every queue: of the site that it was chosen for, else of the one that its group belongs to, else its configured
/// ones, else those of the site for all other queues, else the configured site's. Of several sites that hold a queue the one of the smaller key.
/// </summary>
/// <param name="settings">What is configured.</param>
/// <param name="sites">What people wrote; null without an archive.</param>
/// <param name="groups">The groups that sites name; null without an archive.</param>
public sealed class OpeningTimes(DashboardSettings settings, DocumentCache<Site>? sites = null, DocumentCache<Group>? groups = null)
{
    private Known? _known;

    /// <summary>The hours now: the same object until a site or a group changes.</summary>
    public ConfiguredOpeningHours Current
    {
        get
        {
            if (sites is null || groups is null)
            {
                return settings.OpeningHours;
            }
            var (written, held) = (sites.All, groups.All);
            if (_known is { } known && ReferenceEquals(known.Sites, written) && ReferenceEquals(known.Groups, held))
            {
                return known.Book;
            }
            var book = written.IsEmpty ? settings.OpeningHours : Join(HoursOf(written), held);
            _known = new Known(written, held, book);
            return book;
        }
    }

    /// <summary>The queues that would belong to a site as it is written, among the others as they are kept.</summary>
    /// <param name="key">The site's key, kept or not.</param>
    /// <param name="site">The site; it may not be usable yet.</param>
    /// <param name="queues">The queues to choose from.</param>
    public ImmutableArray<Queue> QueuesOf(string key, Site site, IEnumerable<Queue> queues)
    {
        ArgumentNullException.ThrowIfNull(site);
        var hours = HoursOf(sites?.All ?? ImmutableSortedDictionary<string, Document<Site>>.Empty).RemoveAll(s => s.Key == key).Add((key, site, site.ToOpeningHours())).Sort(static (a, b) => string.CompareOrdinal(a.Key, b.Key));
        var book = Join(hours, groups?.All ?? ImmutableSortedDictionary<string, Document<Group>>.Empty);
        var own = hours.First(s => ReferenceEquals(s.Site, site)).Hours;
        return [.. queues.Where(queue => ReferenceEquals(book.For(queue), own))];
    }

    private static ImmutableArray<(string Key, Site Site, OpeningHours Hours)> HoursOf(IEnumerable<KeyValuePair<string, Document<Site>>> written) =>
        [.. written.Select(static d => (d.Key, d.Value.Value, d.Value.Value.ToOpeningHours()))];

    private ConfiguredOpeningHours Join(ImmutableArray<(string Key, Site Site, OpeningHours Hours)> written, ImmutableSortedDictionary<string, Document<Group>> held)
    {
        var chosen = written.SelectMany(static s => s.Site.Queues, static (s, queue) => KeyValuePair.Create(queue, s.Hours)).DistinctBy(static c => c.Key);
        return settings.OpeningHours with
        {
            Site = written.Where(static s => s.Site.IsOfAllOthers).Select(static s => s.Hours).FirstOrDefault() ?? settings.OpeningHours.Site,
            Groups = [.. written.Where(s => s.Site.Queues.IsEmpty && held.ContainsKey(s.Site.Group)).Select(s => (held[s.Site.Group].Value, s.Hours))],
            Chosen = chosen.ToImmutableDictionary(),
        };
    }

    private sealed record Known(ImmutableSortedDictionary<string, Document<Site>> Sites, ImmutableSortedDictionary<string, Document<Group>> Groups, ConfiguredOpeningHours Book);
}
