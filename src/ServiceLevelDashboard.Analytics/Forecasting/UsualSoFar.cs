using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Forecasting;

/// <summary>
/// What several queues together usually have by this time of the day: like is set against like, the comparable days up to the same time. Worked: at
/// 09:20 in quarter hours, 37 slots and a third of the next of each queue's usual day.
/// </summary>
/// <param name="Offered">Contacts offered, mean of the comparable days.</param>
/// <param name="Abandoned">Contacts abandoned, likewise.</param>
/// <param name="Met">Contacts that met the promise, likewise.</param>
/// <param name="Counted">Contacts that counted, likewise.</param>
/// <param name="Agents">Agents on queue at this time, each queue's own added up; null when they were never seen.</param>
public sealed record UsualSoFar(double Offered, double Abandoned, double Met, double Counted, double? Agents)
{
    /// <summary>The level by now; null when nothing counts.</summary>
    public double? Level => Counted > 0 ? Met / Counted : null;

    /// <summary>Abandoned over offered; null when nothing is offered.</summary>
    public double? AbandonRate => Offered > 0 ? Abandoned / Offered : null;

    /// <summary>Adds up what is usual; null unless it is known of every queue that had contacts today: no part against the whole.</summary>
    /// <param name="queues">The queues, one per media type.</param>
    /// <param name="models">What is known of them.</param>
    /// <param name="snapshot">The moment: the figures reach up to its <see cref="Snapshot.DataUntil"/>.</param>
    public static UsualSoFar? Of(IReadOnlyCollection<QueueSummary> queues, QueueModels models, Snapshot snapshot)
    {
        ArgumentNullException.ThrowIfNull(queues);
        ArgumentNullException.ThrowIfNull(models);
        ArgumentNullException.ThrowIfNull(snapshot);
        var sum = new UsualSoFar(0, 0, 0, 0, null);
        var seen = new HashSet<QueueId>(); // agents serve all media types of their queue
        foreach (var queue in queues)
        {
            if (models.Find(queue.Key, queue.Today?.Day ?? snapshot.Day) is { Usual.Days: > 0 } model)
            {
                sum = sum.Plus(model, snapshot.DataUntil, seen.Add(queue.Queue.Id));
            }
            else if (!queue.Day.IsZero)
            {
                return null;
            }
        }
        return sum.Offered > 0 ? sum : null;
    }

    private UsualSoFar Plus(QueueModel model, DateTimeOffset until, bool withAgents)
    {
        var slots = model.Usual.Slots;
        var passed = Math.Min(model.Slots.CutAt(until), slots.Length);
        var (offered, abandoned, met, counted) = (Offered, Abandoned, Met, Counted);
        for (var k = 0; k < passed; k++)
        {
            var share = Math.Min(1, passed - k);
            offered += share * slots[k].Offered;
            abandoned += share * slots[k].Abandoned;
            met += share * slots[k].Met;
            counted += share * slots[k].Counted;
        }
        var agents = withAgents && passed > 0 ? slots[(int)Math.Ceiling(passed) - 1].Agents : null;
        return new UsualSoFar(offered, abandoned, met, counted, agents is null ? Agents : (Agents ?? 0) + agents);
    }
}
