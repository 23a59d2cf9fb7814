namespace ServiceLevelDashboard.Domain.Levels;

/// <summary>
/// Counts in, service level out. Exact (integers only) and unclamped: with counts bucketed by event an answered contact may have
/// been offered in an earlier interval, so a numerator may exceed its denominator. Formulas, worked numbers and the orders between
/// them: <c>docs/formulas.md</c>.
/// </summary>
public static class ServiceLevelCalculator
{
    /// <summary>
    /// The service level of some counts. Worked: 860 of 1,000 answers within 20 s beside 60 abandons are 860 of 1,060
    /// under <see cref="ServiceLevelFormula.AbandonsNegative"/>.
    /// </summary>
    /// <param name="counts">One row or any sum of rows. All zero gives 0 of 0: no level.</param>
    /// <param name="definition">Formula, switches and short-abandon limit.</param>
    /// <param name="threshold">
    /// Longest wait that still counts as within. Null means the threshold in force at the time, which only
    /// <see cref="ServiceLevelFormula.Genesys"/> knows; every other formula then gives 0 of 0. With a threshold Genesys' formula is restated:
    /// its numerator comes from the answered bands, its denominator stays.
    /// </param>
    /// <returns>
    /// The level, exact when the threshold (and the short-abandon limit, where the formula uses one) is an edge of the bands; otherwise the
    /// lowest and the highest that it can be. Without bands nothing is known but that 0 to all were within. Bounds of several counts may be
    /// added: the sum is the bounds of all of them together.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">
    /// The threshold or the short-abandon limit is negative, or the formula is not one of the enumeration.
    /// </exception>
    public static ServiceLevelBounds Compute(ContactCounts counts, ServiceLevelDefinition definition, TimeSpan? threshold)
    {
        ArgumentNullException.ThrowIfNull(counts);
        ArgumentNullException.ThrowIfNull(definition);
        if (threshold is { } given)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(given, TimeSpan.Zero, nameof(threshold));
        }
        if (definition.ShortAbandonLimit is { } shortLimit)
        {
            ArgumentOutOfRangeException.ThrowIfLessThan(shortLimit, TimeSpan.Zero, nameof(definition));
        }

        if (definition.Formula == ServiceLevelFormula.Genesys)
        {
            return OfGenesys(counts, definition.Switches, threshold);
        }
        if (threshold is not { } limit)
        {
            return ServiceLevelBounds.Of(ServiceLevel.None);
        }

