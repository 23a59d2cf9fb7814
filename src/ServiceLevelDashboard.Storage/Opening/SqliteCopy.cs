using Microsoft.Data.Sqlite;

namespace ServiceLevelDashboard.Storage.Opening;

/// <summary>Copies a SQLite database that may be in use, by SQLite's own backup: the copy is of one moment and whole.</summary>
internal static class SqliteCopy
{
    /// <summary>Copies one file onto another; an existing target is overwritten.</summary>
    public static void Make(string source, string target)
    {
        using var from = new SqliteConnection(Connection(source, SqliteOpenMode.ReadOnly));
        using var to = new SqliteConnection(Connection(target, SqliteOpenMode.ReadWriteCreate));
        from.Open();
        to.Open();
        from.BackupDatabase(to);
    }

    private static string Connection(string file, SqliteOpenMode mode) =>
        new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false }.ToString();
}
