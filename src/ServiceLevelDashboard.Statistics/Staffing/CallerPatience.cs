namespace ServiceLevelDashboard.Statistics.Staffing;

/// <summary>How long callers wait before they give up.</summary>
public static class CallerPatience
{
    /// <summary>Fewer abandons than this do not tell.</summary>
    public const int MinimumAbandons = 10;

    /// <summary>
    /// Mean patience: all waiting time over the abandons in it (the maximum likelihood estimate of exponential patience; who was answered is counted for the
    /// time
    /// in which they did not give up). Worked: 30,000 s waited and 60 abandons are 500 s. Null with fewer than ten abandons.
    /// </summary>
    /// <param name="waitSeconds">Time waited by all contacts, however it ended.</param>
    /// <param name="abandoned">Contacts that gave up.</param>
    public static double? Of(double waitSeconds, int abandoned) => abandoned < MinimumAbandons || waitSeconds <= 0 ? null : waitSeconds / abandoned;
}
