using System.Collections.Immutable;
using System.Text.Json;
using System.Text.Json.Serialization;
using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Delivery.Reports;

/// <summary>
/// What a message of a report says in the outbox: which schedule, and seen from when. The mail itself is made when it is sent, so that the outbox stays small
/// and the figures are as new as they can be.
/// </summary>
/// <param name="Schedule">The schedule's key.</param>
/// <param name="Due">The moment at which it was due, UTC.</param>
public sealed partial record ReportMessage(string Schedule, DateTimeOffset Due)
{
    /// <summary>The messages of a schedule that is due: one for each route, and one for its own addresses.</summary>
    /// <param name="key">The schedule's key.</param>
    /// <param name="schedule">The schedule.</param>
    /// <param name="due">When it is due; with the key it makes the ids, so that it is entered once however often that is tried.</param>
    /// <param name="now">The present moment.</param>
    public static ImmutableArray<OutboxMessage> Of(string key, Schedule schedule, DateTimeOffset due, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(schedule);
        var json = JsonSerializer.Serialize(new ReportMessage(key, due.ToUniversalTime()), MessageJson.Default.ReportMessage);
        var routes = schedule.Routes.IsDefault ? [] : schedule.Routes;
        var own = OwnRoute(key);
        return
        [
            .. from route in schedule.Addresses.IsDefaultOrEmpty ? routes : routes.Add(own)
               select new OutboxMessage(
                   FormattableString.Invariant($"report {key} {due.UtcDateTime:yyyyMMdd'T'HHmmss.fff'Z'} {route}"), OutboxKind.Report, route, json, now, now),
        ];
    }

    /// <summary>What stands in place of a route where a schedule's own addresses are meant: of its own, so that one that fails holds up no other.</summary>
    public static string OwnRoute(string key) => $"schedule:{key}";

    /// <summary>Reads a message.</summary>
    /// <exception cref="ReportGoneException">It cannot be read.</exception>
    public static ReportMessage Read(OutboxMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        try
        {
            return JsonSerializer.Deserialize(message.Json, MessageJson.Default.ReportMessage) ?? throw new JsonException();
        }
        catch (JsonException)
        {
            throw new ReportGoneException("The message cannot be read.");
        }
    }

    [JsonSourceGenerationOptions(JsonSerializerDefaults.Web)]
    [JsonSerializable(typeof(ReportMessage))]
    private sealed partial class MessageJson : JsonSerializerContext;
}
