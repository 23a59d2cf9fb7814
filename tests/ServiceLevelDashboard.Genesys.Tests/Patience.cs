namespace ServiceLevelDashboard.Genesys.Tests;

/// <summary>Bounds every wait of a test, so that a hang is a failure.</summary>
internal static class Patience
{
    private static readonly TimeSpan Most = TimeSpan.FromMinutes(2);

    public static Task Soon(this Task task) => task.WaitAsync(Most, TestContext.Current.CancellationToken);

    public static Task<T> Soon<T>(this Task<T> task) => task.WaitAsync(Most, TestContext.Current.CancellationToken);
}
