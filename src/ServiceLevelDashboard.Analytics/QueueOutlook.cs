using ServiceLevelDashboard.Statistics;

namespace ServiceLevelDashboard.Analytics;

/// <summary>What can be said of a queue's day beyond its counts: how sure its level is, whether it is out of the ordinary, how the day may close.</summary>
public sealed record QueueOutlook
{
    /// <summary>Nothing can be said.</summary>
    public static readonly QueueOutlook None = new();

    /// <summary>Fewer counted contacts than this are a low volume: the level is off by more than ten points either way by chance.</summary>
    public const int LowVolumeUnder = 60;

    /// <summary>A chance of the target under this is a day that is probably lost. 0.3.</summary>
    public const double UnlikelyUnder = 0.3;

    /// <summary>A part of a day that comes out so badly by chance with more than this probability is no news. 0.1.</summary>
    public const double NoNewsOver = 0.1;

    /// <summary>A level under target that is less probable than this by chance alone is really below. 0.05: once in twenty.</summary>
    public const double RarelyByChance = 0.05;

    /// <summary>Where the level of the day so far may truly lie, at 95 %; null when fewer than ten contacts count.</summary>
    public ShareInterval? Likely { get; init; }

    /// <summary>What the counted contacts are worth: contacts that follow each other meet the same queue (<see cref="EffectiveSample"/>).</summary>
    public double Effective { get; init; }

    /// <summary>How long contacts came, in whole intervals: the time behind <see cref="Effective"/>.</summary>
    public TimeSpan Busy { get; init; }

    /// <summary>Effective contacts per handle time: the queue's own where its history tells, else <see cref="EffectiveSample.UsualPace"/>.</summary>
    public double Pace { get; init; } = EffectiveSample.UsualPace;

    /// <summary>Whether few contacts count (but enough for a percentage).</summary>
    public bool IsLowVolume { get; init; }

    /// <summary>How probable so low a level would be by chance alone; null when it is not under a target, and with fewer than ten contacts.</summary>
    public double? ByChance { get; init; }

    /// <summary>What is unusual in the last half hour for this weekday and time; empty when nothing is, or nothing is known.</summary>
    public Unusual Unusual { get; init; }

    /// <summary>How the day may close; null without comparable days, and once it has closed.</summary>
    public DayForecast? Forecast { get; init; }

    /// <summary>P(the day closes on target), 0 to 1; null where nobody can say.</summary>
    public double? Chance => Forecast?.Chance;

    /// <summary>
    /// Whether the level is under its target by more than chance: once in twenty such days if one queue is watched, once among all of them if many are
    /// (Bonferroni).
    /// </summary>
    /// <param name="watched">
    /// How many queues with a target are watched at once (<see cref="Snapshot.Watched"/>): among many some are low by chance alone.
    /// </param>
    public bool IsReallyBelow(int watched) => ByChance < RarelyByChance / watched;
}

/// <summary>What lies outside a queue's own distribution: once in about forty such half hours.</summary>
[Flags]
public enum Unusual
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>More contacts than on all but one such day in a hundred.</summary>
    MoreContacts = 1,

    /// <summary>Fewer contacts than on all but one such day in a hundred.</summary>
    FewerContacts = 2,

    /// <summary>A lower level than on all but one such day in forty.</summary>
    LowerLevel = 4,
}

/// <summary>How a day may close.</summary>
/// <param name="Rest">Contacts that are still to be offered.</param>
/// <param name="Close">The closing level; null when the queue's history has no levels.</param>
/// <param name="Chance">P(the day closes on target); null without target, or when too few contacts will have counted.</param>
/// <param name="Days">Comparable days behind it.</param>
/// <param name="IsStatic">Whether there is too little history to learn from the day so far.</param>
public sealed record DayForecast(NegativeBinomial Rest, ClosingLevel? Close, double? Chance, int Days, bool IsStatic);
