namespace ServiceLevelDashboard.Statistics;

/// <summary>
/// How much a level of correlated contacts says. Contacts that follow each other meet the same queue, so a thousand of them in one bad half hour say little
/// more than one of them: what counts is about .9 times the length of time over the average handle time.
/// </summary>
public static class EffectiveSample
{
    /// <summary>
    /// Effective contacts per handle time that passes, where a queue has no history of its own. Between .55 (very patient callers) and 1.4 (impatient ones).
    /// </summary>
    public const double UsualPace = 0.9;

    private const double HalfHourSeconds = 1800;

    // Fewer contacts in a half hour say more about chance than about the queue.
    private const int MinimumCounted = 10;

    // Twenty half hours of a day on a few days: fewer would not tell one pace from another.
    private const int MinimumHalfHours = 60;

    /// <summary>The effective number of contacts. Worked: 800 contacts in ten hours at 240 s are .9 × 36,000 / 240 = 135.</summary>
    /// <param name="contacts">How many counted.</param>
    /// <param name="seconds">The time in which they came, without the hours in which none did.</param>
    /// <param name="handleSeconds">Average handle time; null when unknown, then all contacts count.</param>
    /// <param name="pace">Effective contacts per handle time.</param>
    public static double Of(double contacts, double seconds, double? handleSeconds, double pace = UsualPace) =>
        handleSeconds is > 0 and var handle ? Math.Min(contacts, pace * seconds / handle) : contacts;

    /// <summary>
    /// A queue's own pace, from how much more its half hours swing around the usual level of their time than independent contacts would. Real differences
    /// of staffing are in it, so it is on the careful side. Null with too little history.
    /// </summary>
    /// <param name="history">The queue's days.</param>
    /// <param name="slotSeconds">Length of a slot.</param>
    public static double? PaceOf(DayHistory history, double slotSeconds)
    {
        ArgumentNullException.ThrowIfNull(history);
        var width = Math.Max(1, (int)(HalfHourSeconds / slotSeconds));
        var days = history.OrdinaryDays(history.Count, 20).ToArray();
        if (days.Length < 2)
        {
            return null;
        }
        var (variance, squares, halfHours, handled, handleSeconds) = (0.0, 0.0, 0, 0.0, 0.0);
        for (var from = 0; from + width <= history.Slots; from += width)
        {
            var spans = days.Select(i => Sum(history, i, from, width)).Where(s => s.Counted >= MinimumCounted).ToArray();
            if (spans.Length < 2)
            {
                continue;
            }
            var usual = (double)spans.Sum(s => s.Met) / spans.Sum(s => s.Counted);
            variance += spans.Length * usual * (1 - usual);
            squares += spans.Sum(s => Math.Pow(((double)s.Met / s.Counted) - usual, 2)) * spans.Length / (spans.Length - 1);
            halfHours += spans.Length;
            handled += spans.Sum(s => s.Handled);
            handleSeconds += spans.Sum(s => s.HandleSeconds);
        }

        return halfHours < MinimumHalfHours || squares <= 0 || handled <= 0
            ? null
            : Math.Clamp(variance / squares * (handleSeconds / handled) / (width * slotSeconds), 0.1, 3);
    }

    private static SlotCounts Sum(DayHistory history, int day, int from, int width)
    {
        var sum = default(SlotCounts);
        for (var k = from; k < from + width; k++)
        {
            sum += history.Days[day].Slots[k];
        }
        return sum;
    }
}
