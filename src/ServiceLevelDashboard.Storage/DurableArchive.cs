using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Storage;

/// <summary>All stores of the archive.</summary>
internal sealed class DurableArchive(
    IDurableIntervalArchive intervals, IDailyArchive days, IQueueHistory queues, IObservationArchive observations, IDocumentStore documents) : IDurableArchive
{
    /// <inheritdoc/>
    public IDurableIntervalArchive Intervals => intervals;

    /// <inheritdoc/>
    public IDailyArchive Days => days;

    /// <inheritdoc/>
    public IQueueHistory Queues => queues;

    /// <inheritdoc/>
    public IObservationArchive Observations => observations;

    /// <inheritdoc/>
    public IDocumentStore Configuration => documents;
}
