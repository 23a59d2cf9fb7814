namespace ServiceLevelDashboard.Analytics.Ports;

/// <summary>
/// The archive cannot be used at present: the disk is full, the database is away, or a newer program wrote it. Any call of an archive's port may throw
/// it, and no other exception for such a reason. The message is for a person: what happened and what to do, without secrets.
/// </summary>
/// <param name="message">What happened and what to do.</param>
/// <param name="inner">The technical cause, or null.</param>
public class ArchiveUnavailableException(string message, Exception? inner = null) : Exception(message, inner);
