using System.Collections.Immutable;

namespace ServiceLevelDashboard.Domain;

/// <summary>
/// The waits at which answers and abandons were counted: 20 s among the answered edges means that the number answered
/// within 20 s is known exactly. Edges are whole milliseconds, ascending, without repeats. Two sets are equal when their
/// <see cref="Id"/> is; bands of different sets are never added.
/// </summary>
public sealed class EdgeSet : IEquatable<EdgeSet>
{
    /// <summary>No edges at all: nothing is known about the distribution of waits.</summary>
    public static readonly EdgeSet None = new([], []);

    private EdgeSet(ImmutableArray<int> answeredMs, ImmutableArray<int> abandonedMs)
    {
        AnsweredMs = answeredMs;
        AbandonedMs = abandonedMs;
        Id = $"a{string.Join(',', answeredMs)};b{string.Join(',', abandonedMs)}";
    }

    /// <summary>Edges of answer times in milliseconds, ascending.</summary>
    public ImmutableArray<int> AnsweredMs { get; }

    /// <summary>Edges of abandon times in milliseconds, ascending.</summary>
    public ImmutableArray<int> AbandonedMs { get; }

    /// <summary>The set in words, the same for equal sets: <c>a20000,60000;b5000,20000</c>.</summary>
    public string Id { get; }

    /// <summary>How many edges there are in all: what a query pays for.</summary>
    public int Count => AnsweredMs.Length + AbandonedMs.Length;

    /// <summary>Makes a set from edges in any order; repeats are dropped.</summary>
    /// <param name="answered">Edges of answer times, a millisecond at least; none when empty.</param>
    /// <param name="abandoned">Edges of abandon times, a millisecond at least; none when empty.</param>
    /// <exception cref="ArgumentOutOfRangeException">An edge is under a millisecond or above 24 days.</exception>
    public static EdgeSet Of(IEnumerable<TimeSpan> answered, IEnumerable<TimeSpan> abandoned)
    {
        ArgumentNullException.ThrowIfNull(answered);
        ArgumentNullException.ThrowIfNull(abandoned);
        return new EdgeSet(Sorted(answered), Sorted(abandoned));
    }

    /// <summary>Reads a set back from its <see cref="Id"/>.</summary>
    /// <param name="id">Text of the form <c>a20000,60000;b5000,20000</c>; either list may be empty.</param>
    /// <exception cref="FormatException">The text is not of that form.</exception>
    public static EdgeSet Parse(string id)
    {
        ArgumentNullException.ThrowIfNull(id);
        var parts = id.Split(';');
        if (parts is not [['a', ..], ['b', ..]])
        {
            throw new FormatException($"'{id}' is not a set of edges; a20000,60000;b5000 would be one.");
        }
        return Of(Edges(parts[0]), Edges(parts[1]));

        static IEnumerable<TimeSpan> Edges(string part) => part[1..]
            .Split(',', StringSplitOptions.RemoveEmptyEntries)
            .Select(ms => TimeSpan.FromMilliseconds(int.Parse(ms, System.Globalization.CultureInfo.InvariantCulture)));
    }

    /// <summary>Whether all edges of another set are in this one.</summary>
    public bool Contains(EdgeSet other)
    {
        ArgumentNullException.ThrowIfNull(other);
        return other.AnsweredMs.All(AnsweredMs.Contains) && other.AbandonedMs.All(AbandonedMs.Contains);
    }

    /// <inheritdoc/>
    public bool Equals(EdgeSet? other) => other is not null && string.Equals(Id, other.Id, StringComparison.Ordinal);

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as EdgeSet);

    /// <inheritdoc/>
    public override int GetHashCode() => Id.GetHashCode(StringComparison.Ordinal);

    /// <inheritdoc/>
    public override string ToString() => Id;

    private static ImmutableArray<int> Sorted(IEnumerable<TimeSpan> edges) =>
        [.. edges.Select(Milliseconds).Distinct().Order()];

    private static int Milliseconds(TimeSpan edge)
    {
        // Waits are whole milliseconds: a part of one in an edge lets nothing more in.
        var milliseconds = edge.Ticks / TimeSpan.TicksPerMillisecond;
        ArgumentOutOfRangeException.ThrowIfLessThan(milliseconds, 1, nameof(edge));
        ArgumentOutOfRangeException.ThrowIfGreaterThan(milliseconds, int.MaxValue, nameof(edge));
        return (int)milliseconds;
    }
}
