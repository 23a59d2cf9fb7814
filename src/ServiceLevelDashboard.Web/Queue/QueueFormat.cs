using System.Globalization;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Web.Resources;

namespace ServiceLevelDashboard.Web.Queue;

/// <summary>How the queue page words what <see cref="Format"/> does not: here every percentage stands beside its counts.</summary>
internal static class QueueFormat
{
    /// <summary>"80 % · 32 of 40"; bounds as "78 – 82 % · 31 – 33 of 40"; an en dash when nothing was decided.</summary>
    public static string LevelWithCounts(ServiceLevelBounds level, decimal? target) =>
        IsNone(level) ? Format.NoValue : Format.Text(QueueText.LevelWithCounts, Percent(level, target), Counts(level));

    /// <summary>The level in per cent however few contacts count, since the counts stand beside it; an en dash for none.</summary>
    public static string Percent(ServiceLevelBounds level, decimal? target)
    {
        var lower = Percent(level.Lower, target);
        var upper = Percent(level.Upper, target);
        return lower == upper ? lower : Format.Text(Text.Range, lower, upper);
    }

    /// <summary>A percentage to two digits, as the report prints it: "61.13 %"; an en dash for none.</summary>
    public static string Percent2(ServiceLevelBounds level)
    {
        var lower = Percent2(level.Lower.Ratio);
        var upper = Percent2(level.Upper.Ratio);
        return lower == upper ? lower : Format.Text(Text.Range, lower, upper);
    }

    /// <summary>The counts behind a level: "32 of 40"; an en dash when nothing was decided.</summary>
    public static string Counts(ServiceLevelBounds level) => IsNone(level)
        ? Format.NoValue
        : Format.Text(Text.CountOfCount, Either(level.Lower.Numerator, level.Upper.Numerator), Either(level.Lower.Denominator, level.Upper.Denominator));

    /// <summary>One count, or the least and the most that it can be.</summary>
    public static string Either(long least, long most) =>
        least == most ? Format.Count(least) : Format.Text(Text.Range, Format.Count(least), Format.Count(most));

    /// <summary>How many points a level moved: "▲ 3 points"; empty when too few contacts count to mean anything.</summary>
    public static string Change(ServiceLevelBounds before, ServiceLevelBounds now) => Format.Change(before, now) switch
    {
        null => "",
        0 => QueueText.PointsSame,
        1 => QueueText.PointUp,
        -1 => QueueText.PointDown,
        > 0 and var up => Format.Text(QueueText.PointsUp, up),
        var down => Format.Text(QueueText.PointsDown, -down),
    };

    /// <summary>"08:30 – 08:45" on the site's clocks.</summary>
    public static string Span(Interval interval, TimeZoneInfo zone) =>
        Format.Text(QueueText.Between, Format.Time(interval.Start, zone), Format.Time(interval.End, zone));

    private static bool IsNone(ServiceLevelBounds level) => level.Lower == ServiceLevel.None && level.Upper == ServiceLevel.None;

    private static string Percent(ServiceLevel level, decimal? target) => Format.Points(level, target) is { } points
        ? Format.Text(Text.Percent, points.ToString("0", CultureInfo.CurrentCulture))
        : Format.NoValue;

    private static string Percent2(decimal? ratio) => ratio is { } known
        ? Format.Text(Text.Percent, Math.Round(known * 100, 2, MidpointRounding.AwayFromZero).ToString("N2", CultureInfo.CurrentCulture))
        : Format.NoValue;
}
