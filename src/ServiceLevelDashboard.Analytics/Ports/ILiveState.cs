using System.Collections.Immutable;

namespace ServiceLevelDashboard.Analytics.Ports;

/// <summary>
/// What the leading instance knows of the present, in parts, so that every other one can build the same snapshot. The interval rows are not among it: they lie
/// in the archive, and a part says which of them changed.
/// </summary>
public interface ILiveState
{
    /// <summary>Parts that were written after a version, and all of one moment.</summary>
    /// <param name="after">The version that is known; 0 for none.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    /// <returns>By name; empty when nothing is newer.</returns>
    Task<ImmutableArray<LivePart>> ReadAsync(long after, CancellationToken cancellationToken);

    /// <summary>Writes parts, all or none, and tells the other instances by <see cref="ISignals"/>. Belongs under a <see cref="Fence"/>.</summary>
    /// <param name="parts">Which; each takes the place of the one of its name.</param>
    /// <param name="cancellationToken">Ends the work; then nothing has changed.</param>
    Task WriteAsync(ImmutableArray<LivePart> parts, CancellationToken cancellationToken);
}

/// <summary>A part of what is known of the present.</summary>
/// <param name="Name">Which.</param>
/// <param name="Version">The version of the snapshot that it belongs to.</param>
/// <param name="Content">What it says, as whoever leads has written it.</param>
public sealed record LivePart(string Name, long Version, ReadOnlyMemory<byte> Content);
