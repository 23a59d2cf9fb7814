using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Past;

/// <summary>
/// The part of figures that can be added up, over time and over queues with thresholds of their own: each interval is judged by what it is measured by,
/// then numerators and denominators are added. Worked: 8 of 10 within 20 s and 10 of 10 within 30 s are 18 of 20.
/// </summary>
/// <param name="Counts">The counts, without bands.</param>
/// <param name="Level">The level.</param>
/// <param name="AnsweredWithin">Answers within the threshold of each; null where none is known or was counted at.</param>
/// <param name="AbandonedWithin">Abandons within it, likewise.</param>
/// <param name="ShortAbandoned">Abandons within the definition's limit of a short abandon, else the organisation's own.</param>
public sealed record PastSum(ContactCounts Counts, ServiceLevelBounds Level, long? AnsweredWithin, long? AbandonedWithin, long ShortAbandoned)
{
    /// <summary>Nothing happened.</summary>
    public static readonly PastSum Zero = new(ContactCounts.Zero, default, null, null, 0);

    /// <summary>One interval, or a sum of several that one measure holds for.</summary>
    public static PastSum Of(ContactCounts counts, Measure measure)
    {
        ArgumentNullException.ThrowIfNull(counts);
        ArgumentNullException.ThrowIfNull(measure);
        var level = measure.LevelOf(counts);
        var threshold = measure.Threshold;
        return new PastSum(
            counts with { Bands = null },
            level,
            threshold is { } within ? AnsweredAtMost(counts, within) : level.Exact is { Denominator: > 0 } own ? own.Numerator : null,
            threshold is { } abandonedWithin ? AbandonedAtMost(counts, abandonedWithin) : null,
            measure.Definition.ShortAbandonLimit is { } limit ? AbandonedAtMost(counts, limit) ?? counts.ShortAbandoned : counts.ShortAbandoned);
    }

    /// <summary>Both together.</summary>
    public static PastSum operator +(PastSum a, PastSum b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        return ReferenceEquals(a, Zero) ? b : ReferenceEquals(b, Zero) ? a : new(
            a.Counts + b.Counts,
            a.Level + b.Level,
            Add(a.AnsweredWithin, b.AnsweredWithin),
            Add(a.AbandonedWithin, b.AbandonedWithin),
            a.ShortAbandoned + b.ShortAbandoned);
    }

    /// <summary>Named form of the addition.</summary>
    public static PastSum Add(PastSum a, PastSum b) => a + b;

    private static long? AnsweredAtMost(ContactCounts counts, TimeSpan wait) =>
        !counts.IsMeasured ? null
        : counts.Answered == 0 ? 0
        : counts.Bands is { } bands && bands.Edges.AnsweredMs.IndexOf((int)wait.TotalMilliseconds) is >= 0 and var edge ? bands.AnsweredWithin[edge]
        : null;

    private static long? AbandonedAtMost(ContactCounts counts, TimeSpan wait) =>
        !counts.IsMeasured ? null
        : counts.Abandoned == 0 ? 0
        : counts.Bands is { } bands && bands.Edges.AbandonedMs.IndexOf((int)wait.TotalMilliseconds) is >= 0 and var edge ? bands.AbandonedWithin[edge]
        : null;

    /// <summary>A side that is not known adds nothing: the sum is that of the queues with a threshold.</summary>
    private static long? Add(long? a, long? b) => a is null ? b : b is null ? a : a + b;
}
