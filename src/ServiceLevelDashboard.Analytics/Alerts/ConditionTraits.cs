using System.Collections.Frozen;

namespace ServiceLevelDashboard.Analytics.Alerts;

/// <summary>What is fixed about a condition: its unit, its bounds, its defaults and how it clears. The one place where that is written.</summary>
/// <param name="Unit">What its limit counts.</param>
/// <param name="Subject">What it is about.</param>
/// <param name="Limit">The limit unless a rule has another; null where there is none, or the target in force is it.</param>
/// <param name="WindowMinutes">The last minutes that are looked at unless a rule says otherwise; 0 for a condition without a window.</param>
/// <param name="HoldSeconds">How long it must hold unless a rule says otherwise.</param>
/// <param name="ClearSeconds">How long it must be clear until the alert is over.</param>
/// <param name="LeastContacts">Contacts that must count unless a rule says otherwise.</param>
/// <param name="Past">Whether the archive keeps what it takes to replay it.</param>
public sealed record ConditionTraits(
    LimitUnit Unit, AlertSubject Subject, decimal? Limit, int WindowMinutes, int HoldSeconds, int ClearSeconds, int LeastContacts, KeptPast Past)
{
    private static readonly FrozenDictionary<AlertConditionKind, ConditionTraits> All = new Dictionary<AlertConditionKind, ConditionTraits>
    {
        // A burn has its windows and its own quarter of an hour of calm in it.
        [AlertConditionKind.Burn] = new(LimitUnit.None, AlertSubject.Queue, null, 0, 0, 0, 0, KeptPast.Intervals),
        [AlertConditionKind.LevelBelowTarget] = new(LimitUnit.Ratio, AlertSubject.Queue, null, 30, 0, 900, 20, KeptPast.Intervals),
        [AlertConditionKind.ChanceUnder] = new(LimitUnit.Ratio, AlertSubject.Queue, 0.3m, 0, 900, 900, 20, KeptPast.NoForecasts),
        [AlertConditionKind.LongestWaitOver] = new(LimitUnit.Seconds, AlertSubject.Queue, 120, 0, 0, 60, 0, KeptPast.NoMoments),
        [AlertConditionKind.WaitingOver] = new(LimitUnit.Contacts, AlertSubject.Queue, 10, 0, 60, 60, 0, KeptPast.NoMoments),
        [AlertConditionKind.NobodyOnQueue] = new(LimitUnit.Contacts, AlertSubject.Queue, 0, 0, 60, 60, 0, KeptPast.NoMoments),
        [AlertConditionKind.AbandonRateOver] = new(LimitUnit.Ratio, AlertSubject.Queue, 0.1m, 60, 0, 900, 20, KeptPast.Intervals),
        [AlertConditionKind.FiguresStale] = new(LimitUnit.Seconds, AlertSubject.Source, 300, 0, 0, 60, 0, KeptPast.NoSystem),
        [AlertConditionKind.CentreRefuses] = new(LimitUnit.None, AlertSubject.Source, null, 0, 60, 60, 0, KeptPast.NoSystem),
        [AlertConditionKind.QuotaOver] = new(LimitUnit.Ratio, AlertSubject.System, 0.8m, 0, 60, 120, 0, KeptPast.NoSystem),
        [AlertConditionKind.FigureDiffers] = new(LimitUnit.None, AlertSubject.System, null, 0, 900, 300, 0, KeptPast.NoSystem),
        [AlertConditionKind.SwitchesChanged] = new(LimitUnit.None, AlertSubject.System, null, 0, 0, 0, 0, KeptPast.NoSystem),
        [AlertConditionKind.ArchiveUnavailable] = new(LimitUnit.None, AlertSubject.System, null, 0, 60, 60, 0, KeptPast.NoSystem),
        [AlertConditionKind.ScreenDark] = new(LimitUnit.None, AlertSubject.Screen, null, 0, 0, 0, 0, KeptPast.NoSystem),
        [AlertConditionKind.Undelivered] = new(LimitUnit.None, AlertSubject.Route, null, 60, 0, 0, 0, KeptPast.NoSystem),
    }.ToFrozenDictionary();

    /// <summary>Whether it looks at the last minutes.</summary>
    public bool HasWindow => WindowMinutes > 0;

    /// <summary>Whether a limit can be given.</summary>
    public bool HasLimit => Unit != LimitUnit.None;

    /// <summary>Whether least contacts can be given.</summary>
    public bool HasLeastContacts => LeastContacts > 0;

    /// <summary>How long it must be clear until the alert is over.</summary>
    public TimeSpan ClearAfter => TimeSpan.FromSeconds(ClearSeconds);

    /// <summary>Those of a condition.</summary>
    public static ConditionTraits Of(AlertConditionKind condition) => All[condition];
}

/// <summary>What a limit counts.</summary>
public enum LimitUnit
{
    /// <summary>There is no limit.</summary>
    None,

    /// <summary>A share of 0 to 1.</summary>
    Ratio,

    /// <summary>Seconds.</summary>
    Seconds,

    /// <summary>Contacts.</summary>
    Contacts,
}

/// <summary>What a condition is about.</summary>
public enum AlertSubject
{
    /// <summary>A queue and media type.</summary>
    Queue,

    /// <summary>A source of figures.</summary>
    Source,

    /// <summary>The system as a whole.</summary>
    System,

    /// <summary>A screen.</summary>
    Screen,

    /// <summary>A route.</summary>
    Route,
}

/// <summary>Whether what a condition looks at is kept.</summary>
public enum KeptPast
{
    /// <summary>Its intervals are: it can be replayed.</summary>
    Intervals,

    /// <summary>What was forecast at each moment is not.</summary>
    NoForecasts,

    /// <summary>What waited at each moment is not, only its mean and its most of an interval.</summary>
    NoMoments,

    /// <summary>How the system stood is not.</summary>
    NoSystem,
}
