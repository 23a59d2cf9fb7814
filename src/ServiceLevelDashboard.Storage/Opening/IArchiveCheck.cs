namespace ServiceLevelDashboard.Storage.Opening;

/// <summary>Whether the archive can be used at all as it is configured, asked once before anything starts.</summary>
public interface IArchiveCheck
{
    /// <summary>
    /// Looks whether this program may use the archive. An archive that is away, or not made yet, is no reason not to start: figures are shown
    /// without it, and it is tried again.
    /// </summary>
    /// <exception cref="ArchiveTooNewException">The database was written by a newer program.</exception>
    /// <exception cref="ArchiveRefusedException">The server refuses the user or the password.</exception>
    Task CheckAsync(CancellationToken cancellationToken);
}
