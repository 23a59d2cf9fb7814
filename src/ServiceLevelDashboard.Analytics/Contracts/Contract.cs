using System.Collections.Immutable;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Contracts;

/// <summary>
/// What was set here, day by day of each queue's site: targets of a queue or of a group, and by which definition is measured. Which target holds in the
/// end is asked of <see cref="TargetResolver"/>. Immutable.
/// </summary>
public sealed class Contract
{
    private readonly ContractTerms _terms;
    private readonly ImmutableArray<(DateOnly From, ServiceLevelDefinition Definition)> _definitions;
    private readonly ILookup<QueueId, TargetOverride> _byQueue;
    private readonly ImmutableArray<(Group Group, TargetOverride Target)> _byGroup;

    /// <summary>Makes a contract.</summary>
    /// <param name="calendars">The days of each queue's site.</param>
    /// <param name="configured">The definition before the first version, with the organisation's switches.</param>
    /// <param name="terms">What was set here.</param>
    public Contract(IQueueCalendars calendars, ServiceLevelDefinition configured, ContractTerms terms)
    {
        ArgumentNullException.ThrowIfNull(calendars);
        ArgumentNullException.ThrowIfNull(configured);
        ArgumentNullException.ThrowIfNull(terms);
        (Calendars, Configured, _terms) = (calendars, configured, terms);
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

    /// <summary>Makes a contract of an installation of one site.</summary>
    /// <param name="calendar">How days are cut.</param>
    /// <param name="configured">The definition before the first version, with the organisation's switches.</param>
    /// <param name="terms">What was set here.</param>
    public Contract(SiteCalendar calendar, ServiceLevelDefinition configured, ContractTerms terms)
        : this(new OneCalendar(calendar), configured, terms)
    {
    }

    /// <summary>Nothing was set here: days of UTC, and Genesys' own definition.</summary>
    public static readonly Contract None = new(SiteCalendar.AtMidnight(TimeZoneInfo.Utc), ServiceLevelDefinition.Default, ContractTerms.None);

    /// <summary>The days of each queue's site.</summary>
    public IQueueCalendars Calendars { get; }

    /// <summary>The definition before the first version.</summary>
    public ServiceLevelDefinition Configured { get; }

    /// <summary>The definitions that were set here with the first day of each, oldest first.</summary>
    public ImmutableArray<(DateOnly From, ServiceLevelDefinition Definition)> Definitions => _definitions;

    /// <summary>The same with the switches that the organisation was found to have.</summary>
    public Contract With(GenesysSwitches switches) =>
        Configured.Switches == switches ? this : new Contract(Calendars, Configured with { Switches = switches }, _terms);

    /// <summary>The date of an instant in the installation's calendar.</summary>
    public DateOnly DayOf(DateTimeOffset instant) => Calendars.Standard.DateOf(instant);

    /// <summary>The date of an instant in the calendar of a queue's site.</summary>
    public DateOnly DateOf(QueueId queue, DateTimeOffset instant) => Calendars.Of(queue).DateOf(instant);

    /// <summary>The starts of days of a queue inside a range on which something that was set here begins, or no longer holds, oldest first.</summary>
    public IEnumerable<DateTimeOffset> DayStarts(QueueId queue, Interval range)
    {
        var days = _definitions.Select(static d => (DateOnly?)d.From)
            .Concat(_byQueue[queue].Concat(_byGroup.Select(static g => g.Target)).SelectMany(static t => new[] { t.From, DayAfter(t.Until) }));
        return StartsIn(Calendars.Of(queue), days, range);
    }

    /// <summary>The first day on which what holds until another no longer does; null when that is never.</summary>
    private static DateOnly? DayAfter(DateOnly? last) => last is { } day && day < DateOnly.MaxValue ? day.AddDays(1) : null;

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

        return Configured;
    }

    /// <summary>The definitions of a range by the installation's calendar, each with the instant from which on it holds, oldest first; never empty.</summary>
    public IEnumerable<(DateTimeOffset From, ServiceLevelDefinition Definition)> DefinitionsIn(Interval range)
    {
        ServiceLevelDefinition? last = null;
        foreach (var start in StartsIn(Calendars.Standard, _definitions.Select(static d => (DateOnly?)d.From), range).Prepend(range.Start))
        {
            var definition = DefinitionOn(DayOf(start));
            if (definition != last)
            {
                yield return (start, definition);
            }

            last = definition;
        }
    }

    /// <summary>The definitions of some dates, each with the date from which on it holds, oldest first; never empty.</summary>
    public IEnumerable<(DateOnly From, ServiceLevelDefinition Definition)> DefinitionsIn(DateRange dates)
    {
        ServiceLevelDefinition? last = null;
        foreach (var date in _definitions.Select(static d => d.From).Where(from => from > dates.From && from <= dates.To).Prepend(dates.From))
        {
            var definition = DefinitionOn(date);
            if (definition != last)
            {
                yield return (date, definition);
            }

            last = definition;
        }
    }

    /// <summary>Genesys' own targets of a queue with those that hold on a day in their place: the same object when nothing was set here for it.</summary>
    /// <param name="queue">The queue as Genesys Cloud describes it.</param>
    /// <param name="day">The day of its site.</param>
    internal ImmutableDictionary<MediaType, ServiceLevelTarget> TargetsOn(Queue queue, DateOnly day)
    {
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

        return targets;
    }

    private static IEnumerable<DateTimeOffset> StartsIn(SiteCalendar calendar, IEnumerable<DateOnly?> days, Interval range) =>
        days.OfType<DateOnly>().Distinct().Order().Select(calendar.StartOf).Where(start => start > range.Start && start < range.End);
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
