using System.Collections.Immutable;
using ServiceLevelDashboard.Access.Ports;
using ServiceLevelDashboard.Analytics.Background;

namespace ServiceLevelDashboard.Web.Hardening;

/// <summary>Notices keys that other instances have made or revoked. There only where the archive has the keys.</summary>
internal sealed class KeyWatch(IKeyStore store, SharedKeys keys, TimeProvider clock, ILogger<KeyWatch> logger) : PeriodicService(clock, logger)
{
    /// <summary>Between two looks.</summary>
    public static readonly TimeSpan LookAgain = TimeSpan.FromSeconds(30);

    private ImmutableArray<string>? _known;

    /// <inheritdoc/>
    public override string Name => "keys";

    /// <inheritdoc/>
    public override async Task<TimeSpan> TurnAsync(CancellationToken cancellationToken)
    {
        var found = await store.ListAsync(cancellationToken);
        if (_known is null || !found.SequenceEqual(_known.Value))
        {
            _known = found;
            keys.Forget();
        }
        return LookAgain;
    }
}
