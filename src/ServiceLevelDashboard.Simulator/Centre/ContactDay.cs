namespace ServiceLevelDashboard.Simulator.Centre;

/// <summary>The contacts of one line that arrive on one day of its zone, in order of arrival, and its agents on that day.</summary>
internal sealed class ContactDay
{
    public static readonly ContactDay Empty = new([], 0, []);

    private const long QuarterMs = 15 * 60 * 1000;

    private readonly Contact[] _contacts;
    private readonly long _startMs;
    private readonly int[] _agentsByQuarter;
    private readonly long _longestMs;

    /// <param name="contacts">In order of arrival.</param>
    /// <param name="startMs">Midnight of the line's zone.</param>
    /// <param name="agentsByQuarter">Agents on duty in each quarter of an hour from then on; empty when not known.</param>
    public ContactDay(Contact[] contacts, long startMs, int[] agentsByQuarter)
    {
        _contacts = contacts;
        _startMs = startMs;
        _agentsByQuarter = agentsByQuarter;
        foreach (ref readonly var contact in contacts.AsSpan())
        {
            _longestMs = Math.Max(_longestMs, contact.HandleEndMs - contact.ArrivalMs);
        }
    }

    public int Count => _contacts.Length;

    /// <summary>The contacts that can have an event in a span of time: those that arrived before its end and may reach into it.</summary>
    public ReadOnlySpan<Contact> Touching(long fromMs, long toMs)
    {
        var first = FirstArrivalAtOrAfter(fromMs - _longestMs);
        var end = FirstArrivalAtOrAfter(toMs);
        return end <= first ? [] : _contacts.AsSpan(first, end - first);
    }

    /// <summary>Agents on duty at an instant of the day; null when not known.</summary>
    public int? AgentsAt(long instantMs)
    {
        var quarter = (instantMs - _startMs) / QuarterMs;
        return quarter >= 0 && quarter < _agentsByQuarter.Length ? _agentsByQuarter[quarter] : null;
    }

    private int FirstArrivalAtOrAfter(long instantMs)
    {
        var low = 0;
        var high = _contacts.Length;
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_contacts[middle].ArrivalMs < instantMs)
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
}
