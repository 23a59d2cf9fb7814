using ServiceLevelDashboard.Simulator.Centre;

namespace ServiceLevelDashboard.Simulator.Wire;

/// <summary>Count, sum, smallest and largest of a timer's events, in milliseconds.</summary>
internal struct Stat
{
    public int Count;
    public long Sum;
    public int Min;
    public int Max;

    public void Add(int milliseconds)
    {
        Min = Count == 0 ? milliseconds : Math.Min(Min, milliseconds);
        Max = Math.Max(Max, milliseconds);
        Count++;
        Sum += milliseconds;
    }
}

/// <summary>What an organisation has switched, at the moment of the question: it applies to the past too.</summary>
internal sealed record SimulatedSwitches(GenesysSwitches Genesys, TimeSpan ShortAbandonLimit);

/// <summary>Everything that happened to a group in one bucket. Each event lands where it was emitted.</summary>
internal struct Bucket
{
    public int Offered;
    public int OverSla;
    public int Connected;
    public int CallbackNumerator;
    public int CallbackDenominator;
    public int ServiceNumerator;
    public int ServiceDenominator;
    public Stat Answered;
    public Stat Abandoned;
    public Stat ShortAbandoned;
    public Stat FlowedOut;
    public Stat Wait;
    public Stat Talk;
    public Stat After;
    public Stat Handle;

    /// <summary>Calls of callbacks that called the customer first.</summary>
    public Stat Bridged;

    /// <summary>The end of a wait.</summary>
    public void AddWaitEnd(in Contact contact, ServiceLevelTarget? target, SimulatedSwitches switches)
    {
        Wait.Add(contact.WaitMs);
        var genesys = switches.Genesys;
        var counts = false;
        switch (contact.Outcome)
        {
            case Outcome.Answered:
                Answered.Add(contact.WaitMs);
                Connected++;
                counts = true;
                if (target is null)
                {
                    break;
                }
                if (contact.WaitMs > target.Threshold.TotalMilliseconds)
                {
                    OverSla++;
                }
                else
                {
                    ServiceNumerator++;
                }
                break;
            case Outcome.Abandoned:
                Abandoned.Add(contact.WaitMs);
                var isShort = contact.WaitMs <= switches.ShortAbandonLimit.TotalMilliseconds;
                if (isShort)
                {
                    ShortAbandoned.Add(contact.WaitMs);
                }
                counts = genesys.IncludeAbandons && (genesys.IncludeShortAbandons || !isShort);
                break;
            case Outcome.FlowedOut:
                FlowedOut.Add(contact.WaitMs);
                counts = genesys.IncludeFlowOuts;
                break;
        }

        if (counts && target is not null)
        {
            ServiceDenominator++;
        }
    }

    /// <summary>The end of the talk.</summary>
    public void AddTalkEnd(in Contact contact) => Talk.Add(contact.TalkMs);

    /// <summary>The end of all handling.</summary>
    public void AddHandleEnd(in Contact contact)
    {
        if (contact.AfterMs > 0)
        {
            After.Add(contact.AfterMs);
        }
        Handle.Add(contact.TalkMs + contact.AfterMs);
    }

    /// <summary>The timer of a name; one without events when the simulator has no such events.</summary>
    public readonly Stat Timer(string metric) => metric switch
    {
        "tAnswered" => Answered,
        "tAbandon" => Abandoned,
        "tShortAbandon" => ShortAbandoned,
        "tFlowOut" => FlowedOut,
        "tWait" or "tAcd" => Wait,
        "tTalk" or "tTalkComplete" => Talk,
        "tAcw" => After,
        "tHandle" => Handle,
        "tCfcAnswered" => Bridged,
        _ => default,
    };
}
