using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Storage.Opening;

/// <summary>The database was written by a newer program than this one.</summary>
public sealed class ArchiveTooNewException(string migration)
    : ArchiveUnavailableException(
        $"The archive was written by a newer version (it has '{migration}'). Start that version, or restore a backup made by this one: sld restore FILE.")
{
    /// <summary>The newest change that this program does not know.</summary>
    public string Migration { get; } = migration;
}
