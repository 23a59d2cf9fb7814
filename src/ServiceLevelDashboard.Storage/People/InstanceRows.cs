using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using ServiceLevelDashboard.Access.Ports;
using ServiceLevelDashboard.Storage.Model;
using ServiceLevelDashboard.Storage.Opening;

namespace ServiceLevelDashboard.Storage.People;

/// <summary>Instances as rows.</summary>
internal sealed class InstanceRows(ArchiveExecutor archive) : IInstances
{
    /// <inheritdoc/>
    public Task KeepAsync(InstanceRow own, DateTimeOffset forgetBefore, CancellationToken cancellationToken)
    {
        return archive.WriteAsync(async context =>
        {
            var (row, old) = (RowOf(own), forgetBefore.ToUnixTimeMilliseconds());
            await context.Instances.Where(i => i.Id == row.Id || i.SeenMs < old).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
            context.Instances.Add(row);
            await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
        }, cancellationToken);
    }

    /// <inheritdoc/>
    public Task<ImmutableArray<InstanceRow>> ListAsync(CancellationToken cancellationToken)
    {
        return archive.ExecuteAsync<ImmutableArray<InstanceRow>>(async context =>
        {
            var rows = await context.Instances.AsNoTracking().ToListAsync(cancellationToken).ConfigureAwait(false);
            return [.. rows.Select(static i => new InstanceRow(i.Id, i.Name, i.Build, At(i.StartedMs), At(i.SeenMs), i.Screens))];
        }, cancellationToken);
    }

    /// <inheritdoc/>
    public Task RemoveAsync(string id, CancellationToken cancellationToken) => archive.ExecuteAsync(
        context => context.Instances.Where(i => i.Id == id).ExecuteDeleteAsync(cancellationToken), cancellationToken);

    private static StoredInstance RowOf(InstanceRow instance) => new()
    {
        Id = instance.Id,
        Name = instance.Name,
        Build = instance.Build,
        StartedMs = instance.Started.ToUnixTimeMilliseconds(),
        SeenMs = instance.SeenAt.ToUnixTimeMilliseconds(),
        Screens = instance.Facts.ToArray(),
    };

    private static DateTimeOffset At(long milliseconds) => DateTimeOffset.FromUnixTimeMilliseconds(milliseconds);
}
