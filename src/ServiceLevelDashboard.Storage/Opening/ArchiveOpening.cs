using System.Data;
using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Infrastructure;
using Microsoft.EntityFrameworkCore.Storage;
using Microsoft.Extensions.Logging;
using Npgsql;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Storage.Model;

namespace ServiceLevelDashboard.Storage.Opening;

/// <summary>
/// Makes the database ready at start: creates it, refuses a newer one, copies SQLite beside itself before its tables change,
/// and migrates under a lock that dies with the process.
/// </summary>
internal sealed partial class ArchiveOpening(ArchiveDatabase database, TimeProvider clock, ILogger<ArchiveOpening> logger) : IArchiveCheck
{
    /// <summary>How long the start waits for a server's answer.</summary>
    private static readonly TimeSpan CheckPatience = TimeSpan.FromSeconds(20);

    private const int CopiesKept = 3;

    // Any number will do, as long as every instance takes the same one.
    private const long AdvisoryLock = 0x51D_A5C1;

    /// <summary>Makes the database ready; does nothing when it is.</summary>
    /// <exception cref="ArchiveTooNewException">The database was written by a newer program.</exception>
    public async Task OpenAsync(CancellationToken cancellationToken)
    {
        var context = database.Open();
        await using var scope = context.ConfigureAwait(false);
        if (database.IsPostgreSql)
        {
            await MigratePostgreSqlAsync(context, cancellationToken).ConfigureAwait(false);
        }
        else
        {
            OwnFiles.CreateFolder(database.Options.DataFolder);
            using (await FileLock.TakeAsync(database.Options.SqliteFile + ".lock", clock, cancellationToken).ConfigureAwait(false))
            {
                await MigrateSqliteAsync(context, cancellationToken).ConfigureAwait(false);
            }
        }
    }

