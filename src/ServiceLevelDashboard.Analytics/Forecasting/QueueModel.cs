using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Statistics;

namespace ServiceLevelDashboard.Analytics.Forecasting;

/// <summary>What the archive teaches about one queue and media type for one site day.</summary>
/// <param name="Key">Queue and media type.</param>
/// <param name="Usual">What is usual on this weekday, slot by slot (<see cref="QueueModels.Slots"/> finds the slot of an instant).</param>
/// <param name="Forecaster">Forecasts the day; null when no comparable day is known.</param>
/// <param name="HistoryDays">How many days the archive knows of the queue.</param>
public sealed record QueueModel(QueueMedia Key, UsualDay Usual, QueueForecaster? Forecaster, int HistoryDays)
{
    /// <summary>The queue's own effective contacts per handle time (<see cref="EffectiveSample.PaceOf"/>); null while its history does not tell.</summary>
    public double? Pace { get; init; }
}
