using System.Globalization;

namespace ServiceLevelDashboard.Delivery.Figures;

/// <summary>
/// Turns figures into the text that pages, mails and messages show, in the current culture. Pure. A value that does not exist is an en dash, never 0 % and
/// never 100 %.
/// </summary>
public static class FigureFormat
{
    /// <summary>Stands for a value that does not exist.</summary>
    public const string NoValue = "–";

    /// <summary>From this many counted contacts on a level is shown in per cent; below, as counts.</summary>
    public const int PercentFrom = ServiceStates.JudgedFrom;

    private static CultureInfo Culture => CultureInfo.CurrentCulture;

    /// <summary>Fills a text of the resource files.</summary>
    public static string Text(string text, params ReadOnlySpan<object?> values) => string.Format(Culture, text, values);

    /// <summary>A whole number with its group separators: 4,812.</summary>
    public static string Count(long count) => count.ToString("N0", Culture);

    /// <summary>A number of queues: "1 queue", "4,812 queues".</summary>
    public static string Queues(long count) => count == 1 ? FigureText.QueuesOne : Text(FigureText.QueuesMany, Count(count));

    /// <summary>
    /// A share in per cent, half away from zero: 0.125 is 13 %. For abandons, occupancy, quota and the like; a service level is
    /// <see cref="Percent(ServiceLevel, decimal?, int)"/>.
    /// </summary>
    public static string Share(decimal ratio, int decimals = 0) => Text(FigureText.Percent, (ratio * 100).ToString($"N{decimals}", Culture));

    /// <summary>A target with the decimals that it was set with: 80 %, 82.5 %.</summary>
    public static string Target(decimal ratio) => Text(FigureText.Percent, TargetDigits(ratio));

    /// <summary>The same without the sign, where there is no room for it: 80, 82.5.</summary>
    public static string TargetDigits(decimal ratio) => (ratio * 100).ToString("0.####", Culture);

    /// <summary>A level in whole per cent, or as counts when few contacts count, or an en dash when none do.</summary>
    /// <param name="level">The level.</param>
    /// <param name="target">The target ratio: what is shown reaches it only when the level does.</param>
    public static string Level(ServiceLevel level, decimal? target = null) => level is { Denominator: > 0 and < PercentFrom }
        ? Counts(level)
        : Percent(level, target);

    /// <summary>A level of which bounds are known: one figure when they read the same, else both, "61 to 64 %".</summary>
    public static string Level(ServiceLevelBounds level, decimal? target = null)
    {
        var (lower, upper) = (Level(level.Lower, target), Level(level.Upper, target));
        if (lower == upper || level.Lower.Ratio is null)
        {
            return upper;
        }

        return level.Lower.Denominator >= PercentFrom && level.Upper.Denominator >= PercentFrom
            ? Text(FigureText.Range, Digits(level.Lower, target), upper)
            : Text(FigureText.Range, lower, upper);
    }

    /// <summary>What a level is made of: "239 of 391".</summary>
    public static string Counts(ServiceLevel level) => Text(FigureText.CountOfCount, Count(level.Numerator), Count(level.Denominator));

    /// <summary>A level in per cent however few contacts count, for where its counts stand beside it; an en dash for none.</summary>
    /// <param name="level">The level.</param>
    /// <param name="target">The target ratio: what is shown reaches it only when the level does.</param>
    /// <param name="decimals">Digits after the point.</param>
    public static string Percent(ServiceLevel level, decimal? target, int decimals = 0) =>
        level.Ratio is null ? NoValue : Text(FigureText.Percent, Digits(level, target, decimals));

    /// <summary>The same of a level of which bounds are known: one figure when they read the same, else both, "61 % to 64 %".</summary>
    public static string Percent(ServiceLevelBounds level, decimal? target, int decimals = 0)
    {
        var (lower, upper) = (Percent(level.Lower, target, decimals), Percent(level.Upper, target, decimals));
        return lower == upper ? lower : Text(FigureText.Range, lower, upper);
    }

    /// <summary>The same of a level that is known as a ratio alone, such as a forecast's.</summary>
    public static string Percent(double ratio, decimal? target, int decimals = 0) =>
        Text(FigureText.Percent, Digits(DisplayPercent.Of((decimal)ratio, target, decimals), decimals));

    /// <summary>The digits of a level without the sign: "79"; an en dash for none.</summary>
    public static string Digits(ServiceLevel level, decimal? target, int decimals = 0) =>
        DisplayPercent.Of(level, target, decimals) is { } shown ? Digits(shown, decimals) : NoValue;

    /// <summary>
    /// The change from one level to another in points, as a reader would take one figure from the other; null unless both count enough contacts to
    /// mean anything.
    /// </summary>
    public static decimal? Change(ServiceLevelBounds from, decimal? fromTarget, ServiceLevelBounds to, decimal? toTarget) =>
        from.Exact is { Denominator: >= PercentFrom } before && to.Exact is { Denominator: >= PercentFrom } after
            ? DisplayPercent.Of(after, toTarget, 0) - DisplayPercent.Of(before, fromTarget, 0)
            : null;

    /// <summary>A duration as minutes and seconds, 2:14, from an hour on 1:02:14; an en dash for none.</summary>
    public static string Duration(TimeSpan? duration)
    {
        if (duration is not { } span)
        {
            return NoValue;
        }
        var seconds = (long)Math.Round(span.TotalSeconds, MidpointRounding.AwayFromZero);
        return seconds < 3600
            ? string.Create(Culture, $"{seconds / 60}:{seconds % 60:00}")
            : string.Create(Culture, $"{seconds / 3600}:{seconds / 60 % 60:00}:{seconds % 60:00}");
    }

    /// <summary>A threshold: 20 s, and from two minutes on 3:00.</summary>
    public static string Threshold(TimeSpan threshold) => threshold < TimeSpan.FromMinutes(2)
        ? Text(FigureText.SecondsShort, threshold.TotalSeconds.ToString("0.#", Culture))
        : Duration(threshold);

    private static string Digits(decimal shown, int decimals) => shown.ToString($"N{Math.Max(decimals, shown.Scale)}", Culture);
}
