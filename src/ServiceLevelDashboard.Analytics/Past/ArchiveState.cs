namespace ServiceLevelDashboard.Analytics.Past;

/// <summary>How the durable archive is doing.</summary>
/// <param name="Description">Where it is, in words that may be shown.</param>
/// <param name="WrittenAt">When everything known was last written, or null when not yet.</param>
/// <param name="FailingSince">Since when writing fails, or null when it does not: meanwhile the figures live in memory alone.</param>
/// <param name="Message">Why it fails and what to do, or null.</param>
public sealed record ArchiveState(string Description, DateTimeOffset? WrittenAt, DateTimeOffset? FailingSince, string? Message)
{
    /// <summary>Whether writing fails at present.</summary>
    public bool IsFailing => FailingSince is not null;
}

/// <summary>Says how the durable archive is doing; always readable.</summary>
public interface IArchiveStatus
{
    /// <summary>The state as of now.</summary>
    ArchiveState Current { get; }
}
