namespace ServiceLevelDashboard.Statistics.Causes;

/// <summary>
/// What the past days show for each slot of a day like one of them: sums over days, so that a slot may be empty on some. The volume and the agents are of
/// the same weekday; level, handling and patience lean on all days, since a quarter of an hour of one weekday is little.
/// </summary>
internal sealed class Usual
{
    /// <summary>Days of all weekdays that weigh as much as the day's own weekday's in a level.</summary>
    private const double OtherDaysWeight = 2;

    /// <summary>Points under the usual level, a ratio, that do not make a slot part of a stretch.</summary>
    private const double Tolerated = 0.05;

    private readonly double[] _offered, _level, _agents, _abandoned, _waited, _handled, _handleSeconds;

    /// <summary>Takes the mean of the days.</summary>
    /// <param name="days">The past days that may be looked at.</param>
    /// <param name="weekday">The weekday that is wanted.</param>
    /// <param name="slots">Slots of a day.</param>
    public Usual(IEnumerable<DayCurve> days, DayOfWeek weekday, int slots)
    {
        (_offered, _level, _agents) = (new double[slots], new double[slots], new double[slots]);
        (_abandoned, _waited, _handled, _handleSeconds) = (new double[slots], new double[slots], new double[slots], new double[slots]);
        var (met, counted) = (new double[slots], new double[slots]);
        var (ownMet, ownCounted, agentDays) = (new double[slots], new double[slots], new int[slots]);
        var (allDays, ownDays) = (0, 0);
        foreach (var day in days)
        {
            allDays++;
            var own = day.Date.DayOfWeek == weekday;
            if (own)
            {
                ownDays++;
            }
            for (var k = 0; k < slots; k++)
            {
                var slot = day.Slots[k];
                met[k] += slot.Met;
                counted[k] += slot.Counted;
                _abandoned[k] += slot.Abandoned;
                _waited[k] += slot.WaitSeconds;
                _handled[k] += slot.Handled;
                _handleSeconds[k] += slot.HandleSeconds;
                if (!own)
                {
                    continue;
                }
                ownMet[k] += slot.Met;
                ownCounted[k] += slot.Counted;
                _offered[k] += slot.Offered;
                if (slot.Agents is not { } agents)
                {
                    continue;
                }
                _agents[k] += agents;
                agentDays[k]++;
            }
        }

        (SameWeekday, Days) = (ownDays, allDays);
        for (var k = 0; k < slots; k++)
        {
            _offered[k] /= Math.Max(1, ownDays);
            _agents[k] = agentDays[k] == 0 ? double.NaN : _agents[k] / agentDays[k];
            var scale = OtherDaysWeight / Math.Max(1, allDays);
            var weight = ownCounted[k] + (scale * counted[k]);
            _level[k] = weight > 0 ? Math.Min(1, (ownMet[k] + (scale * met[k])) / weight) : double.NaN;
        }
    }

    /// <summary>How many of the days are of the wanted weekday.</summary>
    public int SameWeekday { get; }

    /// <summary>How many days there are.</summary>
    public int Days { get; }

    /// <summary>Contacts that give up per second that anybody waits, over some slots; 0 when nobody waited.</summary>
    public double Impatience(int first, int last) => Over(_abandoned, _waited, first, last) is var rate && double.IsNaN(rate) ? 0 : rate;

    /// <summary>Mean handle time in seconds over some slots; NaN when nothing was handled.</summary>
    public double HandleTime(int first, int last) => Over(_handleSeconds, _handled, first, last);

    /// <summary>Contacts usual in a slot.</summary>
    public double Offered(int slot) => _offered[slot];

    /// <summary>The level usual in a slot, a ratio; NaN when nothing ever counted in it.</summary>
    public double Level(int slot) => _level[slot];

    /// <summary>Agents on queue usual in a slot; NaN when never seen.</summary>
    public double Agents(int slot) => _agents[slot];

    /// <summary>Contacts short of the usual level in one slot of a day; negative when better.</summary>
    public double Shortfall(DayCurve day, int slot) =>
        double.IsNaN(_level[slot]) ? 0 : (_level[slot] * day.Slots[slot].Counted) - day.Slots[slot].Met;

    /// <summary>The stretch in which a day fell short the most, and by how many contacts; nothing (first after last) when it never did.</summary>
    public (int First, int Last, double Contacts) WorstStretch(DayCurve day, int slots)
    {
        var (first, last, most) = (0, -1, 0.0);
        var (from, sum) = (0, 0.0);
        for (var k = 0; k < slots; k++)
        {
            if (sum <= 0)
            {
                (from, sum) = (k, 0);
            }
            sum += Shortfall(day, k) - (Tolerated * day.Slots[k].Counted);
            if (sum > most)
            {
                (first, last, most) = (from, k, sum);
            }
        }

        return (first, last, most);
    }

    private static double Over(double[] part, double[] whole, int first, int last)
    {
        var (up, down) = (0.0, 0.0);
        for (var k = first; k <= last; k++)
        {
            up += part[k];
            down += whole[k];
        }

        return down > 0 ? up / down : double.NaN;
    }
}
