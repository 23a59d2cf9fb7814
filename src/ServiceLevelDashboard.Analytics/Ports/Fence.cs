namespace ServiceLevelDashboard.Analytics.Ports;

/// <summary>
/// What is written to the archive under a fence is written only while a lease is in its epoch: the archive checks it in the same transaction. So a holder that
/// slept cannot write after another took over. It follows the flow of the work, as <see cref="AsyncLocal{T}"/> does.
/// </summary>
public static class Fence
{
    private static readonly AsyncLocal<FencedLease?> _current = new();

    /// <summary>The lease that writes depend on here; null when they depend on none.</summary>
    public static FencedLease? Current => _current.Value;

    /// <summary>Lets writes depend on a lease until the result is disposed.</summary>
    public static IDisposable Under(string lease, long epoch)
    {
        var before = _current.Value;
        _current.Value = new FencedLease(lease, epoch);
        return new Restore(before);
    }

    private sealed class Restore(FencedLease? before) : IDisposable
    {
        public void Dispose() => _current.Value = before;
    }
}

/// <summary>A lease that writes depend on.</summary>
/// <param name="Name">Which.</param>
/// <param name="Epoch">The epoch in which they were begun.</param>
public sealed record FencedLease(string Name, long Epoch);

/// <summary>A write came too late: the lease that it depends on has gone to somebody else. Nothing was written.</summary>
public sealed class LeaseLostException(string lease)
    : Exception($"The lease '{lease}' has gone to another instance; what this one wanted to write was not written.")
{
    /// <summary>Which lease.</summary>
    public string Lease { get; } = lease;
}
