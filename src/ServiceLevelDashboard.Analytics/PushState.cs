using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Analytics;

/// <summary>How things stand with being told of what waits now, instead of asking.</summary>
public sealed record PushState
{
    /// <summary>Switched off by a setting.</summary>
    public static readonly PushState Off = new();

    /// <summary>The standing.</summary>
    public PushStatus Status { get; init; } = PushStatus.Off;

    /// <summary>Since when the connection stands, by our clock; null without one.</summary>
    public DateTimeOffset? ConnectedAt { get; init; }

    /// <summary>What the connection carries and has carried.</summary>
    public PushTraffic Traffic { get; init; } = PushTraffic.None;

    /// <summary>Up to when everything that changed has been told, by our clock; null without a connection.</summary>
    public DateTimeOffset? ProvenAt { get; init; }

    /// <summary>What the checks found.</summary>
    public PushChecks Checks { get; init; } = new(null, 0, 0, 0, 0);

    /// <summary>Why there is no connection at present, or null.</summary>
    public RefreshFailure? Failure { get; init; }
}

/// <summary>How things stand with being told.</summary>
public enum PushStatus
{
    /// <summary>Switched off: what waits now is asked for.</summary>
    Off,

    /// <summary>No connection at present: what waits now is asked for.</summary>
    Connecting,

    /// <summary>Connected, and not yet to be relied upon, or not for all queues: what waits now is asked for too.</summary>
    Partly,

    /// <summary>What waits now is told, and asked for only to check.</summary>
    Live,
}

/// <summary>What came of comparing what was told with what was asked for. Changes on their way at that moment are not counted.</summary>
/// <param name="LastAt">When the last comparison was made, by our clock; null before the first.</param>
/// <param name="Compared">How many figures the last one compared: queues by media type, and their agents.</param>
/// <param name="Differences">How many of them differed.</param>
/// <param name="Total">How many comparisons were made since the start.</param>
/// <param name="DifferencesTotal">How many figures differed in all of them.</param>
public sealed record PushChecks(DateTimeOffset? LastAt, int Compared, int Differences, long Total, long DifferencesTotal);
