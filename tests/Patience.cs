namespace ServiceLevelDashboard;

/// <summary>Bounds every wait of a test, so that a hang is a failure. It measures nothing: a busy machine takes its time.</summary>
internal static class Patience
{
    public static readonly TimeSpan Most = TimeSpan.FromMinutes(4);

    public static Task Soon(this Task task) => task.WaitAsync(Most, TestContext.Current.CancellationToken);

    public static Task<T> Soon<T>(this Task<T> task) => task.WaitAsync(Most, TestContext.Current.CancellationToken);

    /// <summary>For what takes a token: it is cancelled when nothing came.</summary>
    public static CancellationTokenSource Bound(CancellationToken cancellationToken)
    {
        var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bound.CancelAfter(Most);
        return bound;
    }
}
