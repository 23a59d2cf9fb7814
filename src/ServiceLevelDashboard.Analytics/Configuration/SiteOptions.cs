namespace ServiceLevelDashboard.Analytics.Configuration;

/// <summary>Section <c>Site</c>: where the contact centre stands and when it is open. Checked at start.</summary>
public sealed class SiteOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Site";

    /// <summary>
    /// The site's time zone by its IANA name, for instance <c>Europe/Berlin</c>: it decides where a day starts and which clocks are shown.
    /// </summary>
    /// <value>No default: it must be set. (On simulated data the program sets one itself.)</value>
    public string? TimeZone { get; set; }

    /// <summary>When the site's day starts, on the site's clocks, as <c>HH:mm</c>.</summary>
    /// <value>Default <c>00:00</c>.</value>
    public string DayStart { get; set; } = "00:00";

    /// <summary>
    /// Opening hours of every queue that has none of its own: a day or a span of days (<c>Mon-Fri</c>, <c>Sat</c>, <c>Mon,Wed</c>) and the times, several
    /// separated by commas (<c>08:00-12:00, 13:00-18:00</c>). A time of <c>22:00-06:00</c> runs past midnight.
    /// </summary>
    /// <value>Default: none, which is always open.</value>
    public Dictionary<string, string> OpeningHours { get; set; } = [];

    /// <summary>Dates on which nothing opens, each as <c>yyyy-MM-dd</c>.</summary>
    /// <value>Default: none.</value>
    public IList<string> Holidays { get; set; } = [];

    /// <summary>What is different for single queues, by the queue's id or its name (without regard to case; the id wins).</summary>
    /// <value>Default: none.</value>
    public Dictionary<string, QueueSiteOptions> Queues { get; set; } = [];
}

/// <summary>What is different for one queue: section <c>Site:Queues:{id or name}</c>.</summary>
public sealed class QueueSiteOptions
{
    /// <summary>The queue's own opening hours, written as in <see cref="SiteOptions.OpeningHours"/>; the site's holidays hold for them too.</summary>
    /// <value>Default: none, which takes the site's.</value>
    public Dictionary<string, string> OpeningHours { get; set; } = [];
}
