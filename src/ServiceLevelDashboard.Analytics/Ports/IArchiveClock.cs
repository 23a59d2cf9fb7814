namespace ServiceLevelDashboard.Analytics.Ports;

/// <summary>The archive's clock, which all instances share.</summary>
public interface IArchiveClock
{
    /// <summary>
    /// What it is ahead of the program's (its <see cref="TimeProvider"/>, which may have been set by it before); half the time of the question is believed to be
    /// the way back. Zero where the archive has no clock of its own.
    /// </summary>
    Task<TimeSpan> OffsetAsync(CancellationToken cancellationToken);
}
