using System.Globalization;
using ServiceLevelDashboard.Analytics.Forecasting;
using ServiceLevelDashboard.Statistics.Causes;
using ServiceLevelDashboard.Web.Resources;

namespace ServiceLevelDashboard.Web.Why;

/// <summary>Says what was found in plain words. Shares come from a model, so they are whole points and "about".</summary>
internal static class WhyWords
{
    /// <summary>When and how far the level fell.</summary>
    /// <param name="today">The drop; one that was found has both levels.</param>
    /// <param name="target">The queue's target ratio, or null.</param>
    /// <param name="zone">The site's zone.</param>
    public static string Fell(DropToday today, decimal? target, TimeZoneInfo zone)
    {
        var (drop, when) = (today.Drop, Between(today, today.Drop.Stretch, zone));
        var (level, usual) = (drop.Level!.Value, drop.UsualLevel!.Value);
        return Format.Text(
            WhyText.Fell,
            char.ToUpper(when[0], CultureInfo.CurrentCulture) + when[1..],
            Format.Percent(level, target),
            Format.Percent(usual, target),
            Format.PointsInWords(PointsBelowUsual(drop, target)));
    }

    /// <summary>How far the level fell, in points as a reader would take one figure from the other; at least 1.</summary>
    /// <param name="drop">One that was found: it has both levels.</param>
    /// <param name="target">The queue's target ratio, or null.</param>
    public static decimal PointsBelowUsual(Drop drop, decimal? target) =>
        Math.Max(1, DisplayPercent.Of((decimal)drop.UsualLevel!.Value, target, 0) - DisplayPercent.Of((decimal)drop.Level!.Value, target, 0));

    /// <summary>One cause, and when it acted.</summary>
    public static string Cause(CauseShare share, DropToday today, TimeZoneInfo zone)
    {
        var when = Between(today, share.Slots, zone);
        return share.Cause switch
        {
            DropCause.Volume => Format.Text(WhyText.Volume, Whole(share.Actual), Format.Share((decimal)share.Change), when),
            DropCause.HandleTime => Format.Text(
                WhyText.HandleTime, Format.Duration(TimeSpan.FromSeconds(share.Actual)), Format.Duration(TimeSpan.FromSeconds(share.Usual)), when),
            DropCause.Agents => Format.Text(WhyText.Agents, Whole(share.Actual), Format.Share((decimal)-share.Change), when),
            DropCause.Abandons => Format.Text(WhyText.Abandons, Whole(share.Actual), Whole(share.Actual - share.Usual), when),
            _ => throw new ArgumentOutOfRangeException(nameof(share), share.Cause, "There is no such cause."),
        };
    }

    /// <summary>What it cost.</summary>
    public static string Cost(CauseShare share) =>
        Format.Text(WhyText.Points, Format.PointsInWords(WholePoints(share)));

    /// <summary>The same as a number: whole points, at least 1.</summary>
    public static string PointsOf(CauseShare share) => Format.Points(WholePoints(share));

    /// <summary>"from 08:00 to 08:45".</summary>
    public static string Between(DropToday today, (int First, int Last) slots, TimeZoneInfo zone) =>
        today.SpanOf(slots) is { } span ? Format.Text(WhyText.Between, Format.Time(span.Start, zone), Format.Time(span.End, zone)) : Format.NoValue;

    /// <summary>A mean in whole contacts, agents or abandons.</summary>
    public static string Whole(double count) => Format.Count((long)Math.Round(count, MidpointRounding.AwayFromZero));

    private static decimal WholePoints(CauseShare share) => (decimal)Math.Max(1, Math.Round(share.Points * 100, MidpointRounding.AwayFromZero));
}
