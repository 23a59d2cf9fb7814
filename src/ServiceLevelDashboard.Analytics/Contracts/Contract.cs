using System.Collections.Immutable;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Contracts;

/// <summary>
/// What was promised and by which definition it is measured, on every day of the site. The one place that decides it: a queue's own target
/// here, else its group's, else Genesys' own; of two that hold on the same day the one that began later, then the one of the greater key. Immutable.
/// </summary>
public sealed class Contract
{
    private readonly SiteCalendar _calendar;
    private readonly ServiceLevelDefinition _configured;
    private readonly ImmutableArray<(DateOnly From, ServiceLevelDefinition Definition)> _definitions;
    private readonly ILookup<QueueId, TargetOverride> _byQueue;
    private readonly ImmutableArray<(Group Group, TargetOverride Target)> _byGroup;

    /// <summary>Makes a contract.</summary>
    /// <param name="calendar">How days are cut.</param>
    /// <param name="configured">The definition before the first version, with the organisation's switches.</param>
    /// <param name="terms">What was set here.</param>
    public Contract(SiteCalendar calendar, ServiceLevelDefinition configured, ContractTerms terms)
    {
        ArgumentNullException.ThrowIfNull(configured);
        ArgumentNullException.ThrowIfNull(terms);
        (_calendar, _configured) = (calendar, configured);
        _definitions =
        [
            .. from version in terms.Definitions
               let day = DefinitionVersion.DayOf(version.Key)
               where day is not null
               orderby day
               select (day.Value, version.Value.ToDefinition(configured.Switches)),
        ];
        // Later wins: so the last that fits is taken.
        var inOrder = terms.Targets.OrderBy(t => t.Value.From ?? DateOnly.MinValue).ThenBy(t => t.Key, StringComparer.Ordinal).Select(t => t.Value).ToList();
        _byQueue = inOrder.Where(t => t.Queue is not null).ToLookup(t => t.Queue!.Value);
        _byGroup = [.. inOrder.Where(t => t.Group is not null && terms.Groups.ContainsKey(t.Group)).Select(t => (terms.Groups[t.Group!], t))];
    }

    /// <summary>The definition before the first version.</summary>
    public ServiceLevelDefinition Configured => _configured;

    /// <summary>The definitions that were set here with the first day of each, oldest first.</summary>
    public ImmutableArray<(DateOnly From, ServiceLevelDefinition Definition)> Definitions => _definitions;

    /// <summary>The site's day that holds an instant.</summary>
    public DateOnly DayOf(DateTimeOffset instant) => _calendar.DateOf(instant);

    /// <summary>The starts of days inside a range on which something that was set here begins, or no longer holds, oldest first.</summary>
    public IEnumerable<DateTimeOffset> DayStarts(Interval range)
    {
        var days = _definitions.Select(static d => (DateOnly?)d.From)
            .Concat(_byQueue.SelectMany(static q => q).Concat(_byGroup.Select(static g => g.Target)).SelectMany(static t => new[] { t.From, t.Until?.AddDays(1) }));
        return days.OfType<DateOnly>().Distinct().Order().Select(_calendar.StartOf).Where(start => start > range.Start && start < range.End);
    }

    /// <summary>The definition on a day.</summary>
    public ServiceLevelDefinition DefinitionOn(DateOnly day)
    {
        for (var i = _definitions.Length - 1; i >= 0; i--)
        {
            if (_definitions[i].From <= day)
            {
                return _definitions[i].Definition;
            }
        }

        return _configured;
    }

    /// <summary>A queue with the targets that hold on a day; the same object when nothing was set here for it.</summary>
    /// <param name="queue">The queue with Genesys' own targets.</param>
    /// <param name="day">The site's day.</param>
    public Queue On(Queue queue, DateOnly day)
    {
        ArgumentNullException.ThrowIfNull(queue);
        if (_byGroup.IsEmpty && !_byQueue.Contains(queue.Id))
        {
            return queue;
        }
        var targets = queue.Targets;
        foreach (var (group, target) in _byGroup)
        {
            if (target.HoldsOn(day) && group.Holds(queue, target.Media))
            {
                targets = targets.SetItem(target.Media, target.ToTarget());
            }
        }

        foreach (var target in _byQueue[queue.Id])
        {
            if (target.HoldsOn(day))
            {
                targets = targets.SetItem(target.Media, target.ToTarget());
            }
        }

        return ReferenceEquals(targets, queue.Targets) ? queue : queue with { Targets = targets };
    }

    /// <summary>What a queue and media type is measured by at an instant.</summary>
    /// <param name="queue">The queue with Genesys' own targets, as it was then.</param>
    /// <param name="media">The media type.</param>
    /// <param name="instant">The instant.</param>
    public Measure At(Queue queue, MediaType media, DateTimeOffset instant)
    {
        var day = DayOf(instant);
        return new Measure(DefinitionOn(day), On(queue, day).TargetFor(media));
    }
}

/// <summary>What was set here: targets, definitions and the groups that the targets name, each by its key.</summary>
/// <param name="Targets">The targets.</param>
/// <param name="Definitions">The definitions by the first day of each.</param>
/// <param name="Groups">The groups.</param>
public sealed record ContractTerms(
    ImmutableDictionary<string, TargetOverride> Targets,
    ImmutableDictionary<string, DefinitionVersion> Definitions,
    ImmutableDictionary<string, Group> Groups)
{
    /// <summary>Nothing was set here.</summary>
    public static readonly ContractTerms None = new(
        ImmutableDictionary<string, TargetOverride>.Empty, ImmutableDictionary<string, DefinitionVersion>.Empty, ImmutableDictionary<string, Group>.Empty);
}
