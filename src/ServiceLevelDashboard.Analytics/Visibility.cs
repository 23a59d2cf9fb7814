namespace ServiceLevelDashboard.Analytics;

/// <summary>Whose eyes a snapshot is for. Two that are equal see the same and share one snapshot.</summary>
public sealed record Visibility
{
    /// <summary>All queues.</summary>
    public static readonly Visibility Everything = new();

    private Visibility()
    {
    }
}
