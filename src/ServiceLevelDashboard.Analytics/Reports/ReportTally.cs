using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Reports;

/// <summary>
/// The part of a report's figures that can be added up, over intervals and over queues with thresholds of their own: each row
/// is judged by its own queue's threshold first, then numerators and denominators are added.
/// </summary>
internal sealed record ReportTally(
    ContactCounts Counts, ServiceLevelBounds Level, long? AnsweredWithin, long? AbandonedWithin, long ShortAbandoned)
{
    public static readonly ReportTally Zero = new(ContactCounts.Zero, default, null, null, 0);

    /// <summary>One row, judged.</summary>
    /// <param name="counts">The row.</param>
    /// <param name="definition">The report's definition.</param>
    /// <param name="threshold">The threshold of the row's queue, or null when none is known.</param>
    /// <param name="isForeign">Whether the threshold is another than the queue's own in Genesys Cloud: Genesys' formula is then restated, else its own figures stand.</param>
    public static ReportTally Of(ContactCounts counts, ServiceLevelDefinition definition, TimeSpan? threshold, bool isForeign)
    {
        var isAsGenesysCounted = definition.Formula == ServiceLevelFormula.Genesys && !isForeign;
        // Without a target and without figures of Genesys' own nobody has judged these contacts: there is no level.
        var level = threshold is null && counts.Genesys is null
            ? ServiceLevelBounds.Of(ServiceLevel.None)
            : ServiceLevelCalculator.Compute(counts, definition, isAsGenesysCounted ? null : threshold);
        return new ReportTally(
            counts with { Bands = null },
            level,
            threshold is { } within ? AnsweredAtMost(counts, within) : level.Exact is { Denominator: > 0 } own ? own.Numerator : null,
            threshold is { } abandonedWithin ? AbandonedAtMost(counts, abandonedWithin) : null,
            definition.ShortAbandonLimit is { } limit ? AbandonedAtMost(counts, limit) ?? counts.ShortAbandoned : counts.ShortAbandoned);
    }

    public static ReportTally operator +(ReportTally a, ReportTally b) => new(
        a.Counts + b.Counts,
        a.Level + b.Level,
        Sum(a.AnsweredWithin, b.AnsweredWithin),
        Sum(a.AbandonedWithin, b.AbandonedWithin),
        a.ShortAbandoned + b.ShortAbandoned);

    public ReportFigures ToFigures(int openIntervals) => new()
    {
        Offered = Counts.Offered,
        Answered = Counts.Answered,
        AnsweredWithinThreshold = AnsweredWithin,
        Abandoned = Counts.Abandoned,
        AbandonedWithinThreshold = AbandonedWithin,
        ShortAbandoned = ShortAbandoned,
        FlowOut = Counts.FlowOut,
        Level = Level,
        Genesys = Counts.Genesys,
        AverageSpeedOfAnswer = QueueFigures.SpeedOfAnswer(Counts),
        AverageHandleTime = QueueFigures.AverageHandleTime(Counts),
        LongestWait = QueueFigures.LongestWait(Counts),
        OpenIntervals = openIntervals,
    };

    private static long? AnsweredAtMost(ContactCounts counts, TimeSpan wait) =>
        counts.Answered == 0 ? 0
        : counts.Bands is { } bands && bands.Edges.AnsweredMs.IndexOf((int)wait.TotalMilliseconds) is >= 0 and var edge ? bands.AnsweredWithin[edge]
        : null;

    private static long? AbandonedAtMost(ContactCounts counts, TimeSpan wait) =>
        counts.Abandoned == 0 ? 0
        : counts.Bands is { } bands && bands.Edges.AbandonedMs.IndexOf((int)wait.TotalMilliseconds) is >= 0 and var edge ? bands.AbandonedWithin[edge]
        : null;

    /// <summary>A side that is not known adds nothing: the sum is that of the queues with a threshold.</summary>
    private static long? Sum(long? a, long? b) => a is null ? b : b is null ? a : a + b;
}
