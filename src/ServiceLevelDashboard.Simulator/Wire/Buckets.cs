using ServiceLevelDashboard.Simulator.Centre;

namespace ServiceLevelDashboard.Simulator.Wire;

/// <summary>The buckets of one group, filled from the contacts of its lines. Used for one group after the other: only one group is in memory at a time.</summary>
internal sealed class Buckets
{
    private readonly IOrganisation _organisation;
    private readonly AggregateQuery _query;
    private readonly SimulatedSwitches _switches;
    private readonly long _endMs;
    private readonly long? _evenStepMs;
    private readonly Bucket[] _buckets;
    private readonly Stat[] _views;

    /// <param name="organisation">Where the contacts come from.</param>
    /// <param name="query">What is asked for.</param>
    /// <param name="switches">The organisation's switches.</param>
    /// <param name="visibleMs">Events after this instant do not exist yet.</param>
    public Buckets(IOrganisation organisation, AggregateQuery query, SimulatedSwitches switches, long visibleMs)
    {
        (_organisation, _query, _switches) = (organisation, query, switches);
        _buckets = new Bucket[query.Borders.Count - 1];
        _views = new Stat[_buckets.Length * query.Views.Count];
        _endMs = Math.Min(query.Borders[^1], visibleMs + 1);
        var step = query.Borders[1] - query.Borders[0];
        var even = Enumerable.Range(1, _buckets.Length - 1).All(i => query.Borders[i] - query.Borders[i - 1] == step);
        _evenStepMs = even ? step : null;
    }

    public int Count => _buckets.Length;

    public ref readonly Bucket this[int index] => ref _buckets[index];

    public ref readonly Stat View(int bucket, int view) => ref _views[(bucket * _query.Views.Count) + view];

    /// <summary>Forgets the last group and counts the events of the lines of the next.</summary>
    public void Fill(IEnumerable<TrafficLine> lines)
    {
        Array.Clear(_buckets);
        Array.Clear(_views);
        var startMs = _query.Borders[0];
        if (_endMs <= startMs)
        {
            return;
        }
        foreach (var line in lines)
        {
            foreach (var day in line.DaysTouching(startMs, _endMs))
            {
                foreach (ref readonly var contact in _organisation.Day(line, day).Touching(startMs, _endMs))
                {
                    Add(line, contact);
                }
            }
        }
    }

    private void Add(TrafficLine line, in Contact contact)
    {
        if (contact.Outcome != Outcome.Direct)
        {
            if (Index(contact.ArrivalMs) is var offered and >= 0)
            {
                _buckets[offered].Offered++;
            }
            if (Index(contact.WaitEndMs) is var waited and >= 0)
            {
                ref var bucket = ref _buckets[waited];
                bucket.AddWaitEnd(contact, line.Target, _switches);
                AddToViews(waited, contact);
            }
        }

        if (contact.Outcome is not (Outcome.Answered or Outcome.Direct))
        {
            return;
        }
        if (Index(contact.TalkEndMs) is var talked and >= 0)
        {
            _buckets[talked].AddTalkEnd(contact);
            AddToViews(talked, contact.TalkMs, "tTalk", "tTalkComplete");
        }

        if (Index(contact.HandleEndMs) is var handled and >= 0)
        {
            _buckets[handled].AddHandleEnd(contact);
            AddToViews(handled, contact.TalkMs + contact.AfterMs, "tHandle");
            if (contact.AfterMs > 0)
            {
                AddToViews(handled, contact.AfterMs, "tAcw");
            }
        }
    }

    private void AddToViews(int bucket, in Contact contact)
    {
        if (_query.Views.Count == 0)
        {
            return;
        }
        AddToViews(bucket, contact.WaitMs, "tWait", "tAcd");
        switch (contact.Outcome)
        {
            case Outcome.Answered:
                AddToViews(bucket, contact.WaitMs, "tAnswered");
                break;
            case Outcome.FlowedOut:
                AddToViews(bucket, contact.WaitMs, "tFlowOut");
                break;
            default:
                AddToViews(bucket, contact.WaitMs, "tAbandon");
                if (contact.WaitMs <= _switches.ShortAbandonLimit.TotalMilliseconds)
                {
                    AddToViews(bucket, contact.WaitMs, "tShortAbandon");
                }
                break;
        }
    }

    private void AddToViews(int bucket, int milliseconds, string metric, string? alias = null)
    {
        for (var i = 0; i < _query.Views.Count; i++)
        {
            var view = _query.Views[i];
            if ((view.Target == metric || view.Target == alias) && milliseconds >= view.FromMs && milliseconds < view.ToMs)
            {
                _views[(bucket * _query.Views.Count) + i].Add(milliseconds);
            }
        }
    }

    /// <summary>The bucket of an instant, or -1 when it lies outside or in the future.</summary>
    private int Index(long instantMs)
    {
        if (instantMs < _query.Borders[0] || instantMs >= _endMs)
        {
            return -1;
        }
        if (_evenStepMs is { } step)
        {
            return (int)((instantMs - _query.Borders[0]) / step);
        }
        var (low, high) = (0, _buckets.Length - 1);
        while (low < high)
        {
            var middle = (low + high + 1) / 2;
            if (_query.Borders[middle] <= instantMs)
            {
                low = middle;
            }
            else
            {
                high = middle - 1;
            }
        }

        return low;
    }
}
