using System.Collections.Concurrent;
using System.Collections.Immutable;
using ServiceLevelDashboard.Access.Roles;
using ServiceLevelDashboard.Access.Screens;

namespace ServiceLevelDashboard.Web.Screens;

/// <summary>What came of an order for one screen.</summary>
internal enum FleetOutcome
{
    /// <summary>It was told, or changed.</summary>
    Done,

    /// <summary>It is not connected.</summary>
    NotConnected,

    /// <summary>Whoever ordered it may not, or no more.</summary>
    Refused,

    /// <summary>The archive could not be written.</summary>
    NotKept,

    /// <summary>It is revoked, or is no more.</summary>
    Gone,
}

/// <summary>One order for many screens on its way. It may be read at any time.</summary>
/// <param name="order">What they are told.</param>
/// <param name="board">The board to show; null unless that is the order.</param>
/// <param name="screens">Which, in their order.</param>
/// <param name="viewer">Who ordered it: asked anew for each screen.</param>
internal sealed class FleetRun(FleetOrder order, string? board, ImmutableArray<string> screens, Viewer viewer)
{
    private readonly ConcurrentDictionary<string, FleetOutcome> _outcomes = new(StringComparer.Ordinal);
    private volatile bool _isStopped, _isOver;

    public FleetOrder Order => order;

    public string? Board => board;

    public ImmutableArray<string> Screens => screens;

    public Viewer Viewer => viewer;

    /// <summary>Who ordered it, as it was then.</summary>
    public string Who { get; } = viewer.Name;

    /// <summary>How many screens have been told.</summary>
    public int Told => _outcomes.Count;

    /// <summary>Whether nothing more happens.</summary>
    public bool IsOver => _isOver;

    /// <summary>Whether somebody has ended it before its end.</summary>
    public bool IsStopped => _isStopped;

    /// <summary>What came of it for a screen; null before its turn, and of others.</summary>
    public FleetOutcome? OutcomeOf(string screen) => _outcomes.TryGetValue(screen, out var outcome) ? outcome : null;

    /// <summary>How many screens have each outcome.</summary>
    public IEnumerable<(FleetOutcome Outcome, int Count)> Counts =>
        _outcomes.Values.GroupBy(static o => o).OrderBy(static g => g.Key).Select(static g => (g.Key, g.Count()));

    /// <summary>Ends it before its end.</summary>
    public void Stop() => _isStopped = true;

    internal void Note(string screen, FleetOutcome outcome) => _outcomes[screen] = outcome;

    internal void End() => _isOver = true;
}
