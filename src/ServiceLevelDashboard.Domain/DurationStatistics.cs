namespace ServiceLevelDashboard.Domain;

/// <summary>
/// Times of the same kind, kept so that they can be added up: how many, their sum, the longest. Milliseconds, exact.
/// The default value means none. Worked: 38 answers that waited 472,905 ms in all, the longest 48,211 ms.
/// </summary>
/// <param name="Count">How many times were measured; not negative.</param>
/// <param name="SumMs">Their sum in milliseconds.</param>
/// <param name="MaxMs">The longest in milliseconds; 0 when there are none.</param>
public readonly record struct DurationStatistics(int Count, long SumMs, long MaxMs)
{
    /// <summary>Mean, or null when there are none. 472,905 ms over 38 gives 12.445 s.</summary>
    public TimeSpan? Mean => Count == 0 ? null : TimeSpan.FromTicks((long)((Int128)SumMs * TimeSpan.TicksPerMillisecond / Count));

    /// <summary>The longest, or null when there are none.</summary>
    public TimeSpan? Longest => Count == 0 ? null : TimeSpan.FromMilliseconds(MaxMs);

    /// <summary>Both together: counts and sums add, the longest is the longer of the two.</summary>
    public static DurationStatistics operator +(DurationStatistics a, DurationStatistics b) =>
        new(a.Count + b.Count, a.SumMs + b.SumMs, Math.Max(a.MaxMs, b.MaxMs));

    /// <summary>Named form of the addition.</summary>
    public static DurationStatistics Add(DurationStatistics a, DurationStatistics b) => a + b;
}
