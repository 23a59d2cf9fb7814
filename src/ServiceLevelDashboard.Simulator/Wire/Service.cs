using System.Text.Json;
using Microsoft.AspNetCore.Http;
using ServiceLevelDashboard.Simulator.Centre;
using ServiceLevelDashboard.Simulator.Faults;
using ServiceLevelDashboard.Simulator.Settings;

namespace ServiceLevelDashboard.Simulator.Wire;

/// <summary>The service behind the faults: finds the endpoint of a request and lets it answer.</summary>
internal sealed class Service(
    SimulatorOptions options, IOrganisation organisation, FaultBoard faults, Authority authority, SwitchBoard switches, RecordedAnswers? recorded)
{
    private const string Queues = "/api/v2/routing/queues";
    private const string Aggregates = "/api/v2/analytics/conversations/aggregates/query";
    private const string Observations = "/api/v2/analytics/queues/observations/query";
    private const string Notifications = "/api/v2/notifications/";
    private const string LimitsPath = "/api/v2/organizations/limits/namespaces/";

    private readonly QueueListing _listing = new(organisation, options.Limits, faults);

    public static bool IsTokenEndpoint(PathString path) => path == "/oauth/token" || path == "/login/oauth/token";

    /// <summary>The permission that an endpoint needs.</summary>
    public static string PermissionOf(string path) => path switch
    {
        Aggregates => "analytics:conversationAggregate:view",
        Observations => "analytics:queueObservation:view",
        _ when path.StartsWith(Notifications, StringComparison.Ordinal) => "analytics:queueObservation:view",
        _ => "routing:queue:view",
    };

    /// <exception cref="WireException">Whatever the endpoint refuses.</exception>
    public async Task AnswerAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var path = context.Request.Path.Value ?? "/";
        if (IsTokenEndpoint(path))
        {
            Require(context, HttpMethods.Post);
            await authority.GiveTokenAsync(context, cancellationToken).ConfigureAwait(false);
            return;
        }

        if (!path.StartsWith("/api/", StringComparison.Ordinal))
        {
            throw WireException.NotFound(path);
        }
        authority.Check(context.Request);
        if (recorded is not null)
        {
            await recorded.AnswerAsync(context, cancellationToken).ConfigureAwait(false);
            return;
        }

        switch (path)
        {
            case Queues:
                Require(context, HttpMethods.Get);
                await _listing.WritePageAsync(context).ConfigureAwait(false);
                break;
            case Aggregates:
                Require(context, HttpMethods.Post);
                await AnswerAggregatesAsync(context, cancellationToken).ConfigureAwait(false);
                break;
            case Observations:
                Require(context, HttpMethods.Post);
                await AnswerObservationsAsync(context, cancellationToken).ConfigureAwait(false);
                break;
            case var single when Rest(single, Queues + "/") is { } id:
                Require(context, HttpMethods.Get);
                await _listing.WriteOneAsync(context, id).ConfigureAwait(false);
                break;
            case var limits when Rest(limits, LimitsPath) is { } name:
                Require(context, HttpMethods.Get);
                await AnswerLimitsAsync(context, name).ConfigureAwait(false);
                break;
            default:
                throw WireException.NotFound(path);
        }
    }

    private static string? Rest(string path, string prefix) =>
        path.StartsWith(prefix, StringComparison.Ordinal) && path.Length > prefix.Length && !path[prefix.Length..].Contains('/') ? path[prefix.Length..] : null;

    private static void Require(HttpContext context, string method)
    {
        if (context.Request.Method == method)
        {
            return;
        }
        context.Response.Headers.Allow = method;
        throw new WireException(405, "method.not.allowed", $"The method {context.Request.Method} is not allowed for this resource.");
    }

    private static async Task<JsonDocument> BodyAsync(HttpContext context, CancellationToken cancellationToken)
    {
        if (!context.Request.HasJsonContentType())
        {
            throw new WireException(415, "unsupported.media.type", "The content type must be application/json.");
        }
        try
        {
            return await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch (JsonException broken)
        {
            throw WireException.BadRequest($"The request could not be understood by the server due to malformed syntax: {broken.Message}");
        }
    }

    private async Task AnswerAggregatesAsync(HttpContext context, CancellationToken cancellationToken)
    {
        using var body = await BodyAsync(context, cancellationToken).ConfigureAwait(false);
        var query = AggregateQuery.Parse(body.RootElement, Limits());
        RefuseMetrics(query.Metrics, WireNames.AggregateMetrics);
        if (faults.ValueOf(FaultKind.TimedOutRange, 2) is { } days && query.Borders[^1] - query.Borders[0] > days * TimeSpan.MillisecondsPerDay)
        {
            throw new WireException(504, "request.timeout", "The request timed out.");
        }

        var answer = new AggregateResponse(organisation, query, switches.Current, new Habits(faults), faults.Visible().ToUnixTimeMilliseconds());
        answer.RefuseIfTooLarge(options.Limits.Buckets);
        context.Response.ContentType = JsonResponse.ContentType;
        await answer.WriteAsync(context.Response.BodyWriter, cancellationToken).ConfigureAwait(false);
    }

    private async Task AnswerObservationsAsync(HttpContext context, CancellationToken cancellationToken)
    {
        using var body = await BodyAsync(context, cancellationToken).ConfigureAwait(false);
        var answer = new ObservationBody(organisation, body.RootElement, options.Limits, faults, faults.Visible().ToUnixTimeMilliseconds());
        RefuseMetrics(answer.Metrics, WireNames.ObservationMetrics);
        context.Response.ContentType = JsonResponse.ContentType;
        await answer.WriteAsync(context.Response.BodyWriter, cancellationToken).ConfigureAwait(false);
    }

    private SimulatorLimits Limits() =>
        faults.ValueOf(FaultKind.CoarseIntervals, 30) is { } minutes && TimeSpan.FromMinutes(minutes) > options.Limits.FinestGranularity
        ? options.Limits with { FinestGranularity = TimeSpan.FromMinutes(minutes) }
        : options.Limits;

    /// <summary>One refused metric refuses the whole question, and the refusal names it.</summary>
    private void RefuseMetrics(IEnumerable<string> asked, IEnumerable<string> known)
    {
        var refused = faults.TextsOf(FaultKind.RefusedMetric);
        if (asked.FirstOrDefault(refused.Contains) is { } metric)
        {
            throw WireException.RefusedMetric(metric, known.Where(name => !refused.Contains(name)).Order(StringComparer.Ordinal));
        }
    }

    private Task AnswerLimitsAsync(HttpContext context, string name) => JsonResponse.WriteAsync(context.Response, 200, json =>
    {
        (string Key, long Value)[] limits = name == "platform.api"
            ?
            [
                ("client.credentials.token.rate.per.minute", options.Limits.RequestsPerMinute),
                ("token.rate.per.minute", options.Limits.RequestsPerMinute),
                ("request.bytes.max", SimulatorServer.LargestRequest),
            ]
            : [];
        json.WriteStartArray("entities");
        foreach (var (key, value) in limits)
        {
            json.WriteStartObject();
            json.WriteString("namespace", name);
            json.WriteString("key", key);
            json.WriteNumber("value", value);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    });
}
