namespace ServiceLevelDashboard.Simulator.Centre;

/// <summary>
/// The days made lately, up to a number of contacts; the one unused for longest goes first. Two who ask at once for a day that is not there may both make
/// it: it is the same day.
/// </summary>
internal sealed class DayCache(int mostContacts)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<(int Line, DateOnly Day), LinkedListNode<Entry>> _entries = [];
    private readonly LinkedList<Entry> _byUse = [];
    private long _contacts;

    public ContactDay GetOrMake(int line, DateOnly day, Func<ContactDay> make)
    {
        lock (_gate)
        {
            if (_entries.TryGetValue((line, day), out var known))
            {
                _byUse.Remove(known);
                _byUse.AddFirst(known);
                return known.Value.Contacts;
            }
        }

        var made = make();
        lock (_gate)
        {
            if (_entries.TryGetValue((line, day), out var known))
            {
                return known.Value.Contacts;
            }
            _entries[(line, day)] = _byUse.AddFirst(new Entry(line, day, made));
            _contacts += made.Count;
            while (_contacts > mostContacts && _byUse.Last is { } oldest && oldest != _byUse.First)
            {
                _byUse.RemoveLast();
                _entries.Remove((oldest.Value.Line, oldest.Value.Day));
                _contacts -= oldest.Value.Contacts.Count;
            }
        }

        return made;
    }

    private sealed record Entry(int Line, DateOnly Day, ContactDay Contacts);
}
