using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Web.Overview;

/// <summary>
/// Keeps tiles in their places for the eye: the order of attention is taken over at most once a minute, and never while a
/// pointer or the focus is among the tiles. New tiles join at the end at once; tiles that are gone leave at once.
/// </summary>
public sealed class AttentionOrder
{
    /// <summary>The shortest time between two changes of order.</summary>
    public static readonly TimeSpan Rest = TimeSpan.FromMinutes(1);

    private readonly List<QueueMedia> _order = [];
    private DateTimeOffset? _takenAt;

    /// <summary>Puts tiles, given most urgent first, into the order to show.</summary>
    /// <param name="tiles">The tiles, most urgent first.</param>
    /// <param name="now">Now.</param>
    /// <param name="isHeld">Whether a pointer or the focus is among the tiles.</param>
    public ImmutableArray<QueueSummary> Arrange(ImmutableArray<QueueSummary> tiles, DateTimeOffset now, bool isHeld)
    {
        var mayChange = _takenAt is null || (!isHeld && now - _takenAt >= Rest);
        if (mayChange)
        {
            _takenAt = now;
            _order.Clear();
            _order.AddRange(tiles.Select(t => t.Key));
            return tiles;
        }

        var byKey = tiles.ToDictionary(t => t.Key);
        _order.RemoveAll(key => !byKey.ContainsKey(key));
        var known = _order.ToHashSet();
        _order.AddRange(tiles.Select(t => t.Key).Where(key => !known.Contains(key)));
        return [.. _order.Select(key => byKey[key])];
    }
}
