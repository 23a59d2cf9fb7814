using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Alerts;

/// <summary>Collects what a replay finds.</summary>
internal sealed class ReplayTally(AlertRule rule, DateRange days)
{
    /// <summary>In place of a ring's number while it has not rung.</summary>
    private const int None = -1;

    private readonly Dictionary<QueueMedia, (AlertProgress Progress, int Ring)> _open = [];
    private readonly List<ReplayRing> _rings = [];
    private readonly HashSet<QueueMedia> _queues = [];
    private int _judged, _missed, _rung, _rungAndMissed, _unknown, _all;

    /// <summary>The queues of which an alert is pending or fires.</summary>
    public IEnumerable<QueueMedia> Open => _open.Keys;

    /// <summary>A day begins.</summary>
    public void BeginDay(int intervals, int unknown) => (_all, _unknown) = (_all + intervals, _unknown + unknown);

    /// <summary>Takes in a queue's day.</summary>
    public void Day(QueueMedia key, Queue queue, DateOnly date, in ReplayDay day, Func<DateTimeOffset, bool> isOpen)
    {
        _queues.Add(key);
        var missed = day.Target is { } target && day.Level.Reaches(target.Ratio) is { } reaches ? !reaches : (bool?)null;
        var isRung = false;
        var (before, ring) = _open.TryGetValue(key, out var open) ? (open.Progress, open.Ring) : ((AlertProgress?)null, None);
        for (var i = 0; i < day.Count; i++)
        {
            var reading = day.At(i, before is not null);
            if (before is null && reading.Kind != ReadingKind.Holds)
            {
                continue;
            }
            if (reading.Kind != ReadingKind.Unknown && !isOpen(reading.At))
            {
                reading = reading with { Kind = ReadingKind.Clear };
            }
            var progress = AlertProgress.Next(before, reading, rule.Hold, rule.Traits.ClearAfter);
            if (progress is { State: AlertState.Firing } && ring == None)
            {
                ring = _rings.Count;
                isRung = true;
                _rings.Add(new ReplayRing(key, queue.Name, date, progress.FiredAt!.Value, null, missed)); // it has rung
            }
            if (progress is { State: AlertState.Resolved })
            {
                _rings[ring] = _rings[ring] with { ResolvedAt = progress.ResolvedAt };
                progress = null;
            }
            (before, ring) = (progress, progress is null ? None : ring);
        }

        _open.Remove(key);
        if (before is not null)
        {
            _open.Add(key, (before, ring));
        }

        _judged += missed is not null && day.IsWhole ? 1 : 0;
        _missed += missed == true && day.IsWhole ? 1 : 0;
        _rung += isRung ? 1 : 0;
        _rungAndMissed += isRung && missed == true ? 1 : 0;
    }

    /// <summary>What came of it.</summary>
    public ReplayResult ToResult() => new()
    {
        Days = days,
        Past = KeptPast.Intervals,
        IsAtMost = rule.Condition == AlertConditionKind.Burn,
        Rings = [.. _rings.OrderBy(static r => r.FiredAt).ThenBy(static r => r.Name, StringComparer.Ordinal)],
        Queues = _queues.Count,
        DaysJudged = _judged,
        DaysMissed = _missed,
        DaysRung = _rung,
        DaysRungAndMissed = _rungAndMissed,
        UnknownIntervals = _unknown,
        AllIntervals = _all,
    };
}
