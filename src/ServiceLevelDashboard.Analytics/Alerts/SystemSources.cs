using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Analytics.Reconciling;

namespace ServiceLevelDashboard.Analytics.Alerts;

/// <summary>Where the conditions of the system are read.</summary>
/// <param name="archive">How the archive is doing.</param>
/// <param name="reconciliation">How the figures stand against Genesys' own.</param>
/// <param name="outbox">What could not be delivered.</param>
/// <param name="clock">Tells the time.</param>
/// <param name="screens">Which screens are dark; none where there are no screens.</param>
public sealed class SystemSources(
    IArchiveStatus archive, IReconciliation reconciliation, IOutbox outbox, TimeProvider clock, IEnumerable<IDarkScreens> screens)
{
    private const int MessagesLookedAt = 200;
    private static readonly TimeSpan OutboxAgain = TimeSpan.FromSeconds(20);

    private readonly DateTimeOffset _startedAt = clock.GetUtcNow();
    private ImmutableArray<OutboxEntry> _outbox = [];
    private DateTimeOffset _outboxAt = DateTimeOffset.MinValue;

    /// <summary>Reads again what is in the archive, now and then.</summary>
    /// <exception cref="ArchiveUnavailableException">The archive cannot be read at present.</exception>
    internal async Task RefreshAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if (now - _outboxAt >= OutboxAgain)
        {
            _outbox = await outbox.ReadAsync(OutboxKind.Alert, null, MessagesLookedAt, cancellationToken).ConfigureAwait(false);
            _outboxAt = now;
        }
    }

    /// <summary>How the system stands.</summary>
    /// <param name="state">The figures.</param>
    /// <param name="archiveFailure">Why alerts cannot be written; null when they can.</param>
    internal SystemMoment At(SnapshotState state, string? archiveFailure) => new()
    {
        Now = clock.GetUtcNow(),
        State = state,
        StartedAt = _startedAt,
        Archive = archive.Current,
        ArchiveFailure = archiveFailure,
        Reconciliation = reconciliation.Current,
        Dark = [.. screens.SelectMany(static s => s.Current)],
        Outbox = _outbox,
    };
}
