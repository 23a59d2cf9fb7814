using System.Data;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Npgsql;
using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Storage.Model;

/// <summary>Opens the archive's database: SQLite in the data folder, or PostgreSQL when a connection string is set.</summary>
internal sealed class ArchiveDatabase
{
    private readonly DbContextOptions<SqliteArchiveContext>? _sqlite;
    private readonly DbContextOptions<PostgreSqlArchiveContext>? _postgreSql;
    private readonly DbContextOptions<PostgreSqlArchiveContext>? _replica;

    public ArchiveDatabase(StorageOptions options)
    {
        Options = options;
        if (options.UsesPostgreSql)
        {
            _postgreSql = new DbContextOptionsBuilder<PostgreSqlArchiveContext>().UseNpgsql(options.PostgreSql)
                .AddInterceptors(new FenceOnTransactions(), new FenceOnCommands()).Options;
            _replica = string.IsNullOrWhiteSpace(options.PostgreSqlReplica)
                ? null
                : new DbContextOptionsBuilder<PostgreSqlArchiveContext>().UseNpgsql(options.PostgreSqlReplica).Options;
        }
        else
        {
            _sqlite = new DbContextOptionsBuilder<SqliteArchiveContext>().UseSqlite(SqliteConnection(options.SqliteFile)).Options;
        }
    }

    /// <summary>The options that it was made with.</summary>
    public StorageOptions Options { get; }

    /// <summary>Whether the database is PostgreSQL.</summary>
    public bool IsPostgreSql => _postgreSql is not null;

    /// <summary>Where it is, in words that may be shown: no password.</summary>
    public string Description => IsPostgreSql
        ? InWords(new NpgsqlConnectionStringBuilder(Options.PostgreSql))
        : $"SQLite, {Path.GetFullPath(Options.SqliteFile)}";

    /// <summary>A context of its own; the caller disposes it. For stores by way of <see cref="Opening.ArchiveExecutor"/> alone.</summary>
    public ArchiveContext Open()
    {
        if (_postgreSql is null)
        {
            return new SqliteArchiveContext(_sqlite!); // one of the two is always set
        }
        var context = new PostgreSqlArchiveContext(_postgreSql);
        if (Fence.Current is not null)
        {
            context.Database.AutoTransactionBehavior = AutoTransactionBehavior.Always; // in which it is checked
        }
        return context;
    }

    /// <summary>A context of the replica, which cannot be written to; null when there is none. The caller disposes it.</summary>
    public ArchiveContext? OpenReplica() => _replica is null ? null : new PostgreSqlArchiveContext(_replica);

    /// <summary>Begins a transaction that only reads: everything in it is of one moment, and it never waits for a writer.</summary>
    public static async Task<IDbContextTransaction> BeginReadAsync(ArchiveContext context, CancellationToken cancellationToken)
    {
        await context.Database.OpenConnectionAsync(cancellationToken).ConfigureAwait(false);
        if (context.Database.GetDbConnection() is not SqliteConnection sqlite)
        {
            return await context.Database.BeginTransactionAsync(IsolationLevel.RepeatableRead, cancellationToken).ConfigureAwait(false);
        }
        // Microsoft.Data.Sqlite takes the write lock at once unless the transaction is deferred.
        var transaction = await context.Database.UseTransactionAsync(sqlite.BeginTransaction(deferred: true), cancellationToken).ConfigureAwait(false);
        return transaction!; // null only for a null argument
    }

    /// <summary>How the SQLite file is opened everywhere: pooled, waiting at most ten seconds for a writer.</summary>
    public static string SqliteConnection(string file) => new SqliteConnectionStringBuilder
    {
        DataSource = file,
        Mode = SqliteOpenMode.ReadWriteCreate,
        DefaultTimeout = 10,
        Pooling = true,
    }.ToString();

    /// <summary>Closes what is pooled of a SQLite file and not in use; the last connection that closes writes all into the file itself.</summary>
    public void CloseIdle()
    {
        if (!IsPostgreSql)
        {
            using var connection = new SqliteConnection(SqliteConnection(Options.SqliteFile));
            Microsoft.Data.Sqlite.SqliteConnection.ClearPool(connection);
        }
    }

    private static string InWords(NpgsqlConnectionStringBuilder connection) =>
        $"PostgreSQL, database {connection.Database ?? connection.Username} on {connection.Host}";
}
