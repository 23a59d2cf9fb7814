namespace ServiceLevelDashboard.Analytics.Tests;

/// <summary>No await without an end.</summary>
internal static class Bounds
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    public static Task Bounded(this Task task) => task.WaitAsync(Patience, TestContext.Current.CancellationToken);

    public static Task<T> Bounded<T>(this Task<T> task) => task.WaitAsync(Patience, TestContext.Current.CancellationToken);
}
