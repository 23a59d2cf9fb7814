using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Web.Resources;

namespace ServiceLevelDashboard.Web.Forecasting;

/// <summary>An outlook in plain sentences, honest about noise: probabilities in tens, bands in whole per cent.</summary>
internal static class OutlookWords
{
    /// <summary>The sentences, the most useful first; one that says that nothing can be said when so.</summary>
    public static IEnumerable<string> Of(QueueSummary queue)
    {
        var (outlook, target) = (queue.Outlook, queue.Target?.Ratio);
        if (outlook.Forecast is { } forecast)
        {
            if (forecast.Chance is { } chance)
            {
                yield return Chance(chance);
            }
            if (forecast.Close is { } close && close.Quantile(0.5) is { } median)
            {
                // a median, so quantiles
                yield return Format.Text(
                    ForecastText.Closing,
                    Format.Percent(median, target),
                    Format.Percent(close.Quantile(0.1)!.Value, target),
                    Format.Percent(close.Quantile(0.9)!.Value, target));
            }
            yield return Format.Text(
                ForecastText.Volume,
                Count(forecast.Rest.Mean),
                Format.Count(forecast.Rest.Quantile(0.1)),
                Format.Count(forecast.Rest.Quantile(0.9)),
                Count(queue.Day.Offered + forecast.Rest.Mean));
        }
        else
        {
            yield return ForecastText.NoForecast;
        }

        if (outlook.Unusual.HasFlag(Unusual.MoreContacts))
        {
            yield return ForecastText.UnusualMore;
        }
        if (outlook.Unusual.HasFlag(Unusual.FewerContacts))
        {
            yield return ForecastText.UnusualFewer;
        }
        if (outlook.Unusual.HasFlag(Unusual.LowerLevel))
        {
            yield return ForecastText.UnusualLower;
        }
    }

    /// <summary>How sure the level so far is; empty where that is not known.</summary>
    /// <param name="queue">The queue.</param>
    /// <param name="watched">How many queues with a target are watched at once.</param>
    public static IEnumerable<string> Details(QueueSummary queue, int watched)
    {
        var (outlook, target) = (queue.Outlook, queue.Target?.Ratio);
        if (outlook.IsLowVolume)
        {
            yield return Format.Text(ForecastText.LowVolume, Format.Count(queue.DayLevel.Lower.Denominator));
        }
        if (outlook.Likely is { } likely)
        {
            yield return Format.Text(
                ForecastText.Likely,
                Format.Percent(likely.Low, target),
                Format.Percent(likely.High, target),
                Count(outlook.Effective),
                Format.Count(queue.DayLevel.Lower.Denominator));
        }
        if (outlook.ByChance is not null)
        {
            yield return outlook.IsReallyBelow(watched) ? ForecastText.ReallyBelow : ForecastText.PerhapsChance;
        }
    }

    /// <summary>"About 70 %": a second digit would be a pretence. At the ends: hardly, or almost certainly.</summary>
    public static string Chance(double probability) => probability switch
    {
        < 0.05 => ForecastText.ChanceHardly,
        >= 0.95 => ForecastText.ChanceAlmost,
        _ => Format.Text(ForecastText.Chance, Format.Share((decimal)Math.Round(probability, 1, MidpointRounding.AwayFromZero))),
    };

    /// <summary>The same in as few words: "about 70 %", "under 5 %", "over 95 %"; an en dash where nobody can say.</summary>
    public static string ShortChance(double? probability) => probability switch
    {
        null => Format.NoValue,
        < 0.05 => Format.Text(ForecastText.ChanceUnder, Format.Share(0.05m)),
        >= 0.95 => Format.Text(ForecastText.ChanceOver, Format.Share(0.95m)),
        { } known => Format.Text(ForecastText.ChanceAbout, Format.Share((decimal)Math.Round(known, 1, MidpointRounding.AwayFromZero))),
    };

    private static string Count(double count) => Format.Count((long)Math.Round(count, MidpointRounding.AwayFromZero));
}
