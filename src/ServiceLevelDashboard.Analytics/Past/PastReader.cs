using ServiceLevelDashboard.Analytics.Configuration;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Analytics.Past;

/// <summary>Reads the past in the dashboard: knows what is kept, what was promised and who may see it.</summary>
/// <param name="history">What is kept.</param>
/// <param name="queues">Queues over time.</param>
/// <param name="snapshots">The queues as they are now, the organisation's switches.</param>
/// <param name="contracts">What was promised on each day, and by which definition it is measured.</param>
/// <param name="settings">How finely time is cut.</param>
/// <param name="centre">Asked only by <see cref="FetchAsync"/>.</param>
/// <param name="clock">The present moment: nothing is known beyond it.</param>
public sealed class PastReader(
    IHistory history, IQueueHistory queues, ISnapshots snapshots, IContracts contracts, DashboardSettings settings, IContactCentre centre, TimeProvider clock)
{
    /// <summary>How long after its end an interval counts as settled.</summary>
    public TimeSpan SettlesAfter => history.SettlesAfter;

    /// <summary>What was set here, with the switches that the organisation was found to have.</summary>
    public Contract Contract =>
        snapshots.For(Visibility.Everything).Snapshot is { } snapshot ? contracts.Current.With(snapshot.Definition.Switches) : contracts.Current;

    private Granularity Granularity => snapshots.For(Visibility.Everything).Snapshot?.Granularity ?? settings.Granularity;

    /// <summary>
    /// What every queue was and is measured by. An outage of the archive costs the past versions of queues, no more: the present ones are known still.
    /// </summary>
    public async Task<TargetResolver> TargetsAsync(CancellationToken cancellationToken)
    {
        var record = QueueRecord.Empty;
        try
        {
            record = await QueueRecord.ReadAsync(queues, cancellationToken).ConfigureAwait(false);
        }
        catch (ArchiveUnavailableException)
        {
            // The snapshot's, then: below.
        }

        return new TargetResolver(
            Contract, snapshots.For(Visibility.Everything).Snapshot is { } snapshot ? record.Seeing(snapshot.Listed.Values, snapshot.DataUntil) : record);
    }

    /// <summary>Answers a query from what is kept; no call is made to the contact centre.</summary>
    public Task<PastReport> ReadAsync(PastQuery query, TargetResolver targets, CancellationToken cancellationToken) =>
        PastEngine.ReadAsync(query, new ArchiveSource(history, progress: null), targets, cancellationToken);

    /// <summary>Reads what the history page shows; no call is made to the contact centre.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="sees">Whose eyes it is for: what they may not see is not in it.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public Task<HistoryView> ReadAsync(HistoryRequest request, Visibility sees, CancellationToken cancellationToken) =>
        ReadAsync(request, sees, progress: null, cancellationToken);

    /// <summary>The same, telling how many of its days have been read.</summary>
    /// <param name="request">What is asked.</param>
    /// <param name="sees">Whose eyes it is for: what they may not see is not in it.</param>
    /// <param name="progress">Told after each day, or null.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<HistoryView> ReadAsync(HistoryRequest request, Visibility sees, IProgress<int>? progress, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var targets = await TargetsAsync(cancellationToken).ConfigureAwait(false);
        var now = Granularity.Ceiling(clock.GetUtcNow());
        return await ReadAsync(request, sees, targets, _ => now, progress, cancellationToken).ConfigureAwait(false);
    }

    /// <summary>
    /// Reads what a range is compared with: the same days earlier. While the range is under way both end with the last whole interval, at the same time
    /// of day, so that a part of a day is never held against a whole one.
    /// </summary>
    /// <param name="view">The range, as it was read.</param>
    /// <param name="sees">Whose eyes it is for.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>Null when it is compared with nothing.</returns>
    public async Task<HistoryComparison?> CompareAsync(HistoryView view, Visibility sees, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(view);
        var request = view.Request;
        if (request.AgainstDays == 0)
        {
            return null;
        }

        var targets = await TargetsAsync(cancellationToken).ConfigureAwait(false);
        var until = Granularity.Floor(clock.GetUtcNow());
        var isUnderWay = targets.Contract.Calendars.All.Any(calendar => calendar.RangeOf(request.Dates).End > until);
        var now = isUnderWay ? await ReadAsync(request, sees, targets, _ => until, null, cancellationToken).ConfigureAwait(false) : view;
        var earlier = await ReadAsync(
            request.Earlier, sees, targets, calendar => calendar.SameTimeBefore(until, request.AgainstDays), null, cancellationToken).ConfigureAwait(false);
        return new HistoryComparison(now, earlier, isUnderWay ? until : null);
    }

    private async Task<HistoryView> ReadAsync(
        HistoryRequest request, Visibility sees, TargetResolver targets, Func<SiteCalendar, DateTimeOffset> until, IProgress<int>? progress,
        CancellationToken cancellationToken)
    {
        var query = QueryOf(request, sees, targets, Granularity, until);
        var past = await PastEngine.ReadAsync(query, new ArchiveSource(history, progress), targets, cancellationToken).ConfigureAwait(false);
        return new HistoryView { Request = request, Past = past, Unsettled = KnownParts.Unsettled(past.Covered, history.SettlesAfter) };
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
        var targets = await TargetsAsync(cancellationToken).ConfigureAwait(false);
        var granularity = Granularity;
        RefusedGranularity? refused = null;
        while (true)
        {
            var until = granularity.Ceiling(clock.GetUtcNow());
            var query = QueryOf(request, sees, targets, granularity, _ => until);
            var source = new CentreSource(centre, granularity, TimeSpan.FromDays(HistoryRequest.DaysPerCall), progress: null, days: null, refused);
            var past = await PastEngine.ReadAsync(query, source, targets, cancellationToken).ConfigureAwait(false);
            refused = source.Refused;
            if (refused is not { Answer.Granularity: var coarser })
            {
                return new HistoryView
                {
                    Request = request,
                    Past = past,
                    Unsettled = KnownParts.Unsettled(
                    past.Covered, history.SettlesAfter),
                    IsFetched = true
                };
            }

            granularity = coarser;
        }
    }

    private static PastQuery QueryOf(
        HistoryRequest request, Visibility sees, TargetResolver targets, Granularity granularity, Func<SiteCalendar, DateTimeOffset> until)
    {
        ArgumentNullException.ThrowIfNull(sees);
        var queues = PastQuery.QueuesOf(request.Queues, sees, targets);
        return new PastQuery
        {
            Periods = PastPeriods.OfDates(request.Dates, request.Cut, granularity, targets, queues, until),
            Queues = queues,
            Media = request.Media,
            Grouping = request switch
            {
                { SideBySide: true } => PastGrouping.Queue,
                { Pooled: true } => PastGrouping.All,
                _ => PastGrouping.MediaAndThreshold,
            },
            Threshold = request.Threshold,
            Sees = sees,
            Marked = request.Marked,
            WithoutMarked = request.WithoutMarked,
        };
    }
}
