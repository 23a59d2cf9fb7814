namespace ServiceLevelDashboard.Storage.Opening;

/// <summary>Copies the archive to a file and back while the dashboard runs.</summary>
public interface IArchiveFiles
{
    /// <summary>Writes a copy of one moment. The file appears whole or not at all.</summary>
    /// <exception cref="FileNotFoundException">There is no archive yet.</exception>
    /// <exception cref="ArchiveBackupException">The copy could not be made.</exception>
    Task BackupAsync(string file, CancellationToken cancellationToken);

    /// <summary>
    /// Puts a copy in the place of what stands, then brings its tables up to date. What stood is copied beside the archive
    /// first (SQLite). Connections that are open see the restored content with their next question.
    /// </summary>
    /// <exception cref="FileNotFoundException">There is no such file.</exception>
    /// <exception cref="ArchiveBackupException">The file is no backup, or could not be put back.</exception>
    Task RestoreAsync(string file, CancellationToken cancellationToken);
}
