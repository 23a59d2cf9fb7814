using System.Collections.Frozen;
using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Configuration;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Contracts;

/// <summary>The calendar of each queue: that of the site whose hours it has, else the installation's. Immutable.</summary>
public sealed class SiteCalendars : IQueueCalendars
{
    private readonly FrozenDictionary<QueueId, SiteCalendar> _own;

    /// <summary>Finds the calendars.</summary>
    /// <param name="standard">The installation's.</param>
    /// <param name="hours">Whose hours hold for which queue, on whose clocks and from when on.</param>
    /// <param name="queues">The queues that are known: groups hold queues by their names and divisions.</param>
    public SiteCalendars(SiteCalendar standard, ConfiguredOpeningHours hours, IEnumerable<Queue> queues)
    {
        ArgumentNullException.ThrowIfNull(standard);
        ArgumentNullException.ThrowIfNull(hours);
        Standard = standard;
        // One object for each, since they are compared for every queue.
        var all = new List<SiteCalendar> { standard };
        Others = Of(hours.Site);
        var own = hours.Chosen.ToDictionary(static c => c.Key, c => Of(c.Value));
        foreach (var queue in queues)
        {
            own[queue.Id] = Of(hours.For(queue));
        }

        foreach (var (_, ofGroup) in hours.Groups)
        {
            Of(ofGroup);
        }

        _own = own.Where(o => !ReferenceEquals(o.Value, Others)).ToFrozenDictionary();
        All = [.. all];

        SiteCalendar Of(OpeningHours found)
        {
            var calendar = new SiteCalendar(found.Zone ?? standard.Zone, found.DayStart ?? standard.DayStart);
            var known = all.Find(c => c == calendar);
            if (known is null)
            {
                all.Add(known = calendar);
            }

            return known;
        }
    }

    /// <inheritdoc/>
    public SiteCalendar Standard { get; }

    /// <inheritdoc/>
    public SiteCalendar Others { get; }

    /// <inheritdoc/>
    public ImmutableArray<SiteCalendar> All { get; }

    /// <inheritdoc/>
    public SiteCalendar Of(QueueId queue) => _own.GetValueOrDefault(queue, Others);
}
