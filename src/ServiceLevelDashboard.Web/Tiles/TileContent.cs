using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Web.Budget;
using ServiceLevelDashboard.Web.Resources;

namespace ServiceLevelDashboard.Web.Tiles;

/// <summary>All that a tile shows: equal contents are drawn once.</summary>
/// <param name="Summary">The queue and media type.</param>
/// <param name="ShowsMedia">Whether the media type is named: only where the queue has more than one.</param>
/// <param name="Data">Whether the figures are of now.</param>
/// <param name="Until">The time that the figures are of, on the site's clocks; null while they are live, so that nothing changes without need.</param>
/// <param name="IsObserved">Whether what waits now is known well enough to be shown.</param>
/// <param name="OpensNext">When a closed queue opens next, on the site's clocks, as text; null when it is not closed.</param>
/// <param name="Asked">What was asked for and is not on the face otherwise, as text; null for none.</param>
/// <param name="SoFar">The day so far, which a mark in the corner leads to the explanation of; null for no mark.</param>
public sealed record TileContent(
    QueueSummary Summary,
    bool ShowsMedia,
    DataState Data,
    string? Until,
    bool IsObserved,
    string? OpensNext = null,
    string? Asked = null,
    Interval? SoFar = null)
{
    /// <summary>The target ratio, or null.</summary>
    public decimal? Target => Summary.Target?.Ratio;

    /// <summary>The day's level; none when it is withdrawn for its age.</summary>
    public ServiceLevelBounds Day => Shown(Summary.DayLevel);

    /// <summary>The last 30 minutes; none when withdrawn.</summary>
    public ServiceLevelBounds Recent => Shown(Summary.LastHalfHourLevel);

    /// <summary>The change to the 30 minutes before, in points; null when too few contacts are behind it.</summary>
    public decimal? Change => Data == DataState.NoData ? null : Format.Change(Summary.HalfHourBeforeLevel, Target, Summary.LastHalfHourLevel, Target);

    /// <summary>What it takes to be back on target, or that nothing does; null where there is nothing to make good, and when withdrawn.</summary>
    public string? Takes => Data != DataState.NoData && Summary.State is ServiceState.Below or ServiceState.AtRisk && Summary.Recovery?.InARow is not 0
        ? BudgetWords.Short(Summary.Recovery)
        : null;

    /// <summary>
    /// The one line of budget and outlook: what was asked for, else what it takes to be back on target, else how many misses are left. Null when there is
    /// nothing to say, and when withdrawn.
    /// </summary>
    public string? Line => Data == DataState.NoData ? null : Asked ?? Takes ?? (Summary.State == ServiceState.Closed ? null : BudgetWords.Left(Summary.Budget));

    /// <summary>What came.</summary>
    public string Offered => Format.Text(TileText.Offered, Format.Count(Summary.Day.Offered));

    /// <summary>What became of it; of what is not measured, what is known; null when that is nothing.</summary>
    public string? Outcome => (Summary.IsMeasured, Summary.Day.CustomerFirst.Connected) switch
    {
        (true, _) => Format.Text(TileText.Answered, Format.Count(Summary.Day.Answered)),
        (_, > 0 and var connected) => Format.Text(TileText.Connected, Format.Count(connected)),
        _ => null,
    };

    /// <summary>What waits now; null when not known.</summary>
    public QueueObservation? Now => IsObserved && Data != DataState.NoData ? Summary.Now : null;

    /// <summary>The class of the colours: the state's, or one without any when the figures are not of now.</summary>
    public string CssClass => Data switch
    {
        DataState.Live => Words.Slug(Summary.State),
        DataState.Delayed => "delayed",
        DataState.Stale => "stale",
        _ => "nodata",
    };

    /// <summary>The whole tile as a sentence, for those who hear it.</summary>
    public string Sentence => string.Join(' ', Sentences());

    private ServiceLevelBounds Shown(ServiceLevelBounds level) => Data == DataState.NoData ? default : level;

    private IEnumerable<string> Sentences()
    {
        yield return ShowsMedia
            ? Format.Text(TileText.SentenceName, Summary.Queue.Name, Words.Of(Summary.Media))
            : Format.Text(TileText.SentenceState, Summary.Queue.Name);
        yield return Until is null
            ? Format.Text(TileText.SentenceState, Words.Of(Summary.State))
            : Format.Text(TileText.SentenceAged, Words.Of(Data), Until);
        if (OpensNext is not null)
        {
            yield return Format.Text(TileText.SentenceOpens, OpensNext);
        }
        yield return (Day.Upper.Ratio, Summary.Target) switch
        {
            (null, _) when !Summary.IsMeasured => TileText.SentenceNotMeasured,
            (null, _) => TileText.SentenceNoValue,
            (_, null) => Format.Text(TileText.SentenceToday, Format.Level(Day)),
            (_, { } target) => Format.Text(
                TileText.SentenceTodayTarget, Format.Level(Day, target.Ratio), Format.Target(target.Ratio), Format.Threshold(target.Threshold)),
        };
        if (Recent.Upper.Ratio is not null)
        {
            var text = Change switch { > 0 => TileText.SentenceUp, < 0 => TileText.SentenceDown, _ => TileText.SentenceRecent };
            yield return Format.Text(text, Format.Level(Recent, Target), Format.PointsInWords(Change ?? 0));
        }

        if (Takes is { } takes)
        {
            yield return Format.Text(TileText.SentenceTakes, takes);
        }
        if (Line is { } line && line != Takes)
        {
            yield return Format.Text(TileText.SentenceState, line);
        }
        if (Data != DataState.NoData)
        {
            yield return (Summary.IsMeasured, Summary.Day.CustomerFirst.Connected) switch
            {
                (true, _) => Format.Text(TileText.SentenceCounts, Format.Count(Summary.Day.Offered), Format.Count(Summary.Day.Answered)),
                (_, > 0 and var connected) => Format.Text(TileText.SentenceOfferedConnected, Format.Count(Summary.Day.Offered), Format.Count(connected)),
                _ => Format.Text(TileText.SentenceOffered, Format.Count(Summary.Day.Offered)),
            };
        }
        if (Now is { } now)
        {
            yield return now switch
            {
                { Waiting: 0 } => TileText.SentenceNoneWaiting,
                { LongestWait: { } wait } => Format.Text(TileText.SentenceWaitingLongest, Format.Count(now.Waiting), Format.Duration(wait)),
                _ => Format.Text(TileText.SentenceWaiting, Format.Count(now.Waiting)),
            };
        }
    }
}
