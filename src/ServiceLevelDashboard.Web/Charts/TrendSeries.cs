using System.Collections.Immutable;
using System.Globalization;

namespace ServiceLevelDashboard.Web.Charts;

/// <summary>
/// What one chart shows: a line with an optional target, and volumes as bars below it. Everything that is text is already
/// formatted in the site's zone and the reader's language. A new object means a new picture; the same object, none.
/// </summary>
public sealed record TrendSeries
{
    /// <summary>The points, oldest first, evenly spaced.</summary>
    public required ImmutableArray<TrendSeriesPoint> Points { get; init; }

    /// <summary>How the values are read.</summary>
    public required TrendAxis Axis { get; init; }

    /// <summary>Upper end of the axis in the unit of the values: five even steps end on it.</summary>
    public required double Max { get; init; }

    /// <summary>The target in the unit of the values, or null when there is none: then nothing is dashed or tinted.</summary>
    public double? Target { get; init; }

    /// <summary>The label at the target's end, for instance "target 80"; empty without a target.</summary>
    public string TargetLabel { get; init; } = "";

    /// <summary>The same where room is short, for instance "80".</summary>
    public string TargetShort { get; init; } = "";

    /// <summary>Whether a value under the target is a miss (a level) or one over it (a wait).</summary>
    public required bool MissesBelow { get; init; }

    /// <summary>The chart in one sentence, for those who do not see it.</summary>
    public required string Summary { get; init; }
}

/// <summary>How an axis is labelled.</summary>
public enum TrendAxis
{
    /// <summary>Ratios, labelled as whole percent.</summary>
    Percent,

    /// <summary>Seconds, labelled as minutes and seconds.</summary>
    Duration,

    /// <summary>Counts, labelled as whole numbers.</summary>
    Count,
}

/// <summary>One interval of a chart.</summary>
/// <param name="Span">The time that it is of.</param>
/// <param name="Label">Start and end in the site's zone, for instance "08:30 – 08:45".</param>
/// <param name="Hour">The label on the axis when the interval starts an hour, else null.</param>
/// <param name="Value">A ratio or seconds; null is a gap.</param>
/// <param name="ValueText">The value with its counts, for instance "80 % · 32 of 40", or an en dash.</param>
/// <param name="Volume">The height of the bar.</param>
/// <param name="VolumeText">The bar in words.</param>
/// <param name="IsOpen">Whether the interval still grows; only the last point may.</param>
/// <param name="Tip">The lines of the tooltip below the label, separated by line feeds.</param>
public sealed record TrendSeriesPoint(
    Interval Span,
    string Label,
    string? Hour,
    double? Value,
    string ValueText,
    int Volume,
    string VolumeText,
    bool IsOpen,
    string Tip)
{
    /// <summary>Tells the points of a series apart, and finds the same time in the other charts of a page: the start in UTC.</summary>
    public string Id => Span.Start.ToString("yyyyMMdd'T'HHmm", CultureInfo.InvariantCulture);

    /// <summary>What is usual at this time, drawn as an outline; null when nobody can tell.</summary>
    public TrendBand? Usual { get; init; }
}

/// <summary>The values between which a point usually lies.</summary>
/// <param name="Lower">The lower end, in the unit of the values.</param>
/// <param name="Upper">The upper end, in the same unit; not under the lower one.</param>
/// <param name="Text">The band in words, for the table: "72 to 85 %".</param>
public readonly record struct TrendBand(double Lower, double Upper, string Text);

/// <summary>Something that happened and may explain a curve: an outage, a campaign. Shown on every trend.</summary>
/// <param name="Start">When it began, UTC.</param>
/// <param name="End">When it was over, UTC; the same as the start for a moment.</param>
/// <param name="Text">What it was, in a few words.</param>
public sealed record TrendNote(DateTimeOffset Start, DateTimeOffset End, string Text)
{
    /// <summary>Whether it touches a time; a moment touches the time that holds it.</summary>
    public bool Touches(Interval span) => Start < span.End && (End > span.Start || (Start == End && Start >= span.Start));
}
