using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Live;

/// <summary>
/// What waits now, begun by an answer and kept up by what is told. It is relied upon only after it was asked for over a standing connection, while signs of
/// life come and while
/// what is asked for now and then agrees with it. Not safe for several threads at once.
/// </summary>
/// <param name="freshFor">How old the last sign of life may be for the picture to be relied upon without asking.</param>
internal sealed class PushedObservations(TimeSpan freshFor)
{
    /// <summary>How often the picture is compared with an answer.</summary>
    public static readonly TimeSpan CheckEvery = TimeSpan.FromMinutes(3);

    private readonly Dictionary<QueueMedia, Line> _lines = [];
    private readonly Dictionary<QueueId, AgentObservation> _agents = [];
    private readonly Dictionary<QueueId, DateTimeOffset> _agentsChangedAt = [];
    private readonly PushVerification _verification = new();
    private DateTimeOffset _checkDue, _connectedAt;
    private bool _isWhole;

    /// <summary>Whether a connection stands.</summary>
    public bool IsConnected { get; private set; }

    /// <summary>Up to when everything was told, by our clock.</summary>
    public DateTimeOffset ProvenAt { get; private set; }

    /// <summary>What the connection carries.</summary>
    public PushTraffic Traffic { get; private set; } = PushTraffic.None;

    /// <summary>What the comparisons found.</summary>
    public PushChecks Checks => _verification.Checks;

    /// <summary>Whether what is told cannot be right: comparison after comparison differs.</summary>
    public bool IsContradicted => _verification.IsContradicted;

    /// <summary>Whether the picture is whole, and told of in full.</summary>
    public bool IsReliable => IsConnected && _isWhole && Traffic.Refused == 0;

    /// <summary>Whether there is no need to ask now.</summary>
    public bool IsSufficientAt(DateTimeOffset now) => IsReliable && now < _checkDue && now - ProvenAt <= freshFor;

    /// <summary>A connection was made. What changed before it is not known until it has been asked for.</summary>
    /// <param name="first">The connection's first update.</param>
    /// <param name="now">Our clock.</param>
    public void Connected(PushUpdate first, DateTimeOffset now)
    {
        (IsConnected, _isWhole, _connectedAt) = (true, false, now);
        _verification.Restart();
        (ProvenAt, Traffic) = (first.ProvenAt, first.Traffic);
    }

    /// <summary>The connection is gone.</summary>
    public void Disconnected() => (IsConnected, _isWhole) = (false, false);

    /// <summary>Takes an answer over, but for what was told since the question was sent: that is newer, or will be told again.</summary>
    /// <param name="answer">The answer.</param>
    /// <param name="askedAt">Our clock when the question was sent.</param>
    /// <param name="now">Our clock.</param>
    public void Merge(ObservationResponse answer, DateTimeOffset askedAt, DateTimeOffset now)
    {
        _verification.Settle(now);
        if (IsReliable)
        {
            Compare(answer, askedAt, now);
        }

        var told = _lines.Where(line => line.Value.ChangedAt >= askedAt).ToList();
        var toldAgents = _agentsChangedAt.Where(agents => agents.Value >= askedAt)
            .Select(agents => (agents.Key, Agents: _agents.GetValueOrDefault(agents.Key)))
            .ToList();
        _lines.Clear();
        _agents.Clear();
        foreach (var seen in answer.Queues)
        {
            _lines[seen.Key] = new Line(seen, WaitEstimator.Of(seen.Waiting, seen.LongestWait, answer.ObservedAt), DateTimeOffset.MinValue);
        }

        foreach (var agents in answer.Agents)
        {
            _agents[agents.Queue] = agents;
        }

        foreach (var (key, line) in told)
        {
            _lines[key] = line;
        }

        foreach (var (queue, agents) in toldAgents)
        {
            if (agents is not null)
            {
                _agents[queue] = agents;
            }
        }

        _isWhole = IsConnected && (_isWhole || askedAt >= _connectedAt); // what changed between an earlier question and the connection was not told
        _checkDue = now + CheckEvery;
    }

