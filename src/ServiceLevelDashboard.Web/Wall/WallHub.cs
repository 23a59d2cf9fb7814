using System.Collections.Concurrent;
using System.Globalization;
using Microsoft.Extensions.Options;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Background;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Boards;

namespace ServiceLevelDashboard.Web.Wall;

/// <summary>Keeps the screens: draws each board once per change for all of them, and lets none be silent for long.</summary>
internal sealed partial class WallHub(
    BoardRegistry boards,
    DocumentCache<BoardOptions> kept,
    ISnapshots snapshots,
    WallAlerts alerts,
    WallRenderer painter,
    IOptions<WallOptions> options,
    TimeProvider clock,
    ILogger<WallHub> logger) : PeriodicService(clock, logger)
{
    /// <summary>Time between two signs of life; a screen that misses two of them says that it is not live.</summary>
    public static readonly TimeSpan Heartbeat = TimeSpan.FromSeconds(5);

    private readonly ConcurrentDictionary<(string Board, string Language, Visibility Sees), WallChannel> _channels = new();
    private int _readers;
    private IDisposable? _subscription;

    /// <summary>The channel of a board for all who see the same, or null when there is no such board for them.</summary>
    public WallChannel? ChannelOf(string board, CultureInfo language, Visibility sees) => boards.Find(board, sees) is null
        ? null
        : _channels.GetOrAdd((board, language.Name, sees), static (key, hub) => hub.Open(key.Board, key.Language, key.Sees), this);

    /// <summary>How many streams of walls are open.</summary>
    public int Readers => Volatile.Read(ref _readers);

    /// <summary>Takes one more screen; false when there are too many.</summary>
    public bool TryEnter()
    {
        if (Interlocked.Increment(ref _readers) <= options.Value.MaximalScreens)
        {
            return true;
        }
        Leave();
        return false;
    }

    /// <summary>Lets a screen go.</summary>
    public void Leave() => Interlocked.Decrement(ref _readers);

    /// <inheritdoc/>
    public override void Dispose()
    {
        base.Dispose();
        foreach (var channel in _channels.Values)
        {
            channel.Dispose();
        }
    }

    /// <inheritdoc/>
    public override string Name => "walls";

    /// <inheritdoc/>
    protected override TimeSpan PauseAfterFailure => Heartbeat;

    /// <inheritdoc/>
    public override Task StartAsync(CancellationToken cancellationToken)
    {
        _subscription = snapshots.Subscribe(RefreshAsync);
        kept.Changed += FollowChange;
        alerts.Changed += FollowChange;
        return base.StartAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public override Task StopAsync(CancellationToken cancellationToken)
    {
        kept.Changed -= FollowChange;
        alerts.Changed -= FollowChange;
        _subscription?.Dispose();
        return base.StopAsync(cancellationToken);
    }

    /// <inheritdoc/>
    public override async Task<TimeSpan> TurnAsync(CancellationToken cancellationToken)
    {
        foreach (var channel in _channels.Values)
        {
            channel.Beat();
        }

        // Messages end and nights begin without a new snapshot.
        await RefreshAsync();
        return Heartbeat;
    }

    private void FollowChange() => _ = RefreshForChangeAsync();

    /// <summary>A board was edited, or an alert began or ended.</summary>
    private async Task RefreshForChangeAsync()
    {
        try
        {
            await RefreshAsync();
        }
        catch (Exception e)
        {
            // a callback: a board that cannot be drawn must not end who told of the change
            Log.NotDrawn(logger, e);
        }
    }

    private Task RefreshAsync() => Task.WhenAll(_channels.Values.Select(c => c.RefreshAsync()));

    private WallChannel Open(string board, string language, Visibility sees) =>
        new(board, CultureInfo.GetCultureInfo(language), sees, boards, snapshots, alerts, painter);

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "A board could not be drawn.")]
        public static partial void NotDrawn(ILogger logger, Exception error);
    }
}

/// <summary>Section <c>Wall</c>.</summary>
internal sealed class WallOptions
{
    /// <summary>The section's name.</summary>
    public const string Section = "Wall";

    /// <summary>How many screens may be connected at once; more are asked to try again.</summary>
    /// <value>Default 10,000.</value>
    public int MaximalScreens { get; set; } = 10_000;
}
