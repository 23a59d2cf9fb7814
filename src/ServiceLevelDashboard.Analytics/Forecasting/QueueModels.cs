using System.Collections.Frozen;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Statistics;

namespace ServiceLevelDashboard.Analytics.Forecasting;

/// <summary>The models of all queues, each for a day of its site. Immutable: made anew once a day, and whenever the archive has learnt of more days.</summary>
public sealed record QueueModels
{
    /// <summary>No model of anything: before the first fit, and without an archive.</summary>
    public static readonly QueueModels None = new();

    /// <summary>How long a time is judged for being unusual: half an hour.</summary>
    public static readonly TimeSpan Recent = TimeSpan.FromMinutes(30);

    /// <summary>When they were made; the default value means never.</summary>
    public DateTimeOffset FittedAt { get; init; }

    /// <summary>By queue and media type; a queue without a past is absent.</summary>
    public FrozenDictionary<QueueMedia, QueueModel> Queues { get; init; } = FrozenDictionary<QueueMedia, QueueModel>.Empty;

    /// <summary>The model of one queue and media type on a day; null when it has no past, and when its model is for another day.</summary>
    /// <param name="key">Queue and media type.</param>
    /// <param name="day">The site day that is looked at.</param>
    public QueueModel? Find(QueueMedia key, Interval day) => Queues.GetValueOrDefault(key) is { } model && model.Day == day ? model : null;

    /// <summary>What is usual in a queue at an instant of its model's day; null when that is not known.</summary>
    public UsualSlot? UsualAt(QueueMedia key, DateTimeOffset instant) =>
        Queues.GetValueOrDefault(key) is { Usual.Days: > 0 } model && model.Day.Contains(instant) ? model.Usual.Slots[model.Slots.At(instant)] : null;
}

/// <summary>The models in force.</summary>
public interface IQueueModels
{
    /// <summary>Always there; <see cref="QueueModels.None"/> before the first fit.</summary>
    QueueModels Current { get; }
}
