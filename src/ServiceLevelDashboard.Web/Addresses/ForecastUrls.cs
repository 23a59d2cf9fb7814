using Microsoft.AspNetCore.Http.Extensions;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Web.Addresses;

/// <summary>Where it is said how good the forecasts are.</summary>
public static class ForecastUrls
{
    /// <summary>All queues.</summary>
    public const string Root = "forecasts";

    /// <summary>Query keys of one queue.</summary>
    internal const string QueueKey = "queue", MediaKey = "media";

    /// <summary>One queue.</summary>
    public static string Of(QueueMedia key) => Root + new QueryBuilder { { QueueKey, key.Queue.Value }, { MediaKey, key.Media.Name } };
}
