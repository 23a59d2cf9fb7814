using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Configuration;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Alerts;

/// <summary>
/// Replays a rule over the past: by the functions that judge the present, at the end of each interval that is kept, a day at a time. What was not fetched is
/// unknown, as stale figures are.
/// </summary>
/// <param name="archive">What is kept.</param>
/// <param name="targets">What each queue was measured by.</param>
/// <param name="hours">When queues are open.</param>
/// <param name="zone">The zone of opening hours that name none.</param>
/// <param name="granularity">The length of the intervals.</param>
public sealed class AlertReplay(
    IIntervalArchive archive, TargetResolver targets, ConfiguredOpeningHours hours, TimeZoneInfo zone, Granularity granularity)
{
    /// <summary>How many days are replayed unless somebody says otherwise: four weeks.</summary>
    public const int UsualDays = 28;

    /// <summary>Replays a rule.</summary>
    /// <param name="rule">The rule, kept or not.</param>
    /// <param name="group">The group that its scope names; null when there is none.</param>
    /// <param name="days">The days, by the clocks of each queue's site.</param>
    /// <param name="sees">Whose eyes it is for.</param>
    /// <param name="progress">Told the share that is done after each day; null tells nobody.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    /// <exception cref="ArchiveUnavailableException">The archive cannot be read at present.</exception>
    public async Task<ReplayResult> RunAsync(
        AlertRule rule, Group? group, DateRange days, Visibility sees, IProgress<double>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(rule);
        ArgumentNullException.ThrowIfNull(sees);
        if (rule.Traits.Past != KeptPast.Intervals)
        {
            return new ReplayResult { Days = days, Past = rule.Traits.Past };
        }

        var tally = new ReplayTally(rule, days);
        var calendars = targets.Contract.Calendars.All;
        var (done, all) = (0, calendars.Length * days.Count);
        foreach (var calendar in calendars)
        {
            foreach (var date in days.Days)
            {
                cancellationToken.ThrowIfCancellationRequested();
                await ReplayAsync(tally, rule, group, calendar, date, sees, cancellationToken).ConfigureAwait(false);
                progress?.Report((double)++done / all);
            }
        }

        return tally.ToResult();
    }

    private async Task ReplayAsync(
        ReplayTally tally, AlertRule rule, Group? group, SiteCalendar calendar, DateOnly date, Visibility sees, CancellationToken cancellationToken)
    {
        var day = calendar.DayOf(date);
        // An interval belongs to the day in which it starts, as in the snapshot.
        var range = new Interval(granularity.Ceiling(day.Start), granularity.Ceiling(day.End));
        var queues = rule.Scope.Queues.IsDefault ? [] : rule.Scope.Queues;
        var kept = await archive.ReadAsync(range, granularity, queues, cancellationToken).ConfigureAwait(false);
        ImmutableArray<Interval> intervals = [.. granularity.Split(range)];
        var known = Array.ConvertAll([.. intervals], i => kept.Covered.Any(c => c.Queues.IsDefaultOrEmpty && c.Range.Contains(i)));
        tally.BeginDay(intervals.Length, known.Count(static k => !k));

        var seen = new HashSet<QueueMedia>();
        for (int start = 0, end; start < kept.Rows.Length; start = end)
        {
            var key = kept.Rows[start].Key;
            for (end = start + 1; end < kept.Rows.Length && kept.Rows[end].Key == key; end++)
            {
                // to the end of the queue's rows
            }
            if (targets.Contract.Calendars.Of(key.Queue) != calendar)
            {
                continue;
            }
            var queue = targets.Queues.At(key.Queue, day.End.AddTicks(-1));
            if (rule.Scope.Holds(queue, key.Media, group) && sees.Sees(queue, key.Media))
            {
                seen.Add(key);
                var spells = targets.MeasuresOf(key, day);
                tally.Day(key, queue, date, new ReplayDay(rule, spells, kept.Rows.AsSpan()[start..end], intervals, known), IsOpen(queue));
            }
        }

        // Queues without a contact have no rows: what rang the day before is over.
        foreach (var key in tally.Open.Where(k => !seen.Contains(k) && targets.Contract.Calendars.Of(k.Queue) == calendar).ToList())
        {
            var queue = targets.Queues.At(key.Queue, day.End.AddTicks(-1));
            tally.Day(key, queue, date, new ReplayDay(rule, targets.MeasuresOf(key, day), [], intervals, known), IsOpen(queue));
        }

        Func<DateTimeOffset, bool> IsOpen(Queue queue)
        {
            var open = hours.For(queue);
            return at => rule.Hours == AlertHours.Always || open.IsOpen(at, zone);
        }
    }
}
