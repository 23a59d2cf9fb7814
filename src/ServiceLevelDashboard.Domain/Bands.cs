using System.Collections.Immutable;

namespace ServiceLevelDashboard.Domain;

/// <summary>
/// Cumulative counts of answers and abandons by wait: <c>AnsweredWithin[i]</c> counts the answers whose wait was at most
/// edge i (a wait equal to the edge is within). Equality is by edges and counts.
/// </summary>
public sealed class Bands : IEquatable<Bands>
{
    /// <summary>Makes bands over a set of edges.</summary>
    /// <param name="edges">The edges that were counted at.</param>
    /// <param name="answeredWithin">One count for each answered edge, in the order of the edges.</param>
    /// <param name="abandonedWithin">One count for each abandoned edge, in the order of the edges.</param>
    /// <exception cref="ArgumentException">A list is not as long as its edges.</exception>
    public Bands(EdgeSet edges, ImmutableArray<int> answeredWithin, ImmutableArray<int> abandonedWithin)
    {
        ArgumentNullException.ThrowIfNull(edges);
        if (answeredWithin.Length != edges.AnsweredMs.Length || abandonedWithin.Length != edges.AbandonedMs.Length)
        {
            throw new ArgumentException("There must be one count for each edge.", nameof(answeredWithin));
        }
        Edges = edges;
        AnsweredWithin = answeredWithin;
        AbandonedWithin = abandonedWithin;
    }

    /// <summary>The edges that were counted at.</summary>
    public EdgeSet Edges { get; }

    /// <summary>Answers with a wait at most each edge.</summary>
    public ImmutableArray<int> AnsweredWithin { get; }

    /// <summary>Abandons with a wait at most each edge.</summary>
    public ImmutableArray<int> AbandonedWithin { get; }

    /// <summary>Both together.</summary>
    /// <exception cref="InvalidOperationException">The edges differ: such bands cannot be added.</exception>
    public static Bands operator +(Bands a, Bands b)
    {
        ArgumentNullException.ThrowIfNull(a);
        ArgumentNullException.ThrowIfNull(b);
        if (!a.Edges.Equals(b.Edges))
        {
            throw new InvalidOperationException($"Bands of different edges cannot be added: {a.Edges} and {b.Edges}.");
        }
        return new Bands(a.Edges, Sum(a.AnsweredWithin, b.AnsweredWithin), Sum(a.AbandonedWithin, b.AbandonedWithin));
    }

    /// <summary>Named form of the addition.</summary>
    public static Bands Add(Bands a, Bands b) => a + b;

    /// <inheritdoc/>
    public bool Equals(Bands? other) =>
        other is not null && Edges.Equals(other.Edges)
        && AnsweredWithin.AsSpan().SequenceEqual(other.AnsweredWithin.AsSpan())
        && AbandonedWithin.AsSpan().SequenceEqual(other.AbandonedWithin.AsSpan());

    /// <inheritdoc/>
    public override bool Equals(object? obj) => Equals(obj as Bands);

    /// <inheritdoc/>
    public override int GetHashCode()
    {
        var hash = new HashCode();
        foreach (var count in AnsweredWithin)
        {
            hash.Add(count);
        }
        foreach (var count in AbandonedWithin)
        {
            hash.Add(count);
        }
        return hash.ToHashCode();
    }

    private static ImmutableArray<int> Sum(ImmutableArray<int> a, ImmutableArray<int> b)
    {
        var sum = ImmutableArray.CreateBuilder<int>(a.Length);
        for (var i = 0; i < a.Length; i++)
        {
            sum.Add(a[i] + b[i]);
        }
        return sum.MoveToImmutable();
    }
}
