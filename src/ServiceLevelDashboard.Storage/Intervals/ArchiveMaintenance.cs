using Microsoft.EntityFrameworkCore;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Storage.Opening;

namespace ServiceLevelDashboard.Storage.Intervals;

/// <summary>Lets go of what is older than the retention.</summary>
internal sealed class ArchiveMaintenance(ArchiveExecutor archive) : IArchiveMaintenance
{
    /// <inheritdoc/>
    public string Description => archive.Description;

    /// <inheritdoc/>
    public Task<int> PruneAsync(DateTimeOffset now, CancellationToken cancellationToken)
    {
        return archive.ExecuteAsync(async context =>
        {
            var before = now.AddMonths(-archive.Options.RetentionMonths).ToUnixTimeSeconds();
            var transaction = await context.Database.BeginTransactionAsync(cancellationToken).ConfigureAwait(false);
            await using var transactionScope = transaction.ConfigureAwait(false);
            var removed = await new IntervalBulkTable(context).DeleteBeforeAsync(before, cancellationToken).ConfigureAwait(false);
            await context.Days.Where(d => d.From < before).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
            await context.Observations.Where(o => o.Start < before).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
            await context.Revisions.Where(r => r.Start < before).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
            await context.Coverage.Where(c => c.To <= before).ExecuteDeleteAsync(cancellationToken).ConfigureAwait(false);
            await context.Coverage.Where(c => c.From < before)
                .ExecuteUpdateAsync(c => c.SetProperty(x => x.From, before), cancellationToken)
                .ConfigureAwait(false);
            await transaction.CommitAsync(cancellationToken).ConfigureAwait(false);
            return removed;
        }, cancellationToken);
    }
}
