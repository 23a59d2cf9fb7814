using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Analytics.Instances;

/// <summary>What an archive says that no other instance can be on: there is nobody to tell anything, and nothing to be told.</summary>
internal sealed class Alone : ISignals, ILiveState, IArchiveClock
{
    /// <inheritdoc/>
    public bool HasOthers => false;

    /// <inheritdoc/>
    public IAsyncEnumerable<string> ListenAsync(CancellationToken cancellationToken) => AsyncEnumerable.Empty<string>();

    /// <inheritdoc/>
    public Task<ImmutableArray<LivePart>> ReadAsync(long after, CancellationToken cancellationToken) => Task.FromResult<ImmutableArray<LivePart>>([]);

    /// <inheritdoc/>
    public Task WriteAsync(ImmutableArray<LivePart> parts, CancellationToken cancellationToken) => Task.CompletedTask;

    /// <inheritdoc/>
    public Task<TimeSpan> OffsetAsync(CancellationToken cancellationToken) => Task.FromResult(TimeSpan.Zero);
}
