namespace ServiceLevelDashboard.Analytics.Past;

/// <summary>How far the summing of past days has come.</summary>
/// <param name="Done">Days that are done.</param>
/// <param name="All">Days to do; 0 when all are summed.</param>
public readonly record struct DaySumming(int Done, int All)
{
    /// <summary>Whether it is going on.</summary>
    public bool IsRunning => Done < All;
}

/// <summary>Tells how far the summing of past days has come.</summary>
public interface IDaySumming
{
    /// <summary>How far it has come.</summary>
    DaySumming Current { get; }
}
