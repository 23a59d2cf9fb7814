using System.Collections.Immutable;

namespace ServiceLevelDashboard.Statistics;

/// <summary>
/// How well forecasts did. Kept as sums, so that the scores of several queues add up and errors are sums over sums: busy queues count for what they are.
/// Every figure made of them is null where nothing was forecast.
/// </summary>
public sealed record BacktestScore
{
    /// <summary>Nothing was forecast.</summary>
    public static readonly BacktestScore None = new();

    /// <summary>Forecasts that were scored.</summary>
    public int Cases { get; init; }

    /// <summary>Days of queues that they are of.</summary>
    public int Days { get; init; }

    /// <summary>Contacts that came, over all forecasts.</summary>
    public double Volume { get; init; }

    /// <summary>Absolute volume errors added up: ours.</summary>
    public double VolumeErrors { get; init; }

    /// <summary>The same of the static method.</summary>
    public double StaticVolumeErrors { get; init; }

    /// <summary>The same of the ratio method.</summary>
    public double RatioVolumeErrors { get; init; }

    /// <summary>Signed volume errors added up.</summary>
    public double SignedVolumeErrors { get; init; }

    /// <summary>Rests inside their 80 % band.</summary>
    public int VolumesInside { get; init; }

    /// <summary>Widths of these bands added up.</summary>
    public double VolumeWidths { get; init; }

    /// <summary>Forecasts of a closing level.</summary>
    public int Levels { get; init; }

    /// <summary>Absolute errors of the closing level added up, as ratios: ours.</summary>
    public double ClosingErrors { get; init; }

    /// <summary>The same of the static method.</summary>
    public double StaticClosingErrors { get; init; }

    /// <summary>The same when the level so far is taken to last.</summary>
    public double RatioClosingErrors { get; init; }

    /// <summary>Closing levels inside their 50 % band.</summary>
    public int ClosingsInside50 { get; init; }

    /// <summary>Closing levels inside their 80 % band.</summary>
    public int ClosingsInside80 { get; init; }

    /// <summary>Of the days of which we said that they would meet the target with some probability, how many did. Ten bins, or none.</summary>
    public ImmutableArray<CalibrationBin> Calibration { get; init; } = [];

    /// <summary>Sum of absolute volume errors over the sum of volumes: ours.</summary>
    public double? Wape => Per(VolumeErrors, Volume);

    /// <summary>The same of the static method.</summary>
    public double? StaticWape => Per(StaticVolumeErrors, Volume);

    /// <summary>The same of the ratio method.</summary>
    public double? RatioWape => Per(RatioVolumeErrors, Volume);

    /// <summary>Sum of signed volume errors over the sum of volumes: above 0 when too much was expected.</summary>
    public double? Bias => Per(SignedVolumeErrors, Volume);

    /// <summary>Share of rests inside the 80 % band; .8 is right.</summary>
    public double? VolumeCoverage => Per(VolumesInside, Cases);

    /// <summary>Mean width of that band over the mean volume.</summary>
    public double? VolumeWidth => Per(VolumeWidths, Volume);

    /// <summary>Mean absolute error of the closing level, as a ratio: ours.</summary>
    public double? ClosingError => Per(ClosingErrors, Levels);

    /// <summary>The same of the static method.</summary>
    public double? StaticClosingError => Per(StaticClosingErrors, Levels);

    /// <summary>The same when the level so far is taken to last.</summary>
    public double? RatioClosingError => Per(RatioClosingErrors, Levels);

    /// <summary>Share of closing levels inside the 50 % band; .5 is right.</summary>
    public double? ClosingCoverage50 => Per(ClosingsInside50, Levels);

    /// <summary>Share of closing levels inside the 80 % band; .8 is right.</summary>
    public double? ClosingCoverage80 => Per(ClosingsInside80, Levels);

    /// <summary>Scores the forecasts of one queue.</summary>
    public static BacktestScore Of(IReadOnlyCollection<BacktestCase> cases)
    {
        ArgumentNullException.ThrowIfNull(cases);
        var levels = cases.Where(c => c.Level is not null).Select(c => (c.Date, Level: c.Level!.Value)).ToArray(); // not null: asked just before
        return new BacktestScore
        {
            Cases = cases.Count,
            Days = cases.Select(c => c.Date).Distinct().Count(),
            Volume = cases.Sum(c => c.Rest),
            VolumeErrors = cases.Sum(c => Math.Abs(c.Expected - c.Rest)),
            StaticVolumeErrors = cases.Sum(c => Math.Abs(c.Static - c.Rest)),
            RatioVolumeErrors = cases.Sum(c => Math.Abs(c.Ratio - c.Rest)),
            SignedVolumeErrors = cases.Sum(c => c.Expected - c.Rest),
            VolumesInside = cases.Count(c => c.Rest >= c.Low && c.Rest <= c.High),
            VolumeWidths = cases.Sum(c => (double)c.High - c.Low),
            Levels = levels.Length,
            ClosingErrors = levels.Sum(l => Math.Abs(l.Level.Expected - l.Level.Closing)),
            StaticClosingErrors = levels.Sum(l => Math.Abs(l.Level.Static - l.Level.Closing)),
            RatioClosingErrors = levels.Sum(l => Math.Abs(l.Level.Ratio - l.Level.Closing)),
            ClosingsInside50 = levels.Count(l => l.Level.Closing >= l.Level.Low25 && l.Level.Closing <= l.Level.High25),
            ClosingsInside80 = levels.Count(l => l.Level.Closing >= l.Level.Low10 && l.Level.Closing <= l.Level.High10),
            // not null: asked just before
            Calibration = CalibrationBin.Of(
                levels.Where(l => l.Level.Probability is not null).Select(l => (l.Date, l.Level.Probability!.Value, l.Level.IsMet))),
        };
    }

    /// <summary>The forecasts of two queues together.</summary>
    public static BacktestScore operator +(BacktestScore a, BacktestScore b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        return new BacktestScore
        {
            Cases = a.Cases + b.Cases,
            Days = a.Days + b.Days,
            Volume = a.Volume + b.Volume,
            VolumeErrors = a.VolumeErrors + b.VolumeErrors,
            StaticVolumeErrors = a.StaticVolumeErrors + b.StaticVolumeErrors,
            RatioVolumeErrors = a.RatioVolumeErrors + b.RatioVolumeErrors,
            SignedVolumeErrors = a.SignedVolumeErrors + b.SignedVolumeErrors,
            VolumesInside = a.VolumesInside + b.VolumesInside,
            VolumeWidths = a.VolumeWidths + b.VolumeWidths,
            Levels = a.Levels + b.Levels,
            ClosingErrors = a.ClosingErrors + b.ClosingErrors,
            StaticClosingErrors = a.StaticClosingErrors + b.StaticClosingErrors,
            RatioClosingErrors = a.RatioClosingErrors + b.RatioClosingErrors,
            ClosingsInside50 = a.ClosingsInside50 + b.ClosingsInside50,
            ClosingsInside80 = a.ClosingsInside80 + b.ClosingsInside80,
            Calibration = CalibrationBin.Sum(a.Calibration, b.Calibration),
        };
    }

    /// <summary>Named form of the addition.</summary>
    public static BacktestScore Add(BacktestScore a, BacktestScore b) => a + b;

    private static double? Per(double part, double whole) => whole > 0 ? part / whole : null;
}
