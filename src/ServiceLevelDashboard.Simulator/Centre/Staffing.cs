namespace ServiceLevelDashboard.Simulator.Centre;

/// <summary>How many agents a planner would roster: the Erlang A need for a target, by its birth-death chain.</summary>
internal static class Staffing
{
    /// <summary>No more agents than this share of the load per agent, where nobody gives up: a backlog would never shrink.</summary>
    private const double LargestOccupancy = 0.9;

    /// <summary>Smallest number of agents that answers the wished share of offered contacts within the threshold; 0 without contacts.</summary>
    /// <param name="perSecond">Arrivals a second.</param>
    /// <param name="handleSeconds">Mean handle time.</param>
    /// <param name="patienceSeconds">Mean patience, or null when nobody gives up.</param>
    /// <param name="thresholdSeconds">Longest wait that is within.</param>
    /// <param name="ratio">Share to reach.</param>
    public static int Need(double perSecond, double handleSeconds, double? patienceSeconds, double thresholdSeconds, double ratio)
    {
        if (perSecond <= 0)
        {
            return 0;
        }
        var load = perSecond * handleSeconds;
        var agents = patienceSeconds is null
            ? (int)Math.Ceiling(load / LargestOccupancy)
            : Math.Max(1, (int)(load * 0.8));
        while (WithinThreshold(agents, perSecond, handleSeconds, patienceSeconds, thresholdSeconds) < ratio)
        {
            agents++;
        }
        return agents;
    }

    /// <summary>
    /// Share of offered contacts answered within the threshold. A contact that finds j waiting needs j + 1 departures; these are taken as a
    /// Poisson stream at the rate of the middle of its way, and its own patience to the middle of the threshold: within half a point of the
    /// exact value where the threshold is a small part of the patience, which is all that a roster needs.
    /// </summary>
    public static double WithinThreshold(int agents, double perSecond, double handleSeconds, double? patienceSeconds, double thresholdSeconds)
    {
        var service = 1 / handleSeconds;
        var leaving = patienceSeconds is { } patience ? 1 / patience : 0;

        // Weights relative to the state in which all agents are busy and nobody waits.
        var (sum, within) = (0.0, 0.0);
        var weight = 1.0;
        for (var busy = agents; busy > 0 && weight > 1e-12; busy--)
        {
            weight *= busy * service / perSecond;
            sum += weight;
        }

        within = sum;
        weight = 1;
        var stays = Math.Exp(-leaving * thresholdSeconds / 2);
        for (var waiting = 0; weight > 1e-9; waiting++)
        {
            sum += weight;
            var departures = ((agents * service) + (leaving * waiting / 2)) * thresholdSeconds;
            within += weight * stays * PoissonAbove(waiting, departures);
            var next = weight * perSecond / ((agents * service) + (leaving * (waiting + 1)));
            if (next >= weight && leaving == 0)
            {
                return 0;
            }
            weight = next;
        }

        return within / sum;
    }

    /// <summary>P(N > k) for N Poisson with a mean.</summary>
    private static double PoissonAbove(int k, double mean)
    {
        // Far out in a tail the sum below would underflow to nothing or to one; say so at once.
        if (mean > 700)
        {
            return k < mean ? 1 : 0;
        }
        var term = Math.Exp(-mean);
        var below = term;
        for (var i = 1; i <= k; i++)
        {
            term *= mean / i;
            below += term;
        }

        return Math.Max(0, 1 - below);
    }
}
