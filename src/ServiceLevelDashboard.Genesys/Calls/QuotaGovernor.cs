using System.Threading.RateLimiting;

namespace ServiceLevelDashboard.Genesys.Calls;

/// <summary>
/// Lets at most so many calls through in any sixty seconds, and knows how many went. A sliding log rather than a token bucket:
/// the same log answers "how many calls in the last minute", and it runs on the injected clock.
/// </summary>
internal sealed class QuotaGovernor(int callsPerMinute, TimeSpan longestWait, TimeProvider time) : RateLimiter
{
    private static readonly TimeSpan Window = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private readonly Queue<long> _let = new();

    public override TimeSpan? IdleDuration => null;

    public int CallsPerMinute => callsPerMinute;

    public int CallsLastMinute
    {
        get
        {
            lock (_lock)
            {
                ForgetOld();
                return _let.Count;
            }
        }
    }

    public override RateLimiterStatistics? GetStatistics() => null;

    protected override RateLimitLease AttemptAcquireCore(int permitCount)
    {
        var wait = Take();
        return wait == TimeSpan.Zero ? Lease.Granted : new Lease(wait);
    }

    protected override async ValueTask<RateLimitLease> AcquireAsyncCore(int permitCount, CancellationToken cancellationToken)
    {
        while (true)
        {
            var wait = Take();
            if (wait == TimeSpan.Zero)
            {
                return Lease.Granted;
            }
            if (wait > longestWait)
            {
                return new Lease(wait);
            }
            await Task.Delay(wait, time, cancellationToken).ConfigureAwait(false);
        }
    }

    /// <summary>Takes a permit, or says how long to wait for one.</summary>
    private TimeSpan Take()
    {
        lock (_lock)
        {
            ForgetOld();
            if (_let.Count < callsPerMinute)
            {
                _let.Enqueue(time.GetTimestamp());
                return TimeSpan.Zero;
            }

            // A timer counts whole milliseconds: one more, so that the permit is there when it fires.
            return Window - time.GetElapsedTime(_let.Peek()) + TimeSpan.FromMilliseconds(1);
        }
    }

    private void ForgetOld()
    {
        while (_let.TryPeek(out var oldest) && time.GetElapsedTime(oldest) >= Window)
        {
            _let.Dequeue();
        }
    }

    private sealed class Lease(TimeSpan? wait) : RateLimitLease
    {
        public static readonly Lease Granted = new(null);

        public override bool IsAcquired => wait is null;

        public override IEnumerable<string> MetadataNames => wait is null ? [] : [MetadataName.RetryAfter.Name];

        public override bool TryGetMetadata(string metadataName, out object? metadata)
        {
            metadata = wait;
            return wait is not null && metadataName == MetadataName.RetryAfter.Name;
        }
    }
}
