using System.Collections.Immutable;
using System.Globalization;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Live;

/// <summary>Adds queues up by media type, division or group. Levels of different media types or thresholds are summed only when asked to.</summary>
public static class TotalLines
{
    /// <summary>The totals, by name, then most contacts first; empty when there is nothing to add up.</summary>
    /// <param name="queues">The queues to add up.</param>
    /// <param name="by">By what.</param>
    /// <param name="groups">The groups by key; only looked at by group. A group without a queue has no line.</param>
    /// <param name="isPooled">Whether media types and thresholds are summed too.</param>
    public static ImmutableArray<TotalLine> Of(
        ImmutableArray<QueueSummary> queues, TotalBy by, IEnumerable<KeyValuePair<string, Group>> groups, bool isPooled)
    {
        ArgumentNullException.ThrowIfNull(groups);
        var parts = by switch
        {
            TotalBy.Media => queues.GroupBy(static q => (Key: "", Name: (string?)null)),
            TotalBy.Division => queues.GroupBy(static q => (Key: q.Queue.Division?.Id ?? "", q.Queue.Division?.Name)),
            _ => groups.SelectMany(group => queues.Where(q => group.Value.Holds(q.Queue, q.Media)).Select(q => (group.Key, group.Value.Name, Queue: q)))
                .GroupBy(static x => (x.Key, Name: (string?)x.Name), static x => x.Queue),
        };
        return
        [
            .. parts.SelectMany(part => Split(part, by, isPooled).Select(lines => LineOf(part.Key.Key, part.Key.Name, lines)))
                .OrderBy(static line => line.Name is null).ThenBy(static line => line.Name, StringComparer.CurrentCultureIgnoreCase)
                    .ThenByDescending(static line => line.Offered),
        ];
    }

    private static IEnumerable<IEnumerable<QueueSummary>> Split(IEnumerable<QueueSummary> queues, TotalBy by, bool isPooled) => (isPooled, by) switch
    {
        (true, TotalBy.Media) => queues.GroupBy(static q => q.Media),
        (true, _) => [queues],
        _ => queues.GroupBy(static q => (q.Media, q.Target?.Threshold)),
    };

    private static TotalLine LineOf(string part, string? name, IEnumerable<QueueSummary> queues)
    {
        ImmutableArray<QueueSummary> all = [.. queues.OrderByDescending(static q => q.DayLevel.Lower.Denominator).ThenBy(
            static q => q.Queue.Name, StringComparer.Ordinal)];
        ImmutableArray<MediaType> media = [.. all.Select(static q => q.Media).Distinct()];
        ImmutableArray<TimeSpan?> thresholds = [.. all.Select(static q => q.Target?.Threshold).Distinct().Order()];
        var ratios = all.Select(static q => q.Target?.Ratio).Distinct().ToList();
        return new TotalLine
        {
            Key = string.Join('.', part, media.Length == 1 ? media[0].Name : "all", thresholds is [var only] ? Seconds(only) : "all"),
            Name = name,
            Media = media.Length == 1 ? media[0] : null,
            Thresholds = thresholds,
            TargetRatio = ratios.Count == 1 ? ratios[0] : null,
            Queues = all,
        };
    }

    private static string Seconds(TimeSpan? threshold) => threshold?.TotalSeconds.ToString(CultureInfo.InvariantCulture) ?? "none";
}
