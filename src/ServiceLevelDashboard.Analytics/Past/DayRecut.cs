namespace ServiceLevelDashboard.Analytics.Past;

/// <summary>How far the cutting anew of past days has come.</summary>
/// <param name="Done">Days that are done.</param>
/// <param name="All">Days to do; 0 when none is to be cut anew.</param>
public readonly record struct DayRecut(int Done, int All)
{
    /// <summary>Whether it is going on.</summary>
    public bool IsRunning => Done < All;
}

/// <summary>Tells how far the cutting anew of past days has come.</summary>
public interface IDayRecut
{
    /// <summary>How far it has come.</summary>
    DayRecut Current { get; }
}
