using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Analytics.Alerts;

/// <summary>
/// How one alert stands, from the first reading that holds to the end. It rings once a condition has held for as long as its rule asks, and is over once it
/// has been clear for as long as its condition asks, so that figures that swing about a limit ring once. Time in which nobody can say counts for neither.
/// Worked: a hold of 60 s; holds at 10:00:00, unknown at 10:00:30, holds again at 10:05:00: 30 s have been held, and it rings at 10:05:30.
/// </summary>
/// <param name="State">Pending, firing or resolved.</param>
/// <param name="Since">The first reading that held, UTC.</param>
/// <param name="FiredAt">When it rang; null while pending.</param>
/// <param name="ResolvedAt">When it was over; null until then.</param>
/// <param name="Held">How long it had held before <paramref name="HeldFrom"/>.</param>
/// <param name="HeldFrom">Since when it holds without a gap; null while nobody can say. Not looked at once it has rung.</param>
/// <param name="ClearFrom">Since when it is clear without a gap; null while it is not.</param>
/// <param name="UnknownFrom">Since when nobody can say; null while somebody can.</param>
public sealed record AlertProgress(
    AlertState State,
    DateTimeOffset Since,
    DateTimeOffset? FiredAt = null,
    DateTimeOffset? ResolvedAt = null,
    TimeSpan Held = default,
    DateTimeOffset? HeldFrom = null,
    DateTimeOffset? ClearFrom = null,
    DateTimeOffset? UnknownFrom = null)
{
    /// <summary>The progress after a reading; the same object when nothing has changed, and null when there is nothing to keep.</summary>
    /// <param name="before">The progress before it; null or resolved when there was none.</param>
    /// <param name="reading">The reading; not earlier than the one before.</param>
    /// <param name="hold">How long it must hold to ring; zero rings at once.</param>
    /// <param name="clearAfter">How long it must be clear to be over; zero is over at once.</param>
    public static AlertProgress? Next(AlertProgress? before, AlertReading reading, TimeSpan hold, TimeSpan clearAfter) => before switch
    {
        null or { State: AlertState.Resolved } => reading.Kind == ReadingKind.Holds ? Begun(reading.At, hold) : null,
        { State: AlertState.Pending } => before.Pending(reading, hold),
        _ => before.Firing(reading, clearAfter),
    };

    /// <summary>It ended by other means than a reading: its rule is no more, or its queue.</summary>
    public AlertProgress Ended(DateTimeOffset at) => this with { State = AlertState.Resolved, ResolvedAt = at, UnknownFrom = null };

    private static AlertProgress Begun(DateTimeOffset at, TimeSpan hold) => hold <= TimeSpan.Zero
        ? new AlertProgress(AlertState.Firing, at, at)
        : new AlertProgress(AlertState.Pending, at, HeldFrom: at);

    private AlertProgress? Pending(AlertReading reading, TimeSpan hold)
    {
        switch (reading.Kind)
        {
            case ReadingKind.Clear:
                return null;
            case ReadingKind.Unknown:
                return UnknownFrom is null
                    ? this with { Held = HeldUntil(reading.At), HeldFrom = null, UnknownFrom = reading.At }
                    : this;
            case ReadingKind.Holds when HeldUntil(reading.At) >= hold:
                return new AlertProgress(AlertState.Firing, Since, reading.At);
            default:
                return HeldFrom is null ? this with { HeldFrom = reading.At, UnknownFrom = null } : this;
        }
    }

    private AlertProgress Firing(AlertReading reading, TimeSpan clearAfter) => reading.Kind switch
    {
        ReadingKind.Unknown => UnknownFrom is null ? this with { UnknownFrom = reading.At, ClearFrom = null } : this,
        ReadingKind.Clear when reading.At - (ClearFrom ?? reading.At) >= clearAfter => Ended(reading.At),
        ReadingKind.Clear => ClearFrom is null || UnknownFrom is not null ? this with { ClearFrom = ClearFrom ?? reading.At, UnknownFrom = null } : this,
        _ => ClearFrom is null && UnknownFrom is null ? this : this with { ClearFrom = null, UnknownFrom = null },
    };

    private TimeSpan HeldUntil(DateTimeOffset at) => HeldFrom is { } from ? Held + (at - from) : Held;
}
