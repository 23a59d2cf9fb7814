using Microsoft.AspNetCore.Http.Extensions;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Web.Addresses;

namespace ServiceLevelDashboard.Web.Queue;

/// <summary>
/// Writes and reads what a queue's page shows: <c>?tab=intervals&amp;from=2026-09-01T08:00:00Z&amp;to=2026-09-01T10:00:00Z&amp;order=oldest</c>.
/// </summary>
/// <param name="Part">The part of the day that is shown, or null for the whole.</param>
/// <param name="OldestFirst">The order of the table.</param>
/// <param name="Tab">The part of the page.</param>
public sealed record QueueAddress(Interval? Part, bool OldestFirst, QueueTab Tab = QueueTab.Trend)
{
    public const string FromKey = "from", ToKey = "to", OrderKey = "order", TabKey = "tab";

    private const string Oldest = "oldest";

    /// <summary>Reads the parts of an address; a range that makes no sense is none, and a tab that there is not is the first.</summary>
    public static QueueAddress Read(string? from, string? to, string? order, string? tab = null) => new(
        Instant(from) is { } start && Instant(to) is { } end && start < end ? new Interval(start, end) : null,
        string.Equals(order, Oldest, StringComparison.OrdinalIgnoreCase),
        Enum.GetValues<QueueTab>().FirstOrDefault(t => string.Equals(t.ToString(), tab, StringComparison.OrdinalIgnoreCase)));

    /// <summary>The address; what is as by default is not written.</summary>
    public string Of(QueueMedia key)
    {
        var query = new QueryBuilder();
        if (Tab != QueueTab.Trend)
        {
            query.Add(TabKey, Slug);
        }
        if (Part is { } part)
        {
            query.Add(FromKey, ExplainAddress.Text(part.Start));
            query.Add(ToKey, ExplainAddress.Text(part.End));
        }

        if (OldestFirst)
        {
            query.Add(OrderKey, Oldest);
        }
        return QueueUrls.Of(key) + query;
    }

    /// <summary>The tab as it stands in the address.</summary>
    public string Slug => Tab.ToString().ToLowerInvariant();

    private static DateTimeOffset? Instant(string? text) => ExplainAddress.TryInstant(text, out var instant) ? instant : null;
}
