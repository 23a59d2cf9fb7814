using System.ComponentModel;
using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Npgsql;
using ServiceLevelDashboard.Storage.Model;

namespace ServiceLevelDashboard.Storage.Opening;

/// <summary>
/// Copies the archive to a file and back while the dashboard runs. SQLite by its own online backup; PostgreSQL by its tools
/// <c>pg_dump</c> and <c>pg_restore</c>, which have to be installed.
/// </summary>
internal sealed class ArchiveBackup(ArchiveDatabase database, ArchiveOpening opening) : IArchiveFiles
{
    /// <inheritdoc/>
    public async Task BackupAsync(string file, CancellationToken cancellationToken)
    {
        var unfinished = file + ".unfinished";
        File.Delete(unfinished); // of a backup that was broken off, with rights of its own
        if (database.IsPostgreSql)
        {
            OwnFiles.Prepare(unfinished);
            await RunAsync("pg_dump", ["--format=custom", "--file", unfinished], cancellationToken).ConfigureAwait(false);
        }
        else
        {
            if (!File.Exists(database.Options.SqliteFile))
            {
                throw new FileNotFoundException(
                    $"There is no archive at {Path.GetFullPath(database.Options.SqliteFile)}; set Storage:DataFolder to the dashboard's data folder.",
                    database.Options.SqliteFile);
            }
            SqliteCopy.Make(database.Options.SqliteFile, unfinished);
        }

        File.Move(unfinished, file, overwrite: true);
    }

    /// <inheritdoc/>
    public async Task RestoreAsync(string file, CancellationToken cancellationToken)
    {
        if (!File.Exists(file))
        {
            throw new FileNotFoundException($"There is no backup at {Path.GetFullPath(file)}.", file);
        }
        if (database.IsPostgreSql)
        {
            await RunAsync(
                "pg_restore",
                ["--clean", "--if-exists", "--no-owner", "--single-transaction", "--dbname", Connection().Database!, file],
                cancellationToken).ConfigureAwait(false);
        }
        else
        {
            RestoreSqlite(file);
        }

        await opening.OpenAsync(cancellationToken).ConfigureAwait(false);
    }

    private void RestoreSqlite(string file)
    {
        try
        {
            SqliteCopy.Check(file);
            OwnFiles.CreateFolder(database.Options.DataFolder);
            KeepWhatStands();
            SqliteCopy.Make(file, database.Options.SqliteFile);
        }
        catch (SqliteException e)
        {
            throw new ArchiveBackupException($"{Path.GetFullPath(file)} could not be restored: {e.Message}", e);
        }
    }

    private void KeepWhatStands()
    {
        var (file, kept) = (database.Options.SqliteFile, database.Options.SqliteFile + ".before-restore");
        if (!File.Exists(file))
        {
            return;
        }
        try
        {
            SqliteCopy.Make(file, kept);
        }
        catch (SqliteException e) when (DatabaseErrors.IsDamage(e))
        {
            // So damaged that SQLite can neither copy it nor write over it.
            foreach (var part in new[] { "", "-wal", "-shm" }.Where(part => File.Exists(file + part)))
            {
                File.Move(file + part, kept + part, overwrite: true);
            }
        }
    }

    private NpgsqlConnectionStringBuilder Connection() => new(database.Options.PostgreSql);

    private async Task RunAsync(string tool, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        var connection = Connection();
        var start = new ProcessStartInfo(tool, arguments) { RedirectStandardError = true, UseShellExecute = false };
        // By the environment: a password on a command line can be read by every user of the machine.
        start.Environment["PGHOST"] = connection.Host;
        start.Environment["PGPORT"] = connection.Port.ToString(System.Globalization.CultureInfo.InvariantCulture);
        start.Environment["PGUSER"] = connection.Username;
        start.Environment["PGPASSWORD"] = connection.Password;
        start.Environment["PGDATABASE"] = connection.Database;
        try
        {
            using var process = Process.Start(start) ?? throw new ArchiveBackupException($"{tool} did not start.");
            var errors = await process.StandardError.ReadToEndAsync(cancellationToken).ConfigureAwait(false);
            await process.WaitForExitAsync(cancellationToken).ConfigureAwait(false);
            if (process.ExitCode != 0)
            {
                throw new ArchiveBackupException($"{tool} failed: {errors.Trim()}");
            }
        }
        catch (Win32Exception e)
        {
            throw new ArchiveBackupException($"{tool} is not installed; install PostgreSQL's client tools (Debian: postgresql-client).", e);
        }
    }
}

/// <summary>A backup or restore that did not succeed; the message says why and what to do.</summary>
public sealed class ArchiveBackupException(string message, Exception? inner = null) : Exception(message, inner);
