using System.Collections.Immutable;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using ServiceLevelDashboard.Simulator.Faults;
using ServiceLevelDashboard.Simulator.Settings;
using ServiceLevelDashboard.Simulator.Wire;

namespace ServiceLevelDashboard.Simulator.Push;

/// <summary><c>/api/v2/notifications</c>: channels and their subscriptions.</summary>
internal sealed class NotificationEndpoints(SimulatorLimits limits, ChannelBook channels, Topics topics, FaultBoard faults)
{
    private const string Root = "/api/v2/notifications";
    private const string Channels = Root + "/channels";
    private const string AvailableTopics = Root + "/availabletopics";
    private const string Subscriptions = "/subscriptions";

    public static bool IsHere(PathString path) => path.StartsWithSegments(Root);

    /// <summary>Answers a request whose token has been checked.</summary>
    /// <exception cref="WireException">Whatever is refused.</exception>
    public async Task AnswerAsync(HttpContext context, CancellationToken cancellationToken)
    {
        var path = context.Request.Path.Value!; // checked by IsHere
        var method = context.Request.Method;
        switch (method)
        {
            case "POST" when path == Channels:
                await JsonResponse.WriteAsync(context.Response, 200, json => WriteChannel(json, channels.Open(OwnerOf(context)), context.Request))
                    .ConfigureAwait(false);
                break;
            case "GET" when path == Channels:
                await WriteChannelsAsync(context).ConfigureAwait(false);
                break;
            case "GET" when path == AvailableTopics:
                await WriteTopicsAsync(context).ConfigureAwait(false);
                break;
            default:
                await AnswerOfChannelAsync(context, method, path, cancellationToken).ConfigureAwait(false);
                break;
        }
    }

    private async Task AnswerOfChannelAsync(HttpContext context, string method, string path, CancellationToken cancellationToken)
    {
        var rest = path.StartsWith(Channels + "/", StringComparison.Ordinal) ? path[(Channels.Length + 1)..] : "";
        var ofSubscriptions = rest.EndsWith(Subscriptions, StringComparison.Ordinal);
        var id = ofSubscriptions ? rest[..^Subscriptions.Length] : rest;
        if (id.Length == 0 || channels.Find(id) is not { } channel)
        {
            throw WireException.NotFound(path);
        }

        switch (method, ofSubscriptions)
        {
            case ("HEAD", false):
                context.Response.StatusCode = 200;
                return;
            case ("GET", true):
                break;
            case ("DELETE", true):
                channel.Topics = [];
                break;
            case ("POST", true):
                await SubscribeAsync(context, channel, channel.Topics, cancellationToken).ConfigureAwait(false);
                return;
            case ("PUT", true):
                await SubscribeAsync(context, channel, [], cancellationToken).ConfigureAwait(false);
                return;
            default:
                throw new WireException(405, "method.not.allowed", $"The method {method} is not allowed for this resource.");
        }

        await WriteSubscriptionsAsync(context.Response, [.. channel.Topics.Select(topic => new Subscription(topic, null, null))]).ConfigureAwait(false);
    }

    /// <summary>One topic that is refused refuses them all, unless errors are to be ignored: then each is answered for itself.</summary>
    private async Task SubscribeAsync(HttpContext context, PushChannel channel, ImmutableArray<string> standing, CancellationToken cancellationToken)
    {
        using var body = await BodyAsync(context, cancellationToken).ConfigureAwait(false);
        var wanted = standing.Union(Topics.Read(body.RootElement)).ToList();
        if (wanted.Count > limits.TopicsPerChannel)
        {
            throw WireException.BadRequest(FormattableString.Invariant($"A channel takes at most {limits.TopicsPerChannel} topics."));
        }

        var forbidden = faults.Take(context.Request.Path, fault => fault is { Kind: FaultKind.PushForbidden }) is not null;
        var answers = wanted.Select(topic => Judge(topic, forbidden)).ToList();
        if (context.Request.Query["ignoreErrors"] != "true" && answers.Find(answer => answer.Reason is not null) is { } refused)
        {
            throw refused.Permission is { } permission ? WireException.Forbidden(permission) : WireException.BadRequest(refused.Reason!); // just found by it
        }

        channel.Topics = [.. answers.Where(answer => answer.Reason is null).Select(answer => answer.Topic)];
        channel.Expires = faults.Now() + limits.ChannelLifetime;
        await WriteSubscriptionsAsync(context.Response, answers).ConfigureAwait(false);
    }

    private Subscription Judge(string topic, bool forbidden) =>
        topics.QueueOf(topic) is null ? new Subscription(topic, $"'{topic}' is not a topic.", null)
        : forbidden ? new Subscription(topic, "A permission is missing.", Topics.Permission)
        : new Subscription(topic, null, null);

    private static async Task<JsonDocument> BodyAsync(HttpContext context, CancellationToken cancellationToken)
    {
        try
        {
            return await JsonDocument.ParseAsync(context.Request.Body, cancellationToken: cancellationToken).ConfigureAwait(false);
        }
        catch (JsonException broken)
        {
            throw WireException.BadRequest(broken.Message);
        }
    }

    private static string OwnerOf(HttpContext context) => context.Request.Headers.Authorization.ToString();

    private Task WriteChannelsAsync(HttpContext context)
    {
        var owner = context.Request.Query["includechannels"] == "oauthclient" ? null : OwnerOf(context);
        return JsonResponse.WriteAsync(context.Response, 200, json =>
        {
            json.WriteStartArray("entities");
            foreach (var channel in channels.Of(owner))
            {
                json.WriteStartObject();
                WriteChannel(json, channel, context.Request);
                json.WriteEndObject();
            }

            json.WriteEndArray();
        });
    }

    // The socket is where the request came to, so that a proxy in between carries it too.
    private static void WriteChannel(Utf8JsonWriter json, PushChannel channel, HttpRequest request)
    {
        json.WriteString("connectUri", $"{(request.IsHttps ? "wss" : "ws")}://{request.Host}{PushEndpoint.Path}/{channel.Id}");
        json.WriteString("id", channel.Id);
        json.WriteString("expires", channel.Expires.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", System.Globalization.CultureInfo.InvariantCulture));
    }

    private static Task WriteTopicsAsync(HttpContext context) => JsonResponse.WriteAsync(context.Response, 200, json =>
    {
        json.WriteStartArray("entities");
        json.WriteStartObject();
        json.WriteString("id", Topics.Template);
        json.WriteStartArray("requiresPermissions");
        json.WriteStringValue(Topics.Permission);
        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteEndArray();
    });

    private static Task WriteSubscriptionsAsync(HttpResponse response, IReadOnlyList<Subscription> subscriptions) =>
        JsonResponse.WriteAsync(response, 200, json =>
    {
        json.WriteStartArray("entities");
        foreach (var (topic, reason, permission) in subscriptions)
        {
            json.WriteStartObject();
            json.WriteString("id", topic);
            json.WriteString("state", reason is null ? "Permitted" : "Rejected");
            if (reason is not null)
            {
                json.WriteString("rejectionReason", reason);
                json.WriteStartArray("missingPermissions");
                if (permission is not null)
                {
                    json.WriteStringValue(permission);
                }

                json.WriteEndArray();
            }

            json.WriteEndObject();
        }

        json.WriteEndArray();
    });

    /// <summary>A topic and why it was refused, if it was, and for which permission.</summary>
    private sealed record Subscription(string Topic, string? Reason, string? Permission);
}
