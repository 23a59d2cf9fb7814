using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using System.Text;
using ServiceLevelDashboard.Analytics;

namespace ServiceLevelDashboard.Web.Tiles;

/// <summary>
/// A day's levels as the paths of a small drawing. It starts with the first interval that has a level; an interval without one is a gap; the way
/// into an open interval is drawn apart, since its figure still grows. The scale is 0 to 100 % on every tile, so that tiles compare. A step is one
/// interval and coordinates are whole and relative, since the paths are most of what a changed tile sends.
/// </summary>
/// <param name="Width">Width of the drawing's own scale: the steps from the first interval to the last, at least 1.</param>
/// <param name="Closed">Path of the line through closed intervals; empty without any.</param>
/// <param name="Open">Path into the open interval; empty when there is none or it has no level.</param>
/// <param name="UnderTarget">Path of the area between the line through closed intervals and the target, where the line is under it.</param>
/// <param name="OpenUnderTarget">The same area beside the way into the open interval.</param>
/// <param name="TargetY">Height of the target's line; null without a target or a level.</param>
internal sealed record SparklineShape(int Width, string Closed, string Open, string UnderTarget, string OpenUnderTarget, int? TargetY)
{
    /// <summary>Height of the drawing's own scale; a stroke's width is kept free above and below.</summary>
    public const int Height = 80;

    /// <summary>Nothing to draw.</summary>
    public static readonly SparklineShape Empty = new(1, "", "", "", "", null);

    /// <summary>The box of the drawing's own scale, as SVG has it.</summary>
    public string ViewBox { get; } = string.Create(CultureInfo.InvariantCulture, $"0 0 {Width} {Height}");

    /// <summary>What stays for a quarter hour, as SVG: most of the drawing, which a changed tile does not send again.</summary>
    public string Still { get; } = TargetY is { } y
        ? string.Create(CultureInfo.InvariantCulture, $"{Area(UnderTarget)}<path d=\"M0 {y} H{Width}\" class=\"target\"></path>{Line(Closed, "line")}")
        : Line(Closed, "line");

    /// <summary>What grows with the open interval, as SVG.</summary>
    public string Growing { get; } = Area(OpenUnderTarget) + (Open.Length == 0 ? "" : Line(Open, "line open"));

    private const int Margin = 2;

    /// <summary>The last drawing of each day that somebody looks at: all viewers see the same objects.</summary>
    private static readonly ConditionalWeakTable<TrendPoint[], Drawn> Known = [];

    /// <summary>Draws a day.</summary>
    /// <param name="points">Its intervals, oldest first.</param>
    /// <param name="target">The target ratio, or null.</param>
    public static SparklineShape Of(ImmutableArray<TrendPoint> points, decimal? target)
    {
        if (ImmutableCollectionsMarshal.AsArray(points) is not { Length: > 0 } day)
        {
            return Empty;
        }
        if (Known.TryGetValue(day, out var drawn) && drawn.Target == target)
        {
            return drawn.Shape;
        }
        var shape = Draw(day, target);
        Known.AddOrUpdate(day, new Drawn(target, shape));
        return shape;
    }

    private static SparklineShape Draw(TrendPoint[] points, decimal? target)
    {
        var first = Array.FindIndex(points, static p => RatioOf(p) is not null);
        if (first < 0)
        {
            return Empty;
        }
        var places = points.Skip(first).Select(static (p, i) => RatioOf(p) is { } ratio ? new Place(i, YOf(ratio), p.IsOpen) : null).ToArray();
        var targetY = target is { } t ? YOf(t) : (int?)null;
        var closed = places.Select(static p => p is { IsOpen: false } ? p : null).ToArray();
        var open = places.Select((p, i) => p is { IsOpen: true } || (i + 1 < places.Length && places[i + 1] is { IsOpen: true }) ? p : null).ToArray();
        string Under(Place?[] line) => targetY is { } y ? AreaOf(line, y) : "";
        return new SparklineShape(
            Math.Max(1, places.Length - 1), LineOf(places, isOpen: false), LineOf(places, isOpen: true), Under(closed), Under(open), targetY);
    }

    private static string Line(string path, string css) => $"<path d=\"{path}\" class=\"{css}\"></path>";

    private static string Area(string path) => path.Length == 0 ? "" : $"<path d=\"{path}\" fill=\"var(--under-target-area)\"></path>";

    private static decimal? RatioOf(TrendPoint point) => point.Level.Lower.Ratio;

    /// <summary>Only the drawing is clamped: counts bucketed by event can give more than 100 %.</summary>
    private static int YOf(decimal ratio) => Margin + (int)Math.Round((1 - Math.Clamp(ratio, 0, 1)) * (Height - (2 * Margin)));

    private static string LineOf(Place?[] places, bool isOpen)
    {
        var path = new StringBuilder();
        Place? pen = null;
        for (var i = 0; i < places.Length; i++)
        {
            if (places[i] is not { } here || here.IsOpen != isOpen)
            {
                continue;
            }
            if (i > 0 && places[i - 1] is { } before)
            {
                if (pen != before)
                {
                    Move(path, before);
                }
                Step(path, before, here);
            }
            else
            {
                Move(path, here);
                path.Append("h.1"); // a level between two gaps is a dot
                pen = null;
                continue;
            }

            pen = here;
        }

        return path.ToString();
    }

    /// <summary>One outline for each time that the line is under the target: along the line, and back along the target.</summary>
    private static string AreaOf(Place?[] places, int y)
    {
        var path = new StringBuilder();
        var isUnder = false;
        for (var i = 1; i < places.Length; i++)
        {
            if (places[i - 1] is not { } a || places[i] is not { } b || (a.Y <= y && b.Y <= y))
            {
                if (isUnder)
                {
                    path.Append(CultureInfo.InvariantCulture, $"L{i - 1} {y}z");
                }
                isUnder = false;
                continue;
            }

            if (a.Y < y)
            {
                path.Append(CultureInfo.InvariantCulture, $"M{CrossingX(a, b, y)} {y}L{b.X} {b.Y}");
            }
            else if (!isUnder)
            {
                path.Append(CultureInfo.InvariantCulture, $"M{a.X} {y}V{a.Y}");
            }
            if (b.Y < y)
            {
                path.Append(CultureInfo.InvariantCulture, $"L{CrossingX(a, b, y)} {y}z");
            }
            else if (a.Y >= y)
            {
                Step(path, a, b);
            }
            isUnder = b.Y >= y;
        }

        return isUnder ? path.Append(CultureInfo.InvariantCulture, $"L{places.Length - 1} {y}z").ToString() : path.ToString();
    }

    private static void Move(StringBuilder path, Place to) => path.Append(CultureInfo.InvariantCulture, $"M{to.X} {to.Y}");

    private static void Step(StringBuilder path, Place from, Place to)
    {
        var down = to.Y - from.Y;
        if (down == 0)
        {
            path.Append(CultureInfo.InvariantCulture, $"h{to.X - from.X}");
        }
        else
        {
            path.Append(CultureInfo.InvariantCulture, $"l{to.X - from.X}{(down > 0 ? " " : "")}{down}");
        }
    }

    private static string CrossingX(Place a, Place b, int y) =>
        (a.X + ((decimal)(b.X - a.X) * (y - a.Y) / (b.Y - a.Y))).ToString("0.##", CultureInfo.InvariantCulture);

    private sealed record Place(int X, int Y, bool IsOpen);

    private sealed record Drawn(decimal? Target, SparklineShape Shape);
}
