using MathNet.Numerics;

namespace ServiceLevelDashboard.Statistics.Staffing;

/// <summary>
/// A queue in which nobody gives up (Erlang C, M/M/n). It wants more agents than a real one, whose callers leave. Agents may be a real number: 13.5 are an
/// agent who is there half of the time. Worked: 10 erlangs at 180 s with 14 agents answer .88835 within 20 s.
/// </summary>
/// <param name="Traffic">What arrives.</param>
/// <param name="Agents">Agents; above 0.</param>
public readonly record struct ErlangC(Traffic Traffic, double Agents)
{
    /// <summary>Whether the agents can bear the load at all; if not, the wait grows without end.</summary>
    public bool IsStable => Traffic.Erlangs < Agents;

    /// <summary>P(a contact must wait), 1 when not stable.</summary>
    public double WaitProbability
    {
        get
        {
            var (load, blocking) = (Traffic.Erlangs, Blocking(Agents, Traffic.Erlangs));
            return load <= 0 ? 0 : IsStable ? Agents * blocking / (Agents - (load * (1 - blocking))) : 1;
        }
    }

    /// <summary>Mean wait in seconds; null when not stable.</summary>
    public double? SpeedOfAnswer => IsStable ? WaitProbability * Traffic.HandleSeconds / (Agents - Traffic.Erlangs) : null;

    /// <summary>Mean number that wait; null when not stable.</summary>
    public double? Waiting => SpeedOfAnswer * Traffic.PerSecond;

    /// <summary>Share of their time that agents are busy, at most 1.</summary>
    public double Occupancy => Math.Min(1, Traffic.Erlangs / Agents);

    /// <summary>Share of contacts answered within a wait; 0 when not stable.</summary>
    public double Level(double seconds) =>
        IsStable ? 1 - (WaitProbability * Math.Exp(-(Agents - Traffic.Erlangs) * seconds / Traffic.HandleSeconds)) : 0;

    /// <summary>The wait in seconds that a share of contacts stays within; null when not stable.</summary>
    /// <param name="share">From 0 up to but not including 1.</param>
    public double? Quantile(double share) => !IsStable ? null
        : 1 - WaitProbability >= share ? 0
        : Traffic.HandleSeconds / (Agents - Traffic.Erlangs) * Math.Log(WaitProbability / (1 - share));

    /// <summary>
    /// Erlang B: the share turned away were there no room to wait. Whole agents by the recursion of its inverse, which neither overflows nor loses digits
    /// (1/B(k) = 1 + 1/B(k-1) × k/load); others by the incomplete gamma function. Worked: B(10, 5) = .018384570.
    /// </summary>
    /// <param name="agents">0 or more.</param>
    /// <param name="load">Erlangs, 0 or more.</param>
    public static double Blocking(double agents, double load)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(agents);
        ArgumentOutOfRangeException.ThrowIfNegative(load);
        if (load == 0)
        {
            return agents == 0 ? 1 : 0;
        }
        if (agents != Math.Floor(agents))
        {
            return Math.Exp((agents * Math.Log(load)) - load - SpecialFunctions.GammaLn(agents + 1)) / SpecialFunctions.GammaUpperRegularized(agents + 1, load);
        }
        var inverse = 1.0;
        for (var k = 1; k <= agents; k++)
        {
            inverse = 1 + (inverse * k / load);
        }
        return 1 / inverse; // infinity: 0 is right to double precision
    }
}
