using System.Globalization;
using Microsoft.Data.Sqlite;

namespace ServiceLevelDashboard.Storage.Opening;

/// <summary>Copies a SQLite database that may be in use, by SQLite's own backup: the copy is of one moment and whole.</summary>
internal static class SqliteCopy
{
    /// <summary>Copies one file onto another; an existing target is overwritten.</summary>
    public static void Make(string source, string target)
    {
        OwnFiles.Prepare(target);
        using var from = new SqliteConnection(Connection(source, SqliteOpenMode.ReadOnly));
        using var to = new SqliteConnection(Connection(target, SqliteOpenMode.ReadWriteCreate));
        from.Open();
        to.Open();
        from.BackupDatabase(to);
    }

    /// <summary>Whether a file is a whole archive of ours.</summary>
    /// <exception cref="SqliteException">It is not a database, or damaged.</exception>
    /// <exception cref="ArchiveBackupException">It is a database of something else, or damaged.</exception>
    public static void Check(string file)
    {
        using var connection = new SqliteConnection(Connection(file, SqliteOpenMode.ReadOnly));
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = "SELECT count(*) FROM sqlite_master WHERE name IN ('intervals', '__EFMigrationsHistory')";
        if (command.ExecuteScalar() is not 2L)
        {
            throw new ArchiveBackupException($"{file} is not a backup of this dashboard's archive.");
        }
        if (Problems(connection, 1).Count > 0)
        {
            throw new ArchiveBackupException($"{file} is damaged.");
        }
    }

    /// <summary>What is wrong with the structure of a file, in SQLite's words; empty when nothing is.</summary>
    /// <exception cref="SqliteException">It is not a database, or too damaged to look.</exception>
    public static IReadOnlyList<string> Problems(string file, int most)
    {
        using var connection = new SqliteConnection(Connection(file, SqliteOpenMode.ReadOnly));
        connection.Open();
        return Problems(connection, most);
    }

    private static List<string> Problems(SqliteConnection connection, int most)
    {
        using var command = connection.CreateCommand();
        command.CommandText = string.Create(CultureInfo.InvariantCulture, $"PRAGMA quick_check({most})"); // a number of ours
        using var reader = command.ExecuteReader();
        var problems = new List<string>();
        while (reader.Read())
        {
            problems.Add(reader.GetString(0));
        }

        return problems is ["ok"] ? [] : problems;
    }

    private static string Connection(string file, SqliteOpenMode mode) =>
        new SqliteConnectionStringBuilder { DataSource = file, Mode = mode, Pooling = false }.ToString();
}
