using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Access.Ports;

/// <summary>The instances that serve one archive. Any call may throw <see cref="ArchiveUnavailableException"/>.</summary>
public interface IInstances
{
    /// <summary>Writes down how this instance is, and forgets those that have said nothing for long.</summary>
    /// <param name="own">This one, in place of what it said before.</param>
    /// <param name="forgetBefore">Who was last seen before this is forgotten.</param>
    /// <param name="cancellationToken">Ends the work.</param>
    Task KeepAsync(InstanceRow own, DateTimeOffset forgetBefore, CancellationToken cancellationToken);

    /// <summary>All of them, in any order.</summary>
    Task<ImmutableArray<InstanceRow>> ListAsync(CancellationToken cancellationToken);

    /// <summary>Forgets an instance that ends.</summary>
    Task RemoveAsync(string id, CancellationToken cancellationToken);
}

/// <summary>An instance as it was last seen.</summary>
/// <param name="Id">Random, made at its start.</param>
/// <param name="Name">The machine and the process, for people.</param>
/// <param name="Build">The program's version.</param>
/// <param name="Started">When it started.</param>
/// <param name="SeenAt">When it last wrote this.</param>
/// <param name="Facts">What else it says, compressed.</param>
public sealed record InstanceRow(string Id, string Name, string Build, DateTimeOffset Started, DateTimeOffset SeenAt, ReadOnlyMemory<byte> Facts);
