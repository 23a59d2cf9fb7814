namespace ServiceLevelDashboard.Domain.Budget;

/// <summary>The order in which queues deserve a look. Worked: <c>docs/states.md</c>.</summary>
public static class Attention
{
    /// <summary>
    /// Contacts missed beyond what the target allows: missed minus (1 − target) of those that count. 76 of 100 at 0.8: 24 missed, 20 allowed,
    /// 4 beyond. Negative when there is room; a fraction is kept (it is exact, and rounding would make ties). Null without a level or a target.
    /// </summary>
    /// <param name="day">The site's day so far.</param>
    /// <param name="targetRatio">The ratio to reach, or null when none is configured.</param>
    public static decimal? MissedBeyondAllowance(ServiceLevel day, decimal? targetRatio) =>
        day.Denominator <= 0 ? null : targetRatio * day.Denominator - day.Numerator;

    /// <summary>
    /// How many contacts in a row must be met to bring the day back to its target: those missed beyond the allowance over (1 − target),
    /// rounded up. 61 of 100 at 0.8: 19 beyond, 95 in a row (156 of 195 is 0.8). 0 when it holds. Null without a level or a target, and at a
    /// target of 1 that was missed, which nothing brings back.
    /// </summary>
    /// <param name="day">The site's day so far.</param>
    /// <param name="targetRatio">The ratio to reach, or null when none is configured.</param>
    public static decimal? ContactsToRecover(ServiceLevel day, decimal? targetRatio) => MissedBeyondAllowance(day, targetRatio) switch
    {
        null => null,
        <= 0 => 0,
        _ when targetRatio >= 1 => null,
        { } missed => Math.Ceiling(missed / (1 - targetRatio!.Value)), // there is a target where there is an allowance
    };

    /// <summary>
    /// Most urgent first: below target, then at risk, then all others; within these, more contacts missed beyond the allowance; then the longer current
    /// wait over the threshold; then, among queues that hold and keep nobody over the threshold, the one with less room left, those that cannot be
    /// judged last; then by name, id and media type, so that two queues never compare equal and the order never flickers.
    /// </summary>
    /// <returns>
    /// Negative when <paramref name="a"/> comes first, positive when <paramref name="b"/> does, 0 for the same queue and media type with equal figures.
    /// </returns>
    public static int Compare(AttentionCase a, AttentionCase b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        var order = b.Urgency.CompareTo(a.Urgency);
        if (order == 0)
        {
            order = b.Missed.CompareTo(a.Missed);
        }
        if (order == 0)
        {
            order = b.OverThreshold.CompareTo(a.OverThreshold);
        }
        // A nullable compares null as the smallest: last, in descending order.
        if (order == 0)
        {
            order = Nullable.Compare(b.MissedBeyondAllowance, a.MissedBeyondAllowance);
        }
        if (order == 0)
        {
            order = string.Compare(a.Name, b.Name, StringComparison.OrdinalIgnoreCase);
        }
        if (order == 0)
        {
            order = string.CompareOrdinal(a.Key.Queue.Value, b.Key.Queue.Value);
        }
        if (order == 0)
        {
            order = string.CompareOrdinal(a.Key.Media.Name, b.Key.Media.Name);
        }
        return order;
    }
}

/// <summary>What the order of attention looks at.</summary>
/// <param name="Key">Queue and media type; decides between equals.</param>
/// <param name="Name">The queue's name; equals are listed by it.</param>
/// <param name="State">How the queue stands.</param>
/// <param name="MissedBeyondAllowance">From <see cref="Attention.MissedBeyondAllowance"/>; null without a level or a target.</param>
/// <param name="LongestWait">How long the contact that waits longest now has waited; null when none waits or it is not known.</param>
/// <param name="Threshold">The threshold of the target, or null without one.</param>
public sealed record AttentionCase(
    QueueMedia Key, string Name, ServiceState State, decimal? MissedBeyondAllowance, TimeSpan? LongestWait, TimeSpan? Threshold)
{
    /// <summary>2 below target, 1 at risk, 0 otherwise.</summary>
    internal int Urgency => State switch
    {
        ServiceState.Below => 2,
        ServiceState.AtRisk => 1,
        _ => 0,
    };

    /// <summary>Missed beyond the allowance, as a count that is 0 while there is room.</summary>
    internal decimal Missed => Math.Max(0, MissedBeyondAllowance ?? 0);

    /// <summary>How far the longest current wait is over the threshold; zero when it is not, or when either is unknown.</summary>
    internal TimeSpan OverThreshold => LongestWait - Threshold is { } over && over > TimeSpan.Zero ? over : TimeSpan.Zero;
}
