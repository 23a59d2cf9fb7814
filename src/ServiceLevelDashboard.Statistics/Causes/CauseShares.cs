using System.Collections.Immutable;

namespace ServiceLevelDashboard.Statistics.Causes;

/// <summary>
/// Takes a drop apart. Volume, handle time and agents go through the queueing model (Erlang A), staffed so that the usual volume gives the usual level;
/// each one's share is its mean effect over all orders in which the three can come (Shapley), so that they add up. Abandons are counted: those beyond
/// what the waits explain, as far as they count as missed.
/// </summary>
internal sealed class CauseShares
{
    /// <summary>A cause is named only when it lies this many of its own past spreads off the usual.</summary>
    private const double Unlikely = 2.8;

    /// <summary>A cause is named only when it cost this share of the drop.</summary>
    private const double MinimumShare = 0.15;

    /// <summary>Smallest spread of a logarithm that is believed: few past days can agree by chance.</summary>
    private const double MinimumSpread = 0.02;

    /// <summary>The standard deviation of a normal quantity over the median of its size.</summary>
    private const double NormalOfMedian = 1.4826;

    private const int MinimumHandled = 10;

    private readonly DayCurve _today;
    private readonly Usual _usual;
    private readonly ImmutableArray<(DayCurve Day, Usual Usual)> _past;
    private readonly (int First, int Last) _stretch;
    private readonly double _slotSeconds, _thresholdSeconds;

    public CauseShares(
        DayCurve today, Usual usual, ImmutableArray<(DayCurve Day, Usual Usual)> past, (int First, int Last) stretch, TimeSpan slot, TimeSpan threshold)
    {
        (_today, _usual, _past, _stretch) = (today, usual, past, stretch);
        (_slotSeconds, _thresholdSeconds) = (slot.TotalSeconds, threshold.TotalSeconds);
    }

    /// <summary>Whether the agents are known in every slot of the stretch, today and usually.</summary>
    public bool AgentsKnown => Slots.All(k => _today.Slots[k].Agents is not null && _usual.Agents(k) > 0);

    private IEnumerable<int> Slots => Enumerable.Range(_stretch.First, _stretch.Last - _stretch.First + 1);

    /// <summary>The causes that are out of the ordinary and heavy enough to be named, the heaviest first.</summary>
    /// <param name="drop">The drop, a ratio.</param>
    public ImmutableArray<CauseShare> Unusual(double drop)
    {
        var modelled = Modelled();
        var found = ImmutableArray.CreateBuilder<CauseShare>();
        foreach (var cause in Enum.GetValues<DropCause>())
        {
            var bySlot = cause == DropCause.Abandons ? Abandons() : modelled[(int)cause];
            var core = Core(bySlot);
            var points = bySlot.Sum() / Slots.Sum(k => _today.Slots[k].Counted);
            if (points < MinimumShare * drop || Change(cause, _today, _usual, core) is not { } log)
            {
                continue;
            }
            if (log * (cause == DropCause.Agents ? -1 : 1) < Unlikely * Spread(cause, core))
            {
                continue;
            }
            var (actual, usual) = Values(cause, _today, _usual, core)!.Value; // there is a change of it, so it is known
            found.Add(new CauseShare(cause, points, actual, usual, core));
        }

        return [.. found.OrderByDescending(share => share.Points)];
    }

    // Contacts lost to volume, handle time and agents in each slot of the stretch.
    private double[][] Modelled()
    {
        var lost = Enumerable.Range(0, 3).Select(_ => new double[_stretch.Last - _stretch.First + 1]).ToArray();
        if (_thresholdSeconds > _slotSeconds)
        {
            return lost; // a promise of hours is not kept slot by slot: the model does not know such a queue
        }
        var (first, last) = _stretch;
        var handle = _usual.HandleTime(first, last);
        if (double.IsNaN(handle))
        {
            return lost;
        }
        var slower = Values(DropCause.HandleTime, _today, _usual, _stretch) is var (now, before) ? now / before : 1;
        var patience = 1 / Math.Clamp(_usual.Impatience(first, last), 1.0 / 36_000, 1.0 / 20);
        foreach (var k in Slots)
        {
            if (_usual.Offered(k) <= 0 || double.IsNaN(_usual.Level(k)) || _today.Slots[k].Counted == 0)
            {
                continue;
            }
            var rate = _usual.Offered(k) / _slotSeconds;
            var agents = SteadyQueue.AgentsFor(Math.Clamp(_usual.Level(k), 0.02, 0.98), rate, handle, patience, _thresholdSeconds);
            double[] usual = [rate, handle, agents];
            double[] today =
            [
                _today.Slots[k].Offered / _slotSeconds, handle * slower,
                _today.Slots[k].Agents is { } seen && _usual.Agents(k) > 0 ? agents * seen / _usual.Agents(k) : agents,
            ];
            var shares = Shapley(set =>
            {
                double Pick(int factor) => (set & (1 << factor)) != 0 ? today[factor] : usual[factor];
                return SteadyQueue.Level(Pick(2), Pick(0), Pick(1), patience, _thresholdSeconds);
            });
            for (var factor = 0; factor < shares.Length; factor++)
            {
                lost[factor][k - _stretch.First] = -shares[factor] * _today.Slots[k].Counted;
            }
        }

        return lost;
    }

