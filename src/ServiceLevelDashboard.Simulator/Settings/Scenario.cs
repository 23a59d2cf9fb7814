namespace ServiceLevelDashboard.Simulator.Settings;

/// <summary>
/// A cause planted in a simulated queue: from one moment on, more contacts, longer handling, fewer agents or callers who hang up at once. What was before that
/// moment stays as it was.
/// Worked: <c>Volume</c> 1.4 from 10:00 is a campaign that brings 40 % more contacts.
/// </summary>
/// <param name="Queue">The queue's name.</param>
/// <param name="From">First instant that it acts on.</param>
/// <param name="Until">First instant that it no longer acts on, or null for ever.</param>
public sealed record Scenario(string Queue, DateTimeOffset From, DateTimeOffset? Until = null)
{
    /// <summary>Factor of the contacts that arrive; 0 or more, default 1.</summary>
    public double Volume { get; init; } = 1;

    /// <summary>Factor of the handle time; above 0, default 1.</summary>
    public double HandleTime { get; init; } = 1;

    /// <summary>Factor of the agents on duty (quarter of an hour by quarter of an hour); 0 or more, default 1.</summary>
    public double Agents { get; init; } = 1;

    /// <summary>Share of callers, on top of the usual few, who hang up within seconds; 0 (default) to 1.</summary>
    public double Hasty { get; init; }
}
