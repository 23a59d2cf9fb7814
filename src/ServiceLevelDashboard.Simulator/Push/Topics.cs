using System.Collections.Frozen;
using System.Text.Json;
using ServiceLevelDashboard.Simulator.Centre;
using ServiceLevelDashboard.Simulator.Wire;

namespace ServiceLevelDashboard.Simulator.Push;

/// <summary>What may be subscribed to: the observations of each queue.</summary>
internal sealed class Topics(IOrganisation organisation)
{
    /// <summary>The permission behind all of them.</summary>
    public const string Permission = "analytics:queueObservation:view";

    /// <summary>The topic as the list of available topics names it.</summary>
    public const string Template = "v2.analytics.queues.{id}.observations";

    private const string Before = "v2.analytics.queues.";
    private const string After = ".observations";

    private readonly FrozenDictionary<string, SimulatedQueue> _queues = organisation.Queues.ToFrozenDictionary(
        queue => queue.Id, StringComparer.OrdinalIgnoreCase);

    public static string Of(SimulatedQueue queue) => Before + queue.Id + After;

    /// <summary>The queue of a topic, or null when there is no such topic.</summary>
    public SimulatedQueue? QueueOf(string topic) =>
        topic.StartsWith(Before, StringComparison.Ordinal) && topic.EndsWith(After, StringComparison.Ordinal) && topic.Length > Before.Length + After.Length
            ? _queues.GetValueOrDefault(topic[Before.Length..^After.Length])
            : null;

    /// <summary>Reads the body of a subscription: an array of objects with an id.</summary>
    /// <exception cref="WireException">400: it is no such thing.</exception>
    public static IReadOnlyList<string> Read(JsonElement body)
    {
        if (body.ValueKind != JsonValueKind.Array)
        {
            throw WireException.BadRequest("The body must be an array of topics.");
        }

        return [.. body.EnumerateArray().Select(item => JsonRequest.RequiredText(JsonRequest.Object(item, "A topic"), "id")).Distinct(StringComparer.Ordinal)];
    }
}