        var answered = AnsweredWithin(counts, limit);
        var decided = (long)counts.Answered + counts.Abandoned + (definition.WithFlowOuts ? counts.FlowOut : 0);
        return definition.Formula switch
        {
            ServiceLevelFormula.Offered => Over(answered, (long)counts.Offered - counts.CustomerFirst.Offered),
            ServiceLevelFormula.Answered => Over(answered, counts.Answered),
            ServiceLevelFormula.AbandonsNegative => Over(answered, decided),
            ServiceLevelFormula.ShortExcluded => OverAllBut(answered, decided, ShortAbandoned(counts, definition)),
            ServiceLevelFormula.AbandonedWithinExcluded => OverAllBut(answered, decided, AbandonedWithin(counts, limit)),
            ServiceLevelFormula.AbandonsPositive => Over(answered + AbandonedWithin(counts, limit), decided),
            ServiceLevelFormula.ShortPositive => Over(answered + ShortAbandoned(counts, definition), decided),
            _ => throw new ArgumentOutOfRangeException(nameof(definition), definition.Formula, "There is no such formula."),
        };
    }

    /// <summary>
    /// The denominator that an organisation's switches make of the counts: answered, abandons (without short ones when the switch says so)
    /// and flow-outs. Short abandons leave only where abandons count, so that they are never subtracted twice.
    /// Worked: 100 answered, 10 abandoned of which 4 short, 6 flow-outs are 110, 106 without short ones, 100 without abandons (whatever the short switch), 116
    /// with flow-outs.
    /// </summary>
    /// <param name="counts">One row or any sum of rows.</param>
    /// <param name="switches">The organisation's switches.</param>
    /// <returns>A count; 0 when nothing counts.</returns>
    public static long GenesysDenominator(ContactCounts counts, GenesysSwitches switches)
    {
        ArgumentNullException.ThrowIfNull(counts);
        ArgumentNullException.ThrowIfNull(switches);
        long denominator = counts.Answered;
        if (switches.IncludeAbandons)
        {
            denominator += counts.Abandoned - (switches.IncludeShortAbandons ? 0 : counts.ShortAbandoned);
        }
        if (switches.IncludeFlowOuts)
        {
            denominator += counts.FlowOut;
        }
        return denominator;
    }

    private static ServiceLevelBounds OfGenesys(ContactCounts counts, GenesysSwitches switches, TimeSpan? threshold)
    {
        // Genesys' own denominator is of the parts that it judged: of a sum with others it is too small.
        var denominator = counts is { Genesys: { } own, LateByWait: 0, Unjudged: 0 } ? own.Denominator : GenesysDenominator(counts, switches);
        if (threshold is { } limit)
        {
            return Over(AnsweredWithin(counts, limit), denominator);
        }
        if (counts.LateByWait > 0)
        {
            // Parts were judged by Genesys and parts by the waits: together they are all late answers that are known.
            return ServiceLevelBounds.Of(new ServiceLevel(
                (long)counts.Answered - counts.Unjudged - counts.OverSla, denominator - counts.Unjudged));
        }
        if (counts is { Genesys: null, Unjudged: > 0 })
        {
            // Nobody knows how many were late: to count none would be better than what is known.
            return ServiceLevelBounds.Of(ServiceLevel.None);
        }
        return ServiceLevelBounds.Of(counts.Genesys is { } theirs
            ? new ServiceLevel(theirs.Numerator, theirs.Denominator)
            : new ServiceLevel(counts.Answered - counts.OverSla, denominator));
    }

    private static ServiceLevelBounds Over(CountRange met, long denominator) =>
        new(new ServiceLevel(met.Least, denominator), new ServiceLevel(met.Most, denominator));

    // What is taken out of the denominator raises the level: the lowest level takes out the least, the highest the most.
    private static ServiceLevelBounds OverAllBut(CountRange met, long denominator, CountRange takenOut) =>
        new(new ServiceLevel(met.Least, denominator - takenOut.Least), new ServiceLevel(met.Most, denominator - takenOut.Most));

    private static CountRange AnsweredWithin(ContactCounts counts, TimeSpan limit) => counts.Bands is { } bands
        ? CountRange.Within(bands.Edges.AnsweredMs.AsSpan(), bands.AnsweredWithin.AsSpan(), counts.Answered, limit)
        : new CountRange(0, counts.Answered);

    private static CountRange AbandonedWithin(ContactCounts counts, TimeSpan limit) => counts.Bands is { } bands
        ? CountRange.Within(bands.Edges.AbandonedMs.AsSpan(), bands.AbandonedWithin.AsSpan(), counts.Abandoned, limit)
        : new CountRange(0, counts.Abandoned);

    private static CountRange ShortAbandoned(ContactCounts counts, ServiceLevelDefinition definition) =>
        definition.ShortAbandonLimit is { } limit
            ? AbandonedWithin(counts, limit)
            : new CountRange(counts.ShortAbandoned, counts.ShortAbandoned);

    /// <summary>A count of which the least and the most are known.</summary>
    private readonly record struct CountRange(long Least, long Most)
    {
        public static CountRange operator +(CountRange a, CountRange b) => new(a.Least + b.Least, a.Most + b.Most);

        /// <summary>
        /// How many waited at most a limit: at least those within the largest edge that is not above it, at most those within the smallest that is not below
        /// it.
        /// </summary>
        public static CountRange Within(ReadOnlySpan<int> edgesMs, ReadOnlySpan<int> within, int all, TimeSpan limit)
        {
            // Waits are whole milliseconds, so a part of one in the limit lets nothing more in.
            var limitMs = limit.Ticks / TimeSpan.TicksPerMillisecond;
            var least = 0;
            for (var i = 0; i < edgesMs.Length; i++)
            {
                if (edgesMs[i] == limitMs)
                {
                    return new CountRange(within[i], within[i]);
                }
                if (edgesMs[i] > limitMs)
                {
                    return new CountRange(least, within[i]);
                }
                least = within[i];
            }

            // Bands may come from a later question than the totals and then have seen more; the bounds stay in order.
            return new CountRange(least, Math.Max(least, all));
        }
    }
}
