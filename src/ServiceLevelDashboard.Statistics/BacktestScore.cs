using System.Collections.Immutable;

namespace ServiceLevelDashboard.Statistics;

/// <summary>How well forecasts did. Errors are sums over sums, so that busy queues count for what they are. Null where nothing was forecast.</summary>
public sealed record BacktestScore
{
    /// <summary>Forecasts that were scored.</summary>
    public required int Cases { get; init; }

    /// <summary>Sum of absolute volume errors over the sum of volumes: ours.</summary>
    public required double? Wape { get; init; }

    /// <summary>The same of the static method.</summary>
    public required double? StaticWape { get; init; }

    /// <summary>The same of the ratio method.</summary>
    public required double? RatioWape { get; init; }

    /// <summary>Sum of signed volume errors over the sum of volumes: above 0 when too much was expected.</summary>
    public required double? Bias { get; init; }

    /// <summary>Share of rests inside the 80 % band; .8 is right.</summary>
    public required double? VolumeCoverage { get; init; }

    /// <summary>Mean width of that band over the mean volume.</summary>
    public required double? VolumeWidth { get; init; }

    /// <summary>Mean absolute error of the closing level, as a ratio: ours.</summary>
    public required double? ClosingError { get; init; }

    /// <summary>The same of the static method.</summary>
    public required double? StaticClosingError { get; init; }

    /// <summary>The same when the level so far is taken to last.</summary>
    public required double? RatioClosingError { get; init; }

    /// <summary>Share of closing levels inside the 50 % band; .5 is right.</summary>
    public required double? ClosingCoverage50 { get; init; }

    /// <summary>Share of closing levels inside the 80 % band; .8 is right.</summary>
    public required double? ClosingCoverage80 { get; init; }

    /// <summary>Of the days of which we said that they would meet the target with some probability, how many did.</summary>
    public required ImmutableArray<CalibrationBin> Calibration { get; init; }

    /// <summary>Scores forecasts.</summary>
    public static BacktestScore Of(IReadOnlyCollection<BacktestCase> cases)
    {
        ArgumentNullException.ThrowIfNull(cases);
        var volume = cases.Sum(c => c.Rest);
        var levels = cases.Select(c => c.Level).OfType<BacktestLevel>().ToArray();
        return new BacktestScore
        {
            Cases = cases.Count,
            Wape = Per(cases.Sum(c => Math.Abs(c.Expected - c.Rest)), volume),
            StaticWape = Per(cases.Sum(c => Math.Abs(c.Static - c.Rest)), volume),
            RatioWape = Per(cases.Sum(c => Math.Abs(c.Ratio - c.Rest)), volume),
            Bias = Per(cases.Sum(c => c.Expected - c.Rest), volume),
            VolumeCoverage = Per(cases.Count(c => c.Rest >= c.Low && c.Rest <= c.High), cases.Count),
            VolumeWidth = Per(cases.Sum(c => (double)c.High - c.Low), volume),
            ClosingError = Per(levels.Sum(l => Math.Abs(l.Expected - l.Closing)), levels.Length),
            StaticClosingError = Per(levels.Sum(l => Math.Abs(l.Static - l.Closing)), levels.Length),
            RatioClosingError = Per(levels.Sum(l => Math.Abs(l.Ratio - l.Closing)), levels.Length),
            ClosingCoverage50 = Per(levels.Count(l => l.Closing >= l.Low25 && l.Closing <= l.High25), levels.Length),
            ClosingCoverage80 = Per(levels.Count(l => l.Closing >= l.Low10 && l.Closing <= l.High10), levels.Length),
            Calibration = CalibrationBin.Of(levels.Where(l => l.Probability is not null).Select(l => (l.Probability!.Value, l.IsMet))), // not null: asked just before
        };
    }

    private static double? Per(double part, double whole) => whole > 0 ? part / whole : null;
}
