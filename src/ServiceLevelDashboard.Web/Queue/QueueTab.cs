namespace ServiceLevelDashboard.Web.Queue;

/// <summary>The parts of a queue's page, one at a time. Their names in lower case stand in addresses.</summary>
public enum QueueTab
{
    /// <summary>Level and waits over the day, and the queue's media types beside one another.</summary>
    Trend,

    /// <summary>Why the level dropped.</summary>
    Why,

    /// <summary>What may still be missed today, this week and this month.</summary>
    Allowance,

    /// <summary>How the day may close.</summary>
    Forecast,

    /// <summary>Agents over the day, and how many its load needs.</summary>
    Staffing,

    /// <summary>Every interval, and the report's totals.</summary>
    Intervals,
}
