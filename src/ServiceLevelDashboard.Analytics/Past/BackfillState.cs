namespace ServiceLevelDashboard.Analytics.Past;

/// <summary>How far the fetching of the past is.</summary>
/// <param name="Done">Stretches (site days, or parts of them) fetched since the start.</param>
/// <param name="Left">Stretches still to fetch; 0 when the past is whole.</param>
/// <param name="Current">What is fetched at present, or null.</param>
/// <param name="Calls">Calls that it took since the start.</param>
/// <param name="Waiting">Why it waits, in words for a person, or null when it does not.</param>
public sealed record BackfillState(int Done, int Left, Interval? Current, int Calls, string? Waiting);

/// <summary>Says how far the fetching of the past is; always readable.</summary>
public interface IBackfillStatus
{
    /// <summary>The state as of now.</summary>
    BackfillState Current { get; }
}
