using System.Collections.Immutable;
using System.Text;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Web.Resources;

namespace ServiceLevelDashboard.Web.Tiles;

/// <summary>
/// A day's levels as the paths of a small drawing. It starts with the first interval that has a level; an interval without one is a gap; the way
/// into an open interval is drawn apart, since its figure still grows. The scale is 0 to 100 % on every tile, so that tiles compare.
/// </summary>
/// <param name="Closed">Path of the line through closed intervals; empty without any.</param>
/// <param name="Open">Path into the open interval; empty when there is none or it has no level.</param>
/// <param name="UnderTarget">Path of the area between the line and the target where the line is under it.</param>
/// <param name="TargetY">Height of the target's line; null without a target or a level.</param>
internal sealed record SparklineShape(string Closed, string Open, string UnderTarget, string? TargetY)
{
    /// <summary>Width of the drawing's own scale.</summary>
    public const int Width = 300;

    /// <summary>Height of the drawing's own scale.</summary>
    public const int Height = 40;

    /// <summary>Nothing to draw.</summary>
    public static readonly SparklineShape Empty = new("", "", "", null);

    /// <summary>Draws a day.</summary>
    /// <param name="points">Its intervals, oldest first.</param>
    /// <param name="target">The target ratio, or null.</param>
    public static SparklineShape Of(ImmutableArray<TrendPoint> points, decimal? target)
    {
        var first = 0;
        while (first < points.Length && RatioOf(points[first]) is null)
            first++;
        if (first == points.Length)
            return Empty;
        var step = points.Length - first > 1 ? (decimal)Width / (points.Length - first - 1) : 0;
        var places = points.Skip(first).Select((p, i) => RatioOf(p) is { } ratio ? new Place(i * step, YOf(ratio), p.IsOpen) : null).ToArray();
        var targetY = target is { } t ? YOf(t) : (decimal?)null;
        return new SparklineShape(
            LineOf(places, isOpen: false),
            LineOf(places, isOpen: true),
            targetY is { } y ? AreaOf(places, y) : "",
            targetY is { } height ? Format.Coordinate(height) : null);
    }

    private static decimal? RatioOf(TrendPoint point) => point.Level.Lower.Ratio;

    /// <summary>A stroke's width is kept free above and below. Only the drawing is clamped: counts bucketed by event can give more than 100 %.</summary>
    private static decimal YOf(decimal ratio) => 1 + ((1 - Math.Clamp(ratio, 0, 1)) * (Height - 2));

    private static string LineOf(Place?[] places, bool isOpen)
    {
        var path = new StringBuilder();
        for (var i = 0; i < places.Length; i++)
        {
            if (places[i] is not { } here || here.IsOpen != isOpen)
                continue;
            var before = i > 0 ? places[i - 1] : null;
            if (isOpen && before is not null)
                path.Append('M').Append(before).Append('L').Append(here);
            else if (before is not null)
                path.Append('L').Append(here);
            else
                path.Append('M').Append(here).Append("h.1"); // a level between two gaps is a dot
        }

        return path.ToString();
    }

    private static string AreaOf(Place?[] places, decimal targetY)
    {
        var path = new StringBuilder();
        for (var i = 1; i < places.Length; i++)
        {
            if (places[i - 1] is not { } a || places[i] is not { } b || (a.Y <= targetY && b.Y <= targetY))
                continue;
            var start = a.Y < targetY ? Crossing(a, b, targetY) : a;
            var end = b.Y < targetY ? Crossing(a, b, targetY) : b;
            path.Append('M').Append(start with { Y = targetY }).Append('L').Append(start)
                .Append('L').Append(end).Append('L').Append(end with { Y = targetY }).Append('z');
        }

        return path.ToString();
    }

    private static Place Crossing(Place a, Place b, decimal y) => new(a.X + ((b.X - a.X) * (y - a.Y) / (b.Y - a.Y)), y, b.IsOpen);

    private sealed record Place(decimal X, decimal Y, bool IsOpen)
    {
        public override string ToString() => $"{Format.Coordinate(X)} {Format.Coordinate(Y)}";
    }
}
