namespace ServiceLevelDashboard.Analytics;

/// <summary>How often the contact centre is asked at present, and how many calls a refresh takes.</summary>
/// <param name="Intervals">Time between two questions for intervals.</param>
/// <param name="Observations">Time between two looks at what waits now; longer than configured when the answers take many calls.</param>
/// <param name="IntervalCalls">Calls that the last answer for intervals took, retries included; 0 before the first.</param>
/// <param name="ObservationCalls">Calls that the last observation took, retries included; 0 before the first.</param>
public sealed record RefreshPace(TimeSpan Intervals, TimeSpan Observations, int IntervalCalls, int ObservationCalls)
{
    /// <summary>The default periods, before anything was asked.</summary>
    public static readonly RefreshPace Default = new(TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(15), 0, 0);

    /// <summary>
    /// Time between two questions for what waits now while it is told: only to check. Null while it is not told; then <see cref="Observations"/> is the time.
    /// </summary>
    public TimeSpan? Checks { get; init; }

    /// <summary>Calls of one refresh, intervals and observations together.</summary>
    public int CallsPerRefresh => IntervalCalls + ObservationCalls;

    /// <summary>Calls a minute at this pace.</summary>
    public decimal CallsPerMinute =>
        (IntervalCalls * 60m / (decimal)Intervals.TotalSeconds) + (ObservationCalls * 60m / (decimal)(Checks ?? Observations).TotalSeconds);
}
