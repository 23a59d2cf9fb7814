using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Statistics;

namespace ServiceLevelDashboard.Analytics.Forecasting;

/// <summary>The budgets of the site's week (from Monday on) and calendar month, from the archive's days and what its weekdays usually bring.</summary>
/// <param name="history">The days of the period.</param>
/// <param name="archive">The days before it, from which the rest is expected.</param>
/// <param name="snapshots">Today's own forecast.</param>
/// <param name="contracts">Which day is today.</param>
/// <param name="hours">The days on which the queue does not open.</param>
/// <param name="clock">The present moment.</param>
public sealed class PeriodBudgets(
    PastReader history, IDurableIntervalArchive archive, ISnapshots snapshots, IContracts contracts, OpeningTimes hours, TimeProvider clock)
{
    /// <summary>Reads both: the week first.</summary>
    /// <param name="key">Queue and media type.</param>
    /// <param name="sees">Whose eyes it is for.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<ImmutableArray<PeriodBudget>> ReadAsync(QueueMedia key, Visibility sees, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(sees);
        var calendar = contracts.Current.Calendars.Of(key.Queue);
        var today = calendar.DateOf(clock.GetUtcNow());
        var week = await SoFarAsync(key, DateRange.WeekOf(today), today, sees, cancellationToken).ConfigureAwait(false);
        var month = await SoFarAsync(key, DateRange.MonthOf(today), today, sees, cancellationToken).ConfigureAwait(false);
        if (snapshots.For(sees).Snapshot is not { } snapshot || snapshot.Listed.GetValueOrDefault(key.Queue) is not { } queue)
        {
            return [week, month];
        }
        snapshot = snapshot with { Calendar = calendar };
        var past = await PastOfAsync(key, snapshot, today, cancellationToken).ConfigureAwait(false);
        return past is null ? [week, month] : [Expecting(week), Expecting(month)];

        PeriodBudget Expecting(PeriodBudget period)
        {
            var toCome = ToCome(past, queue, snapshot.Find(key), today, period.To, snapshot);
            return period.Expecting(toCome, SlotsOf(snapshot));
        }
    }

    private static DaySlots SlotsOf(Snapshot snapshot) => new(snapshot.Calendar, snapshot.Granularity);

    private async Task<PeriodBudget> SoFarAsync(QueueMedia key, DateRange period, DateOnly today, Visibility sees, CancellationToken cancellationToken)
    {
        var request = new HistoryRequest(period.From, today) { Queues = [key.Queue], Media = key.Media, SideBySide = true };
        var view = await history.ReadAsync(request, sees, cancellationToken).ConfigureAwait(false);
        // One queue and media type: one line, or none when nothing happened.
        var line = view.Lines.FirstOrDefault(l => l.Keys.Contains(key));
        var level = line?.Level.Lower ?? ServiceLevel.None;
        return new PeriodBudget(
            period.From, period.To, level, line?.TargetRatio is { } ratio ? new ErrorBudget(level, ratio, rest: null) : null, !view.Missing.IsEmpty)
        {
            IsHalfOver = 2 * (today.DayNumber - period.From.DayNumber + 1) > period.Count,
        };
    }

    /// <summary>The queue's whole days before today; null when there is none, and while the archive is away.</summary>
    private async Task<DayHistory?> PastOfAsync(QueueMedia key, Snapshot snapshot, DateOnly today, CancellationToken cancellationToken)
    {
        var past = new PastDays(archive, SlotsOf(snapshot), snapshot.Definition);
        try
        {
            var dates = await past.CoveredAsync(today, PastDays.FurthestDays, cancellationToken).ConfigureAwait(false);
            if (dates.IsEmpty)
            {
                return null;
            }
            var target = snapshot.TargetFor(key);
            var days = await past.ReadAsync(dates, [key.Queue], _ => target, cancellationToken).ConfigureAwait(false);
            return days.TryGetValue(key, out var curves) ? new DayHistory(curves) : null;
        }
        catch (ArchiveUnavailableException)
        {
            return null;
        }
    }

    private DaysToCome ToCome(DayHistory past, Queue queue, QueueSummary? summary, DateOnly today, DateOnly to, Snapshot snapshot)
    {
        var open = hours.Current.For(queue);
        var days = DaysToCome.Of(past, Enumerable.Range(0, to.DayNumber - today.DayNumber + 1).Select(today.AddDays).Where(open.OpensOn));
        if (days.Days is not [var first, ..] || first.Date != today)
        {
            return days;
        }
        // Today's own forecast has seen the day so far.
        var passed = summary?.Intervals is [.., var last] ? SlotsOf(snapshot).At(last.Interval.Start) + 1 : 0;
        return new DaysToCome(days.Days.SetItem(0, first.From(passed, summary?.Budget?.Rest)));
    }
}
