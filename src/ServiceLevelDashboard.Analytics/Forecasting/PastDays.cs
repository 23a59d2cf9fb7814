using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Statistics;

namespace ServiceLevelDashboard.Analytics.Forecasting;

/// <summary>Reads the archive's whole past days as curves. A day that is not covered whole is no day: its gaps would look like quiet hours.</summary>
/// <param name="archive">The rows of the past.</param>
/// <param name="slots">How days are cut.</param>
/// <param name="definition">The definition behind the levels.</param>
public sealed class PastDays(IIntervalArchive archive, DaySlots slots, ServiceLevelDefinition definition)
{
    /// <summary>How far back is looked: ten weeks.</summary>
    public const int FurthestDays = 70;

    // Ten weeks of so many queues in quarter hours are at most some 180,000 rows: what is in memory at a time.
    private const int QueuesAtATime = 25;

    /// <summary>The dates among the last ones before a date that are covered whole, oldest first.</summary>
    /// <param name="date">The first date that is not looked at.</param>
    /// <param name="days">How many dates are looked at.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    public async Task<ImmutableArray<DateOnly>> CoveredAsync(DateOnly date, int days, CancellationToken cancellationToken)
    {
        var range = slots.Calendar.RangeOf(new DateRange(date.AddDays(-days), date.AddDays(-1)));
        var covered = await archive.CoverageAsync(slots.Granularity.SnapOutward(range), slots.Granularity, cancellationToken).ConfigureAwait(false);
        ImmutableArray<Interval> parts = [.. covered.Where(c => c.Queues.IsDefaultOrEmpty).Select(c => c.Range)];
        return [.. Enumerable.Range(0, days)
            .Select(i => date.AddDays(i - days))
            .Where(d => Spans.Without(slots.Calendar.DayOf(d), parts).IsEmpty)];
    }

    /// <summary>The days of some queues, by queue and media type. A queue's days begin with the first in which anything happened.</summary>
    /// <param name="dates">The dates to read, oldest first; not empty.</param>
    /// <param name="queues">The queues.</param>
    /// <param name="targetOf">The target of each queue and media type.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    public async Task<Dictionary<QueueMedia, ImmutableArray<DayCurve>>> ReadAsync(
        ImmutableArray<DateOnly> dates, ImmutableArray<QueueId> queues, Func<QueueMedia, ServiceLevelTarget?> targetOf, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(targetOf);
        var range = slots.Granularity.SnapOutward(slots.Calendar.RangeOf(new DateRange(dates[0], dates[^1])));
        var kept = await archive.ReadAsync(range, slots.Granularity, queues, cancellationToken).ConfigureAwait(false);
        var place = dates.Select((date, index) => (date, index)).ToDictionary(d => d.date, d => d.index);
        var days = new Dictionary<QueueMedia, SlotCounts[]?[]>();
        foreach (var row in kept.Rows)
        {
            if (!place.TryGetValue(slots.DateOf(row.Interval.Start), out var day))
            {
                continue;
            }
            if (!days.TryGetValue(row.Key, out var mine))
            {
                days.Add(row.Key, mine = new SlotCounts[]?[dates.Length]);
            }
            (mine[day] ??= new SlotCounts[slots.Count])[slots.At(row.Interval.Start)] +=
                Counts(row.Counts, ServiceLevelCalculator.Compute(row.Counts, definition, Measure.ThresholdOf(definition, targetOf(row.Key))).Lower);
        }

        return days.ToDictionary(d => d.Key, d => Curves(dates, d.Value));
    }

    /// <summary>
    /// The days of any number of queues, some at a time. After each part it rests for as long as the part took: thousands of queues take minutes, and
    /// whoever reads meanwhile finds the archive free every other moment.
    /// </summary>
    /// <param name="dates">The dates to read, oldest first; without any nothing is read.</param>
    /// <param name="queues">The queues.</param>
    /// <param name="targetOf">The target of each queue and media type.</param>
    /// <param name="clock">Tells how long a part took, and waits.</param>
    /// <param name="cancellationToken">Ends the read.</param>
    /// <returns>How many queues a part is of, and their days.</returns>
    public async IAsyncEnumerable<(int Queues, Dictionary<QueueMedia, ImmutableArray<DayCurve>> Days)> ReadInPartsAsync(
        ImmutableArray<DateOnly> dates, IEnumerable<QueueId> queues, Func<QueueMedia, ServiceLevelTarget?> targetOf, TimeProvider clock,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(clock);
        var rest = TimeSpan.Zero;
        foreach (var some in dates.IsEmpty ? [] : queues.OrderBy(static id => id.Value, StringComparer.Ordinal).Chunk(QueuesAtATime)) // as the archive lies
        {
            await Task.Delay(rest, clock, cancellationToken).ConfigureAwait(false);
            var started = clock.GetTimestamp();
            yield return (some.Length, await ReadAsync(dates, [.. some], targetOf, cancellationToken).ConfigureAwait(false));
            rest = clock.GetElapsedTime(started); // with what was made of it
        }
    }

    /// <summary>What a day's curve keeps of some counts.</summary>
    public static SlotCounts Counts(ContactCounts counts, ServiceLevel level)
    {
        ArgumentNullException.ThrowIfNull(counts);
        return new SlotCounts(counts.Offered, (int)level.Numerator, (int)level.Denominator)
        {
            Abandoned = counts.Abandoned,
            WaitSeconds = counts.Wait.SumMs / 1000.0,
            Handled = counts.Handle.Count,
            HandleSeconds = counts.Handle.SumMs / 1000.0,
        };
    }

    private ImmutableArray<DayCurve> Curves(ImmutableArray<DateOnly> dates, SlotCounts[]?[] days)
    {
        var first = Array.FindIndex(days, d => d is not null);
        return [.. Enumerable.Range(first, days.Length - first)
            .Select(i => new DayCurve(dates[i], ImmutableArray.Create(days[i] ?? new SlotCounts[slots.Count])))];
    }
}
