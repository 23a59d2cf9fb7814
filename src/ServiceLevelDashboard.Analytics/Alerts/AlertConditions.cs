using System.Runtime.InteropServices;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Statistics;

namespace ServiceLevelDashboard.Analytics.Alerts;

/// <summary>
/// Whether a rule's condition holds for a queue. Pure: the same figures say the same, now and in a replay. Each has a ring level and a clear level apart from
/// it; between the two what is stays. One worked case each: <c>docs/alerts.md</c>.
/// </summary>
public static class AlertConditions
{
    /// <summary>
    /// A level so low, or a rate so high, is probable with less than this by chance alone before it rings. 0.01: a queue that just keeps its target has forty
    /// quarter hours a day in which it could be unlucky.
    /// </summary>
    public const double RarelyByChance = 0.01;

    /// <summary>Of a number that rings over a limit, the share of the limit at which it is clear again. 0.8: over 10 contacts it is clear at 8.</summary>
    public const decimal ClearShare = 0.8m;

    /// <summary>How far over its limit a chance must be to be clear again. 0.1: under 0.3 it is clear at 0.4.</summary>
    public const double ClearChance = 0.1;

    /// <summary>Reads a queue of the present.</summary>
    /// <param name="rule">The rule; its condition is one of a queue.</param>
    /// <param name="queue">The queue.</param>
    /// <param name="moment">How far the snapshot that it is of can be trusted.</param>
    public static AlertReading Read(AlertRule rule, QueueSummary queue, in AlertMoment moment)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(queue);
        var isOfNow = IsOfNow(rule.Condition);
        if (!(isOfNow ? moment.IsObserved : moment.AreFiguresKnown))
        {
            return new AlertReading(ReadingKind.Unknown, moment.Now);
        }
        var at = IsOfIntervals(rule.Condition) ? EndOf(queue.Intervals.AsSpan()) ?? moment.DataUntil : isOfNow ? moment.ObservedAt : moment.DataUntil;
        return new AlertReading(Judge(rule, queue), at);
    }

    /// <summary>Whether the condition is of whole intervals: then the archive knows it too.</summary>
    public static bool IsOfIntervals(AlertConditionKind condition) => condition is AlertConditionKind.LevelBelowTarget or AlertConditionKind.AbandonRateOver;

    /// <summary>Whether the condition is of what waits now.</summary>
    public static bool IsOfNow(AlertConditionKind condition) =>
        condition is AlertConditionKind.LongestWaitOver or AlertConditionKind.WaitingOver or AlertConditionKind.NobodyOnQueue;

    /// <summary>A window of whole intervals that have ended, the last of them the last that has: what is in it.</summary>
    /// <param name="intervals">A day so far, oldest first, of equal length and without holes.</param>
    /// <param name="length">How long it is at least.</param>
    public static AlertWindow WindowOf(ReadOnlySpan<TrendPoint> intervals, TimeSpan length)
    {
        var ended = Ended(intervals);
        if (ended.IsEmpty)
        {
            return default;
        }
        var size = ended[^1].Interval.Length;
        var count = (int)((length.Ticks + size.Ticks - 1) / size.Ticks);
        var window = default(AlertWindow);
        foreach (var point in ended[Math.Max(0, ended.Length - count)..])
        {
            window = window.With(point.Level.Lower, point.Counts, size);
        }

        return window;
    }

    /// <summary>Whether the level of a window is below a target by more than chance.</summary>
    public static ReadingKind JudgeLevel(in AlertWindow window, decimal target, int least) => window.Level.Denominator < least
        ? ReadingKind.Clear
        : window.Level.Reaches(target) != false ? ReadingKind.Clear
        : ByChance(window, (double)Math.Max(0, window.Level.Numerator) / window.Level.Denominator, window.Level.Denominator, (double)target)
            ? ReadingKind.Between
            : ReadingKind.Holds;

    /// <summary>Whether more of a window's contacts were abandoned than a limit by more than chance.</summary>
    public static ReadingKind JudgeAbandons(in AlertWindow window, decimal limit, int least)
    {
        if (window.Offered < least || window.Abandoned <= limit * window.Offered)
        {
            return ReadingKind.Clear;
        }
        // Those that stay are a level whose target is what the limit leaves.
        var stayed = Math.Max(0, 1 - ((double)window.Abandoned / window.Offered));
        return ByChance(window, stayed, window.Offered, (double)(1 - limit)) ? ReadingKind.Between : ReadingKind.Holds;
    }

    private static ReadingKind Judge(AlertRule rule, QueueSummary queue)
    {
        if ((queue.State == ServiceState.Closed && rule.Hours == AlertHours.Open) || queue.State == ServiceState.NotMeasured || !queue.IsMeasured)
        {
            return ReadingKind.Clear;
        }
        return rule.Condition switch
        {
            AlertConditionKind.Burn => OfBurn(queue.Burn.Level, rule.Burn),
            AlertConditionKind.LevelBelowTarget => (rule.Limit ?? queue.Target?.Ratio) is { } target
                ? JudgeLevel(WindowOf(queue.Intervals.AsSpan(), rule.Window), target, rule.Least)
                : ReadingKind.Clear,
            AlertConditionKind.AbandonRateOver =>
                JudgeAbandons(WindowOf(queue.Intervals.AsSpan(), rule.Window), rule.ActualLimit!.Value, rule.Least), // it has one
            AlertConditionKind.ChanceUnder => OfChance(queue, (double)rule.ActualLimit!.Value, rule.Least), // it has one
            AlertConditionKind.LongestWaitOver => queue.Now is { } now
                ? Over((decimal)(now.LongestWait?.TotalSeconds ?? 0), rule.ActualLimit!.Value) // it has one
                : ReadingKind.Unknown,
            AlertConditionKind.WaitingOver => queue.Now is { } now ? Over(now.Waiting, rule.ActualLimit!.Value) : ReadingKind.Unknown, // it has one
            AlertConditionKind.NobodyOnQueue => (queue.Now, queue.Agents) is ({ } now, { } agents)
                ? now.Waiting > rule.ActualLimit && agents.OnQueue == 0 ? ReadingKind.Holds : ReadingKind.Clear
                : ReadingKind.Unknown,
            _ => throw new ArgumentOutOfRangeException(nameof(rule), rule.Condition, "It is no condition of a queue."),
        };
    }

    /// <summary>A burn that has become milder is not over: its own rule says when it is.</summary>
    internal static ReadingKind OfBurn(BurnLevel level, BurnLevel from) =>
        level >= from ? ReadingKind.Holds : level == BurnLevel.Calm ? ReadingKind.Clear : ReadingKind.Between;

    private static ReadingKind OfChance(QueueSummary queue, double limit, int least)
    {
        if (queue.Target is null || queue.DayLevel.Lower.Denominator < least)
        {
            return ReadingKind.Clear;
        }
        return queue.Outlook.Chance switch
        {
            null => ReadingKind.Unknown,
            { } chance when chance < limit => ReadingKind.Holds,
            { } chance => chance >= Math.Min(1, limit + ClearChance) ? ReadingKind.Clear : ReadingKind.Between,
        };
    }

    private static ReadingKind Over(decimal value, decimal limit) =>
        value > limit ? ReadingKind.Holds : value <= ClearShare * limit ? ReadingKind.Clear : ReadingKind.Between;

    private static bool ByChance(in AlertWindow window, double share, long contacts, double target) => BelowTarget.Probability(
        share, EffectiveSample.Of(contacts, window.Busy.TotalSeconds, window.HandleSeconds), target) >= RarelyByChance;

    private static ReadOnlySpan<TrendPoint> Ended(ReadOnlySpan<TrendPoint> intervals) =>
        intervals is [.. var ended, { IsOpen: true }] ? ended : intervals;

    private static DateTimeOffset? EndOf(ReadOnlySpan<TrendPoint> intervals) => Ended(intervals) is [.., var last] ? last.Interval.End : null;
}

