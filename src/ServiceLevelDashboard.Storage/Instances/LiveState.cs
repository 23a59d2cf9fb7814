using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Storage.Opening;

namespace ServiceLevelDashboard.Storage.Instances;

/// <summary>Parts of the present as rows, each in the place of the one before it.</summary>
internal sealed class LiveState(ArchiveExecutor archive) : ILiveState
{
    /// <inheritdoc/>
    public Task<ImmutableArray<LivePart>> ReadAsync(long after, CancellationToken cancellationToken) => archive.ExecuteAsync<ImmutableArray<LivePart>>(
        // One statement, so of one moment.
        async context => [.. await context.LiveParts.AsNoTracking().Where(p => p.Version > after).OrderBy(p => p.Name)
            .Select(p => new LivePart(p.Name, p.Version, p.Content)).ToListAsync(cancellationToken).ConfigureAwait(false)],
        cancellationToken);

    /// <inheritdoc/>
    public Task WriteAsync(ImmutableArray<LivePart> parts, CancellationToken cancellationToken) => archive.WriteAsync(async context =>
    {
        foreach (var part in parts.OrderBy(static p => p.Name, StringComparer.Ordinal))
        {
            await context.Database.ExecuteSqlAsync(
                $"""
                INSERT INTO live_parts ("Name", "Version", "Content") VALUES ({part.Name}, {part.Version}, {part.Content.ToArray()})
                ON CONFLICT ("Name") DO UPDATE SET "Version" = excluded."Version", "Content" = excluded."Content"
                """,
                cancellationToken).ConfigureAwait(false);
        }

        await Signals.TellAsync(context, Signal.Live, cancellationToken).ConfigureAwait(false);
    }, cancellationToken);
}