    /// <summary>Takes in what was told.</summary>
    /// <param name="update">What was told.</param>
    /// <param name="now">Our clock.</param>
    public void Apply(PushUpdate update, DateTimeOffset now)
    {
        _verification.Settle(now);
        (ProvenAt, Traffic) = (update.ProvenAt, update.Traffic);
        foreach (var change in update.Queues)
        {
            _verification.Apply(change.Key.Queue, change.Key.Media);
            var line = _lines.GetValueOrDefault(change.Key)
                ?? new Line(new QueueObservation(change.Key, 0, 0, null), WaitEstimator.Of(0, null, change.At), now);
            var waiting = change.Waiting ?? line.Seen.Waiting;
            line.Waits.Change(waiting, change.WaitingSince, change.At);
            var seen = new QueueObservation(change.Key, waiting, change.Interacting ?? line.Seen.Interacting, null);
            _lines[change.Key] = line with { Seen = Aged(seen, line.Waits, change.At), ChangedAt = now };
        }

        foreach (var change in update.Agents)
        {
            _verification.Apply(change.Queue, null);
            var agents = _agents.GetValueOrDefault(change.Queue) ?? new AgentObservation(change.Queue, 0, 0, 0, 0, 0);
            _agents[change.Queue] = new AgentObservation(
                change.Queue,
                change.Idle ?? agents.Idle,
                change.Interacting ?? agents.Interacting,
                change.Communicating ?? agents.Communicating,
                change.NotResponding ?? agents.NotResponding,
                change.OffQueue ?? agents.OffQueue);
            _agentsChangedAt[change.Queue] = now;
        }
    }

    /// <summary>Lets the longest waits grow up to an instant of the contact centre's clock.</summary>
    public void AdvanceWaits(DateTimeOffset at)
    {
        foreach (var (key, line) in _lines)
        {
            if (line.Seen.Waiting > 0)
            {
                _lines[key] = line with { Seen = Aged(line.Seen, line.Waits, at) };
            }
        }
    }

    /// <summary>The picture as if it had been asked for.</summary>
    /// <param name="observedAt">The contact centre's clock at the last sign of life.</param>
    public ObservationResponse ToResponse(DateTimeOffset observedAt) =>
        new([.. _lines.Values.Select(static line => line.Seen)], [.. _agents.Values], observedAt, Calls: 0);

    private void Compare(ObservationResponse answer, DateTimeOffset askedAt, DateTimeOffset now)
    {
        _verification.Begin(now);
        var answered = answer.Queues.ToDictionary(static queue => queue.Key);
        var named = answer.Agents.Select(static agents => agents.Queue).Concat(answer.Queues.Select(static queue => queue.Key.Queue)).ToHashSet();
        foreach (var (key, line) in _lines)
        {
            // An answer that knows the queue and leaves a media type out says that there is nothing in it.
            var other = answered.GetValueOrDefault(key) ?? (named.Contains(key.Queue) ? new QueueObservation(key, 0, 0, null) : null);
            if (other is not null)
            {
                _verification.Compare(
                    key.Queue, key.Media, (line.Seen.Waiting, line.Seen.Interacting) == (other.Waiting, other.Interacting), line.ChangedAt, askedAt);
            }
        }

        foreach (var agents in answer.Agents)
        {
            if (_agents.TryGetValue(agents.Queue, out var kept))
            {
                _verification.Compare(agents.Queue, null, kept == agents, _agentsChangedAt.GetValueOrDefault(agents.Queue), askedAt);
            }
        }
    }

    private static QueueObservation Aged(QueueObservation seen, WaitEstimator waits, DateTimeOffset at) =>
        seen with { LongestWait = seen.Waiting > 0 && waits.Since is { } since ? (since < at ? at - since : TimeSpan.Zero) : null };

    /// <summary>One queue and media type, who waits in it, and when it was last told of by our clock.</summary>
    private sealed record Line(QueueObservation Seen, WaitEstimator Waits, DateTimeOffset ChangedAt);
}
