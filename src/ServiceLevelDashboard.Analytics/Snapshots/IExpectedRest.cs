using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Snapshots;

/// <summary>Expects how many contacts of a day are still to come.</summary>
internal interface IExpectedRest
{
    /// <summary>Contacts that will be counted between an instant and the end of the day, or null when nobody knows.</summary>
    /// <param name="key">Queue and media type.</param>
    /// <param name="day">The site's day.</param>
    /// <param name="at">The instant, the end of an interval of the day.</param>
    /// <param name="offered">Contacts offered until then.</param>
    /// <param name="level">The day's level until then.</param>
    long? After(QueueMedia key, Interval day, DateTimeOffset at, int offered, ServiceLevel level);
}

/// <summary>Nothing is expected: there is no history to learn from.</summary>
internal sealed class UnknownRest : IExpectedRest
{
    public static readonly UnknownRest Instance = new();

    /// <inheritdoc/>
    public long? After(QueueMedia key, Interval day, DateTimeOffset at, int offered, ServiceLevel level) => null;
}
