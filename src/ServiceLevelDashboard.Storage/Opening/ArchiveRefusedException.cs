using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Storage.Opening;

/// <summary>The database server refuses the user or the password: trying again does not help.</summary>
public sealed class ArchiveRefusedException(string message, Exception inner) : ArchiveUnavailableException(message, inner);
