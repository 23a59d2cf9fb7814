namespace ServiceLevelDashboard.Analytics.Forecasting;

/// <summary>Holds the models in force: one volatile write, read by every turn.</summary>
internal sealed class QueueModelStore : IQueueModels
{
    private volatile QueueModels _current = QueueModels.None;

    /// <inheritdoc/>
    public QueueModels Current => _current;

    /// <summary>Puts new models in force; the next snapshot uses them.</summary>
    public void Publish(QueueModels models) => _current = models;
}
