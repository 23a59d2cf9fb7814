namespace ServiceLevelDashboard.Domain.Levels;

/// <summary>One row of the dashboard's data: what happened in one queue and media type during one interval.</summary>
/// <param name="Key">Queue and media type.</param>
/// <param name="Interval">When, UTC.</param>
/// <param name="Counts">What happened.</param>
public sealed record QueueInterval(QueueMedia Key, Interval Interval, ContactCounts Counts);
