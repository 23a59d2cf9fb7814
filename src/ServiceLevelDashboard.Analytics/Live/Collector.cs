using System.Collections.Immutable;
using Microsoft.Extensions.Logging;
using ServiceLevelDashboard.Analytics.Configuration;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.Forecasting;
using ServiceLevelDashboard.Analytics.Instances;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Analytics.Reconciling;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Live;

/// <summary>
/// Asks the contact centre and publishes what it answers. One method is one turn of one source; a turn that the contact centre fails leaves the last
/// good snapshot where it is and publishes the failure. The sources fail apart from each other. Turns of different sources may run at once; turns of
/// the same source must not.
/// </summary>
internal sealed partial class Collector(
    IContactCentre contactCentre,
    IIntervalArchive archive,
    SnapshotStore store,
    DashboardSettings settings,
    TimeProvider timeProvider,
    ILogger<Collector> logger,
    Func<double> random,
    HistoryWriter history,
    Reconciler reconciler,
    IContracts contracts,
    QueueModelStore models,
    OpeningTimes openingTimes,
    ILeadership leadership,
    LiveFeed feed)
{
    private const int MaximumNotices = 50;

    private readonly Lock _lock = new();
    private readonly TaskCompletionSource _queuesKnown = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly SourceSchedule _queueSchedule = new(RefreshSource.Queues, settings.QueuesPeriod, settings.JitterRatio, random);
    private readonly SourceSchedule _intervalSchedule = new(RefreshSource.Intervals, settings.IntervalsPeriod, settings.JitterRatio, random);
    private readonly SourceSchedule _observationSchedule = new(RefreshSource.Observations, settings.ObservationsPeriod, settings.JitterRatio, random);
    private readonly SnapshotBuilder _builder = new();

    private readonly CurrentQueues _queues = new(contracts, settings);
    private Granularity _granularity = settings.Granularity;
    private DashboardSettings? _inForce;
    private IntervalProgress? _progress;
    private int _restatementsRead;
    private ImmutableArray<QueueInterval> _rows = [];
    private Interval _range;
    private Dictionary<QueueId, ImmutableArray<MediaType>> _seenMedia = []; // never changed once it is in a snapshot's input
    private ObservationIndex? _observed;
    private Snapshot? _snapshot;
    private TimeSpan _clockOffset;
    private RefreshPace _pace = new(settings.IntervalsPeriod, settings.ObservationsPeriod, 0, 0);
    private ImmutableArray<string> _notices = [];
    private long _version;

    /// <summary>
    /// Done when the queues have been listed once, by this instance: its contact centre reads other answers by what it has listed. Only then are the other
    /// sources worth asking: targets decide what is counted, and an unlisted queue has no name.
    /// </summary>
    public Task QueuesKnown => _queuesKnown.Task;

    /// <summary>Whether interval figures have been asked for and answered since the start.</summary>
    public bool HasFigures => _pace.IntervalCalls > 0;

    /// <summary>How the past is fetched so that it fits what is collected.</summary>
    public BackfillScope BackfillScope
    {
        get
        {
            lock (_lock)
            {
                return new BackfillScope(_granularity, _queues.Plan.Edges, settings.Calendar);
            }
        }
    }

    /// <summary>Asks for the queues and their targets.</summary>
    /// <returns>When to ask again.</returns>
    public async Task<DateTimeOffset> RefreshQueuesAsync(CancellationToken cancellationToken)
    {
        using var turn = TurnTelemetry.Begin(RefreshSource.Queues, timeProvider);
        ImmutableArray<Queue> queues;
        try
        {
            queues = await contactCentre.GetQueuesAsync(cancellationToken).ConfigureAwait(false);
        }
        catch (ContactCentreException e)
        {
            return Failed(_queueSchedule, e, turn, cancellationToken);
        }

        lock (_lock)
        {
            Stand(cancellationToken);
            // By the contact centre's clock, as intervals are: which of them a new target holds for is decided by it.
            var at = Now;
            history.NoteQueues(queues, at);
            openingTimes.List(queues);
            _queues.List(queues, at);
            if (_queues.Plan.LeftOut is > 0 and var leftOut)
            {
                Notice(FormattableString.Invariant(
                    $"{leftOut} thresholds of targets are not counted at, since {EdgePlan.Limit} is the most in one refresh: levels at these are known in bounds only."));
            }

            foreach (var notice in contactCentre.QueueListNotices)
            {
                Notice(notice);
            }

            _queuesKnown.TrySetResult();
            return Succeeded(_queueSchedule, RefreshSource.Queues);
        }
    }

    /// <summary>Asks for the interval figures that are due, merges them into the archive and publishes the new snapshot.</summary>
    /// <returns>When to ask again.</returns>
    public async Task<DateTimeOffset> RefreshIntervalsAsync(CancellationToken cancellationToken)
    {
        using var turn = TurnTelemetry.Begin(RefreshSource.Intervals, timeProvider);
        IntervalQuery query;
        IntervalResponse answer;
        int calls;
        var restatements = reconciler.Changes;
        try
        {
            query = NextQuery(restatements);
            answer = await contactCentre.QueryIntervalsAsync(query, cancellationToken).ConfigureAwait(false);
            calls = answer.Calls;
            if (answer.Granularity != query.Granularity)
            {
                // Refused as too fine. The answer covers the range in whole intervals of the coarser; only where more is wanted now is it asked again.
                var covered = answer.Granularity.SnapOutward(query.Range);
                Adopt(answer);
                query = NextQuery(restatements);
                if (query.Range != covered)
                {
                    answer = await contactCentre.QueryIntervalsAsync(query, cancellationToken).ConfigureAwait(false);
                    calls += answer.Calls;
                }
            }
        }
        catch (ContactCentreException e)
        {
            return Failed(_intervalSchedule, e, turn, cancellationToken);
        }

        Stand(cancellationToken);
        var now = timeProvider.GetUtcNow();
        var coverage = new Coverage(query.Range, query.Granularity, query.Edges, query.Queues, answer.AnsweredAt);
        await MergeAsync(coverage, answer.Rows, cancellationToken).ConfigureAwait(false);
        history.NoteIntervals(query.Range, query.Granularity);
        var days = DaysAt(answer.AnsweredAt);
        var day = _queues.Calendars.All.Length == 1 ? days : DayOf(answer.AnsweredAt);
        var from = days.Start < answer.AnsweredAt - settings.Trailing ? days.Start : answer.AnsweredAt - settings.Trailing;
        var wanted = query.Granularity.SnapOutward(new Interval(from, answer.AnsweredAt));
        var archived = await archive.ReadAsync(wanted, query.Granularity, cancellationToken).ConfigureAwait(false);

        reconciler.Note(archived.Rows, day, answer.AnsweredAt);
        lock (_lock)
        {
            Stand(cancellationToken);
            _clockOffset = answer.AnsweredAt - now;
            _restatementsRead = restatements;
            _progress = IntervalProgress.After(_progress, days, query.Range, answer.AnsweredAt, query.Granularity, query.Edges);
            (_range, _rows) = (wanted, archived.Rows);
            NoteSeen(answer.Rows);
            _pace = _pace with { IntervalCalls = calls };
            foreach (var notice in answer.Notices)
            {
                Notice(notice);
            }
            return Succeeded(_intervalSchedule, RefreshSource.Intervals);
        }
    }

    /// <summary>
    /// Publishes what an archive has kept, before the first question: as old as it is, to be replaced by the first answer. What lies between is asked
    /// for then.
    /// </summary>
    /// <param name="queues">The queues over that day, oldest first.</param>
    /// <param name="range">The range that was read.</param>
    /// <param name="archived">Rows and coverage of the day that was last fetched; not empty.</param>
    public void Restore(ImmutableArray<QueueVersion> queues, Interval range, ArchivedIntervals archived)
    {
        if (archived.Covered.IsEmpty)
        {
            return;
        }
        var latest = archived.Covered.MaxBy(static c => c.FetchedAt)!; // not empty
        lock (_lock)
        {
            openingTimes?.List([.. queues.Select(static version => version.Queue).DistinctBy(static queue => queue.Id)]);
            _queues.Restore(queues, latest.FetchedAt);
            (_range, _rows) = (range, archived.Rows);
            NoteSeen(archived.Rows);
            _progress = new IntervalProgress(DaysAt(latest.FetchedAt), latest.FetchedAt, latest.Granularity, latest.Edges, Unsettled: null);
            Rebuild();
            Publish();
        }
    }

    /// <summary>Notes that a turn broke by a mistake of our own; the loop that caught it goes on.</summary>
    /// <returns>When to try again.</returns>
    public DateTimeOffset RecordFailure(RefreshSource source)
    {
        lock (_lock)
        {
            var failure = ScheduleOf(source).RecordFailure(timeProvider.GetUtcNow());
            if (leadership.Current is not null)
            {
                Publish();
            }
            return failure.NextAttempt;
        }
    }

    private IntervalQuery NextQuery(int restatements)
    {
        lock (_lock)
        {
            var now = Now;
            // Before the question, so that a new target's threshold is counted at in its answer.
            _queues.Look(now);
            // Changed switches restate the past: the day is read again as at the start.
            var progress = restatements == _restatementsRead ? _progress : null;
            var range = IntervalPlan.Range(now, DaysAt(now), settings.Trailing, _granularity, _queues.Plan.Edges, progress);
            return new IntervalQuery(range, _granularity, _queues.Plan.Edges, []);
        }
    }

    private void Adopt(IntervalResponse answer)
    {
        lock (_lock)
        {
            Notice($"The contact centre refused intervals of {_granularity} and answered in {answer.Granularity}.");
            _granularity = answer.Granularity;
            foreach (var notice in answer.Notices)
            {
                Notice(notice);
            }
        }
    }

    /// <summary>The contact centre's clock, now.</summary>
    private DateTimeOffset Now => timeProvider.GetUtcNow() + _clockOffset;

    // Each calendar is asked once a turn, not each queue.
    private ImmutableDictionary<SiteCalendar, ServiceLevelDefinition> DefinitionsAt(DateTimeOffset at, GenesysSwitches switches) =>
        _queues.Calendars.All.Length == 1
        ? ImmutableDictionary<SiteCalendar, ServiceLevelDefinition>.Empty
        : _queues.Calendars.All.ToImmutableDictionary(static calendar => calendar, calendar => _queues.DefinitionOf(calendar, at) with { Switches = switches });

    /// <summary>The sites' days that run at an instant, from the first start to the installation's end: all of them are shown.</summary>
    private Interval DaysAt(DateTimeOffset instant)
    {
        var calendars = _queues.Calendars.All;
        var day = calendars[0].DayOf(instant); // the installation's
        var start = day.Start;
        for (var i = 1; i < calendars.Length; i++)
        {
            start = calendars[i].DayOf(instant).Start is var begun && begun < start ? begun : start;
        }

        return start == day.Start ? day : new Interval(start, day.End);
    }

    private Interval DayOf(DateTimeOffset instant) => settings.Calendar.DayOf(instant);

    private void NoteSeen(ImmutableArray<QueueInterval> rows)
    {
        Dictionary<QueueId, ImmutableArray<MediaType>>? next = null;
        QueueMedia noted = default;
        foreach (var row in rows)
        {
            if (row.Key == noted || row.Counts.IsZero)
            {
                continue; // most rows: one after the other is of the same queue
            }
            noted = row.Key;
            var seen = (next ?? _seenMedia).GetValueOrDefault(row.Key.Queue, []);
            if (!seen.Contains(row.Key.Media))
            {
                next ??= new Dictionary<QueueId, ImmutableArray<MediaType>>(_seenMedia);
                next[row.Key.Queue] = seen.Add(row.Key.Media);
            }
        }

        _seenMedia = next ?? _seenMedia;
    }

    private void Notice(string notice)
    {
        if (_notices.Length < MaximumNotices && !_notices.Contains(notice, StringComparer.Ordinal))
        {
            _notices = _notices.Add(notice);
        }
    }

    private SourceSchedule ScheduleOf(RefreshSource source) => source switch
    {
        RefreshSource.Queues => _queueSchedule,
        RefreshSource.Intervals => _intervalSchedule,
        _ => _observationSchedule,
    };

    private async Task MergeAsync(Coverage coverage, ImmutableArray<QueueInterval> rows, CancellationToken cancellationToken)
    {
        using var part = TurnTelemetry.Part("merge");
        var begunAt = timeProvider.GetTimestamp();
        await archive.MergeAsync(coverage, rows, cancellationToken).ConfigureAwait(false);
        TurnTelemetry.NoteMerge(timeProvider.GetElapsedTime(begunAt), rows.Length);
    }

    private DateTimeOffset Failed(SourceSchedule schedule, ContactCentreException exception, TurnTelemetry.Turn turn, CancellationToken cancellationToken)
    {
        lock (_lock)
        {
            Stand(cancellationToken);
            var failure = schedule.Failed(timeProvider.GetUtcNow(), exception);
            turn.Fail(failure.Kind);
            Log.TurnFailed(logger, failure.Source, failure.Kind, failure.Message, failure.CorrelationId, failure.Attempts, failure.NextAttempt);
            Publish();
            return failure.NextAttempt;
        }
    }

    private DateTimeOffset Succeeded(SourceSchedule schedule, RefreshSource source)
    {
        if (schedule.Failure is { } failure)
        {
            Log.Recovered(logger, source, failure.Attempts, failure.Since);
        }
        else
        {
            Log.TurnSucceeded(logger, source);
        }
        using var part = TurnTelemetry.Part("publish");
        Rebuild();
        var next = schedule.Succeeded(timeProvider.GetUtcNow());
        Publish();
        return next;
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Debug, "{Source} refreshed.")]
        public static partial void TurnSucceeded(ILogger logger, RefreshSource source);

        [LoggerMessage(2, LogLevel.Information, "{Source} answer again after {Attempts} failed refreshes since {Since}.")]
        public static partial void Recovered(ILogger logger, RefreshSource source, int attempts, DateTimeOffset since);

        [LoggerMessage(
            3, LogLevel.Warning, "{Source} failed ({Kind}): {Reason} Correlation id {CorrelationId}; failure {Attempts} in a row; next attempt {NextAttempt}.")]
        public static partial void TurnFailed(
            ILogger logger, RefreshSource source, FailureKind kind, string reason, string? correlationId, int attempts, DateTimeOffset nextAttempt);
    }
}
