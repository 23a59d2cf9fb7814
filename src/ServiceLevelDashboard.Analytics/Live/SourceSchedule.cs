using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Analytics.Live;

/// <summary>When one source is asked again, and why it is failing if it is. Not safe for several threads at once.</summary>
/// <param name="source">The source.</param>
/// <param name="period">Time between two questions while all is well.</param>
/// <param name="jitterRatio">By how much every wait is varied, as a ratio.</param>
/// <param name="random">Random numbers from 0 to below 1.</param>
internal sealed class SourceSchedule(RefreshSource source, TimeSpan period, double jitterRatio, Func<double> random)
{
    /// <summary>Refused credentials and missing permissions are mended by people: asking often only fills logs.</summary>
    public static readonly TimeSpan RefusedWait = TimeSpan.FromMinutes(5);

    /// <summary>The first wait after no usable answer; it doubles with every further one. A shorter period takes its place.</summary>
    public static readonly TimeSpan FirstWait = TimeSpan.FromSeconds(30);

    /// <summary>The longest wait after no usable answer.</summary>
    public static readonly TimeSpan MaximumWait = TimeSpan.FromMinutes(2);

    /// <summary>Time between two questions while all is well.</summary>
    public TimeSpan Period { get; set; } = period;

    /// <summary>Why the source fails at present, or null.</summary>
    public RefreshFailure? Failure { get; private set; }

    /// <summary>When the source is asked next, or null before the first answer.</summary>
    public DateTimeOffset? Next { get; private set; }

    /// <summary>How it stands.</summary>
    public SourceStanding Standing => new(Next, Failure);

    /// <summary>Takes over how it stood with another instance.</summary>
    public void Follow(SourceStanding standing) => (Next, Failure) = (standing.Next, standing.Failure);

    /// <summary>Notes an answer.</summary>
    /// <returns>When to ask next.</returns>
    public DateTimeOffset Succeeded(DateTimeOffset now)
    {
        Failure = null;
        var next = now + (Period * (1 + (jitterRatio * ((2 * random()) - 1))));
        Next = next;
        return next;
    }

    /// <summary>Notes a failure of the contact centre.</summary>
    /// <returns>The failure, with the time of the next attempt.</returns>
    public RefreshFailure Failed(DateTimeOffset now, ContactCentreException exception) => exception switch
    {
        AuthenticationFailedException => Note(now, FailureKind.Authentication, exception.Message, exception.CorrelationId, [], RefusedWait),
        PermissionMissingException e => Note(now, FailureKind.Permission, e.Message, e.CorrelationId, e.Missing, RefusedWait),
        ThrottledException e =>
            Note(now, FailureKind.Throttled, e.Message, e.CorrelationId, [], Longer(e.RetryAfter, Period < MaximumWait ? Period : MaximumWait)),
        _ => Note(now, FailureKind.Unavailable, exception.Message, exception.CorrelationId, [], Backoff()),
    };

    /// <summary>Notes a mistake of our own. What it was is for the log, not for a page.</summary>
    /// <returns>The failure, with the time of the next attempt.</returns>
    public RefreshFailure RecordFailure(DateTimeOffset now) =>
        Note(
            now,
            FailureKind.Unavailable,
            "The dashboard itself failed while it worked on an answer; its log says where. It will try again.",
            null,
            [],
            Backoff());

    private RefreshFailure Note(
        DateTimeOffset now, FailureKind kind, string message, string? correlationId, ImmutableArray<string> missing, TimeSpan wait)
    {
        // Never earlier than the wait: it may be the contact centre's own.
        var next = now + (wait * (1 + (jitterRatio * random())));
        Failure = new RefreshFailure(source, kind, message, correlationId, missing, Failure?.Since ?? now, now, (Failure?.Attempts ?? 0) + 1, next);
        Next = next;
        return Failure;
    }

    private TimeSpan Backoff()
    {
        var first = Period < FirstWait ? Period : FirstWait;
        var doublings = Math.Min(Failure?.Attempts ?? 0, 20);
        var wait = first * (1 << doublings);
        return wait < MaximumWait ? wait : MaximumWait;
    }

    private static TimeSpan Longer(TimeSpan a, TimeSpan b) => a > b ? a : b;
}
