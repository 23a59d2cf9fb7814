using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Configuration;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.History;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Collecting;

/// <summary>The listed queues with the targets of the contract in force, and the waits that are to be counted at for them. Not safe for several threads at once.</summary>
internal sealed class CurrentQueues(IContracts contracts, DashboardSettings settings)
{
    private ImmutableArray<Queue> _listed = [];
    private Contract? _contract;
    private DateOnly _day;

    /// <summary>The queues by id; an unchanged one is the same object as before.</summary>
    public ImmutableDictionary<QueueId, Queue> Queues { get; private set; } = ImmutableDictionary<QueueId, Queue>.Empty;

    /// <summary>The waits to count at.</summary>
    public EdgePlan Plan { get; private set; } = new(settings.Edges, 0);

    /// <summary>The definition in force, with the configured switches.</summary>
    public ServiceLevelDefinition Definition { get; private set; } = settings.Definition;

    /// <summary>Takes a list over, with Genesys' own targets.</summary>
    public void List(ImmutableArray<Queue> listed, DateTimeOffset at)
    {
        _listed = listed;
        Take(contracts.Current, at);
    }

    /// <summary>Takes the contract over where it, or the site's day, has changed.</summary>
    public void Look(DateTimeOffset at)
    {
        if (contracts.Current is var contract && (!ReferenceEquals(contract, _contract) || contract.DayOf(at) != _day))
        {
            Take(contract, at);
        }
    }

    private void Take(Contract contract, DateTimeOffset at)
    {
        (_contract, _day) = (contract, contract.DayOf(at));
        Definition = contract.DefinitionOn(_day);
        Queues = QueueMerge.Update(Queues, [.. _listed.Select(queue => contract.On(queue, _day))]);
        Plan = EdgePlan.For(Queues.Values, Definition.ShortAbandonLimit, settings.Edges);
    }
}
