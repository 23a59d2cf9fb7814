using System.Collections.Immutable;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Live;

/// <summary>By what totals are made.</summary>
public enum TotalBy
{
    /// <summary>By media type.</summary>
    Media,

    /// <summary>By division.</summary>
    Division,

    /// <summary>By group; a queue of several groups counts in each.</summary>
    Group,
}

/// <summary>Several queues together: sums of numerators over sums of denominators. One media type and one threshold unless pooled.</summary>
public sealed record TotalLine
{
    /// <summary>Tells the lines apart, also from one snapshot to the next.</summary>
    public required string Key { get; init; }

    /// <summary>The division's or group's name; null when the lines are by media type, and for queues without a division.</summary>
    public required string? Name { get; init; }

    /// <summary>The media type; null when several are pooled.</summary>
    public required MediaType? Media { get; init; }

    /// <summary>The thresholds in it, null for queues without a target; several only when pooled.</summary>
    public required ImmutableArray<TimeSpan?> Thresholds { get; init; }

    /// <summary>The target ratio when all in it share one, else null.</summary>
    public required decimal? TargetRatio { get; init; }

    /// <summary>The queues and media types in it, most contacts first.</summary>
    public required ImmutableArray<QueueSummary> Queues { get; init; }

    /// <summary>The site's day so far.</summary>
    public ServiceLevelBounds Day => Sum(static q => q.DayLevel);

    /// <summary>In how many sites the queues are, where these have days of their own: the total adds each queue's own day. 1 when all have the same.</summary>
    public int Sites => SitesOf(Queues);

    /// <summary>In how many sites queues are whose days differ; 1 when all have the same day.</summary>
    public static int SitesOf(IEnumerable<QueueSummary> queues)
    {
        var days = queues.Select(static q => q.Today).OfType<SiteToday>().DistinctBy(static today => today.Calendar).ToList();
        return days.Select(static today => today.Day).Distinct().Count() > 1 ? days.Count : 1;
    }

    /// <summary>The last 30 minutes.</summary>
    public ServiceLevelBounds LastHalfHour => Sum(static q => q.LastHalfHourLevel);

    /// <summary>The 30 minutes before them.</summary>
    public ServiceLevelBounds HalfHourBefore => Sum(static q => q.HalfHourBeforeLevel);

    /// <summary>Offered today. A contact that was transferred counts in each queue that it came to.</summary>
    public long Offered => Queues.Sum(static q => (long)q.Day.Offered);

    /// <summary>Of these, callbacks that call the customer first: they are in no level.</summary>
    public long NotMeasured => Queues.Sum(static q => (long)q.Day.CustomerFirst.Offered);

    /// <summary>Answered today.</summary>
    public long Answered => Queues.Sum(static q => (long)q.Day.Answered);

    /// <summary>Abandoned today, short ones included.</summary>
    public long Abandoned => Queues.Sum(static q => (long)q.Day.Abandoned);

    /// <summary>Each queue's level of the 30 minutes before and of the last 30, for <see cref="LevelShift"/>; bounds at their lower end.</summary>
    public ImmutableArray<(ServiceLevel Before, ServiceLevel Now)> Moves =>
        [.. Queues.Select(static q => (q.HalfHourBeforeLevel.Lower, q.LastHalfHourLevel.Lower))];

    private ServiceLevelBounds Sum(Func<QueueSummary, ServiceLevelBounds> level) =>
        Queues.Aggregate(default(ServiceLevelBounds), (sum, queue) => sum + level(queue));
}
