using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Alerts;

/// <summary>
/// The alerts of one process in memory: readings go in, and what has changed comes out, to be written. Follows from what is put in alone.
/// </summary>
internal sealed class AlertLedger
{
    private readonly QueueWatch _watch = new();
    private readonly Dictionary<(string Rule, string Subject), TrackedAlert> _open = [];
    private readonly List<TrackedAlert> _over = [];
    private readonly List<TrackedAlert> _removed = [];
    private long _turn;

    /// <summary>Those that are pending or fire.</summary>
    public IReadOnlyCollection<TrackedAlert> Open => _open.Values;

    /// <summary>Those that fire, and those that are over and may still have to be told.</summary>
    public IEnumerable<TrackedAlert> All => _open.Values.Concat(_over);

    /// <summary>Whether nothing is led.</summary>
    public bool IsEmpty => _open.Count + _over.Count + _removed.Count == 0;

    /// <summary>What an alert of a queue is about.</summary>
    public static string SubjectOf(QueueMedia key) => $"{key.Queue.Value} {key.Media.Name}";

    /// <summary>Begins with what the store holds; what was never written stays unless the store knows better.</summary>
    public void Load(IEnumerable<StoredAlert> stored)
    {
        var unwritten = _open.Values.Where(static a => a.Version == 0).ToList();
        _open.Clear();
        _over.Clear();
        _removed.Clear();
        foreach (var alert in stored.Select(TrackedAlert.Read).OfType<TrackedAlert>())
        {
            if (alert.Progress.State == AlertState.Resolved)
            {
                _over.Add(alert);
            }
            else
            {
                _open[(alert.Rule, alert.Subject)] = alert;
            }
        }

        foreach (var alert in unwritten)
        {
            _open.TryAdd((alert.Rule, alert.Subject), alert);
        }
        _watch.Clear();
    }

    /// <summary>Lets go of what another process leads; what was never written stays.</summary>
    public void Forget() => Load([]);

    /// <summary>Takes in how things stand.</summary>
    /// <param name="rules">All rules.</param>
    /// <param name="groups">The groups that they name.</param>
    /// <param name="system">How the system stands, the figures among it.</param>
    /// <param name="archiveAlone">Whether only the archive's own condition is looked at: another process leads the others.</param>
    public void Take(
        ImmutableSortedDictionary<string, Document<AlertRule>> rules, ImmutableSortedDictionary<string, Document<Group>> groups, SystemMoment system,
        bool archiveAlone = false)
    {
        _turn++;
        var (now, moment) = (system.Now, AlertMoment.Of(system.State, system.Now));
        if (system.State.Snapshot is { } snapshot && !archiveAlone)
        {
            foreach (var reading in _watch.Look(rules, groups, snapshot, moment, (rule, key) => _open.Count > 0 && _open.ContainsKey((rule, SubjectOf(key)))))
            {
                var subject = SubjectOf(reading.Queue.Key);
                Apply(
                    reading.Key, reading.Rule, subject, reading.Reading, now,
                    before => FactsMaker.Of(reading.Key, reading.Rule, reading.Queue, snapshot, before));
                QueueWatch.Keep(reading, _open.ContainsKey((reading.Key, subject)));
            }
        }

        foreach (var (key, document) in rules)
        {
            if (document.Value is not { Enabled: true, Traits.Subject: not AlertSubject.Queue } rule
                || (archiveAlone && rule.Condition != AlertConditionKind.ArchiveUnavailable))
            {
                continue;
            }
            foreach (var said in SystemConditions.Read(rule, system))
            {
                Apply(key, rule, said.Subject, new AlertReading(said.Kind, now), now, before => FactsMaker.Of(key, rule, said, system, before));
            }
        }

        EndUnseen(rules, system, moment);
    }

    /// <summary>Notes who has taken note of what.</summary>
    public void Acknowledge(Func<string, AlertAcknowledgement?> find)
    {
        foreach (var alert in All.Where(static a => a.Record.Acknowledgement is null))
        {
            if (find(alert.Id) is { } found)
            {
                alert.Record = alert.Record with { Acknowledgement = found };
                alert.IsDirty = true;
            }
        }
    }

