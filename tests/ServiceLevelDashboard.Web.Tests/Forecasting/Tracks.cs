using System.Collections.Frozen;
using ServiceLevelDashboard.Analytics.Forecasting;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Statistics;
using ServiceLevelDashboard.Web.Tests.Queue;

namespace ServiceLevelDashboard.Web.Tests.Forecasting;

/// <summary>Hand-made track records.</summary>
internal static class Tracks
{
    /// <summary>Of 34 days at 70 to 80 % 25 met, of 20 at 90 to 100 % 10, of 4 at 20 to 30 % none.</summary>
    public static readonly QueueTrack Steady = new(60, new BacktestScore
    {
        Cases = 128,
        Days = 32,
        Volume = 1000,
        VolumeErrors = 60,
        StaticVolumeErrors = 100,
        RatioVolumeErrors = 80,
        SignedVolumeErrors = -20,
        VolumesInside = 100,
        VolumeWidths = 300,
        Levels = 120,
        ClosingErrors = 3.6,
        StaticClosingErrors = 6,
        RatioClosingErrors = 4.8,
        ClosingsInside50 = 58,
        ClosingsInside80 = 94,
        Calibration =
        [
            .. Enumerable.Range(0, 10).Select(i => i switch
            {
                2 => new CalibrationBin(0.2, 4, 0, 1),
                7 => new CalibrationBin(0.7, 34, 25, 25.5),
                9 => new CalibrationBin(0.9, 20, 10, 19),
                _ => new CalibrationBin(i / 10.0, 0, 0, 0),
            }),
        ],
    });

    /// <summary>Of a queue with twenty days.</summary>
    public static readonly QueueTrack Young = new(20, BacktestScore.None);

    /// <summary>A record of these queues, made this morning.</summary>
    public static TrackRecordState State(params (QueueMedia Key, QueueTrack Track)[] queues) => new(
        new TrackRecord
        {
            Day = new DateOnly(2026, 9, 1),
            First = new DateOnly(2026, 7, 3),
            MadeAt = QueueSamples.Eight,
            Basis = "",
            Queues = queues.ToFrozenDictionary(q => q.Key, q => q.Track),
        },
        60,
        null);
}
