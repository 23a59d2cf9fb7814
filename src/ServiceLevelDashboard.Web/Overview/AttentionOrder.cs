using System.Collections.Immutable;
using System.Runtime.InteropServices;
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

    private readonly Dictionary<QueueMedia, int> _places = [];
    private DateTimeOffset? _takenAt;

    /// <summary>Puts tiles, given most urgent first, into the order to show.</summary>
    /// <param name="tiles">The tiles, most urgent first.</param>
    /// <param name="now">Now.</param>
    /// <param name="isHeld">Whether a pointer or the focus is among the tiles.</param>
    public ImmutableArray<QueueSummary> Arrange(ImmutableArray<QueueSummary> tiles, DateTimeOffset now, bool isHeld)
    {
        if (_takenAt is null || (!isHeld && now - _takenAt >= Rest))
        {
            _takenAt = now;
            return Take(tiles);
        }

        // nearly always the same tiles as before, for every page with every change: nothing is made but the answer
        var placed = new QueueSummary[_places.Count];
        List<QueueSummary>? added = null;
        foreach (var tile in tiles)
        {
            if (_places.TryGetValue(tile.Key, out var place))
            {
                placed[place] = tile;
            }
            else
            {
                (added ??= []).Add(tile);
            }
        }
        return added is null && tiles.Length == placed.Length
            ? ImmutableCollectionsMarshal.AsImmutableArray(placed)
            : Take([.. placed.Where(static tile => tile is not null), .. added ?? []]);
    }

    private ImmutableArray<QueueSummary> Take(ImmutableArray<QueueSummary> tiles)
    {
        _places.Clear();
        for (var i = 0; i < tiles.Length; i++)
        {
            _places.Add(tiles[i].Key, i);
        }
        return tiles;
    }
}
