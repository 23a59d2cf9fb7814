using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using ServiceLevelDashboard.Simulator.Centre;
using ServiceLevelDashboard.Simulator.Faults;

namespace ServiceLevelDashboard.Simulator.Wire;

/// <summary>
/// <c>/_control</c>: sees the state, sets and clears faults, turns the organisation's switches. Needs the token of this start in a header, and refuses whatever
/// a browser sends on behalf of a page (it has an Origin).
/// </summary>
internal sealed class ControlEndpoint(string token, IOrganisation organisation, FaultBoard faults, SwitchBoard switches)
{
    public const string Path = "/_control";
    public const string TokenHeader = "X-Control-Token";

    /// <exception cref="WireException">401, 403, 404 or 400.</exception>
    public async Task AnswerAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var request = context.Request;
        if (request.Headers.Origin.Count > 0)
        {
            throw new WireException(403, "not.authorized", "Requests with an Origin are refused.");
        }
        if (!CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(request.Headers[TokenHeader].ToString()), Encoding.UTF8.GetBytes(token)))
        {
            throw new WireException(401, "authentication.required", $"The header {TokenHeader} does not hold the token of this start.");
        }
        switch (request.Method, request.Path.Value)
        {
            case ("GET", Path):
                break;
            case ("POST", Path + "/faults"):
                faults.Add(ReadFault(await BodyAsync(request, cancellationToken).ConfigureAwait(false)));
                break;
            case ("DELETE", Path + "/faults"):
                faults.Clear();
                break;
            case ("POST", Path + "/switches"):
                switches.Current = ReadSwitches(await BodyAsync(request, cancellationToken).ConfigureAwait(false), switches.Current);
                break;
            default:
                throw WireException.NotFound(request.Path);
        }

        await WriteStateAsync(context.Response).ConfigureAwait(false);
    }

    private static async Task<JsonElement> BodyAsync(HttpRequest request, CancellationToken cancellationToken)
    {
        try
        {
            using var body = await JsonDocument.ParseAsync(request.Body, cancellationToken: cancellationToken).ConfigureAwait(false);
            return JsonRequest.Object(body.RootElement.Clone(), "The body");
        }
        catch (JsonException broken)
        {
            throw WireException.BadRequest(broken.Message);
        }
    }

    private static Fault ReadFault(JsonElement body) =>
        FaultParser.TryParse(JsonRequest.RequiredText(body, "fault"), out var fault, out var error) ? fault : throw WireException.BadRequest(error);

    /// <summary>Only what is named changes.</summary>
    private static SimulatedSwitches ReadSwitches(JsonElement body, SimulatedSwitches current)
    {
        bool Flag(string name, bool otherwise) => !body.TryGetProperty(name, out var value)
            ? otherwise
            : value.ValueKind is JsonValueKind.True or JsonValueKind.False ? value.GetBoolean() : throw WireException
                .BadRequest($"{name} must be true or false.");

        var limit = current.ShortAbandonLimit;
        if (body.TryGetProperty("shortAbandonSeconds", out var seconds))
        {
            limit = seconds.ValueKind == JsonValueKind.Number && seconds.GetDouble() is >= 0 and <= 3600
                ? TimeSpan.FromSeconds(seconds.GetDouble())
                : throw WireException.BadRequest("shortAbandonSeconds must be a number from 0 to 3600.");
        }

        return new SimulatedSwitches(
            new GenesysSwitches(
                Flag("includeAbandons", current.Genesys.IncludeAbandons),
                Flag("includeShortAbandons", current.Genesys.IncludeShortAbandons),
                Flag("includeFlowOuts", current.Genesys.IncludeFlowOuts)),
            limit);
    }

    private Task WriteStateAsync(HttpResponse response) => JsonResponse.WriteAsync(response, 200, json =>
    {
        json.WriteString("now", faults.Now());
        json.WriteString("visibleUntil", faults.Visible());
        json.WriteNumber("queues", organisation.Queues.Length);
        json.WriteStartArray("faults");
        foreach (var fault in faults.Current())
        {
            json.WriteStringValue(FaultParser.Format(fault));
        }
        json.WriteEndArray();
        var current = switches.Current;
        json.WriteStartObject("switches");
        json.WriteBoolean("includeAbandons", current.Genesys.IncludeAbandons);
        json.WriteBoolean("includeShortAbandons", current.Genesys.IncludeShortAbandons);
        json.WriteBoolean("includeFlowOuts", current.Genesys.IncludeFlowOuts);
        json.WriteNumber("shortAbandonSeconds", current.ShortAbandonLimit.TotalSeconds);
        json.WriteEndObject();
    });
}
