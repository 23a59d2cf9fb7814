namespace ServiceLevelDashboard.Analytics.Instances;

/// <summary>
/// The time as all instances on one archive agree upon it: this machine's clock and what the archive's is ahead of it. Timers and timestamps are the machine's.
/// </summary>
/// <param name="machine">This machine's clock.</param>
public sealed class SharedClock(TimeProvider machine) : TimeProvider
{
    /// <summary>Smaller differences are left alone: a clock that jumps to and fro is worse than one that is a little off.</summary>
    public static readonly TimeSpan Tolerance = TimeSpan.FromMilliseconds(250);

    private long _offset;

    /// <summary>This machine's clock.</summary>
    public TimeProvider Machine { get; } = machine;

    /// <summary>What is added to it; zero before the archive was asked.</summary>
    public TimeSpan Offset => TimeSpan.FromTicks(Interlocked.Read(ref _offset));

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => Machine.LocalTimeZone;

    /// <inheritdoc/>
    public override long TimestampFrequency => Machine.TimestampFrequency;

    /// <summary>Takes a measured offset over, if it differs by more than <see cref="Tolerance"/>.</summary>
    /// <param name="measured">What the archive's clock is ahead of the machine's.</param>
    /// <returns>Whether it did.</returns>
    public bool Set(TimeSpan measured)
    {
        if ((measured - Offset).Duration() <= Tolerance)
        {
            return false;
        }
        Interlocked.Exchange(ref _offset, measured.Ticks);
        return true;
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => Machine.GetUtcNow() + Offset;

    /// <inheritdoc/>
    public override long GetTimestamp() => Machine.GetTimestamp();

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period) =>
        Machine.CreateTimer(callback, state, dueTime, period);
}
