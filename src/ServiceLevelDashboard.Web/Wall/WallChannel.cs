using System.Collections.Immutable;
using System.Globalization;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Alerts;
using ServiceLevelDashboard.Boards;
using ServiceLevelDashboard.Web.Overview;

namespace ServiceLevelDashboard.Web.Wall;

/// <summary>One board for the same eyes in one language: what it shows now, and the screens that follow it.</summary>
internal sealed class WallChannel(
    string board, CultureInfo language, Visibility sees, BoardRegistry boards, ISnapshots snapshots, WallAlerts alerts, WallRenderer painter) : IDisposable
{
    private readonly AttentionOrder _attention = new();
    private readonly SemaphoreSlim _painting = new(1);
    private readonly Lock _gate = new();
    private readonly HashSet<WallReader> _readers = [];
    private (SnapshotState State, Board Board, ImmutableArray<AlertView> Firing) _paintedFrom;
    private volatile WallFrame? _face;
    private WallFrame? _posted;

    /// <summary>Whether a screen follows.</summary>
    public bool HasReaders
    {
        get
        {
            lock (_gate)
            {
                return _readers.Count > 0;
            }
        }
    }

    /// <summary>What the board shows as of now; null when there is no such board any more.</summary>
    public async Task<WallFrame?> FaceAsync()
    {
        if (boards.Find(board, sees) is not { } current)
        {
            return null;
        }
        await _painting.WaitAsync();
        try
        {
            var (state, firing) = (snapshots.For(sees), alerts.For(sees));
            if (_face is { } face && ReferenceEquals(_paintedFrom.State, state) && ReferenceEquals(_paintedFrom.Board, current)
                && _paintedFrom.Firing == firing) // of arrays: the same one
            {
                return face;
            }
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = language;
            _face = await painter.PaintAsync(current, state, firing, _face, _attention);
            _paintedFrom = (state, current, firing);
            return _face;
        }
        finally
        {
            _painting.Release();
        }
    }

    /// <summary>Draws what has changed and wakes the screens.</summary>
    public async Task RefreshAsync()
    {
        if (!HasReaders)
        {
            return;
        }
        Post(isGone: await FaceAsync() is null);
    }

    /// <summary>Wakes the screens without anything new, so that they hear that the server lives.</summary>
    public void Beat()
    {
        lock (_gate)
        {
            foreach (var reader in _readers)
            {
                reader.Beat();
            }
        }
    }

    /// <summary>Lets a screen follow, from what the board shows now on.</summary>
    public async Task JoinAsync(WallReader reader)
    {
        var isGone = await FaceAsync() is null;
        lock (_gate)
        {
            Post(isGone);
            _readers.Add(reader);
            reader.Post(_posted);
        }
    }

    /// <summary>Ends it.</summary>
    public void Leave(WallReader reader)
    {
        lock (_gate)
        {
            _readers.Remove(reader);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _painting.Dispose();

    /// <summary>Posts the latest face, once: whoever drew it, screens get faces in the order of drawing.</summary>
    private void Post(bool isGone)
    {
        lock (_gate)
        {
            var face = isGone ? null : _face;
            if (ReferenceEquals(face, _posted))
            {
                return;
            }
            _posted = face;
            foreach (var reader in _readers)
            {
                reader.Post(face);
            }
        }
    }
}
