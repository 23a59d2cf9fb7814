using System.Collections.Immutable;
using Microsoft.EntityFrameworkCore;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Storage.Model;

namespace ServiceLevelDashboard.Storage.Small;

/// <summary>The trail of changes as rows.</summary>
internal sealed class ChangeLog(ArchiveDatabase database) : IChangeLog
{
    /// <inheritdoc/>
    public async Task<ImmutableArray<LoggedChange>> ReadAsync(long? before, int count, CancellationToken cancellationToken)
    {
        var context = database.Open();
        await using var scope = context.ConfigureAwait(false);
        var end = before ?? long.MaxValue;
        var rows = await context.Changes.AsNoTracking().Where(c => c.No < end)
            .OrderByDescending(c => c.No).Take(count).ToListAsync(cancellationToken).ConfigureAwait(false);
        return [.. rows.Select(static r => r.Read())];
    }
}
