using ServiceLevelDashboard.Analytics.Forecasting;

namespace ServiceLevelDashboard.Web.Tests.Queue;

/// <summary>Nothing is usual yet.</summary>
internal sealed class NoModels : IQueueModels
{
    public QueueModels Current => QueueModels.None;
}
