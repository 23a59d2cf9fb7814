using ServiceLevelDashboard.Delivery.Figures;

namespace ServiceLevelDashboard.Web.Resources;

/// <summary>How the queue page words what <see cref="Format"/> does not: here every percentage stands beside its counts.</summary>
internal static class QueueFormat
{
    /// <summary>"80 % · 32 of 40"; bounds as "78 – 82 % · 31 – 33 of 40"; an en dash when nothing was decided.</summary>
    public static string LevelWithCounts(ServiceLevelBounds level, decimal? target) =>
        IsNone(level) ? Format.NoValue : Format.Text(QueueText.LevelWithCounts, Format.Percent(level, target), Counts(level));

    /// <summary>The counts behind a level: "32 of 40"; an en dash when nothing was decided.</summary>
    public static string Counts(ServiceLevelBounds level) => IsNone(level)
        ? Format.NoValue
        : Format.Text(FigureText.CountOfCount, Either(level.Lower.Numerator, level.Upper.Numerator), Either(level.Lower.Denominator, level.Upper.Denominator));

    /// <summary>One count, or the least and the most that it can be.</summary>
    public static string Either(long least, long most) =>
        least == most ? Format.Count(least) : Format.Text(FigureText.Range, Format.Count(least), Format.Count(most));

    /// <summary>How many points a level moved: "▲ 3 points"; empty when too few contacts count to mean anything.</summary>
    public static string Change(ServiceLevelBounds before, ServiceLevelBounds now, decimal? target) => Change(before, target, now, target);

    /// <summary>The same where the target was another one before.</summary>
    public static string Change(ServiceLevelBounds before, decimal? targetBefore, ServiceLevelBounds now, decimal? target) =>
        Format.Change(before, targetBefore, now, target) switch
        {
            null => "",
            0 => QueueText.PointsSame,
            > 0 and var up => Format.Text(QueueText.PointsUp, Format.PointsInWords(up)),
            { } down => Format.Text(QueueText.PointsDown, Format.PointsInWords(down)),
        };

    /// <summary>A count against what is usual by this time: "26 % above usual", "as usual".</summary>
    /// <param name="count">The count.</param>
    /// <param name="usual">What is usual; above zero.</param>
    public static string AgainstUsual(long count, double usual)
    {
        var change = (decimal)(count / usual) - 1;
        var shown = Format.Share(Math.Abs(change));
        return shown == Format.Share(0) ? QueueText.AsUsual : Format.Text(change > 0 ? QueueText.AboveUsual : QueueText.BelowUsual, shown);
    }

    /// <summary>"08:30 – 08:45" on the site's clocks.</summary>
    public static string Span(Interval interval, TimeZoneInfo zone) =>
        Format.Text(QueueText.Between, Format.Time(interval.Start, zone), Format.Time(interval.End, zone));

    private static bool IsNone(ServiceLevelBounds level) => level.Lower == ServiceLevel.None && level.Upper == ServiceLevel.None;
}
