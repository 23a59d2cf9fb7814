using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Analytics.Forecasting;

/// <summary>Shows the track record that another instance makes. Read again only when it has changed.</summary>
internal sealed class KeptTrackRecord(
    DocumentFingerprints fingerprints, DocumentRepository<TrackRecordJson.Kept> documents, TrackRecordStore shown, TimeProvider clock)
{
    private static readonly TimeSpan Between = TimeSpan.FromSeconds(30);

    private DateTimeOffset _lookedAt = DateTimeOffset.MinValue;
    private string? _fingerprint;

    /// <summary>One look, at most every half minute.</summary>
    /// <exception cref="ArchiveUnavailableException">The archive cannot be read at present.</exception>
    public async Task FollowAsync(CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        if ((now - _lookedAt).Duration() < Between)
        {
            return;
        }
        var fingerprint = (await fingerprints.ReadAsync(cancellationToken).ConfigureAwait(false)).GetValueOrDefault(TrackRecordJson.Kind.Name);
        if (fingerprint != _fingerprint)
        {
            await ReadAsync(cancellationToken).ConfigureAwait(false);
            _fingerprint = fingerprint;
        }
        _lookedAt = now;
    }

    private async Task ReadAsync(CancellationToken cancellationToken)
    {
        try
        {
            if (await documents.ReadAsync(TrackRecordJson.Key, cancellationToken).ConfigureAwait(false) is { } kept)
            {
                shown.Publish(shown.Current with { Record = TrackRecordJson.RecordOf(kept.Value) });
            }
        }
        catch (UnusableDocumentException)
        {
            // whoever leads makes it anew
        }
    }
}
