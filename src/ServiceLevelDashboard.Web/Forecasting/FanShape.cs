using System.Collections.Immutable;
using System.Globalization;
using ServiceLevelDashboard.Analytics.Forecasting;

namespace ServiceLevelDashboard.Web.Forecasting;

/// <summary>A fan as the points of polygons on a field of 1000 by 100: left to right the time, bottom to top 0 to 100 %.</summary>
internal sealed class FanShape
{
    private readonly ImmutableArray<FanPoint> _points;
    private readonly DateTimeOffset _from;
    private readonly double _seconds;

    public FanShape(ImmutableArray<FanPoint> points)
    {
        _points = points;
        _from = points[0].At;
        _seconds = Math.Max(1, (points[^1].At - _from).TotalSeconds);
    }

    /// <summary>The level as it was.</summary>
    public string Known => Line(_points.Where(static p => p.IsKnown), static p => p.Median);

    /// <summary>The middle of what may come, from the last known point on.</summary>
    public string Median => Line(Coming, static p => p.Median);

    /// <summary>The band of half of the days.</summary>
    public string Band50 => Band(static p => p.Low50, static p => p.High50);

    /// <summary>The band of four days in five.</summary>
    public string Band80 => Band(static p => p.Low80, static p => p.High80);

    /// <summary>The height of a ratio.</summary>
    public static string Y(double ratio) => (100 - (100 * Math.Clamp(ratio, 0, 1))).ToString("0.##", CultureInfo.InvariantCulture);

    private IEnumerable<FanPoint> Coming => _points.Where(static p => p.IsKnown).TakeLast(1).Concat(_points.Where(static p => !p.IsKnown));

    private string Band(Func<FanPoint, double> low, Func<FanPoint, double> high) => $"{Line(Coming, high)} {Line(Coming.Reverse(), low)}";

    private string Line(IEnumerable<FanPoint> points, Func<FanPoint, double> value) =>
        string.Join(' ', points.Select(p => string.Create(CultureInfo.InvariantCulture, $"{1000 * (p.At - _from).TotalSeconds / _seconds:0.#},{Y(value(p))}")));
}
