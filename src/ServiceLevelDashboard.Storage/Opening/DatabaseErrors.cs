using System.Data.Common;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace ServiceLevelDashboard.Storage.Opening;

/// <summary>Tells the errors of both databases, and of the disk, apart.</summary>
internal static class DatabaseErrors
{
    // SQLITE_CONSTRAINT: https://www.sqlite.org/rescode.html#constraint
    private const int SqliteConstraint = 19;

    // SQLITE_CORRUPT and SQLITE_NOTADB
    private const int SqliteCorrupt = 11;
    private const int SqliteNoDatabase = 26;

    // https://www.postgresql.org/docs/current/errcodes-appendix.html: integrity constraint violations
    private const string PostgresConstraints = "23";

    /// <summary>Whether an error says that the archive cannot be used at present, rather than that the program is wrong.</summary>
    public static bool IsOutage(Exception error) =>
        !IsConstraint(error)
            && (error is DbException or IOException or UnauthorizedAccessException or TimeoutException || error.InnerException is { } inner && IsOutage(inner));

    /// <summary>Whether an error says that what the archive holds is not what was written.</summary>
    public static bool IsDamage(Exception error) =>
        error is InvalidDataException
            or SqliteException { SqliteErrorCode: SqliteCorrupt or SqliteNoDatabase }
            or PostgresException { SqlState: PostgresErrorCodes.DataCorrupted or PostgresErrorCodes.IndexCorrupted }
        || error.InnerException is { } inner && IsDamage(inner);

    /// <summary>What says most of an outage: the database's or the system's own error, not what is wrapped around it.</summary>
    public static Exception CauseOf(Exception outage)
    {
        for (var e = outage; e is not null; e = e.InnerException)
        {
            if (e is DbException or IOException or UnauthorizedAccessException)
            {
                return e;
            }
        }

        return outage;
    }

    /// <summary>Whether a key exists already: somebody else was faster.</summary>
    public static bool IsUniqueViolation(DbUpdateException error) =>
        error.InnerException is SqliteException { SqliteErrorCode: SqliteConstraint } or PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };

    private static bool IsConstraint(Exception error) =>
        error is SqliteException { SqliteErrorCode: SqliteConstraint }
        || error is PostgresException postgres && postgres.SqlState.StartsWith(PostgresConstraints, StringComparison.Ordinal)
        || error.InnerException is { } inner && IsConstraint(inner);
}
