using ServiceLevelDashboard.Statistics.Staffing;

namespace ServiceLevelDashboard.Statistics.Causes;

/// <summary>The level of a queue in steady state (<see cref="ErlangA"/>) with a real number of agents: in between, it is in between.</summary>
internal static class SteadyQueue
{
    /// <summary>Share of offered contacts answered within the threshold; between whole numbers of agents, in between.</summary>
    public static double Level(double agents, double perSecond, double handle, double patience, double threshold)
    {
        if (perSecond <= 0)
        {
            return 1;
        }
        var whole = (int)Math.Floor(agents);
        var low = Of(whole, perSecond, handle, patience, threshold);
        return agents == whole ? low : low + ((agents - whole) * (Of(whole + 1, perSecond, handle, patience, threshold) - low));
    }

    /// <summary>How many agents, a real number, give a level.</summary>
    public static double AgentsFor(double level, double perSecond, double handle, double patience, double threshold)
    {
        // The level rises with every agent: the two whole numbers around it are found by halving.
        var (low, high) = (0, Math.Max(1, (int)(perSecond * handle * 2)));
        while (Of(high, perSecond, handle, patience, threshold) < level)
        {
            (low, high) = (high, high * 2);
        }
        while (high - low > 1)
        {
            var middle = low + ((high - low) / 2);
            if (Of(middle, perSecond, handle, patience, threshold) < level)
            {
                low = middle;
            }
            else
            {
                high = middle;
            }
        }

        var (before, after) = (Of(low, perSecond, handle, patience, threshold), Of(high, perSecond, handle, patience, threshold));
        return low + ((level - before) / (after - before));
    }

    private static double Of(int agents, double perSecond, double handle, double patience, double threshold) =>
        agents <= 0 ? 0 : new ErlangA(new Traffic(perSecond, handle), agents, patience).AnsweredWithin(threshold);
}
