namespace ServiceLevelDashboard.Statistics.Staffing;

/// <summary>How many agents a promise takes.</summary>
public static class RequiredAgents
{
    /// <summary>More agents than this are not looked for.</summary>
    public const int Most = 100_000;

    /// <summary>
    /// The smallest number of agents that answers a share of offered contacts within a threshold while callers give up. Worked: 100 contacts of 3 minutes in
    /// half an
    /// hour, patience 5 minutes, .9 within 20 s: 14.
    /// </summary>
    /// <param name="traffic">What arrives; without contacts 0 agents are needed.</param>
    /// <param name="patienceSeconds">Mean patience.</param>
    /// <param name="thresholdSeconds">Longest wait that is within.</param>
    /// <param name="ratio">Share to reach, below 1.</param>
    /// <param name="highestOccupancy">Agents may be busy for no more than this share of their time; 1 sets no cap.</param>
    /// <exception cref="ArgumentOutOfRangeException">The ratio is not below 1, or the cap is not above 0.</exception>
    public static int WithPatience(Traffic traffic, double patienceSeconds, double thresholdSeconds, double ratio, double highestOccupancy = 1)
    {
        Check(ratio, highestOccupancy);
        return Smallest(traffic, agents =>
        {
            var queue = new ErlangA(traffic, agents, patienceSeconds);
            return queue.Occupancy <= highestOccupancy && queue.AnsweredWithin(thresholdSeconds) >= ratio;
        });
    }

    /// <summary>The same where nobody gives up. Worked: 10 erlangs at 180 s, .8 within 20 s: 14; with an occupancy of .7 at most: 15.</summary>
    public static int WithoutPatience(Traffic traffic, double thresholdSeconds, double ratio, double highestOccupancy = 1)
    {
        Check(ratio, highestOccupancy);
        return Smallest(traffic, agents =>
        {
            var queue = new ErlangC(traffic, agents);
            return queue.IsStable && queue.Occupancy <= highestOccupancy && queue.Level(thresholdSeconds) >= ratio;
        });
    }

    /// <summary>People to roster so that enough are on queue: exact, since 21 of whom .3 are away are 30 and not 31.</summary>
    /// <param name="onQueue">Agents needed on queue.</param>
    /// <param name="shrinkage">Share of paid time that is not on queue, 0 up to but not including 1.</param>
    public static int Rostered(int onQueue, decimal shrinkage)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(shrinkage);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(shrinkage, 1m);
        return (int)Math.Ceiling(onQueue / (1 - shrinkage));
    }

    private static void Check(double ratio, double highestOccupancy)
    {
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(ratio, 1);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(highestOccupancy, 0);
    }

    // More agents never make it worse, so the first number that suffices is found by doubling steps and halving them.
    private static int Smallest(Traffic traffic, Func<int, bool> suffices)
    {
        if (traffic.PerSecond <= 0)
        {
            return 0;
        }
        var (low, step) = (0, 1);
        var high = Math.Max(1, (int)traffic.Erlangs);
        while (!suffices(high))
        {
            (low, high, step) = (high, high + step, step * 2);
            if (high > Most)
            {
                throw new ArgumentOutOfRangeException(nameof(traffic), traffic, $"More than {Most} agents would be needed.");
            }
        }

        while (high - low > 1)
        {
            var middle = low + ((high - low) / 2);
            if (suffices(middle))
            {
                high = middle;
            }
            else
            {
                low = middle;
            }
        }

        return high;
    }
}
