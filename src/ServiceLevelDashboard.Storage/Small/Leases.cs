using Microsoft.EntityFrameworkCore;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Storage.Model;
using ServiceLevelDashboard.Storage.Opening;

namespace ServiceLevelDashboard.Storage.Small;

/// <summary>Leases as rows: taken by one conditional update, so that two askers cannot both succeed.</summary>
internal sealed class Leases(ArchiveExecutor archive) : ILeases
{
    /// <inheritdoc/>
    public Task<string> TakeAsync(string name, string holder, DateTimeOffset until, DateTimeOffset now, CancellationToken cancellationToken)
    {
        return archive.ExecuteAsync(async context =>
        {
            var (untilMs, nowMs) = (until.ToUnixTimeMilliseconds(), now.ToUnixTimeMilliseconds());
            var taken = await context.Leases.Where(l => l.Name == name && (l.Holder == holder || l.UntilMs <= nowMs))
                .ExecuteUpdateAsync(l => l.SetProperty(x => x.Holder, holder).SetProperty(x => x.UntilMs, untilMs), cancellationToken).ConfigureAwait(false);
            if (taken == 1)
            {
                return holder;
            }
            var standing = await context.Leases.AsNoTracking().SingleOrDefaultAsync(l => l.Name == name, cancellationToken).ConfigureAwait(false);
            if (standing is not null)
            {
                return standing.Holder;
            }
            context.Leases.Add(new StoredLease { Name = name, Holder = holder, UntilMs = untilMs });
            try
            {
                await context.SaveChangesAsync(cancellationToken).ConfigureAwait(false);
                return holder;
            }
            catch (DbUpdateException e) when (DatabaseErrors.IsUniqueViolation(e))
            {
                // Two asked for a lease that nobody had ever held; the other was faster.
                context.ChangeTracker.Clear();
                return (await context.Leases.AsNoTracking().SingleAsync(l => l.Name == name, cancellationToken).ConfigureAwait(false)).Holder;
            }
        }, cancellationToken);
    }

    /// <inheritdoc/>
    public Task ReleaseAsync(string name, string holder, CancellationToken cancellationToken)
    {
        return archive.ExecuteAsync(async context =>
        {
            await context.Leases.Where(l => l.Name == name && l.Holder == holder).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
        }, cancellationToken);
    }
}
