using System.Collections.Immutable;
using System.Text;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Genesys.Wire;

/// <summary>
/// One edge as a view on the wire: the answers (or abandons) that waited less than edge + 1 ms. Ranges on the wire are
/// [gte, lt) in whole milliseconds, and a wait equal to the edge is within.
/// </summary>
/// <param name="EdgeMs">The edge.</param>
/// <param name="Abandons">Whether abandons are counted, else answers.</param>
/// <param name="Index">Position of the edge among its kind in the <see cref="EdgeSet"/>.</param>
internal sealed record EdgeView(int EdgeMs, bool Abandons, int Index)
{
    public string Name { get; } = FormattableString.Invariant($"{(Abandons ? 'b' : 'a')}{EdgeMs}");

    public byte[] Utf8Name { get; } = Encoding.UTF8.GetBytes(FormattableString.Invariant($"{(Abandons ? 'b' : 'a')}{EdgeMs}"));

    /// <summary>The metric that is counted.</summary>
    public string Target => Abandons ? MetricNames.Abandon : MetricNames.Answered;

    /// <summary>First millisecond that is no longer within.</summary>
    public long LessThanMs => EdgeMs + 1L;
}

/// <summary>Cuts a set of edges into what one call may carry.</summary>
internal static class EdgeViews
{
    /// <summary>Most views in one call.</summary>
    public const int PerCall = 10;

    /// <summary>The views of each call; always at least one call, which has none when there are no edges.</summary>
    public static ImmutableArray<ImmutableArray<EdgeView>> PerCallOf(EdgeSet edges)
    {
        var views = edges.AnsweredMs.Select(static (edge, index) => new EdgeView(edge, false, index))
            .Concat(edges.AbandonedMs.Select(static (edge, index) => new EdgeView(edge, true, index)));
        var calls = views.Chunk(PerCall).Select(static chunk => chunk.ToImmutableArray()).ToImmutableArray();
        return calls.IsEmpty ? [[]] : calls;
    }
}
