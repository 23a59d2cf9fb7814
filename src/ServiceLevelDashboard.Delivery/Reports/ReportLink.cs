using ServiceLevelDashboard.Analytics.Past;

namespace ServiceLevelDashboard.Delivery.Reports;

/// <summary>Where the figures of a report are found in the dashboard: the page of the past, for the same days, queues and media type.</summary>
public static class ReportLink
{
    /// <summary>Most queues that an address names: it is not for thousands.</summary>
    private const int MostQueues = 20;

    /// <summary>The address; null where the dashboard's is not known, and of a report that is not of whole days.</summary>
    /// <param name="site">The dashboard's address as browsers know it, or null.</param>
    /// <param name="request">What was asked.</param>
    public static Uri? Of(Uri? site, ReportRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (site is null || request.Days is not { } days)
        {
            return null;
        }
        var queues = request.IsEveryQueue || request.Queues.Length > MostQueues ? [] : request.Queues;
        var query = string.Concat(
            FormattableString.Invariant($"from={days.Dates.From:yyyy-MM-dd}&to={days.Dates.To:yyyy-MM-dd}"),
            string.Concat(queues.Select(static q => "&queue=" + Uri.EscapeDataString(q.Id.Value))),
            request.Media is { } media ? "&media=" + Uri.EscapeDataString(media.Name) : "");
        return new Uri($"{site.AbsoluteUri.TrimEnd('/')}/history?{query}");
    }
}