    /// <summary>The mean effect of each of three factors over all orders in which they can come.</summary>
    /// <param name="of">The value when the factors of a set (as bits) have come.</param>
    private static double[] Shapley(Func<int, double> of)
    {
        var value = Enumerable.Range(0, 8).Select(of).ToArray();
        return
        [
            .. Enumerable.Range(0, 3).Select(factor =>
            {
                var (me, a, b) = (1 << factor, 1 << ((factor + 1) % 3), 1 << ((factor + 2) % 3));
                return ((2 * (value[me] - value[0])) + value[me | a] - value[a] + value[me | b] - value[b] + (2 * (value[7] - value[a | b]))) / 6;
            }),
        ];
    }

    // Contacts that gave up beyond what their waits explain, as far as they count and would have been answered in time.
    private double[] Abandons()
    {
        var patience = _usual.Impatience(_stretch.First, _stretch.Last);
        var sum = Slots.Select(k => _today.Slots[k]).Aggregate(static (a, b) => a + b);
        // Which abandons count is the definition's business; the counts tell: what counts beside the answered ones.
        var counting = sum.Abandoned == 0 ? 0 : Math.Clamp((double)(sum.Counted - sum.Handled) / sum.Abandoned, 0, 1);
        return
        [
            .. Slots.Select(k => double.IsNaN(_usual.Level(k))
                ? 0
                : (_today.Slots[k].Abandoned - (patience * _today.Slots[k].WaitSeconds)) * counting * _usual.Level(k)),
        ];
    }

    // The part of the stretch in which a cause acted the most, an hour at least: a backlog outlasts what made it.
    private (int First, int Last) Core(double[] lost)
    {
        var length = Math.Min(lost.Length, (int)Math.Ceiling(3600 / _slotSeconds));
        var mean = lost.Average();
        var (first, last, most) = (0, lost.Length - 1, double.NegativeInfinity);
        for (var from = 0; from + length <= lost.Length; from++)
        {
            var sum = 0.0;
            for (var to = from; to < lost.Length; to++)
            {
                sum += lost[to] - (mean / 2);
                if (to - from + 1 >= length && sum > most)
                {
                    (first, last, most) = (from, to, sum);
                }
            }
        }

        return (_stretch.First + first, _stretch.First + last);
    }

    private static double? Change(DropCause cause, DayCurve day, Usual usual, (int First, int Last) range) =>
        Values(cause, day, usual, range) is ( > 0, > 0) and var (actual, expected) ? Math.Log(actual / expected) : null;

    // How far past days were off their own usual on the same stretch: by the median, so that holidays and outages do not widen it.
    private double Spread(DropCause cause, (int First, int Last) range)
    {
        var sizes = _past.Select(pair => Change(cause, pair.Day, pair.Usual, range)).OfType<double>().Select(Math.Abs).Order().ToArray();
        return sizes.Length == 0 ? double.PositiveInfinity : Math.Max(MinimumSpread, NormalOfMedian * sizes[sizes.Length / 2]);
    }

    private static (double Actual, double Usual)? Values(DropCause cause, DayCurve day, Usual usual, (int First, int Last) of)
    {
        var (first, last) = of;
        var slots = day.Slots.AsSpan(first, last - first + 1);
        var sum = default(SlotCounts);
        foreach (var slot in slots)
        {
            sum += slot;
        }
        var range = Enumerable.Range(first, slots.Length);
        switch (cause)
        {
            case DropCause.Volume:
                return range.Sum(usual.Offered) is > 0 and var offered ? (sum.Offered, offered) : null;
            case DropCause.HandleTime:
                return sum.Handled >= MinimumHandled && usual.HandleTime(first, last) is > 0 and var handle ? (sum.HandleSeconds / sum.Handled, handle) : null;
            case DropCause.Agents:
                foreach (var slot in slots)
                {
                    if (slot.Agents is null)
                    {
                        return null;
                    }
                }
                return range.Average(usual.Agents) is > 0 and var agents ? (sum.Agents!.Value / slots.Length, agents) : null; // seen in every slot
            case DropCause.Abandons:
                return usual.Impatience(first, last) * sum.WaitSeconds is > 0 and var expected ? (sum.Abandoned, expected) : null;
            default:
                throw new ArgumentOutOfRangeException(nameof(cause), cause, "There is no such cause.");
        }
    }
}
