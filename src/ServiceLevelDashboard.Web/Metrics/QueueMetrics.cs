using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Web.Queue;
using ServiceLevelDashboard.Web.Resources;

namespace ServiceLevelDashboard.Web.Metrics;

/// <summary>
/// The figures of every queue and media type as gauges: late corrections lower what is counted today, and at midnight it begins again, so that none is a
/// counter. A figure that tiles withdraw for its age has no line here either.
/// </summary>
internal static class QueueMetrics
{
    private delegate double? Read(QueueSummary queue, Snapshot snapshot);

    private sealed record Figure(string Name, string Help, Read Read);

    /// <summary>What is of the day so far, and what it is measured by.</summary>
    private static readonly ImmutableArray<Figure> OfTheDay =
    [
        new("sld_contacts_offered_today", "Contacts that entered the queue on the site's day so far.", static (q, _) => q.Day.Offered),
        new("sld_contacts_answered_today", "Contacts answered on the site's day so far.",
            static (q, _) => q.IsMeasured ? q.Day.Answered : null),
        new("sld_contacts_answered_within_threshold_today", "Of these, answered within the threshold.", Within),
        new("sld_contacts_abandoned_today", "Contacts abandoned on the site's day so far, short ones included.",
            static (q, _) => q.IsMeasured ? q.Day.Abandoned : null),
        new("sld_service_level_today_ratio", "Service level of the site's day so far.", static (q, _) => (double?)q.DayLevel.Exact?.Ratio),
        new("sld_service_level_today_lower_ratio", "The lowest that the level can be, where it is known in bounds only.",
            static (q, _) => q.DayLevel.IsExact ? null : (double?)q.DayLevel.Lower.Ratio),
        new("sld_service_level_today_upper_ratio", "The highest that the level can be, where it is known in bounds only.",
            static (q, _) => q.DayLevel.IsExact ? null : (double?)q.DayLevel.Upper.Ratio),
        new("sld_service_level_today_numerator", "Contacts that the level counts as met: sum it over queues and divide by the sum of denominators.",
            static (q, _) => q.DayLevel.Exact is { Ratio: not null } level ? level.Numerator : null),
        new("sld_service_level_today_denominator", "Contacts that the level counts at all.",
            static (q, _) => q.DayLevel.Exact is { Ratio: not null } level ? level.Denominator : null),
        new("sld_service_level_target_ratio", "Service level to reach.", static (q, _) => (double?)q.Target?.Ratio),
        new("sld_service_level_threshold_seconds", "Longest wait that counts as within.", static (q, _) => q.Target?.Threshold.TotalSeconds),
        new("sld_missed_beyond_allowance_today", "Missed contacts beyond what the target allows of those so far; negative while there is room.",
            static (q, _) => (double?)q.MissedBeyondAllowance),
        new("sld_miss_allowance_left_today", "Contacts that may still be missed until the day ends; negative beyond. Not known without history.",
            static (q, _) => q.Budget?.Left),
    ];

    /// <summary>What is of this moment.</summary>
    private static readonly ImmutableArray<Figure> OfNow =
    [
        new("sld_contacts_waiting", "Contacts that wait now.", static (q, _) => q.Now?.Waiting),
        new("sld_contacts_longest_wait_seconds", "How long the contact that waits longest has waited.", static (q, _) => q.Now?.LongestWait?.TotalSeconds),
    ];

    /// <summary>Writes all families of queues.</summary>
    /// <param name="writer">Where they go.</param>
    /// <param name="state">What is known, as far as the asker may see it.</param>
    /// <param name="now">Our clock, now.</param>
    /// <param name="familyDone">Called after each family, to send what there is.</param>
    public static async Task WriteAsync(PrometheusWriter writer, SnapshotState state, DateTimeOffset now, Func<Task> familyDone)
    {
        if (state.Snapshot is not { } snapshot || state.DataStateAt(now) == DataState.NoData)
        {
            return;
        }
        var labels = snapshot.Queues.Select(static q => PrometheusWriter.Labels(
            ("queue_id", q.Queue.Id.Value), ("queue", q.Queue.Name), ("media_type", q.Media.Name))).ToArray();
        // as on tiles: what waits now is not shown once it is old
        var figures = state.ObservationStateAt(now) is DataState.Live or DataState.Delayed ? OfTheDay.AddRange(OfNow) : OfTheDay;
        foreach (var figure in figures)
        {
            Family(writer, figure, snapshot, labels);
            await familyDone();
        }

        States(writer, snapshot);
        await familyDone();
        if (figures.Length > OfTheDay.Length)
        {
            Agents(writer, snapshot);
            await familyDone();
        }
    }

    private static void Family(PrometheusWriter writer, Figure figure, Snapshot snapshot, byte[][] labels)
    {
        writer.Family(figure.Name, MetricType.Gauge, figure.Help);
        for (var i = 0; i < labels.Length; i++)
        {
            writer.Value(labels[i], figure.Read(snapshot.Queues[i], snapshot));
        }
    }

    private static void States(PrometheusWriter writer, Snapshot snapshot)
    {
        writer.Family("sld_queue_state", MetricType.Gauge, "1 for the state that the queue is in; no line for the others.");
        foreach (var q in snapshot.Queues)
        {
            writer.Value(
                PrometheusWriter.Labels(
                    ("queue_id", q.Queue.Id.Value), ("queue", q.Queue.Name), ("media_type", q.Media.Name), ("state", Words.Slug(q.State))),
                1);
        }
    }

    /// <summary>Agents serve all media types of their queue, so a queue has one line.</summary>
    private static void Agents(PrometheusWriter writer, Snapshot snapshot)
    {
        writer.Family("sld_agents_on_queue", MetricType.Gauge, "Agents who are on queue now.");
        foreach (var q in snapshot.Queues.DistinctBy(static q => q.Queue.Id))
        {
            writer.Value(PrometheusWriter.Labels(("queue_id", q.Queue.Id.Value), ("queue", q.Queue.Name)), q.Agents?.OnQueue);
        }
    }

    /// <summary>Null also where nobody knows how many of the answers were late.</summary>
    private static double? Within(QueueSummary queue, Snapshot snapshot)
    {
        if (!queue.IsMeasured || (queue.Day.Answered > 0 && queue.DayLevel.Upper.Ratio is null))
        {
            return null;
        }
        var within = AnsweredWithin.Of(queue.Day, queue.DayLevel, snapshot.At(queue).Definition, queue.Target);
        return within.Least == within.Most ? within.Least : null;
    }
}
