using System.Globalization;
using Microsoft.AspNetCore.Http.Extensions;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Web.Addresses;

/// <summary>Writes and reads which figure an address means: <c>?queue=…&amp;media=voice&amp;from=2026-03-03T08:00:00Z&amp;to=…</c>.</summary>
internal static class ExplainAddress
{
    public const string QueueKey = "queue", MediaKey = "media", FromKey = "from", ToKey = "to", DefinitionKey = "definition", ThresholdKey = "threshold";

    /// <summary>The longest range that is taken apart in one sheet.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(366);

    private const string Instant = "yyyy-MM-dd'T'HH:mm:ss'Z'";
    private const int MaximumThresholdSeconds = 86_400;

    /// <summary>The address of a figure below a path. What is as by default is not written.</summary>
    public static string Of(string path, FigureRequest request)
    {
        var query = new QueryBuilder
        {
            { QueueKey, request.Key.Queue.Value },
            { MediaKey, request.Key.Media.Name },
            { FromKey, Text(request.Range.Start) },
            { ToKey, Text(request.Range.End) },
        };
        if (request.Definition is { } definition)
        {
            query.Add(DefinitionKey, definition.Formula.Id());
        }
        if (request.Threshold is { } threshold)
        {
            query.Add(ThresholdKey, threshold.TotalSeconds.ToString(CultureInfo.InvariantCulture));
        }
        return path + query;
    }

    /// <summary>An instant as addresses and files write it, UTC.</summary>
    public static string Text(DateTimeOffset instant) => instant.UtcDateTime.ToString(Instant, CultureInfo.InvariantCulture);

    /// <summary>The snapshot's day up to the end of its open interval: the range behind "today".</summary>
    public static Interval SoFar(Snapshot snapshot)
    {
        var end = snapshot.Granularity.Ceiling(snapshot.DataUntil);
        return new Interval(snapshot.Day.Start, end > snapshot.Day.Start ? end : snapshot.Day.End);
    }

    /// <summary>Reads the parts of an address; null when one is missing or makes no sense.</summary>
    /// <param name="queue">The queue's id.</param>
    /// <param name="media">The media type's name.</param>
    /// <param name="from">First instant, ISO 8601.</param>
    /// <param name="to">First instant after.</param>
    /// <param name="definition">A formula's id, or null for the one in force.</param>
    /// <param name="threshold">Seconds, or null for the queue's own.</param>
    /// <param name="inForce">The contract's definition for a queue at the end of a range: switches and limits are taken from it.</param>
    public static FigureRequest? Read(
        string? queue, string? media, string? from, string? to, string? definition, string? threshold, Func<QueueId, Interval, ServiceLevelDefinition> inForce)
    {
        if (string.IsNullOrWhiteSpace(queue) || string.IsNullOrWhiteSpace(media))
        {
            return null;
        }
        if (!TryInstant(from, out var start) || !TryInstant(to, out var end) || end <= start || end - start > Longest)
        {
            return null;
        }
        var request = new FigureRequest(new QueueMedia(new QueueId(queue), new MediaType(media)), new Interval(start, end));
        if (!string.IsNullOrEmpty(definition))
        {
            if (!FormulaIds.TryParse(definition, out var formula))
            {
                return null;
            }
            var contract = inForce(request.Key.Queue, request.Range);
            if (formula != contract.Formula)
            {
                request = request with { Definition = contract with { Formula = formula } };
            }
        }

        if (string.IsNullOrEmpty(threshold))
        {
            return request;
        }
        return decimal.TryParse(threshold, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var seconds)
            && seconds is > 0 and <= MaximumThresholdSeconds
            ? request with { Threshold = TimeSpan.FromMilliseconds((long)(seconds * 1000)) }
            : null;
    }

    /// <summary>Reads an instant of an address.</summary>
    public static bool TryInstant(string? text, out DateTimeOffset instant) =>
        DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out instant)
        && SiteCalendar.Takes(instant.Year);
}
