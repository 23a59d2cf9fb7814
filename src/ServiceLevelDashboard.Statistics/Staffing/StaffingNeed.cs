namespace ServiceLevelDashboard.Statistics.Staffing;

/// <summary>What a number of agents is reckoned from, beside the contacts.</summary>
/// <param name="HandleSeconds">Average handle time; above 0.</param>
/// <param name="PatienceSeconds">Mean patience; above 0.</param>
/// <param name="ThresholdSeconds">Longest wait that is within.</param>
/// <param name="Ratio">Share to reach; 1 is taken for .9999.</param>
public sealed record StaffingAssumptions(double HandleSeconds, double PatienceSeconds, double ThresholdSeconds, decimal Ratio)
{
    /// <summary>Agents may be busy for no more than this share of their time; 1 sets no cap.</summary>
    public double HighestOccupancy { get; init; } = 1;

    /// <summary>Share of paid time that is not on queue, below 1.</summary>
    public decimal Shrinkage { get; init; }

    internal double ReachableRatio => Math.Min(0.9999, (double)Ratio);
}

/// <summary>The agents that a span of time needs.</summary>
/// <param name="Agents">On queue, while callers give up (Erlang A).</param>
/// <param name="WithoutPatience">On queue, if nobody gave up (Erlang C).</param>
/// <param name="Rostered">People to roster, so that <paramref name="Agents"/> are on queue.</param>
public readonly record struct StaffingNeed(int Agents, int WithoutPatience, int Rostered)
{
    /// <summary>
    /// Reckons it. Worked: 100 contacts in half an hour, 180 s each, patience 300 s, .8 within 20 s, shrinkage .3: 13 agents, 14 without patience, 19 to
    /// roster.
    /// </summary>
    /// <param name="contacts">Contacts that arrive in the span.</param>
    /// <param name="span">The span.</param>
    /// <param name="assumptions">The rest.</param>
    /// <exception cref="ArgumentOutOfRangeException">More than <see cref="RequiredAgents.Most"/> agents would be needed.</exception>
    public static StaffingNeed Of(double contacts, TimeSpan span, StaffingAssumptions assumptions)
    {
        ArgumentNullException.ThrowIfNull(assumptions);
        var traffic = Traffic.Of(contacts, span, assumptions.HandleSeconds);
        var agents = RequiredAgents.WithPatience(
            traffic, assumptions.PatienceSeconds, assumptions.ThresholdSeconds, assumptions.ReachableRatio, assumptions.HighestOccupancy);
        var patient = RequiredAgents.WithoutPatience(traffic, assumptions.ThresholdSeconds, assumptions.ReachableRatio, assumptions.HighestOccupancy);
        return new StaffingNeed(agents, patient, RequiredAgents.Rostered(agents, assumptions.Shrinkage));
    }
}