    /// <inheritdoc/>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        if (!database.IsPostgreSql && !File.Exists(database.Options.SqliteFile))
        {
            return;
        }
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        patience.CancelAfter(database.IsPostgreSql ? CheckPatience : Timeout.InfiniteTimeSpan);
        try
        {
            var context = database.Open();
            await using var scope = context.ConfigureAwait(false);
            await PendingAsync(context, patience.Token).ConfigureAwait(false);
        }
        catch (PostgresException e) when (e.SqlState is PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification)
        {
            throw new ArchiveRefusedException(
                $"{database.Description} refuses the user or the password. Correct Username and Password in Storage:PostgreSql.", e);
        }
        catch (Exception e) when (e is not ArchiveUnavailableException && DatabaseErrors.IsOutage(e))
        {
            // away, which the first use of it tells
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            // likewise
        }
    }

    private async Task MigrateSqliteAsync(ArchiveContext context, CancellationToken cancellationToken)
    {
        var isNew = !File.Exists(database.Options.SqliteFile);
        OwnFiles.Prepare(database.Options.SqliteFile); // what SQLite makes beside it has its rights
        // Readers go on while somebody writes; the mode stays in the file.
        await context.Database.ExecuteSqlRawAsync("PRAGMA journal_mode = WAL", cancellationToken).ConfigureAwait(false);
        var pending = await PendingAsync(context, cancellationToken).ConfigureAwait(false);
        if (pending.Count == 0)
        {
            return;
        }
        if (!isNew)
        {
            CopyBeside(pending[0]);
        }
        // EF Core's own lock is a row, and a process that was killed leaves it behind. We hold the file lock: nobody else migrates.
        await context.Database.ExecuteSqlRawAsync("DROP TABLE IF EXISTS \"__EFMigrationsLock\"", cancellationToken).ConfigureAwait(false);
        await context.Database.MigrateAsync(cancellationToken).ConfigureAwait(false);
        Log.Migrated(logger, pending.Count);
    }

    private async Task MigratePostgreSqlAsync(ArchiveContext context, CancellationToken cancellationToken)
    {
        var server = context.GetService<IRelationalDatabaseCreator>();
        if (!await server.ExistsAsync(cancellationToken).ConfigureAwait(false))
        {
            await server.CreateAsync(cancellationToken).ConfigureAwait(false);
        }
        // The lock is a transaction's, not a session's: a pooler in front gives each transaction a session that others had before. It lasts until the
        // transaction is rolled back at the end; the migrations have a connection and transactions of their own.
        var guard = database.Open();
        await using var guardScope = guard.ConfigureAwait(false);
        var transaction = await guard.Database.BeginTransactionAsync(IsolationLevel.ReadCommitted, cancellationToken).ConfigureAwait(false);
        await using var lockScope = transaction.ConfigureAwait(false);
        await guard.Database.ExecuteSqlAsync($"SELECT pg_advisory_xact_lock({AdvisoryLock})", cancellationToken).ConfigureAwait(false);
        var pending = await PendingAsync(context, cancellationToken).ConfigureAwait(false);
        if (pending.Count == 0)
        {
            return;
        }
        await context.Database.MigrateAsync(cancellationToken).ConfigureAwait(false);
        Log.Migrated(logger, pending.Count);
    }

    private static async Task<List<string>> PendingAsync(ArchiveContext context, CancellationToken cancellationToken)
    {
        var known = context.Database.GetMigrations().ToList();
        var applied = await AppliedAsync(context, cancellationToken).ConfigureAwait(false);
        var unknown = applied.Where(m => !known.Contains(m)).ToList();
        var pending = known.Except(applied).ToList();
        if (unknown.Count > 0 && (pending.Count > 0 || !await IsCompatibleAsync(context, known, cancellationToken).ConfigureAwait(false)))
        {
            throw new ArchiveTooNewException(unknown[^1]);
        }
        return pending;
    }

    /// <summary>The migrations that the database has had, by a plain command: EF Core first puts a model of their table together, at each start.</summary>
    private static async Task<List<string>> AppliedAsync(ArchiveContext context, CancellationToken cancellationToken)
    {
        try
        {
            await context.Database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
            var command = context.Database.GetDbConnection().CreateCommand();
            await using var scope = command.ConfigureAwait(false);
            command.CommandText = "SELECT \"MigrationId\" FROM \"__EFMigrationsHistory\" ORDER BY \"MigrationId\"";
            var reader = await command.ExecuteReaderAsync(cancellationToken).ConfigureAwait(false);
            await using var readerScope = reader.ConfigureAwait(false);
            var applied = new List<string>();
            while (await reader.ReadAsync(cancellationToken).ConfigureAwait(false))
            {
                applied.Add(reader.GetString(0));
            }

            return applied;
        }
        catch (DbException)
        {
            // No such table or database yet, or something is wrong: EF Core knows what to say.
            return [.. await context.Database.GetAppliedMigrationsAsync(cancellationToken).ConfigureAwait(false)];
        }
        finally
        {
            await context.Database.CloseConnectionAsync().ConfigureAwait(false);
        }
    }

    /// <summary>
    /// Whether a newer program has only added to the tables. It then lets older ones go on beside it, until an update says that they must know more.
    /// </summary>
    private static async Task<bool> IsCompatibleAsync(ArchiveContext context, List<string> known, CancellationToken cancellationToken) =>
        await context.Compatibility.AsNoTracking().SingleOrDefaultAsync(cancellationToken).ConfigureAwait(false) is { } row
            && known.Contains(row.LeastMigration);

    private void CopyBeside(string firstPending)
    {
        var stamp = clock.GetUtcNow().ToString("yyyyMMdd-HHmmss", CultureInfo.InvariantCulture);
        var copy = $"{database.Options.SqliteFile}.before-{firstPending}.{stamp}";
        SqliteCopy.Make(database.Options.SqliteFile, copy);
        Log.Copied(logger, copy);
        var copies = Directory.GetFiles(database.Options.DataFolder, Path.GetFileName(database.Options.SqliteFile) + ".before-*");
        foreach (var old in copies.OrderByDescending(File.GetLastWriteTimeUtc).Skip(CopiesKept))
        {
            File.Delete(old);
        }
    }

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Information, "The archive's tables are up to date; {Count} migrations applied")]
        public static partial void Migrated(ILogger logger, int count);

        [LoggerMessage(2, LogLevel.Information, "Copied the archive to {Copy} before its tables change")]
        public static partial void Copied(ILogger logger, string copy);
    }
}
