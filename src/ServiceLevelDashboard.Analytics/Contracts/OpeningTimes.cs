using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Configuration;
using ServiceLevelDashboard.Analytics.Documents;

namespace ServiceLevelDashboard.Analytics.Contracts;

/// <summary>
/// The opening hours in force, of every queue: of the site that it was chosen for, else of the one that its group belongs to, else its configured
/// ones, else those of the site for all other queues, else the configured site's. Of several sites that hold a queue the one of the smaller key.
/// </summary>
/// <param name="settings">What is configured.</param>
/// <param name="sites">What people wrote.</param>
/// <param name="groups">The groups that sites name.</param>
public sealed class OpeningTimes(DashboardSettings settings, DocumentCache<Site> sites, DocumentCache<Group> groups)
{
    private Known? _known;
    private IReadOnlyCollection<Queue> _listed = [];
    private (ConfiguredOpeningHours Book, IReadOnlyCollection<Queue> Listed, SiteCalendars Calendars)? _calendars;

    /// <summary>The hours now: the same object until a site or a group changes.</summary>
    public ConfiguredOpeningHours Current
    {
        get
        {
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

    /// <summary>The days of each queue's figures now: the same object until a site or a group changes, or queues are listed that were not.</summary>
    public IQueueCalendars Calendars
    {
        get
        {
            var (book, listed) = (Current, _listed);
            if (_calendars is not { } known || !ReferenceEquals(known.Book, book) || !ReferenceEquals(known.Listed, listed))
            {
                _calendars = known = (book, listed, new SiteCalendars(settings.Calendar, book, listed));
            }

            return known.Calendars;
        }
    }

    /// <summary>Learns which queues there are.</summary>
    public void List(IReadOnlyCollection<Queue> queues)
    {
        if (queues.Count != _listed.Count
            || !queues.Zip(_listed).All(static q => (q.First.Id, q.First.Name, q.First.Division) == (q.Second.Id, q.Second.Name, q.Second.Division)))
        {
            _listed = queues;
        }
    }

    /// <summary>The hours and days of kept sites, for a program that does not follow their changes.</summary>
    /// <param name="settings">What is configured.</param>
    /// <param name="sites">The sites by key.</param>
    /// <param name="groups">The groups by key.</param>
    public static ConfiguredOpeningHours Of(
        ConfiguredOpeningHours settings, IEnumerable<KeyValuePair<string, Site>> sites, IReadOnlyDictionary<string, Group> groups) =>
        Join(
            settings,
            [.. sites.OrderBy(static s => s.Key, StringComparer.Ordinal).Select(static s => (s.Key, s.Value, s.Value.ToOpeningHours()))],
            groups.ContainsKey,
            key => groups[key]);

    /// <summary>The queues that would belong to a site as it is written, among the others as they are kept.</summary>
    /// <param name="key">The site's key, kept or not.</param>
    /// <param name="site">The site; it may not be usable yet.</param>
    /// <param name="queues">The queues to choose from.</param>
    public ImmutableArray<Queue> QueuesOf(string key, Site site, IEnumerable<Queue> queues)
    {
        ArgumentNullException.ThrowIfNull(site);
        var hours = HoursOf(sites.All).RemoveAll(s => s.Key == key)
            .Add((key, site, site.ToOpeningHours()))
            .Sort(static (a, b) => string.CompareOrdinal(a.Key, b.Key));
        var book = Join(hours, groups.All);
        var own = hours.First(s => ReferenceEquals(s.Site, site)).Hours;
        return [.. queues.Where(queue => ReferenceEquals(book.For(queue), own))];
    }

    private static ImmutableArray<(string Key, Site Site, OpeningHours Hours)> HoursOf(IEnumerable<KeyValuePair<string, Document<Site>>> written) =>
        [.. written.Select(static d => (d.Key, d.Value.Value, d.Value.Value.ToOpeningHours()))];

    private ConfiguredOpeningHours Join(
        ImmutableArray<(string Key, Site Site, OpeningHours Hours)> written, ImmutableSortedDictionary<string, Document<Group>> held) =>
        Join(settings.OpeningHours, written, held.ContainsKey, key => held[key].Value);

    private static ConfiguredOpeningHours Join(
        ConfiguredOpeningHours configured, ImmutableArray<(
            string Key, Site Site, OpeningHours Hours)> written, Func<string, bool> isGroup, Func<string, Group> groupOf)
    {
        var chosen = written.SelectMany(static s => s.Site.Queues, static (s, queue) => KeyValuePair.Create(queue, s.Hours)).DistinctBy(static c => c.Key);
        return configured with
        {
            Site = written.Where(static s => s.Site.IsOfAllOthers).Select(static s => s.Hours).FirstOrDefault() ?? configured.Site,
            Groups = [.. written.Where(s => s.Site.Queues.IsEmpty && isGroup(s.Site.Group)).Select(s => (groupOf(s.Site.Group), s.Hours))],
            Chosen = chosen.ToImmutableDictionary(),
        };
    }

    private sealed record Known(
        ImmutableSortedDictionary<string, Document<Site>> Sites, ImmutableSortedDictionary<string, Document<Group>> Groups, ConfiguredOpeningHours Book);
}
