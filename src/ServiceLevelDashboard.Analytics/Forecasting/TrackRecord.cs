using System.Collections.Frozen;
using System.Collections.Immutable;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Statistics;

namespace ServiceLevelDashboard.Analytics.Forecasting;

/// <summary>
/// How good the forecasts of every queue are: its own past, every day forecast from the days before it alone, at the same moments of the day, under today's
/// definition and targets. Immutable; made anew once a day.
/// </summary>
public sealed record TrackRecord
{
    /// <summary>Days that are only learnt from before the first one is forecast.</summary>
    public const int LearntFrom = 28;

    /// <summary>How far back is looked, in days.</summary>
    public const int FurthestDays = 120;

    /// <summary>The times of the site's day at which every day is forecast.</summary>
    public static readonly ImmutableArray<TimeOnly> Moments = [new(10, 0), new(12, 0), new(14, 0), new(17, 0)];

    /// <summary>The first date that was not looked at: the day on which it was made.</summary>
    public required DateOnly Day { get; init; }

    /// <summary>The oldest date that was looked at.</summary>
    public required DateOnly First { get; init; }

    /// <summary>When it was made, UTC.</summary>
    public required DateTimeOffset MadeAt { get; init; }

    /// <summary>What it was made from: while that is the same, there is nothing to learn.</summary>
    public required string Basis { get; init; }

    /// <summary>By queue and media type; a queue without a past is absent.</summary>
    public required FrozenDictionary<QueueMedia, QueueTrack> Queues { get; init; }
}

/// <summary>How good one queue's forecasts are.</summary>
/// <param name="HistoryDays">Whole days that the archive knows of it.</param>
/// <param name="Score">The score; <see cref="BacktestScore.None"/> while the days are too few to forecast any.</param>
public sealed record QueueTrack(int HistoryDays, BacktestScore Score)
{
    /// <summary>Days that are missing until the first forecast can be held against what came; 0 when there are enough.</summary>
    public int DaysMissing => Math.Max(0, TrackRecord.LearntFrom + 1 - HistoryDays);
}

/// <summary>What is known of the forecasts' quality at this moment.</summary>
/// <param name="Record">The record in force; null before the first.</param>
/// <param name="KnownDays">Whole days in the archive; null before the first look.</param>
/// <param name="Running">How far the making of a new one is; null when none is made.</param>
public sealed record TrackRecordState(TrackRecord? Record, int? KnownDays, TrackProgress? Running)
{
    /// <summary>Nothing is known yet.</summary>
    public static readonly TrackRecordState Unknown = new(null, null, null);
}

/// <summary>How far the making of a record is.</summary>
/// <param name="Done">Queues that are done.</param>
/// <param name="All">Queues in all.</param>
public sealed record TrackProgress(int Done, int All);

/// <summary>The quality of the forecasts.</summary>
public interface ITrackRecord
{
    /// <summary>Always there; <see cref="TrackRecordState.Unknown"/> at first.</summary>
    TrackRecordState Current { get; }
}

/// <summary>Holds the state in force: one volatile write.</summary>
internal sealed class TrackRecordStore : ITrackRecord
{
    private volatile TrackRecordState _current = TrackRecordState.Unknown;

    /// <inheritdoc/>
    public TrackRecordState Current => _current;

    /// <summary>Puts a state in force.</summary>
    public void Publish(TrackRecordState state) => _current = state;
}
