using Microsoft.EntityFrameworkCore;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Storage.Opening;

namespace ServiceLevelDashboard.Storage.Instances;

/// <summary>PostgreSQL's clock; SQLite has that of its machine.</summary>
/// <param name="archive">Where it is asked.</param>
/// <param name="clock">This machine's.</param>
internal sealed class ArchiveClock(ArchiveExecutor archive, TimeProvider clock) : IArchiveClock
{
    /// <inheritdoc/>
    public Task<TimeSpan> OffsetAsync(CancellationToken cancellationToken) => archive.ExecuteAsync(async context =>
    {
        if (!context.Database.IsNpgsql())
        {
            return TimeSpan.Zero;
        }
        await context.Database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false); // which may take long, and tells nothing
        var (own, begun) = (clock.GetUtcNow(), clock.GetTimestamp());
        var theirs = await context.Database.SqlQueryRaw<DateTime>("""SELECT clock_timestamp() AS "Value" """).SingleAsync(cancellationToken)
            .ConfigureAwait(false);
        return new DateTimeOffset(theirs, TimeSpan.Zero) - (own + (clock.GetElapsedTime(begun) / 2));
    }, cancellationToken);
}
