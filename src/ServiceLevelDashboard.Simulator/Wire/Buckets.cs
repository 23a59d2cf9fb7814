using ServiceLevelDashboard.Simulator.Centre;

namespace ServiceLevelDashboard.Simulator.Wire;

/// <summary>
/// The buckets of one group, filled from the contacts of its lines. Used for one group after the other: only one group is in memory at a time.
/// </summary>
internal sealed class Buckets
{
    private const int BridgedWaitMs = 12;

    private readonly IOrganisation _organisation;
    private readonly AggregateQuery _query;
    private readonly SimulatedSwitches _switches;
    private readonly Habits _habits;
    private readonly long _endMs;
    private readonly long? _evenStepMs;
    private readonly Bucket[] _buckets;
    private readonly Stat[] _views;

    /// <param name="organisation">Where the contacts come from.</param>
    /// <param name="query">What is asked for.</param>
    /// <param name="switches">The organisation's switches.</param>
    /// <param name="habits">How the service counts.</param>
    /// <param name="visibleMs">Events after this instant do not exist yet.</param>
    public Buckets(IOrganisation organisation, AggregateQuery query, SimulatedSwitches switches, Habits habits, long visibleMs)
    {
        (_organisation, _query, _switches, _habits) = (organisation, query, switches, habits);
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
    public void Fill(IEnumerable<CountedLine> lines)
    {
        Array.Clear(_buckets);
        Array.Clear(_views);
        var startMs = _query.Borders[0];
        if (_endMs <= startMs)
        {
            return;
        }

        foreach (var counted in lines)
        {
            var line = counted.Line;
            foreach (var day in line.DaysTouching(startMs, _endMs))
            {
                foreach (ref readonly var contact in _organisation.Day(line, day).Touching(startMs, _endMs))
                {
                    Add(counted, contact);
                }
            }
        }
    }

    private void Add(CountedLine line, in Contact contact)
    {
        switch (line.As)
        {
            case CountedAs.CustomerFirst:
                AddCustomerFirst(line.Line.Target, contact);
                break;
            case CountedAs.Bridged:
                if (contact.Outcome == Outcome.Answered)
                {
                    AddBridged(line.Target, contact);
                }

                break;
            default:
                if (line.MediaType == "message" && _habits.UnexplainedMessages && contact.ArrivalMs / 1000 % 10 == 0)
                {
                    AddUnexplained(contact);
                }
                else
                {
                    Add(line.Target, contact);
                }

                break;
        }
    }

    /// <summary>Offered, and a wait until the customer was called; no outcome.</summary>
    private void AddCustomerFirst(ServiceLevelTarget? target, in Contact contact)
    {
        AddUnexplained(contact);
        if (contact.Outcome != Outcome.Answered || Index(contact.WaitEndMs) is not (>= 0 and var called))
        {
            return;
        }

        _buckets[called].Connected++;
        if (target is { } judged)
        {
            _buckets[called].CallbackDenominator++;
            _buckets[called].CallbackNumerator += contact.WaitMs <= judged.Threshold.TotalMilliseconds ? 1 : 0;
        }
    }

    /// <summary>The customer is on the line already: the agent answers at once.</summary>
    private void AddBridged(ServiceLevelTarget? target, in Contact contact)
    {
        if (Index(contact.WaitEndMs) is var bucket and >= 0)
        {
            _buckets[bucket].Bridged.Add(BridgedWaitMs);
        }

        Add(target, contact with { ArrivalMs = contact.WaitEndMs - BridgedWaitMs, WaitMs = BridgedWaitMs });
    }

    /// <summary>Offered, a wait that ended, and nothing that says how.</summary>
    private void AddUnexplained(in Contact contact)
    {
        if (Index(contact.ArrivalMs) is var offered and >= 0)
        {
            _buckets[offered].Offered++;
        }

        if (Index(contact.WaitEndMs) is var waited and >= 0)
        {
            _buckets[waited].Wait.Add(contact.WaitMs);
            AddToViews(waited, contact.WaitMs, "tWait", "tAcd");
        }
    }

    private void Add(ServiceLevelTarget? target, in Contact contact)
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
                bucket.AddWaitEnd(contact, target, _switches);
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
