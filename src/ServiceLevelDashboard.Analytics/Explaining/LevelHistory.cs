using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Configuration;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.History;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Explaining;

/// <summary>Levels of any part of the past.</summary>
/// <param name="history">What is kept.</param>
/// <param name="archive">Names and targets over time.</param>
/// <param name="snapshots">The queues as they are now, the definition in force.</param>
/// <param name="contracts">What was promised on each day, and by which definition it is measured.</param>
/// <param name="settings">The site's days.</param>
/// <param name="centre">Asked only by <see cref="FetchAsync"/>.</param>
/// <param name="clock">The present moment: nothing is known beyond it.</param>
public sealed class LevelHistory(
    IHistory history, IDurableArchive archive, ISnapshots snapshots, IContracts contracts, DashboardSettings settings, IContactCentre centre, TimeProvider clock)
{
    /// <summary>Reads the archive; no call is made to the contact centre.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="sees">Whose eyes it is for: what they may not see is not in it.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<HistoryView> ReadAsync(HistoryRequest request, Visibility sees, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(sees);
        var range = RangeOf(request);
        var queues = await PastQueues.ReadAsync(archive, snapshots, contracts.Current, range, cancellationToken).ConfigureAwait(false);
        var periods = PeriodsOf(request, range, Granularity);
        if (ChosenOf(request, queues, sees) is not { } chosen)
        {
            return HistoryView.Nothing(request, range, periods);
        }
        var tally = new HistoryTally(request, queues, periods);
        var covered = new List<Coverage>();
        // A day at a time: a month of every queue does not fit into memory at once.
        foreach (var day in settings.Calendar.DaysOf(request.Dates).Where(d => d.Start < range.End))
        {
            var kept = request.Cut is PeriodLength.Interval or PeriodLength.Hour || request.LeavesOutIn(day)
                ? await history.ReadAsync(day, chosen, cancellationToken).ConfigureAwait(false)
                : await history.ReadDayAsync(day, settings.Zone, chosen, cancellationToken).ConfigureAwait(false);
            foreach (var row in kept.Rows.Where(r => day.Contains(r.Interval.Start) && queues.IsSeen(r.Key, sees)))
            {
                tally.Add(row);
            }
            covered.AddRange(KnownParts.For(day, kept.Covered, chosen));
        }

        return new HistoryView
        {
            Request = request,
            Range = range,
            Periods = periods,
            Lines = tally.Lines(),
            Missing = KnownParts.Missing(range, covered),
            Unsettled = KnownParts.Unsettled(covered, archive.SettlesAfter),
        };
    }

    /// <summary>
    /// Asks the contact centre for the range once more, counted at the threshold that was asked for. The answer is for this view alone: the archive
    /// keeps the edges that it has.
    /// </summary>
    /// <param name="request">What is asked.</param>
    /// <param name="sees">Whose eyes it is for.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <exception cref="ContactCentreException">It did not answer.</exception>
    public async Task<HistoryView> FetchAsync(HistoryRequest request, Visibility sees, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(sees);
        var range = RangeOf(request);
        var queues = await PastQueues.ReadAsync(archive, snapshots, contracts.Current, range, cancellationToken).ConfigureAwait(false);
        if (ChosenOf(request, queues, sees) is not { } chosen)
        {
            return HistoryView.Nothing(request, range, PeriodsOf(request, range, Granularity));
        }
        var threshold = request.Threshold is { } given ? new[] { given } : [];
        var answer = await centre.QueryIntervalsAsync(
            new IntervalQuery(Granularity.SnapOutward(range), Granularity, EdgeSet.Of(threshold, threshold), chosen), cancellationToken).ConfigureAwait(false);
        var tally = new HistoryTally(request, queues, PeriodsOf(request, range, answer.Granularity));
        foreach (var row in answer.Rows.Where(r => queues.IsSeen(r.Key, sees)))
        {
            tally.Add(row);
        }
        var coverage = new Coverage(range, answer.Granularity, EdgeSet.Of(threshold, threshold), chosen, answer.AnsweredAt);
        return new HistoryView
        {
            Request = request,
            Range = range,
            Periods = PeriodsOf(request, range, answer.Granularity),
            Lines = tally.Lines(),
            Missing = [],
            Unsettled = KnownParts.Unsettled([coverage], archive.SettlesAfter),
            IsFetched = true,
        };
    }

    private Granularity Granularity => snapshots.For(Visibility.Everything).Snapshot?.Granularity ?? settings.Granularity;

    /// <summary>The queues that are asked for and seen: none for all, and null when there is none, which an empty list cannot say.</summary>
    private static ImmutableArray<QueueId>? ChosenOf(HistoryRequest request, PastQueues queues, Visibility sees)
    {
        if (sees.IsEverything)
        {
            return request.Queues;
        }
        ImmutableArray<QueueId> seen = [.. (request.Queues.IsEmpty ? queues.All : request.Queues).Where(id => queues.IsSeen(id, sees))];
        return seen.IsEmpty ? null : seen;
    }

    /// <summary>The days that were asked for, as far as they have come.</summary>
    private Interval RangeOf(HistoryRequest request)
    {
        var whole = settings.Calendar.RangeOf(request.Dates);
        var now = Granularity.Ceiling(clock.GetUtcNow());
        return now >= whole.End ? whole : new Interval(whole.Start, now > whole.Start ? now : whole.Start);
    }

    private ImmutableArray<Interval> PeriodsOf(HistoryRequest request, Interval range, Granularity granularity)
    {
        if (range.Length == TimeSpan.Zero)
        {
            return [];
        }
        var whole = request.Cut switch
        {
            PeriodLength.Interval => [.. granularity.Split(range)],
            PeriodLength.Hour => settings.Calendar.HoursOf(request.Dates),
            PeriodLength.Week => settings.Calendar.WeeksOf(request.Dates),
            PeriodLength.Month => settings.Calendar.MonthsOf(request.Dates),
            _ => settings.Calendar.DaysOf(request.Dates),
        };
        return [.. whole.Where(p => p.Start < range.End).Select(p => p.End <= range.End ? p : new Interval(p.Start, range.End))];
    }
}