    /// <summary>What differs from the store.</summary>
    public ImmutableArray<AlertWrite> Changes() =>
    [
        .. _removed.Where(static a => a.Version > 0).Select(static a => new AlertWrite(a.ToStored(), IsRemoved: true)),
        .. All.Where(static a => a.IsDirty).Select(static a => new AlertWrite(a.ToStored())),
    ];

    /// <summary>All that differed has been written.</summary>
    public void Written()
    {
        _removed.Clear();
        foreach (var alert in All.Where(static a => a.IsDirty))
        {
            (alert.IsDirty, alert.Version) = (false, alert.Version + 1);
        }
    }

    /// <summary>Lets go of what is over and of which nothing is left to tell.</summary>
    /// <param name="isTold">Whether nothing is left to tell of an alert.</param>
    public void Release(Predicate<TrackedAlert> isTold) => _over.RemoveAll(a => !a.IsDirty && isTold(a));

    private void Apply(string key, AlertRule rule, string subject, AlertReading reading, DateTimeOffset now, Func<AlertFacts?, AlertFacts> facts)
    {
        var before = _open.GetValueOrDefault((key, subject));
        if (before is not null)
        {
            before.SeenIn = _turn;
        }
        var next = AlertProgress.Next(before?.Progress, reading, rule.Hold, rule.Traits.ClearAfter);
        if (before is null)
        {
            if (next is not null)
            {
                var id = Guid.CreateVersion7(now).ToString("N");
                _open.Add((key, subject), new TrackedAlert
                {
                    Id = id,
                    Rule = key,
                    Subject = subject,
                    Progress = next,
                    Record = new AlertRecord { Facts = facts(null) with { Alert = id }, ChangedAt = now, Chime = rule.Chime },
                    IsDirty = true,
                    SeenIn = _turn,
                });
            }
            return;
        }
        if (next is null)
        {
            _open.Remove((key, subject));
            _removed.Add(before);
            return;
        }
        // What is told a few seconds later is what rang, not that by then nobody waited any more.
        before.Record = before.Record with { Facts = reading.Kind == ReadingKind.Holds ? facts(before.Record.Facts) : before.Record.Facts };
        Proceed(before, next, now);
    }

    private void Proceed(TrackedAlert alert, AlertProgress next, DateTimeOffset now)
    {
        if (ReferenceEquals(alert.Progress, next))
        {
            return;
        }
        if (alert.Progress.State != next.State)
        {
            alert.Record = alert.Record with { ChangedAt = now };
        }
        alert.Progress = next;
        alert.IsDirty = true;
        if (next.State == AlertState.Resolved)
        {
            _open.Remove((alert.Rule, alert.Subject));
            _over.Add(alert);
        }
    }

    /// <summary>What nobody looked at is over when its rule or its queue is no more, and clear when its subject has nothing to say.</summary>
    private void EndUnseen(ImmutableSortedDictionary<string, Document<AlertRule>> rules, SystemMoment system, in AlertMoment moment)
    {
        foreach (var alert in _open.Values.Where(a => a.SeenIn != _turn).ToList())
        {
            var rule = rules.GetValueOrDefault(alert.Rule)?.Value;
            var isOfQueue = alert.Record.Facts.Queue is not null;
            if (rule is not { Enabled: true } || (rule.Traits.Subject == AlertSubject.Queue) != isOfQueue
                || (alert.Record.Facts.Queue is { } key && system.State.Snapshot?.Find(key) is not null))
            {
                if (alert.Progress.State == AlertState.Pending)
                {
                    _open.Remove((alert.Rule, alert.Subject));
                    _removed.Add(alert);
                }
                else
                {
                    Proceed(alert, alert.Progress.Ended(moment.Now), moment.Now);
                }
                continue;
            }
            var isKnown = !isOfQueue || (system.State.Snapshot is not null && moment.AreFiguresKnown);
            Apply(
                alert.Rule, rule, alert.Subject, new AlertReading(isKnown ? ReadingKind.Clear : ReadingKind.Unknown, moment.Now), moment.Now,
                before => before!); // it is open
        }
    }
}