/// <summary>What came in a window of time.</summary>
/// <param name="Level">The level, of one that is known in bounds the lower.</param>
/// <param name="Offered">Contacts offered that can be answered.</param>
/// <param name="Abandoned">Contacts abandoned.</param>
/// <param name="Busy">How long contacts came, in whole intervals.</param>
/// <param name="HandledMs">Handle time of those that ended, in milliseconds.</param>
/// <param name="Handled">How many ended.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct AlertWindow(ServiceLevel Level, long Offered, long Abandoned, TimeSpan Busy, long HandledMs, long Handled)
{
    /// <summary>Average handle time; null when nothing ended.</summary>
    public double? HandleSeconds => Handled > 0 ? HandledMs / 1000.0 / Handled : null;

    /// <summary>Abandoned over offered; null when nothing was offered.</summary>
    public decimal? AbandonRate => Offered > 0 ? (decimal)Abandoned / Offered : null;

    /// <summary>With one more interval.</summary>
    internal AlertWindow With(ServiceLevel level, ContactCounts counts, TimeSpan length) => counts.IsZero && level == ServiceLevel.None ? this : new(
        Level + level, Offered + counts.Offered - counts.CustomerFirst.Offered, Abandoned + counts.Abandoned, Busy + length,
        HandledMs + counts.Handle.SumMs, Handled + counts.Handle.Count);
}

/// <summary>How far a snapshot can be trusted at a moment.</summary>
/// <param name="Now">The present moment, UTC.</param>
/// <param name="DataUntil">Up to when the figures are.</param>
/// <param name="ObservedAt">When what waits was seen.</param>
/// <param name="AreFiguresKnown">Whether the figures are not stale.</param>
/// <param name="IsObserved">Whether what waits is not stale.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct AlertMoment(
    DateTimeOffset Now, DateTimeOffset DataUntil, DateTimeOffset ObservedAt, bool AreFiguresKnown, bool IsObserved)
{
    /// <summary>That of a state.</summary>
    /// <param name="state">What is known.</param>
    /// <param name="now">The present moment.</param>
    public static AlertMoment Of(SnapshotState state, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(state);
        return new(
            now,
            state.Snapshot?.DataUntil ?? now,
            state.Snapshot?.ObservedAt ?? now,
            state.DataStateAt(now) is DataState.Live or DataState.Delayed,
            state.ObservationStateAt(now) is DataState.Live or DataState.Delayed);
    }
}
