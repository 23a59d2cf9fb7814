using System.Globalization;
using System.Text.Json;
using ServiceLevelDashboard.Simulator.Settings;

namespace ServiceLevelDashboard.Simulator.Wire;

/// <summary>A derived metric: the events of a timer whose time lies in [gte, lt) milliseconds.</summary>
internal sealed record View(string Name, string Target, long FromMs, long ToMs);

/// <summary>A conversation aggregate query that was understood.</summary>
internal sealed record AggregateQuery
{
    private const int MaximumViews = 10;

    public required IReadOnlyList<string> GroupBy { get; init; }

    public required IReadOnlyList<string> Metrics { get; init; }

    public required IReadOnlyList<View> Views { get; init; }

    public required Filter? Filter { get; init; }

    /// <summary>Borders of the buckets in milliseconds since 1970: one more than there are buckets.</summary>
    public required IReadOnlyList<long> Borders { get; init; }

    /// <exception cref="WireException">400: what is wrong.</exception>
    public static AggregateQuery Parse(JsonElement body, SimulatorLimits limits)
    {
        JsonRequest.Object(body, "The body");
        var (start, end) = Interval(JsonRequest.RequiredText(body, "interval"), limits.QueryInterval);
        var metrics = JsonRequest.Names(body, "metrics", WireNames.AggregateMetrics);
        if (metrics.Count == 0)
        {
            throw WireException.BadRequest("metrics is required.");
        }
        if (JsonRequest.Text(body, "queryType") is { } type && type != "groupBy")
        {
            throw WireException.BadRequest($"queryType '{type}' is not supported here.");
        }
        var filter = Filter.Of(body, WireNames.FilterDimensions, limits.Predicates);
        if (!limits.AcceptsUnfilteredAggregates && filter?.Names("queueId") is not true)
        {
            throw WireException.BadRequest("A filter by queueId is required.");
        }
        return new AggregateQuery
        {
            GroupBy = JsonRequest.Names(body, "groupBy", WireNames.GroupDimensions),
            Metrics = metrics,
            Views = ReadViews(body),
            Filter = filter,
            Borders = ReadBorders(body, start, end, limits.FinestGranularity),
        };
    }

    private static (DateTimeOffset Start, DateTimeOffset End) Interval(string text, TimeSpan? longest)
    {
        var ends = text.Split('/');
        if (ends.Length != 2 || !TryInstant(ends[0], out var start) || !TryInstant(ends[1], out var end))
        {
            throw new WireException(400, "invalid.date", $"The interval '{text}' is not valid; expected start/end in ISO 8601 with milliseconds.");
        }
        if (end <= start)
        {
            throw WireException.InvalidValue($"The interval '{text}' ends before it starts.");
        }
        if (end - start > longest)
        {
            throw WireException.InvalidValue(FormattableString.Invariant($"The interval '{text}' is longer than {longest.Value.TotalDays} days."));
        }
        return (start, end);
    }

    // A time without a zone is read as UTC.
    private static bool TryInstant(string text, out DateTimeOffset instant) => DateTimeOffset.TryParse(
        text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out instant);

    private static List<long> ReadBorders(JsonElement body, DateTimeOffset start, DateTimeOffset end, TimeSpan finest)
    {
        var name = JsonRequest.Text(body, "timeZone") ?? "UTC";
        if (!TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone))
        {
            throw WireException.InvalidValue($"'{name}' is not a valid timeZone.");
        }
        if (JsonRequest.Text(body, "granularity") is not { } text)
        {
            return [start.ToUnixTimeMilliseconds(), end.ToUnixTimeMilliseconds()];
        }
        var period = Period.Parse(text);
        if (period.ShortestLength < finest)
        {
            throw WireException.InvalidValue(FormattableString.Invariant($"granularity '{text}' is too fine; the finest is {finest.TotalMinutes} minutes."));
        }
        // Refused before it is counted out: years of minutes would fill the memory.
        if ((end - start) / period.ShortestLength > 1_000_000)
        {
            throw new WireException(
                400, "response.entity.too.large", "The answer would have too many intervals. Narrow the interval or coarsen the granularity.");
        }
        return period.Borders(start, end, zone);
    }

    private static List<View> ReadViews(JsonElement body)
    {
        var views = new List<View>();
        foreach (var node in JsonRequest.Items(body, "views"))
        {
            JsonRequest.Object(node, "view");
            var (name, target) = (JsonRequest.RequiredText(node, "name"), JsonRequest.RequiredText(node, "target"));
            if (!WireNames.AggregateMetrics.Contains(target) || target[0] != 't')
            {
                throw WireException.BadRequest($"The view '{name}' needs a time metric as its target; '{target}' is none.");
            }
            if (WireNames.AggregateMetrics.Contains(name) || views.Exists(other => other.Name == name))
            {
                throw WireException.BadRequest($"The view name '{name}' is a metric's or another view's.");
            }
            if (JsonRequest.RequiredText(node, "function") != "rangeBound")
            {
                throw WireException.BadRequest("The function of a view must be rangeBound.");
            }
            if (!node.TryGetProperty("range", out var range) || range.ValueKind != JsonValueKind.Object)
            {
                throw WireException.BadRequest($"The view '{name}' needs a range.");
            }
            var (from, to) = (Bound(range, "gte"), Bound(range, "lt"));
            if (from is null && to is null)
            {
                throw WireException.BadRequest($"The range of the view '{name}' needs gte or lt.");
            }
            views.Add(new View(name, target, from ?? 0, to ?? long.MaxValue));
        }

        return views.Count <= MaximumViews
            ? views
            : throw WireException.BadRequest(FormattableString.Invariant($"{views.Count} views; at most {MaximumViews} are allowed."));
    }

    private static long? Bound(JsonElement range, string name)
    {
        if (!range.TryGetProperty(name, out var bound))
        {
            return null;
        }
        return bound.ValueKind == JsonValueKind.Number && bound.TryGetDouble(out var milliseconds)
            ? (long)Math.Ceiling(milliseconds)
            : throw WireException.BadRequest($"{name} must be a number of milliseconds.");
    }
}
