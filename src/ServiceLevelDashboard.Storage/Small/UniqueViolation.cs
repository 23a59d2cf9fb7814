using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;

namespace ServiceLevelDashboard.Storage.Small;

/// <summary>Tells the error "that key exists already" of either database.</summary>
internal static class UniqueViolation
{
    // SQLITE_CONSTRAINT: https://www.sqlite.org/rescode.html#constraint
    private const int SqliteConstraint = 19;

    public static bool Is(DbUpdateException error) =>
        error.InnerException is SqliteException { SqliteErrorCode: SqliteConstraint } or PostgresException { SqlState: PostgresErrorCodes.UniqueViolation };
}
