using System.Collections.Immutable;
using System.Globalization;
using ServiceLevelDashboard.Analytics.Forecasting;

namespace ServiceLevelDashboard.Web.Forecasting;

/// <summary>
/// A fan as the points of polygons on a field of 1000 by 100: left to right the time, bottom to top the levels from <see cref="Bottom"/> to <see cref="Top"/>.
/// </summary>
internal sealed class FanShape
{
    private readonly ImmutableArray<FanPoint> _points;
    private readonly DateTimeOffset _from;
    private readonly double _seconds;

    /// <param name="points">The fan; not empty.</param>
    /// <param name="target">The ratio to reach, which is on the field too; null for none.</param>
    public FanShape(ImmutableArray<FanPoint> points, decimal? target)
    {
        _points = points;
        var (low, high) = (points.Min(static p => p.Low80), points.Max(static p => p.High80));
        if (target is { } ratio)
        {
            (low, high) = (Math.Min(low, (double)ratio), Math.Max(high, (double)ratio));
        }
        // Whole tens, and some room: a fan of five points would be a line on a field of a hundred.
        Bottom = (int)Math.Max(0, (Math.Floor(low * 10) * 10) - 10);
        Top = (int)Math.Min(100, (Math.Ceiling(high * 10) * 10) + 10);
        _from = points[0].At;
        _seconds = Math.Max(1, (points[^1].At - _from).TotalSeconds);
    }

    /// <summary>The level at the lower edge, in per cent.</summary>
    public int Bottom { get; }

    /// <summary>The level at the upper edge, in per cent.</summary>
    public int Top { get; }

    /// <summary>The level as it was.</summary>
    public string Known => Line(_points.Where(static p => p.IsKnown), static p => p.Median);

    /// <summary>The middle of what may come, from the last known point on.</summary>
    public string Median => Line(Coming, static p => p.Median);

    /// <summary>The band of half of the days.</summary>
    public string Band50 => Band(static p => p.Low50, static p => p.High50);

    /// <summary>The band of four days in five.</summary>
    public string Band80 => Band(static p => p.Low80, static p => p.High80);

    /// <summary>The height of a ratio.</summary>
    public string Y(double ratio) => (100 * (Top - Math.Clamp(100 * ratio, Bottom, Top)) / (Top - Bottom)).ToString("0.##", CultureInfo.InvariantCulture);

    private IEnumerable<FanPoint> Coming => _points.Where(static p => p.IsKnown).TakeLast(1).Concat(_points.Where(static p => !p.IsKnown));

    private string Band(Func<FanPoint, double> low, Func<FanPoint, double> high) => $"{Line(Coming, high)} {Line(Coming.Reverse(), low)}";

    private string Line(IEnumerable<FanPoint> points, Func<FanPoint, double> value) =>
        string.Join(' ', points.Select(p => string.Create(CultureInfo.InvariantCulture, $"{1000 * (p.At - _from).TotalSeconds / _seconds:0.#},{Y(value(p))}")));
}
