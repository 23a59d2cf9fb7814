using System.Collections.Immutable;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Configuration;

/// <summary>Whose opening hours hold for which queue.</summary>
/// <param name="Site">The hours of every queue that has none of its own.</param>
/// <param name="Queues">Single queues' hours by the queue's id or name, without regard to case; empty when there are none.</param>
public sealed record ConfiguredOpeningHours(OpeningHours Site, ImmutableDictionary<string, OpeningHours> Queues)
{
    /// <summary>Everything is always open.</summary>
    public static readonly ConfiguredOpeningHours Always =
        new(OpeningHours.Always, ImmutableDictionary.Create<string, OpeningHours>(StringComparer.OrdinalIgnoreCase));

    /// <summary>Hours of queues that were chosen one by one, which go before all others; empty when there are none.</summary>
    public ImmutableDictionary<QueueId, OpeningHours> Chosen { get; init; } = ImmutableDictionary<QueueId, OpeningHours>.Empty;

    /// <summary>
    /// Hours of whole groups of queues, which go before <see cref="Queues"/>; empty when there are none. Of several that hold a queue the first.
    /// </summary>
    public ImmutableArray<(Group Group, OpeningHours Hours)> Groups { get; init; } = [];

    /// <summary>The hours of a queue: those it was chosen for, else its group's, else its own by id, else its own by name, else the site's.</summary>
    public OpeningHours For(Queue queue)
    {
        ArgumentNullException.ThrowIfNull(queue);
        if (Chosen.TryGetValue(queue.Id, out var chosen))
        {
            return chosen;
        }
        foreach (var (group, hours) in Groups)
        {
            if (group.Holds(queue))
            {
                return hours;
            }
        }

        return Queues.GetValueOrDefault(queue.Id.Value) ?? Queues.GetValueOrDefault(queue.Name) ?? Site;
    }
}
