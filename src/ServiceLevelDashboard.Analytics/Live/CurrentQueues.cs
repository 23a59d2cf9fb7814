using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Configuration;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Live;

/// <summary>
/// The listed queues, what they are measured by as the resolver says, and the waits that are to be counted at for them. Not safe for several threads at once.
/// </summary>
internal sealed class CurrentQueues(IContracts contracts, DashboardSettings settings)
{
    // Longer than a day and the hours before it that a snapshot looks at.
    private static readonly TimeSpan Looked = TimeSpan.FromDays(2);

    private QueueRecord _record = QueueRecord.Empty;
    private ListedQueues _all = new(QueueRecord.Empty, []);
    private ImmutableArray<QueueId> _listed = [];
    private Contract? _contract;
    private ImmutableArray<DateOnly> _days = [];

    /// <summary>The queues as Genesys Cloud describes them by id; an unchanged one is the same object as before.</summary>
    public ImmutableDictionary<QueueId, Queue> Queues { get; private set; } = ImmutableDictionary<QueueId, Queue>.Empty;

    /// <summary>What they are measured by.</summary>
    public TargetsInForce Targets { get; private set; } = TargetsInForce.Own;

    /// <summary>The waits to count at.</summary>
    public EdgePlan Plan { get; private set; } = new(settings.Edges, 0);

    /// <summary>The days of each queue's site.</summary>
    public IQueueCalendars Calendars => _contract?.Calendars ?? contracts.Current.Calendars;

    /// <summary>The definition in force on the day of a calendar, with the configured switches.</summary>
    public ServiceLevelDefinition DefinitionOf(SiteCalendar calendar, DateTimeOffset at) => (_contract ?? contracts.Current).DefinitionOn(calendar.DateOf(at));

    /// <summary>The definition in force on the installation's day, with the configured switches.</summary>
    public ServiceLevelDefinition Definition { get; private set; } = settings.Definition;

    /// <summary>The queues over time; the same object until they change.</summary>
    public ListedQueues All
    {
        get
        {
            if (!ReferenceEquals(_all.Record, _record) || !_all.Listed.AsSpan().SequenceEqual(_listed.AsSpan()))
            {
                _all = new ListedQueues(_record, _listed);
            }
            return _all;
        }
    }

    /// <summary>When the contract was last taken over.</summary>
    public ContractTaken Contract { get; private set; } = new(default, 0);

    /// <summary>Takes a list over.</summary>
    public void List(ImmutableArray<Queue> listed, DateTimeOffset at)
    {
        _record = _record.Seeing(listed, at);
        _listed = [.. listed.Select(static queue => queue.Id)];
        Take(contracts.Current, at);
    }

    /// <summary>Takes over what an archive has kept of the last day.</summary>
    /// <param name="versions">The queues over that day, oldest first.</param>
    /// <param name="at">When it was fetched last.</param>
    public void Restore(ImmutableArray<QueueVersion> versions, DateTimeOffset at)
    {
        _record = QueueRecord.Of(versions);
        _listed = [.. versions.Where(v => v.To is not { } to || to > at).Select(static v => v.Queue.Id).Distinct()];
        Take(contracts.Current, at);
    }

    /// <summary>Takes over what another instance knows; the contract only where that one has taken it over.</summary>
    public void Follow(ListedQueues all, ContractTaken contract)
    {
        if (!ReferenceEquals(all, _all) || contract != Contract)
        {
            (_all, _record, _listed) = (all, all.Record, all.Listed);
            Take(contracts.Current, contract.At);
            Contract = contract;
        }
    }

    /// <summary>Takes the contract over where it, or a site's day, has changed.</summary>
    public void Look(DateTimeOffset at)
    {
        var contract = contracts.Current;
        if (!ReferenceEquals(contract, _contract) || !DaysOf(contract, at).SequenceEqual(_days))
        {
            Take(contract, at);
        }
    }

    private static ImmutableArray<DateOnly> DaysOf(Contract contract, DateTimeOffset at) => [.. contract.Calendars.All.Select(calendar => calendar.DateOf(at))];

    private void Take(Contract contract, DateTimeOffset at)
    {
        (_contract, _days) = (contract, DaysOf(contract, at));
        Contract = new ContractTaken(at, Contract.Times + 1);
        Definition = contract.DefinitionOn(contract.DayOf(at));
        var queues = _listed.ToImmutableDictionary(static id => id, _record.Last);
        Queues = queues.Count == Queues.Count && queues.All(queue => ReferenceEquals(Queues.GetValueOrDefault(queue.Key), queue.Value)) ? Queues : queues;
        Targets = TargetsInForce.At(new TargetResolver(contract, _record), Queues.Values, at, Looked);
        Plan = EdgePlan.For(Queues.Values.SelectMany(queue => Targets.Of(queue).Values), Definition.ShortAbandonLimit, settings.Edges);
    }
}
