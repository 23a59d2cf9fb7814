namespace ServiceLevelDashboard.Domain;

/// <summary>
/// The figures beside the service level, of one row or any sum of rows. Ratios, never percentages; nothing is clamped; null where there is
/// nothing to divide by. Worked numbers: <c>docs/formulas.md</c>.
/// </summary>
public static class QueueFigures
{
    /// <summary>
    /// Average speed of answer: waits of the answered contacts alone over their number. 472,905 ms over 38 answers is 12.445 s; null without answers.
    /// </summary>
    public static TimeSpan? SpeedOfAnswer(ContactCounts counts) => Checked(counts).AnswerWait.Mean;

    /// <summary>Average wait of all contacts that left the queue, however they left it: 600,000 ms over 50 is 12 s; null when none left.</summary>
    public static TimeSpan? AverageWait(ContactCounts counts) => Checked(counts).Wait.Mean;

    /// <summary>
    /// Average handle time: talk, hold and after-call work over the contacts whose handling ended. 7,200,000 ms over 40 is 180 s; null when none
    /// ended. The divisor differs from the number answered, because handling ends later.
    /// </summary>
    public static TimeSpan? AverageHandleTime(ContactCounts counts) => Checked(counts).Handle.Mean;

    /// <summary>Abandoned over offered, short ones included: 83 of 877 is 0.0946; null when nothing was offered.</summary>
    public static decimal? AbandonRate(ContactCounts counts) => Ratio(Checked(counts).Abandoned, Measured(counts));

    /// <summary>
    /// Abandoned without short ones over offered without short ones: 83 of 877 with 7 short is 76 of 870, 0.0874; null when nothing else was
    /// offered. The short ones are those of the organisation's own limit.
    /// </summary>
    public static decimal? AbandonRateWithoutShort(ContactCounts counts) =>
        Ratio((long)Checked(counts).Abandoned - counts.ShortAbandoned, Measured(counts) - counts.ShortAbandoned);

    /// <summary>Answered over offered: 787 of 877 is 0.8974; null when nothing was offered. Above 1 where answers belong to earlier offers.</summary>
    public static decimal? AnswerRate(ContactCounts counts) => Ratio(Checked(counts).Answered, Measured(counts));

    /// <summary>
    /// The longest wait that ended in an answer or in giving up; of contacts that are not measured, the longest until the customer was called. Null when
    /// neither happened. A maximum: it is never summed or averaged.
    /// </summary>
    public static TimeSpan? LongestWait(ContactCounts counts) =>
        Checked(counts).IsMeasured ? (counts.AnswerWait + counts.AbandonWait).Longest : counts.Wait.Longest;

    /// <summary>
    /// Offered load in erlangs: contacts offered times the average handle time over the length of time. 360 contacts of 240 s in half an
    /// hour are 48 erlangs. Zero when nothing was offered; null when contacts were offered and none has been handled to its end.
    /// </summary>
    /// <param name="counts">What happened in that time.</param>
    /// <param name="length">The length of time; positive.</param>
    /// <exception cref="ArgumentOutOfRangeException">The length is not positive.</exception>
    public static decimal? Erlangs(ContactCounts counts, TimeSpan length)
    {
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(length, TimeSpan.Zero);
        if (Checked(counts).Offered == 0)
        {
            return 0;
        }
        var lengthMs = (decimal)length.Ticks / TimeSpan.TicksPerMillisecond;
        return counts.Handle.Count == 0 ? null : (decimal)counts.Offered * counts.Handle.SumMs / (counts.Handle.Count * lengthMs);
    }

    /// <summary>What was offered without the callbacks that are never answered or abandoned, whatever becomes of them.</summary>
    private static long Measured(ContactCounts counts) => (long)counts.Offered - counts.CustomerFirst.Offered;

    private static decimal? Ratio(long part, long whole) => whole <= 0 ? null : (decimal)part / whole;

    private static ContactCounts Checked(ContactCounts counts)
    {
        ArgumentNullException.ThrowIfNull(counts);
        return counts;
    }
}
