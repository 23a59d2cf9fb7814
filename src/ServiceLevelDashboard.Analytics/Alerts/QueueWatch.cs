using System.Collections.Immutable;
using System.Runtime.InteropServices;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Alerts;

/// <summary>
/// Reads the conditions of all rules of queues, turn after turn. A queue that is the same object as before is not read again: what it says is known. Not safe
/// for several threads at once.
/// </summary>
internal sealed class QueueWatch
{
    private readonly Dictionary<QueueMedia, Row> _rows = [];
    private readonly List<QueueReading> _readings = [];
    private ImmutableSortedDictionary<string, Document<AlertRule>>? _documents;
    private ImmutableSortedDictionary<string, Document<Group>>? _groups;
    private (string Key, AlertRule Rule, Group? Group)[] _rules = [];
    private long _turn;

    /// <summary>
    /// What holds now, and what is said of the alerts that are open: the same list again, so that nothing is allocated while all is calm.
    /// </summary>
    /// <param name="rules">The rules by key.</param>
    /// <param name="groups">The groups by key.</param>
    /// <param name="snapshot">The figures.</param>
    /// <param name="moment">How far they can be trusted.</param>
    /// <param name="isOpen">Whether an alert of a rule and a queue is open; asked of queues that are new here.</param>
    public List<QueueReading> Look(
        ImmutableSortedDictionary<string, Document<AlertRule>> rules, ImmutableSortedDictionary<string, Document<Group>> groups, Snapshot snapshot,
        AlertMoment moment, Func<string, QueueMedia, bool> isOpen)
    {
        _readings.Clear();
        if (!ReferenceEquals(_documents, rules) || !ReferenceEquals(_groups, groups))
        {
            (_documents, _groups) = (rules, groups);
            _rules =
            [
                .. rules.Where(static r => r.Value.Value is { Enabled: true, Traits.Subject: AlertSubject.Queue }).Select(r => (
                    r.Key, r.Value.Value, r.Value.Value.Scope.Group is { } key ? groups.GetValueOrDefault(key)?.Value : null)),
            ];
            _rows.Clear();
        }
        if (_rules.Length == 0)
        {
            return _readings;
        }

        _turn++;
        foreach (var queue in snapshot.Queues)
        {
            ref var row = ref CollectionsMarshal.GetValueRefOrAddDefault(_rows, queue.Key, out _);
            row ??= NewRow(queue.Key, isOpen);
            row.SeenIn = _turn;
            Look(row, queue, moment);
        }

        if (_rows.Count > snapshot.Queues.Length)
        {
            foreach (var (key, _) in _rows.Where(r => r.Value.SeenIn != _turn).ToList())
            {
                _rows.Remove(key);
            }
        }
        return _readings;
    }

    /// <summary>Forgets everything: what is open is asked again.</summary>
    public void Clear()
    {
        _documents = null;
        _rows.Clear();
    }

    /// <summary>Whether an alert of a reading is open from now on: then it is read whatever it says.</summary>
    public static void Keep(QueueReading reading, bool isOpen) => reading.Row.IsOpen[reading.Index] = isOpen;

    private Row NewRow(QueueMedia key, Func<string, QueueMedia, bool> isOpen)
    {
        var row = new Row(_rules.Length);
        for (var i = 0; i < _rules.Length; i++)
        {
            row.IsOpen[i] = isOpen(_rules[i].Key, key);
        }
        return row;
    }

    private void Look(Row row, QueueSummary queue, in AlertMoment moment)
    {
        var isSame = ReferenceEquals(row.Queue, queue);
        if (!isSame)
        {
            if (!ReferenceEquals(row.Queue?.Queue, queue.Queue))
            {
                for (var i = 0; i < _rules.Length; i++)
                {
                    row.IsInScope[i] = _rules[i].Rule.Scope.Holds(queue.Queue, queue.Media, _rules[i].Group);
                }
            }
            row.Queue = queue;
        }
        var isTrusted = (moment.AreFiguresKnown, moment.IsObserved) == row.Trusted;
        row.Trusted = (moment.AreFiguresKnown, moment.IsObserved);
        for (var i = 0; i < _rules.Length; i++)
        {
            if (!row.IsInScope[i])
            {
                continue; // one that is open is ended as nobody looks at it
            }
            if (isSame && isTrusted && !row.IsOpen[i] && row.Kinds[i] != ReadingKind.Holds)
            {
                continue;
            }
            var reading = AlertConditions.Read(_rules[i].Rule, queue, moment);
            row.Kinds[i] = reading.Kind;
            if (reading.Kind == ReadingKind.Holds || row.IsOpen[i])
            {
                _readings.Add(new QueueReading(_rules[i].Key, _rules[i].Rule, queue, reading, row, i));
            }
        }
    }

    /// <summary>What is known of a queue, by the rules' places.</summary>
    internal sealed class Row(int rules)
    {
        public QueueSummary? Queue { get; set; }

        public (bool Figures, bool Observed) Trusted { get; set; }

        public long SeenIn { get; set; }

        public bool[] IsInScope { get; } = new bool[rules];

        public bool[] IsOpen { get; } = new bool[rules];

        public ReadingKind[] Kinds { get; } = new ReadingKind[rules];
    }
}

/// <summary>What a rule says of a queue.</summary>
internal readonly record struct QueueReading(string Key, AlertRule Rule, QueueSummary Queue, AlertReading Reading, QueueWatch.Row Row, int Index);
