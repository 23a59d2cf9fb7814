using ServiceLevelDashboard.Analytics.Alerts;
using ServiceLevelDashboard.Web.Resources;

namespace ServiceLevelDashboard.Web.Alerts;

/// <summary>Words what came of replaying a rule.</summary>
internal static class AlertReplayWords
{
    /// <summary>"Would have rung 3 times. 2 of the 3 days on which it rang missed their target."</summary>
    public static string Sentence(ReplayResult result)
    {
        if (!result.IsReplayed)
        {
            return result.Past switch
            {
                KeptPast.NoForecasts => AlertReplayText.NoForecasts,
                KeptPast.NoMoments => AlertReplayText.NoMoments,
                _ => AlertReplayText.NoSystem,
            };
        }
        var rang = (result.Rings.Length, result.IsAtMost) switch
        {
            (0, _) => AlertReplayText.Never,
            (1, false) => AlertReplayText.TimesOne,
            (1, true) => AlertReplayText.AtMostOne,
            (var times, false) => Format.Text(AlertReplayText.TimesMany, Format.Count(times)),
            (var times, true) => Format.Text(AlertReplayText.AtMostMany, Format.Count(times)),
        };
        return result.DaysRung == 0
            ? rang
            : $"{rang} {Format.Text(AlertReplayText.DaysRung, Format.Count(result.DaysRungAndMissed), Format.Count(result.DaysRung))}";
    }

    /// <summary>How many of all days missed their target, against which the rings can be held.</summary>
    public static string Judged(ReplayResult result) => Format.Text(
        AlertReplayText.Judged, Format.Count(result.DaysMissed), Format.Count(result.DaysJudged), Format.Count(result.Queues));

    /// <summary>What became of the day of a ring.</summary>
    public static string OfDay(bool? isMissed) => isMissed switch
    {
        true => AlertReplayText.DayMissed,
        false => AlertReplayText.DayMet,
        null => Format.NoValue,
    };
}
