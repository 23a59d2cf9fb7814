namespace ServiceLevelDashboard.Statistics.Causes;

/// <summary>
/// The level of a queue in steady state by the birth-death chain of Erlang A. A contact that finds j waiting needs j + 1 departures; they are taken as a
/// Poisson stream at the rate of the middle of its way: within half a point where the threshold is a small part of the patience, and quick enough to be
/// asked some thousand times for one drop.
/// </summary>
internal static class SteadyQueue
{
    /// <summary>Share of offered contacts answered within the threshold; between whole numbers of agents, in between.</summary>
    public static double Level(double agents, double perSecond, double handle, double patience, double threshold)
    {
        if (perSecond <= 0) return 1;
        var whole = (int)Math.Floor(agents);
        var low = Of(whole, perSecond, handle, patience, threshold);
        return agents == whole ? low : low + ((agents - whole) * (Of(whole + 1, perSecond, handle, patience, threshold) - low));
    }

    /// <summary>How many agents, a real number, give a level.</summary>
    public static double AgentsFor(double level, double perSecond, double handle, double patience, double threshold)
    {
        var n = Math.Max(0, (int)(perSecond * handle * 0.5));
        while (n > 0 && Of(n, perSecond, handle, patience, threshold) > level) n /= 2;
        var before = Of(n, perSecond, handle, patience, threshold);
        while (true)
        {
            var next = Of(n + 1, perSecond, handle, patience, threshold);
            if (next >= level) return n + (next > before ? (level - before) / (next - before) : 1);
            (n, before) = (n + 1, next);
        }
    }

    private static double Of(int agents, double perSecond, double handle, double patience, double threshold)
    {
        if (agents <= 0) return 0;
        var service = 1 / handle;
        var leaving = 1 / patience;
        var (sum, within) = (0.0, 0.0);
        var weight = 1.0;
        for (var busy = agents; busy > 0 && weight > 1e-12; busy--)
        {
            weight *= busy * service / perSecond;
            sum += weight;
        }

        within = sum;
        weight = 1;
        var stays = Math.Exp(-leaving * threshold / 2);
        for (var waiting = 0; weight > 1e-9; waiting++)
        {
            sum += weight;
            var departures = ((agents * service) + (leaving * waiting / 2)) * threshold;
            within += weight * stays * PoissonAbove(waiting, departures);
            weight *= perSecond / ((agents * service) + (leaving * (waiting + 1)));
        }

        return within / sum;
    }

    /// <summary>P(N > k) for N Poisson with a mean.</summary>
    private static double PoissonAbove(int k, double mean)
    {
        // Far out in a tail the sum below would underflow to nothing or to one; say so at once.
        if (mean > 700) return k < mean ? 1 : 0;
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
