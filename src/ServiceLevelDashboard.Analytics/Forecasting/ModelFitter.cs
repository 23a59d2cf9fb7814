using System.Collections.Frozen;
using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Statistics;

namespace ServiceLevelDashboard.Analytics.Forecasting;

/// <summary>Learns every queue's usual day and forecaster from the archive. Takes minutes for thousands of queues: never on a turn of the collector.</summary>
/// <param name="archive">The rows of the past.</param>
/// <param name="observations">The agents of the past.</param>
/// <param name="clock">The present moment.</param>
internal sealed class ModelFitter(IIntervalArchive archive, IObservationArchive observations, TimeProvider clock)
{
    // Agents are read only where they are compared: on the last days of the same weekday.
    private const int DaysOfAgents = 4;

    /// <summary>The models of a snapshot's day, from whole days before it.</summary>
    /// <param name="snapshot">The day of a site, the targets, the definition.</param>
    /// <param name="queues">The queues of that site.</param>
    /// <param name="slots">How the day is cut.</param>
    /// <param name="dates">The covered dates before the day, oldest first.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    public async Task<QueueModels> FitAsync(
        Snapshot snapshot, IEnumerable<QueueId> queues, DaySlots slots, ImmutableArray<DateOnly> dates, CancellationToken cancellationToken)
    {
        var past = new PastDays(archive, slots, snapshot.Definition);
        var targets = snapshot.Queues.ToDictionary(q => q.Key, q => q.Target);
        var models = new Dictionary<QueueMedia, QueueModel>();
        await foreach (var (_, days) in past.ReadInPartsAsync(dates, queues, TargetOf, clock, cancellationToken).ConfigureAwait(false))
        {
            foreach (var ofQueue in days.GroupBy(d => d.Key.Queue))
            {
                var agents = await AgentsAsync(ofQueue.Key, snapshot.Day, slots, dates, cancellationToken).ConfigureAwait(false);
                foreach (var (key, curves) in ofQueue)
                {
                    models.Add(key, QueueModel.Fit(key, WithAgents(curves, agents), slots.DateOf(snapshot.Day.Start), slots));
                }
            }
        }

        return new QueueModels { FittedAt = clock.GetUtcNow(), Queues = models.ToFrozenDictionary() };

        ServiceLevelTarget? TargetOf(QueueMedia key) =>
            targets.TryGetValue(key, out var target) ? target : snapshot.TargetFor(key);
    }

    private static IEnumerable<DayCurve> WithAgents(ImmutableArray<DayCurve> curves, Dictionary<DateOnly, double?[]> agents) =>
        curves.Select(day => agents.TryGetValue(day.Date, out var seen)
            ? day with { Slots = [.. day.Slots.Select((slot, k) => slot with { Agents = seen[k] })] }
            : day);

    private async Task<Dictionary<DateOnly, double?[]>> AgentsAsync(
        QueueId queue, Interval day, DaySlots slots, ImmutableArray<DateOnly> dates, CancellationToken cancellationToken)
    {
        var weekday = slots.DateOf(day.Start).DayOfWeek;
        var agents = new Dictionary<DateOnly, double?[]>();
        foreach (var date in dates.Where(d => d.DayOfWeek == weekday).TakeLast(DaysOfAgents))
        {
            var range = slots.Calendar.DayOf(date);
            var seen = await observations.ReadAsync(queue, range, cancellationToken).ConfigureAwait(false);
            var bySlot = new double?[slots.Count];
            foreach (var row in seen.Where(o => o.Status == AgentStatus.OnQueue))
            {
                bySlot[slots.At(row.Interval.Start)] = (double?)row.Count.Mean;
            }
            agents.Add(date, bySlot);
        }

        return agents;
    }
}
