namespace ServiceLevelDashboard.Simulator.Centre;

/// <summary>How a contact ended.</summary>
internal enum Outcome : byte
{
    Answered,
    Abandoned,

    /// <summary>Left the queue by another way: it asked to be called back, or went to voicemail.</summary>
    FlowedOut,

    /// <summary>Never was in a queue (a direct call to an agent): it has handling and no wait.</summary>
    Direct,
}

/// <summary>
/// One contact, known to its end although its end may lie in the future: what has not happened yet is hidden when it is read.
/// </summary>
/// <param name="ArrivalMs">Arrival in milliseconds since 1970 UTC.</param>
/// <param name="WaitMs">Time in the queue until the outcome.</param>
/// <param name="TalkMs">Talk time; 0 unless an agent took it.</param>
/// <param name="AfterMs">After-call work; 0 unless an agent took it.</param>
/// <param name="Outcome">How it ended.</param>
internal readonly record struct Contact(long ArrivalMs, int WaitMs, int TalkMs, int AfterMs, Outcome Outcome)
{
    public long WaitEndMs => ArrivalMs + WaitMs;

    public long TalkEndMs => WaitEndMs + TalkMs;

    public long HandleEndMs => TalkEndMs + AfterMs;
}
