using System.Globalization;
using ServiceLevelDashboard.Analytics.Live;
using ServiceLevelDashboard.Web.Resources;

namespace ServiceLevelDashboard.Web.Overview;

/// <summary>Names totals and what moved them.</summary>
internal static class TotalWords
{
    /// <summary>"South · Voice · within 20 s".</summary>
    public static string Of(TotalLine line)
    {
        List<string> parts = [];
        if (line.Name is { } name)
        {
            parts.Add(name);
        }
        else if (line.Key is ['.', ..] && line.Queues.Any(q => q.Queue.Division is null) && line.Media is null)
        {
            parts.Add(OverviewText.NoDivision);
        }
        parts.Add(line.Media is { } media ? Words.Of(media) : OverviewText.AllMedia);
        parts.Add(line.Thresholds switch
        {
            [{ } threshold] => Format.Text(OverviewText.Within, Format.Threshold(threshold)),
            [null] => OverviewText.WithoutTarget,
            _ => OverviewText.ManyThresholds,
        });
        if (line.NotMeasured is > 0 and var outside)
        {
            parts.Add(Format.Text(OverviewText.NotMeasured, Format.Count(outside)));
        }

        return string.Join(" · ", parts);
    }

    /// <summary>A ratio as points with its sign: "+0.8" or "−29.7".</summary>
    public static string Points(decimal ratio)
    {
        var points = Math.Round(ratio * 100, 1, MidpointRounding.AwayFromZero);
        return (points > 0 ? "+" : points < 0 ? "−" : "") + Math.Abs(points).ToString("0.0", CultureInfo.CurrentCulture);
    }

    /// <summary>The word of a way to make totals.</summary>
    public static string Of(TotalBy by) => by switch
    {
        TotalBy.Media => OverviewText.TotalsByMedia,
        TotalBy.Division => OverviewText.TotalsByDivision,
        _ => OverviewText.TotalsByGroup,
    };
}
