using ServiceLevelDashboard.Analytics.Live;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Web.Resources;

namespace ServiceLevelDashboard.Web.Overview;

/// <summary>The overview in two sentences that a person would say.</summary>
/// <param name="First">Whether anybody is needed.</param>
/// <param name="Second">Where most was missed, and how voice stands; null when there is nothing to add.</param>
public sealed record Headline(string First, string? Second)
{
    /// <summary>Says how the queues stand.</summary>
    /// <param name="tiles">The tiles.</param>
    /// <param name="data">Whether the figures are of now: old ones are spoken of as past, withdrawn ones not at all.</param>
    /// <param name="until">The time that the figures are of, on the site's clocks.</param>
    public static Headline Of(OverviewTiles tiles, DataState data, string until)
    {
        ArgumentNullException.ThrowIfNull(tiles);
        var below = tiles.CountQueues(OverviewFilter.None with { State = ServiceState.Below });
        return data switch
        {
            DataState.NoData => new Headline(OverviewText.HeadlineNoData, null),
            DataState.Stale => new Headline(Format.Text(OverviewText.HeadlineThen, until, Format.Count(below), Format.Count(tiles.QueueCount)), null),
            _ => new Headline(SayFirst(below, tiles.CountQueues(OverviewFilter.None with { State = ServiceState.AtRisk }), tiles.QueueCount), SaySecond(tiles)),
        };
    }

    private static string SayFirst(int below, int atRisk, int all) => (below, atRisk) switch
    {
        (1, _) => Format.Text(OverviewText.HeadlineOneBelow, Format.Count(all)),
        ( > 1, _) => Format.Text(OverviewText.HeadlineBelow, Format.Count(below), Format.Count(all)),
        (_, 1) => OverviewText.HeadlineOneAtRisk,
        (_, > 1) => Format.Text(OverviewText.HeadlineAtRisk, Format.Count(atRisk)),
        _ => OverviewText.HeadlineCalm,
    };

    private static string? SaySecond(OverviewTiles tiles)
    {
        var sentences = new[] { MostMissed(tiles), Voice(tiles), OwnDays(tiles) }.OfType<string>().ToArray();
        return sentences.Length == 0 ? null : string.Join(' ', sentences);
    }

    private static string? MostMissed(OverviewTiles tiles)
    {
        var worst = tiles.Tiles.Where(t => t.State is ServiceState.Below or ServiceState.AtRisk).MaxBy(t => t.MissedBeyondAllowance);
        if (worst is not { MissedBeyondAllowance: > 0 and { } missed })
        {
            return null;
        }
        return worst.Now is { Waiting: > 0 } now
            ? Format.Text(OverviewText.LosingFastestWaiting, worst.Queue.Name, Format.CountUp(missed), Format.Count(now.Waiting))
            : Format.Text(OverviewText.LosingFastest, worst.Queue.Name, Format.CountUp(missed));
    }

    /// <summary>A sum over sites whose days differ adds each queue's own day, and says so.</summary>
    private static string? OwnDays(OverviewTiles tiles) =>
        TotalLine.SitesOf(tiles.Tiles) is > 1 and var sites ? Format.Text(OverviewText.OwnDaysSentence, Format.Count(sites)) : null;

    /// <summary>One level for all voice queues only where all promise the same: other levels must not be pooled.</summary>
    private static string? Voice(OverviewTiles tiles)
    {
        var voice = tiles.Tiles.Where(t => t.Media == MediaType.Voice).ToList();
        if (voice.Count == 0)
        {
            return null;
        }
        var offered = Format.Count(voice.Sum(t => (long)t.Day.Offered));
        var promises = voice.Select(t => (t.Target?.Ratio, t.Target?.Threshold)).Distinct().ToList();
        if (promises is not [({ } target, _)])
        {
            return Format.Text(OverviewText.VoiceOffered, offered);
        }
        var together = voice.Select(t => t.DayLevel).Aggregate((sum, next) => sum + next);
        return Format.Text(OverviewText.VoiceTogether, Format.Level(together, target), Format.Target(target), offered);
    }
}
