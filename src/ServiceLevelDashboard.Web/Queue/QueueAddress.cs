using Microsoft.AspNetCore.Http.Extensions;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Web.Addresses;

namespace ServiceLevelDashboard.Web.Queue;

/// <summary>Writes and reads what a queue's page shows: <c>?from=2026-09-01T08:00:00Z&amp;to=2026-09-01T10:00:00Z&amp;order=oldest</c>.</summary>
/// <param name="Part">The part of the day that is shown, or null for the whole.</param>
/// <param name="OldestFirst">The order of the table.</param>
public sealed record QueueAddress(Interval? Part, bool OldestFirst)
{
    public const string FromKey = "from", ToKey = "to", OrderKey = "order";

    private const string Oldest = "oldest";

    /// <summary>Reads the parts of an address; a range that makes no sense is none.</summary>
    public static QueueAddress Read(string? from, string? to, string? order) => new(
        Instant(from) is { } start && Instant(to) is { } end && start < end ? new Interval(start, end) : null,
        string.Equals(order, Oldest, StringComparison.OrdinalIgnoreCase));

    /// <summary>The address; what is as by default is not written.</summary>
    public string Of(QueueMedia key)
    {
        var query = new QueryBuilder();
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

    private static DateTimeOffset? Instant(string? text) => ExplainAddress.TryInstant(text, out var instant) ? instant : null;
}
