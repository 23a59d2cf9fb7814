using System.Collections.Immutable;

namespace ServiceLevelDashboard.Analytics.Live;

// What another instance knows, taken over: the state is the same as if this one had asked, so that it can go on from there.
internal sealed partial class Collector
{
    private long _moment;
    private long? _followedVersion;
    private LiveInput? _input;

    /// <summary>The number of the last moment that was published or followed.</summary>
    public long Moment
    {
        get
        {
            lock (_lock)
            {
                return _moment;
            }
        }
    }

    /// <summary>The rows that are known of a range.</summary>
    /// <param name="range">Whole intervals.</param>
    /// <param name="granularity">How finely it is cut.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    public async Task<RowDigests> DigestsAsync(Interval range, Granularity granularity, CancellationToken cancellationToken) =>
        RowDigests.Of(range, granularity, (await archive.ReadAsync(range, granularity, cancellationToken).ConfigureAwait(false)).Rows);

    /// <summary>Goes on counting after moments that cannot be followed, since another version of the program wrote them.</summary>
    public void GoOnAfter(long moment)
    {
        lock (_lock)
        {
            _moment = Math.Max(_moment, moment);
        }
    }

    /// <summary>Publishes what another instance has published; its rows have been merged before.</summary>
    /// <param name="moment">What it knew. The rows in it are left out: they are read here.</param>
    /// <param name="cancellationToken">Ends the reading of rows.</param>
    public async Task FollowAsync(LiveMoment moment, CancellationToken cancellationToken)
    {
        var rows = moment.Input is { } asked
            ? (await archive.ReadAsync(asked.Range, asked.Progress.Granularity, cancellationToken).ConfigureAwait(false)).Rows
            : [];
        lock (_lock)
        {
            _moment = moment.Number;
            _notices = moment.State.Notices;
            _pace = moment.State.Pace;
            _queueSchedule.Follow(moment.Sources[0]);
            _intervalSchedule.Follow(moment.Sources[1]);
            _observationSchedule.Follow(moment.Sources[2]);
            if (moment.Input is { } input)
            {
                Follow(input, rows, moment.Version);
            }
            store.Publish(moment.State with { Snapshot = _snapshot });
        }
    }

    /// <summary>What was followed may be untrue from here on: this instance has led meanwhile.</summary>
    public void ForgetFollowed()
    {
        lock (_lock)
        {
            _followedVersion = null;
        }
    }

    private void Follow(LiveInput input, ImmutableArray<QueueInterval> rows, long version)
    {
        if (_followedVersion == version && _rows == rows)
        {
            return;
        }
        models.Publish(input.Models);
        openingTimes.List([.. input.Queues.Listed.Select(input.Queues.Record.Last)]);
        _queues.Follow(input.Queues, input.Contract);
        (_progress, _clockOffset, _granularity) = (input.Progress, input.ClockOffset, input.Granularity);
        (_range, _rows) = (input.Range, rows);
        _seenMedia = new(input.SeenMedia);
        _observed = input.Observed;
        _restatementsRead = reconciler.Changes;
        _followedVersion = version;
        _version = version - 1;
        reconciler.Note(rows, DayOf(input.Progress.Until), input.Progress.Until);
        Rebuild(input.Switches);
    }
}
