using ServiceLevelDashboard.Genesys.Calls;

namespace ServiceLevelDashboard.Genesys.Queries;

/// <summary>
/// What the service takes in one aggregate query. Its limits are not published: these are first guesses, mended by every
/// refusal and kept for the life of the client.
/// </summary>
internal sealed class DiscoveredLimits(TimeProvider time)
{
    /// <summary>How long a range that took too long is remembered: the service was perhaps only busy.</summary>
    private static readonly TimeSpan HeavyFor = TimeSpan.FromDays(1);

    private readonly Lock _lock = new();
    private TimeSpan _longestRange = TimeSpan.FromDays(31);
    private int _mostQueues = 100;
    private Granularity _finest = Granularity.FiveMinutes;
    private bool _unfilteredRefused;
    private (TimeSpan Length, DateTimeOffset Until)? _answeredInTime;

    /// <summary>Longest range.</summary>
    public TimeSpan MaximumRange
    {
        get
        {
            lock (_lock)
            {
                return _answeredInTime is { } heavy && heavy.Until > time.GetUtcNow() ? Shorter(_longestRange, heavy.Length) : _longestRange;
            }
        }
    }

    /// <summary>Most queue ids in a filter.</summary>
    public int MaximumQueues
    {
        get
        {
            lock (_lock)
            {
                return _mostQueues;
            }
        }
    }

    /// <summary>Finest granularity that has not been refused.</summary>
    public Granularity Finest
    {
        get
        {
            lock (_lock)
            {
                return _finest;
            }
        }
    }

    /// <summary>Whether a query without a filter was refused and one with queue ids accepted.</summary>
    public bool UnfilteredRefused
    {
        get
        {
            lock (_lock)
            {
                return _unfilteredRefused;
            }
        }
        set
        {
            lock (_lock)
            {
                _unfilteredRefused = value;
            }
        }
    }

    /// <summary>The next coarser granularity after a refusal, or null when there is none to fall back to.</summary>
    public static Granularity? Coarser(Granularity refused) =>
        refused == Granularity.FiveMinutes ? Granularity.QuarterHour : refused == Granularity.QuarterHour ? Granularity.HalfHour : null;

    public void Refuse(Granularity refused)
    {
        lock (_lock)
        {
            if (Coarser(refused) is { } coarser && coarser.Length > _finest.Length)
            {
                _finest = coarser;
            }
        }
    }

    /// <summary>A range of this length was refused: the limit that the refusal names is taken over, else half the length.</summary>
    public void RefuseRange(TimeSpan length, RefusedResponseException refusal)
    {
        var named = refusal.Error.Limit is { Value: > 0 } limit && limit.Key.Contains("day", StringComparison.OrdinalIgnoreCase)
            ? TimeSpan.FromDays(limit.Value)
            : length / 2;
        lock (_lock)
        {
            _longestRange = Shorter(_longestRange, named < length ? named : length / 2);
        }
    }

    /// <summary>Longer ranges took too long, and pieces of this length did not.</summary>
    public void NoteAnsweredInTime(TimeSpan length)
    {
        lock (_lock)
        {
            _answeredInTime = (length, time.GetUtcNow() + HeavyFor);
        }
    }

    /// <summary>So many queue ids were refused.</summary>
    public void RefuseQueues(int count, RefusedResponseException refusal)
    {
        var named = refusal.Error.Limit is { Value: > 0 } limit && limit.Value < count ? limit.Value : count / 2;
        lock (_lock)
        {
            _mostQueues = Math.Clamp(named, 1, _mostQueues);
        }
    }

    private static TimeSpan Shorter(TimeSpan a, TimeSpan b) => a < b ? a : b;
}
