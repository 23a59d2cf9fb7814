using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Past;

/// <summary>Which figure is to be taken apart.</summary>
/// <param name="Key">Queue and media type.</param>
/// <param name="Range">When, UTC. An interval belongs to the range in which it starts.</param>
public sealed record FigureRequest(QueueMedia Key, Interval Range)
{
    /// <summary>The definition, or null for the one in force.</summary>
    public ServiceLevelDefinition? Definition { get; init; }

    /// <summary>Longest wait that counts as within, or null for the queue's own.</summary>
    public TimeSpan? Threshold { get; init; }
}
