using System.Collections.Frozen;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Statistics;

namespace ServiceLevelDashboard.Analytics.Forecasting;

/// <summary>The models of all queues for one site day. Immutable: made anew once a day, and whenever the archive has learnt of more days.</summary>
public sealed record QueueModels
{
    /// <summary>No model of anything: before the first fit, and without an archive.</summary>
    public static readonly QueueModels None = new();

    /// <summary>How long a time is judged for being unusual: half an hour.</summary>
    public static readonly TimeSpan Recent = TimeSpan.FromMinutes(30);

    /// <summary>The site day that the models are for.</summary>
    public Interval Day { get; init; }

    /// <summary>How the day is cut.</summary>
    public DaySlots? Slots { get; init; }

    /// <summary>When they were made; the default value means never.</summary>
    public DateTimeOffset FittedAt { get; init; }

    /// <summary>By queue and media type; a queue without a past is absent.</summary>
    public FrozenDictionary<QueueMedia, QueueModel> Queues { get; init; } = FrozenDictionary<QueueMedia, QueueModel>.Empty;

    /// <summary>The model of one queue and media type on a day; null when it has no past, and when the models are for another day.</summary>
    /// <param name="key">Queue and media type.</param>
    /// <param name="day">The site day that is looked at.</param>
    public QueueModel? Find(QueueMedia key, Interval day) => day == Day ? Queues.GetValueOrDefault(key) : null;

    /// <summary>What is usual in a queue at an instant of <see cref="Day"/>; null when that is not known.</summary>
    public UsualSlot? UsualAt(QueueMedia key, DateTimeOffset instant) =>
        Slots is { } slots && Day.Contains(instant) && Queues.GetValueOrDefault(key) is { Usual.Days: > 0 } model ? model.Usual.Slots[slots.At(instant)] : null;
}

/// <summary>The models in force.</summary>
public interface IQueueModels
{
    /// <summary>Always there; <see cref="QueueModels.None"/> before the first fit.</summary>
    QueueModels Current { get; }
}
