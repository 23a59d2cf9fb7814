using System.Globalization;
using ServiceLevelDashboard.Analytics.Causes;
using ServiceLevelDashboard.Statistics.Causes;
using ServiceLevelDashboard.Web.Resources;

namespace ServiceLevelDashboard.Web.Why;

/// <summary>Says what was found in plain words. Shares come from a model, so they are whole points and "about".</summary>
internal static class WhyWords
{
    /// <summary>When and how far the level fell.</summary>
    public static string Fell(DropToday today, TimeZoneInfo zone)
    {
        var (drop, when) = (today.Drop, Between(today, today.Drop.Stretch, zone));
        // A drop that was found has both levels.
        return Format.Text(
            WhyText.Fell, char.ToUpper(when[0], CultureInfo.CurrentCulture) + when[1..], Format.Percent((decimal)drop.Level!), Format.Percent((decimal)drop.UsualLevel!),
            // as a reader would take one figure from the other
            Format.Text(WhyText.PointsLower, Points(Math.Round(drop.UsualLevel.Value, 2, MidpointRounding.AwayFromZero) - Math.Round(drop.Level.Value, 2, MidpointRounding.AwayFromZero))));
    }

    /// <summary>One cause, and when it acted.</summary>
    public static string Cause(CauseShare share, DropToday today, TimeZoneInfo zone)
    {
        var when = Between(today, share.Slots, zone);
        return share.Cause switch
        {
            DropCause.Volume => Format.Text(WhyText.Volume, Whole(share.Actual), Format.Percent((decimal)share.Change), when),
            DropCause.HandleTime => Format.Text(
                WhyText.HandleTime, Format.Duration(TimeSpan.FromSeconds(share.Actual)), Format.Duration(TimeSpan.FromSeconds(share.Usual)), when),
            DropCause.Agents => Format.Text(WhyText.Agents, Whole(share.Actual), Format.Percent((decimal)-share.Change), when),
            DropCause.Abandons => Format.Text(WhyText.Abandons, Whole(share.Actual), Whole(share.Actual - share.Usual), when),
            _ => throw new ArgumentOutOfRangeException(nameof(share), share.Cause, "There is no such cause."),
        };
    }

    /// <summary>What it cost.</summary>
    public static string Cost(CauseShare share) => Format.Text(WhyText.Points, Points(share.Points));

    private static string Between(DropToday today, (int First, int Last) slots, TimeZoneInfo zone) =>
        today.SpanOf(slots) is { } span ? Format.Text(WhyText.Between, Format.Time(span.Start, zone), Format.Time(span.End, zone)) : Format.NoValue;

    private static string Points(double ratio) => Format.Count((long)Math.Max(1, Math.Round(ratio * 100, MidpointRounding.AwayFromZero)));

    private static string Whole(double count) => Format.Count((long)Math.Round(count, MidpointRounding.AwayFromZero));
}
