using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Statistics;

namespace ServiceLevelDashboard.Analytics.Forecasting;

/// <summary>What the archive teaches about one queue and media type for one site day.</summary>
/// <param name="Key">Queue and media type.</param>
/// <param name="Usual">What is usual on this weekday, slot by slot (<see cref="Slots"/> finds the slot of an instant).</param>
/// <param name="Forecaster">Forecasts the day; null when no comparable day is known.</param>
/// <param name="HistoryDays">How many days the archive knows of the queue.</param>
public sealed record QueueModel(QueueMedia Key, UsualDay Usual, QueueForecaster? Forecaster, int HistoryDays)
{
    /// <summary>The day of the queue's site that it is for.</summary>
    public required Interval Day { get; init; }

    /// <summary>How that day is cut.</summary>
    public required DaySlots Slots { get; init; }

    /// <summary>The queue's own effective contacts per handle time (<see cref="EffectiveSample.PaceOf"/>); null while its history does not tell.</summary>
    public double? Pace { get; init; }

    /// <summary>What happened on the last days, all slots added up: handle time and patience are estimated from it.</summary>
    public SlotCounts Recent { get; init; }

    /// <summary>How many days <see cref="Recent"/> is the sum of, at most: four weeks.</summary>
    public const int RecentDays = 28;

    /// <summary>Learns it.</summary>
    /// <param name="key">Queue and media type.</param>
    /// <param name="curves">Its past days, oldest first.</param>
    /// <param name="date">The date that is to be judged; all days lie before it.</param>
    /// <param name="slots">How days are cut.</param>
    public static QueueModel Fit(QueueMedia key, IEnumerable<DayCurve> curves, DateOnly date, DaySlots slots)
    {
        ArgumentNullException.ThrowIfNull(slots);
        var history = new DayHistory(curves);
        var recent = Math.Max(1, (int)(QueueModels.Recent / slots.Granularity.Length));
        return new QueueModel(
            key, UsualDay.Fit(history, date, history.Count, recent), QueueForecaster.Fit(history, date, history.Count), history.Count)
        {
            Day = slots.Calendar.DayOf(date),
            Slots = slots,
            Pace = EffectiveSample.PaceOf(history, slots.Granularity.Length.TotalSeconds),
            Recent = history.Days.TakeLast(RecentDays)
                .SelectMany(static d => d.Slots)
                .Aggregate(default(SlotCounts), static (a, b) => a + b) with
            { Agents = null },
        };
    }
}
