using System.Globalization;
using Microsoft.EntityFrameworkCore;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Storage.Opening;

namespace ServiceLevelDashboard.Storage.Instances;

/// <summary>
/// Leases as rows: taken by one statement, so that two askers cannot both succeed, and by PostgreSQL's clock. SQLite has none: all processes on its file are on
/// one machine.
/// </summary>
internal sealed class Leases(ArchiveExecutor archive, TimeProvider clock) : ILeases
{
    private const string PostgreSqlNow = "(extract(epoch from clock_timestamp()) * 1000)::bigint";

    /// <inheritdoc/>
    public Task<Lease> TakeAsync(string name, string holder, TimeSpan length, CancellationToken cancellationToken)
    {
        return archive.WriteAsync(async context =>
        {
            for (; ; )
            {
                var isPostgreSql = context.Database.IsNpgsql();
                var now = isPostgreSql ? PostgreSqlNow : clock.GetUtcNow().ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture);
                object[] values = [name, holder, (long)length.TotalMilliseconds];
                var taken = await context.Database.SqlQueryRaw<Lease>(Taking(now, isPostgreSql), values).ToListAsync(cancellationToken).ConfigureAwait(false);
                if (taken is [var own])
                {
                    return own;
                }
                if (await context.Leases.AsNoTracking().SingleOrDefaultAsync(l => l.Name == name, cancellationToken).ConfigureAwait(false) is { } standing)
                {
                    return new Lease(standing.Holder, standing.Epoch);
                }
            }
        }, cancellationToken);
    }

    /// <inheritdoc/>
    public Task ReleaseAsync(string name, string holder, CancellationToken cancellationToken)
    {
        return archive.WriteAsync(
            // It stays with its epoch, which never goes back.
            context => context.Leases.Where(l => l.Name == name && l.Holder == holder)
                .ExecuteUpdateAsync(static l => l.SetProperty(x => x.UntilMs, 0), cancellationToken),
            cancellationToken);
    }

    /// <summary>
    /// Who takes over sets the epoch that writers lock, and so waits for those that are writing; a renewal does not touch it.
    /// </summary>
    private static string Taking(string now, bool isPostgreSql)
    {
        var take = $$"""
            INSERT INTO leases ("Name", "Holder", "UntilMs", "Epoch") VALUES ({0}, {1}, {{now}} + {2}, 1)
            ON CONFLICT ("Name") DO UPDATE SET
              "Holder" = excluded."Holder",
              "UntilMs" = excluded."UntilMs",
              "Epoch" = leases."Epoch" + CASE WHEN leases."Holder" = excluded."Holder" AND leases."UntilMs" > {{now}} THEN 0 ELSE 1 END
            WHERE leases."Holder" = excluded."Holder" OR leases."UntilMs" <= {{now}}
            RETURNING "Name", "Holder", "Epoch"
            """;
        return !isPostgreSql ? take : $"""
            WITH taken AS ({take}), fenced AS (
              INSERT INTO lease_epochs ("Lease", "Epoch") SELECT "Name", "Epoch" FROM taken
              WHERE NOT EXISTS (SELECT 1 FROM lease_epochs e WHERE e."Lease" = taken."Name" AND e."Epoch" = taken."Epoch")
              ON CONFLICT ("Lease") DO UPDATE SET "Epoch" = excluded."Epoch")
            SELECT "Holder", "Epoch" FROM taken
            """;
    }
}
