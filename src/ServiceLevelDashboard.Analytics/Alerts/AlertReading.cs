namespace ServiceLevelDashboard.Analytics.Alerts;

/// <summary>What a look at a condition says.</summary>
public enum ReadingKind
{
    /// <summary>Nobody can say: figures are stale, or were never there. It never rings and never ends an alert.</summary>
    Unknown,

    /// <summary>The condition does not hold, by more than its margin.</summary>
    Clear,

    /// <summary>Between ringing and clear: what is stays.</summary>
    Between,

    /// <summary>The condition holds.</summary>
    Holds,
}

/// <summary>What a condition says at an instant.</summary>
/// <param name="Kind">Whether it holds.</param>
/// <param name="At">
/// The instant that it is of, UTC: of intervals the end of the last one, so that the same is said of the past; of all else the moment of the figures.
/// </param>
public readonly record struct AlertReading(ReadingKind Kind, DateTimeOffset At);
