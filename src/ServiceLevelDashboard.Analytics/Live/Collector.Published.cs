namespace ServiceLevelDashboard.Analytics.Live;

// What is known becomes a snapshot, and goes to the pages and to the other instances.
internal sealed partial class Collector
{
    /// <summary>An answer counts only while this instance leads: one that took longer than the term is dropped.</summary>
    private void Stand(CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        if (leadership.Current is null)
        {
            throw new OperationCanceledException("This instance does not lead any more.");
        }
    }

    private void Rebuild() => Rebuild(reconciler.Current.Switches);

    private void Rebuild(GenesysSwitches switches)
    {
        if (_progress is null)
        {
            return;
        }
        _inForce ??= settings;
        var definition = _queues.Definition with { Switches = switches };
        if (definition != _inForce.Definition)
        {
            _inForce = settings with { Definition = definition };
        }
        var learnt = models.Current;
        _snapshot = _builder.Build(new SnapshotInput
        {
            Settings = _inForce,
            OpeningHours = openingTimes.Current,
            Calendars = _queues.Calendars,
            Definitions = DefinitionsAt(_progress.Until, definition.Switches),
            Version = ++_version,
            DataUntil = _progress.Until,
            ClockOffset = _clockOffset,
            Granularity = _progress.Granularity,
            Edges = _progress.Edges,
            Rows = _rows,
            Queues = _queues.Queues,
            Targets = _queues.Targets,
            SeenMedia = _seenMedia,
            Observed = _observed,
            Models = learnt,
        });
        _input = !feed.IsOn ? null : new LiveInput
        {
            Progress = _progress,
            ClockOffset = _clockOffset,
            Granularity = _granularity,
            Switches = switches,
            Range = _range,
            Rows = _rows,
            Queues = _queues.All,
            Contract = _queues.Contract,
            SeenMedia = _seenMedia,
            Observed = _observed,
            Models = learnt,
        };
    }

    private void Publish()
    {
        var state = new SnapshotState(
            _snapshot,
            [.. new[] { _queueSchedule.Failure, _intervalSchedule.Failure, _observationSchedule.Failure }.OfType<RefreshFailure>()],
            _intervalSchedule.Next,
            contactCentre.Quota,
            _notices)
        {
            Pace = _pace,
            Push = Push,
        };
        store.Publish(state);
        if (feed.IsOn)
        {
            feed.Note(new LiveMoment
            {
                Number = ++_moment,
                Version = _snapshot?.Version ?? 0,
                State = state,
                Sources = [_queueSchedule.Standing, _intervalSchedule.Standing, _observationSchedule.Standing],
                Input = _input,
            });
        }
    }
}
