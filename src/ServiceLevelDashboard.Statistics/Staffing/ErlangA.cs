namespace ServiceLevelDashboard.Statistics.Staffing;

/// <summary>
/// A queue whose callers give up after a patience of their own (Erlang A, M/M/n+M; Palm 1957; Mandelbaum and Zeltyn 2007), by its birth-death chain: no special
/// functions, good at any load. Optimistic where the rate of arrivals is itself uncertain. Worked: 100 contacts of 3 minutes in half an hour, patience
/// 5 minutes, 14 agents: .916792 are answered within 20 s, .013984 give up.
/// </summary>
public sealed class ErlangA
{
    // A state that is this much less likely than the likeliest adds nothing to a double.
    private const double Negligible = 1e-18;

    private readonly int _first;
    private readonly double[] _states;
    private readonly Traffic _traffic;
    private readonly double _service, _leaving;

    /// <summary>Computes the chain.</summary>
    /// <param name="traffic">What arrives.</param>
    /// <param name="agents">Agents; 1 or more.</param>
    /// <param name="patienceSeconds">Mean patience; above 0, and not infinite (then <see cref="ErlangC"/> is meant).</param>
    /// <exception cref="ArgumentOutOfRangeException">A figure is out of range.</exception>
    public ErlangA(Traffic traffic, int agents, double patienceSeconds)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(agents, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(patienceSeconds, 0);
        ArgumentOutOfRangeException.ThrowIfEqual(patienceSeconds, double.PositiveInfinity);
        ArgumentOutOfRangeException.ThrowIfNegative(traffic.PerSecond);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(traffic.HandleSeconds, 0);
        (_traffic, Agents, _service, _leaving) = (traffic, agents, 1 / traffic.HandleSeconds, 1 / patienceSeconds);
        (_first, _states) = Chain();
        for (var j = 0; j <= Longest; j++)
        {
            WaitProbability += P(j);
            Waiting += j * P(j);
        }
    }

    /// <summary>Agents.</summary>
    public int Agents { get; }

    /// <summary>P(a contact must wait).</summary>
    public double WaitProbability { get; }

    /// <summary>Mean number that wait.</summary>
    public double Waiting { get; }

    /// <summary>P(a contact gives up).</summary>
    public double AbandonProbability => _traffic.PerSecond > 0 ? _leaving * Waiting / _traffic.PerSecond : 0;

    /// <summary>Mean wait of all contacts in seconds, however it ends.</summary>
    public double MeanWait => _traffic.PerSecond > 0 ? Waiting / _traffic.PerSecond : 0;

    /// <summary>Share of their time that agents are busy.</summary>
    public double Occupancy => _traffic.Erlangs * (1 - AbandonProbability) / Agents;

    /// <summary>Mean wait of the answered contacts in seconds.</summary>
    public double SpeedOfAnswer
    {
        get
        {
            // With j ahead e^(-θ × the time until one's turn) has the distribution Beta(c, j + 1), c = nμ/θ: sums of exponentials of linear rates.
            var (c, turns, sum) = (Agents * _service / _leaving, 0.0, 0.0);
            for (var j = 0; j <= Longest; j++)
            {
                turns += 1 / (c + 1 + j);
                sum += P(j) * (c / (c + j + 1)) * turns / _leaving;
            }

            return sum / (1 - AbandonProbability);
        }
    }

    /// <summary>Share of offered contacts that are answered within a wait.</summary>
    /// <param name="seconds">The longest wait that is within; 0 or more.</param>
    public double AnsweredWithin(double seconds)
    {
        // P(served within t with j ahead) = c/(c+j+1) × P(Beta(c+1, j+1) > e^(-θt)), and the incomplete beta function of one more j is the last plus a term.
        var (c, gone) = (Agents * _service / _leaving, -double.ExpM1(-_leaving * seconds));
        var first = -(c + 1) * _leaving * seconds; // terms are kept as logarithms: they may be far below any double
        var (late, term, within) = (Math.Exp(first), first + Math.Log((c + 1) * gone), 1 - WaitProbability);
        for (var j = 0; j <= Longest; j++)
        {
            within += P(j) * (c / (c + j + 1)) * Math.Max(0, 1 - late);
            late += Math.Exp(term);
            term += Math.Log(gone * (c + 2 + j) / (j + 2));
        }

        return Math.Clamp(within, 0, 1);
    }

    // The most that wait in any state that is looked at; below 0 when nobody ever does.
    private int Longest => _first + _states.Length - 1 - Agents;

    /// <summary>P(j wait, beyond the busy agents).</summary>
    private double P(int j) => Agents + j - _first is >= 0 and var k ? _states[k] : 0;

    // From the likeliest state up and down until nothing is left: a product over all states would leave the range of a double at either end.
    private (int First, double[] States) Chain()
    {
        if (_traffic.PerSecond <= 0)
        {
            return (0, [1]);
        }
        var (full, arriving) = (Agents * _service, _traffic.PerSecond);
        var likeliest = arriving < full ? (int)_traffic.Erlangs : Agents + (int)((arriving - full) / _leaving);
        double Leaving(int state) => (Math.Min(state, Agents) * _service) + (Math.Max(0, state - Agents) * _leaving);
        var up = new List<double> { 1 };
        for (var (state, weight) = (likeliest + 1, 1.0); (weight *= arriving / Leaving(state)) > Negligible; state++)
        {
            up.Add(weight);
        }
        var down = new List<double>();
        for (var (state, weight) = (likeliest, 1.0); state > 0 && (weight *= Leaving(state) / arriving) > Negligible; state--)
        {
            down.Add(weight);
        }
        var sum = up.Sum() + down.Sum();
        down.Reverse();
        return (likeliest - down.Count, [.. down.Concat(up).Select(weight => weight / sum)]);
    }
}
