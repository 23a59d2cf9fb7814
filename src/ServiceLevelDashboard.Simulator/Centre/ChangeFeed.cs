namespace ServiceLevelDashboard.Simulator.Centre;

/// <summary>
/// Tells in which queues something changes between two instants, so that nobody has to look into all of them every second. Knows the changes of one hour
/// at a time. Safe for concurrent use.
/// </summary>
internal sealed class ChangeFeed(IOrganisation organisation)
{
    private const long HourMs = 60 * 60 * 1000;
    private const long QuarterMs = 15 * 60 * 1000;

    private readonly Lock _gate = new();
    private long _fromMs;
    private (long AtMs, SimulatedQueue Queue)[] _changes = [];

    /// <summary>
    /// The queues in which something may have changed after one instant and up to another; all of them when time ran backward or over an hour.
    /// </summary>
    public IReadOnlyCollection<SimulatedQueue> Between(long afterMs, long upToMs)
    {
        if (upToMs < afterMs || upToMs - afterMs > HourMs)
        {
            return organisation.Queues;
        }

        var changed = new HashSet<SimulatedQueue>(ReferenceEqualityComparer.Instance);
        for (var hour = Hour(afterMs + 1); hour <= upToMs; hour += HourMs)
        {
            foreach (var (atMs, queue) in Within(hour, afterMs, upToMs))
            {
                changed.Add(queue);
            }
        }

        return changed;
    }

    private static long Hour(long ms) => ms - (((ms % HourMs) + HourMs) % HourMs);

    private ArraySegment<(long AtMs, SimulatedQueue Queue)> Within(long hour, long afterMs, long upToMs)
    {
        (long AtMs, SimulatedQueue Queue)[] changes;
        lock (_gate)
        {
            if (_fromMs != hour || _changes.Length == 0)
            {
                (_fromMs, _changes) = (hour, ChangesOf(hour, hour + HourMs));
            }

            changes = _changes;
        }

        var first = FirstAfter(changes, afterMs);
        return new ArraySegment<(long, SimulatedQueue)>(changes, first, FirstAfter(changes, upToMs) - first);
    }

    private static int FirstAfter((long AtMs, SimulatedQueue Queue)[] changes, long ms)
    {
        var (low, high) = (0, changes.Length);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (changes[middle].AtMs <= ms)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }

    private (long AtMs, SimulatedQueue Queue)[] ChangesOf(long fromMs, long toMs)
    {
        var changes = new List<(long AtMs, SimulatedQueue Queue)>();
        void Note(long atMs, SimulatedQueue queue)
        {
            if (atMs >= fromMs && atMs < toMs)
            {
                changes.Add((atMs, queue));
            }
        }

        foreach (var line in organisation.Lines)
        {
            if (line.Queue is not { } queue)
            {
                continue;
            }

            foreach (var day in line.DaysTouching(fromMs, toMs))
            {
                var contacts = organisation.Day(line, day);
                foreach (ref readonly var contact in contacts.Touching(fromMs, toMs))
                {
                    Note(contact.ArrivalMs, queue);
                    Note(contact.WaitEndMs, queue);
                    Note(contact.HandleEndMs, queue);
                }

                for (var quarter = fromMs; quarter < toMs; quarter += QuarterMs)
                {
                    if (contacts.AgentsAt(quarter) != contacts.AgentsAt(quarter - 1))
                    {
                        Note(quarter, queue);
                    }
                }
            }
        }

        return [.. changes.OrderBy(change => change.AtMs)];
    }
}
