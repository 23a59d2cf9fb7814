using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using ServiceLevelDashboard.Simulator.Centre;
using ServiceLevelDashboard.Simulator.Faults;
using ServiceLevelDashboard.Simulator.Settings;

namespace ServiceLevelDashboard.Simulator.Wire;

/// <summary>The list of queues, page by page, and a single queue.</summary>
internal sealed class QueueListing(IOrganisation organisation, SimulatorLimits limits, FaultBoard faults)
{
    private const string Path = "/api/v2/routing/queues";
    private const int UsualPageSize = 25;

    /// <exception cref="WireException">400: a number that is none.</exception>
    public Task WritePageAsync(HttpContext context)
    {
        var ask = context.Request.Query;
        var number = Number(ask, "pageNumber", 1);
        var size = Math.Min(Number(ask, "pageSize", UsualPageSize), limits.PageSize);
        var queues = Selected(ask);
        var pages = (queues.Count + size - 1) / size;
        var habits = new Habits(faults);
        var page = queues.Skip((number - 1) * size).Take(size);
        return JsonResponse.WriteAsync(context.Response, 200, json =>
        {
            json.WriteStartArray("entities");
            foreach (var queue in page)
            {
                json.WriteStartObject();
                WriteQueue(json, queue, habits);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteNumber("pageSize", size);
            json.WriteNumber("pageNumber", number);
            json.WriteNumber("total", queues.Count + (int)(faults.ValueOf(FaultKind.HiddenQueues, 1) ?? 0));
            json.WriteNumber("pageCount", pages);
            json.WriteString("firstUri", Uri(size, 1));
            json.WriteString("lastUri", Uri(size, Math.Max(1, pages)));
            json.WriteString("selfUri", Uri(size, number));
            if (number < pages)
            {
                json.WriteString("nextUri", Uri(size, number + 1));
            }
            if (number > 1)
            {
                json.WriteString("previousUri", Uri(size, number - 1));
            }
        });
    }

    /// <exception cref="WireException">404: no such queue.</exception>
    public Task WriteOneAsync(HttpContext context, string id)
    {
        var queue = organisation.Queues.FirstOrDefault(candidate => candidate.Id == id) ?? throw WireException.NotFound(context.Request.Path);
        return JsonResponse.WriteAsync(context.Response, 200, json => WriteQueue(json, queue, new Habits(faults)));
    }

    private static string Uri(int size, int number) => FormattableString.Invariant($"{Path}?pageSize={size}&pageNumber={number}");

    private static int Number(IQueryCollection ask, string name, int usual)
    {
        if (!ask.TryGetValue(name, out var text))
        {
            return usual;
        }
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number is > 0 and < 1_000_000
            ? number
            : throw new WireException(400, "invalid.query.param.value", $"'{text}' is not a valid value of {name}.");
    }

    // An SDK repeats the key, another one sends one value joined by commas.
    private static HashSet<string> Values(IQueryCollection ask, string name) =>
        [.. ask[name].SelectMany(value => (value ?? "").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))];

    private static bool IsNamed(string name, string pattern)
    {
        var inner = pattern.Trim('*');
        return (pattern.StartsWith('*'), pattern.EndsWith('*')) switch
        {
            (true, true) => name.Contains(inner, StringComparison.OrdinalIgnoreCase),
            (true, false) => name.EndsWith(inner, StringComparison.OrdinalIgnoreCase),
            (false, true) => name.StartsWith(inner, StringComparison.OrdinalIgnoreCase),
            _ => name.Equals(inner, StringComparison.OrdinalIgnoreCase),
        };
    }

    private List<SimulatedQueue> Selected(IQueryCollection ask)
    {
        var (ids, divisions, name) = (Values(ask, "id"), Values(ask, "divisionId"), ask["name"].ToString());
        var selected = organisation.Queues
            .Where(queue => ids.Count == 0 || ids.Contains(queue.Id))
            .Where(queue => divisions.Count == 0 || divisions.Contains(queue.Division.Id))
            .Where(queue => name.Length == 0 || IsNamed(queue.Name, name))
            .OrderBy(queue => queue.Name, StringComparer.OrdinalIgnoreCase)
            .ToList();
        if (string.Equals(ask["sortOrder"], "desc", StringComparison.OrdinalIgnoreCase))
        {
            selected.Reverse();
        }
        return selected;
    }

    private static void WriteQueue(Utf8JsonWriter json, SimulatedQueue queue, Habits habits)
    {
        json.WriteString("id", queue.Id);
        json.WriteString("name", queue.Name);
        json.WriteStartObject("division");
        json.WriteString("id", queue.Division.Id);
        json.WriteString("name", queue.Division.Name);
        json.WriteString("selfUri", $"/api/v2/authorization/divisions/{queue.Division.Id}");
        json.WriteEndObject();
        json.WriteString("dateCreated", "2024-01-15T09:00:00.000Z");
        json.WriteString("dateModified", "2024-01-15T09:00:00.000Z");
        json.WriteNumber("memberCount", queue.Members);
        json.WriteNumber("userMemberCount", queue.Members);
        json.WriteNumber("joinedMemberCount", queue.Members);
        json.WriteStartObject("mediaSettings");
        foreach (var (mediaType, key) in WireNames.MediaTypes)
        {
            json.WriteStartObject(key);
            json.WriteBoolean("enableAutoAnswer", false);
            json.WriteNumber("alertingTimeoutSeconds", 30);
            if (mediaType == "callback")
            {
                json.WriteString("mode", habits.CallsCustomerFirst(queue) ? "CustomerFirst" : "AgentFirst");
            }

            if (queue.Targets.TryGetValue(mediaType, out var target))
            {
                json.WriteStartObject("serviceLevel");
                json.WriteNumber("percentage", target.Ratio);
                json.WriteNumber("durationMs", (long)target.Threshold.TotalMilliseconds);
                json.WriteEndObject();
            }

            json.WriteEndObject();
        }

        json.WriteEndObject();
        json.WriteString("skillEvaluationMethod", "ALL");
        json.WriteString("scoringMethod", "TimestampAndPriority");
        json.WriteString("selfUri", $"{Path}/{queue.Id}");
    }
}
