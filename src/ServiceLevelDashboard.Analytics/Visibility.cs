using System.Collections.Immutable;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics;

/// <summary>
/// Whose eyes a snapshot is for: everything, or what lies in one of some divisions, in one of some groups, or is one of some queues.
/// Two that are equal see the same and share one snapshot.
/// </summary>
public sealed class Visibility : IEquatable<Visibility>
{
    /// <summary>All queues, also those that are made later.</summary>
    public static readonly Visibility Everything = new(everything: true, [], [], [], within: null);

    /// <summary>No queue.</summary>
    public static readonly Visibility Nothing = new(everything: false, [], [], [], within: null);

    private readonly ImmutableArray<string> _divisions;
    private readonly ImmutableArray<Group> _groups;
    private readonly ImmutableArray<QueueId> _queues;

    private readonly Visibility? _within;

    private Visibility(
        bool everything, ImmutableArray<string> divisions, ImmutableArray<Group> groups, ImmutableArray<QueueId> queues, Visibility? within)
    {
        _within = within;
        IsEverything = everything;
        _divisions = divisions;
        _groups = groups;
        _queues = queues;
    }

    /// <summary>Whether nothing is hidden.</summary>
    public bool IsEverything { get; }

    /// <summary>What lies in one of the divisions, in one of the groups, or is one of the queues.</summary>
    /// <param name="divisions">Ids of divisions.</param>
    /// <param name="groups">Groups; their media types narrow what is seen of their queues.</param>
    /// <param name="queues">Ids of queues.</param>
    public static Visibility Of(IEnumerable<string> divisions, IEnumerable<Group> groups, IEnumerable<QueueId> queues) => new(
        everything: false,
        [.. divisions.Distinct(StringComparer.Ordinal).Order(StringComparer.Ordinal)],
        [.. groups.DistinctBy(g => g.Name).OrderBy(g => g.Name, StringComparer.Ordinal)],
        [.. queues.Distinct().OrderBy(q => q.Value, StringComparer.Ordinal)],
        within: null);

    /// <summary>What either sees; not of one that was made by <see cref="And"/>.</summary>
    /// <exception cref="InvalidOperationException">One of the two was made by <see cref="And"/>.</exception>
    public Visibility Or(Visibility other)
    {
        ArgumentNullException.ThrowIfNull(other);
        if (_within is not null || other._within is not null)
        {
            throw new InvalidOperationException("A choice within what somebody sees is not widened.");
        }
        return IsEverything || other.IsEverything
            ? Everything
            : Of(_divisions.Concat(other._divisions), _groups.Concat(other._groups), _queues.Concat(other._queues));
    }

    /// <summary>What both see: a choice of queues as far as somebody may see them.</summary>
    public Visibility And(Visibility other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return IsEverything ? other
            : other.IsEverything || Equals(other) ? this
            : new(everything: false, _divisions, _groups, _queues, _within is null ? other : _within.And(other));
    }

    /// <summary>Whether a queue is seen in any media type. Its division and name decide as they are in <paramref name="queue"/>.</summary>
    public bool Sees(Queue queue)
    {
        ArgumentNullException.ThrowIfNull(queue);
        return (_within is null || _within.Sees(queue)) && (SeesWhole(queue) || _groups.Any(g => g.Holds(queue)));
    }

    /// <summary>Whether a queue is seen in a media type.</summary>
    public bool Sees(Queue queue, MediaType media)
    {
        ArgumentNullException.ThrowIfNull(queue);
        return (_within is null || _within.Sees(queue, media)) && (SeesWhole(queue) || _groups.Any(g => g.Holds(queue, media)));
    }

    /// <inheritdoc/>
    public bool Equals(Visibility? other) =>
        other is not null
        && (ReferenceEquals(this, other)
            || (IsEverything == other.IsEverything
                && _divisions.AsSpan().SequenceEqual(other._divisions.AsSpan())
                && _groups.AsSpan().SequenceEqual(other._groups.AsSpan())
                && _queues.AsSpan().SequenceEqual(other._queues.AsSpan())
                && Equals(_within, other._within)));

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Visibility);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = default(HashCode);
        hash.Add(IsEverything);
        foreach (var division in _divisions)
        {
            hash.Add(division, StringComparer.Ordinal);
        }
        foreach (var group in _groups)
        {
            hash.Add(group.Name, StringComparer.Ordinal);
        }
        foreach (var queue in _queues)
        {
            hash.Add(queue);
        }
        hash.Add(_within);
        return hash.ToHashCode();
    }

    private bool SeesWhole(Queue queue) =>
        IsEverything
        || _queues.Contains(queue.Id)
        || (queue.Division is { } division && _divisions.Contains(division.Id, StringComparer.Ordinal));
}
