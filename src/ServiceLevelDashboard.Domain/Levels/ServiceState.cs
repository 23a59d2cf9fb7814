namespace ServiceLevelDashboard.Domain.Levels;

/// <summary>How a queue stands, in the words that every surface uses. Rules and a worked case each: <c>docs/states.md</c>.</summary>
public enum ServiceState
{
    /// <summary>Outside opening hours.</summary>
    Closed,

    /// <summary>Nothing was offered and nothing decided today.</summary>
    NoContacts,

    /// <summary>No target is configured.</summary>
    NoTarget,

    /// <summary>The contacts never carry answers, so that no level can be made of them: callbacks that call the customer first.</summary>
    NotMeasured,

    /// <summary>Fewer than ten contacts count today.</summary>
    TooFew,

    /// <summary>The day holds its target.</summary>
    OnTarget,

    /// <summary>The day is under target by less than five points, or it holds and the last hour went badly.</summary>
    AtRisk,

    /// <summary>The day is five points or more under target.</summary>
    Below,
}

/// <summary>How far the data can be trusted to be of now. Separate from <see cref="ServiceState"/>.</summary>
public enum DataState
{
    /// <summary>Not older than two refresh periods.</summary>
    Live,

    /// <summary>Older than two refresh periods.</summary>
    Delayed,

    /// <summary>Over five minutes old: greyed.</summary>
    Stale,

    /// <summary>Over fifteen minutes old, or never seen: the figure is withdrawn.</summary>
    NoData,
}
