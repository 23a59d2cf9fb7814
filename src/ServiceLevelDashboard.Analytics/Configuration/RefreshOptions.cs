namespace ServiceLevelDashboard.Analytics.Configuration;

/// <summary>Section <c>Refresh</c>: how often the contact centre is asked, and for what. Checked at start.</summary>
public sealed class RefreshOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Refresh";

    /// <summary>
    /// Seconds between two questions for what waits now. Stretched when the answers take more than half of the calls that the governor lets through.
    /// </summary>
    /// <value>Default 15; 1 to 3600.</value>
    public int ObservationsSeconds { get; set; } = 15;

    /// <summary>Whether Genesys Cloud is to tell what waits now by notifications. It is asked for when it does not, and to check.</summary>
    /// <value>Default true.</value>
    public bool Push { get; set; } = true;

    /// <summary>Seconds between two questions for the open interval and the trailing hours.</summary>
    /// <value>Default 30; 1 to 3600.</value>
    public int IntervalsSeconds { get; set; } = 30;

    /// <summary>Minutes between two questions for the list of queues and their targets.</summary>
    /// <value>Default 30; 1 to 1440.</value>
    public int QueuesMinutes { get; set; } = 30;

    /// <summary>How finely time is cut: <c>PT5M</c>, <c>PT15M</c> or <c>PT30M</c>.</summary>
    /// <value>Default <c>PT15M</c>.</value>
    public string Granularity { get; set; } = "PT15M";

    /// <summary>How many hours before now are asked for again at every refresh, since figures still change after an interval has ended.</summary>
    /// <value>Default 3; 2 to 24.</value>
    public int TrailingHours { get; set; } = 3;

    /// <summary>By how much every period is varied at random, up or down, so that several installations do not ask at the same moment: a ratio.</summary>
    /// <value>Default 0.1; 0 to 0.5.</value>
    public double JitterRatio { get; set; } = 0.1;
}
