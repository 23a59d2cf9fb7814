using System.Globalization;
using System.Net;
using System.Text;
using System.Web;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;
using PureCloudPlatform.Client.V2.Api;
using PureCloudPlatform.Client.V2.Client;
using PureCloudPlatform.Client.V2.Model;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Genesys.Calls;
using ApiClient = ServiceLevelDashboard.Genesys.Calls.ApiClient;
using JsonSerializer = Newtonsoft.Json.JsonSerializer;

namespace ServiceLevelDashboard.Genesys.Sdk;

/// <summary>
/// Asks through PureCloudPlatform.Client.V2: every question becomes the library's type and every answer is read into it. What an answer means is decided
/// where it is for the usual client, so the library's object is written as JSON again and read there: twice the reading, and one meaning.
/// </summary>
internal sealed class SdkApiClient : IApiClient
{
    private static readonly JsonSerializer _json = JsonSerializer.Create(new JsonSerializerSettings { NullValueHandling = NullValueHandling.Ignore });

    private readonly RoutingApi _routing;
    private readonly AnalyticsApi _analytics;

    /// <summary>Makes the library's clients, apart from its default one, which a whole process would share.</summary>
    /// <param name="api">The calls underneath.</param>
    public SdkApiClient(ApiClient api)
    {
        var client = new PureCloudPlatform.Client.V2.Client.ApiClient { HttpClient = new PipelineHttpClient(api) };
        var configuration = new Configuration(client, setDefaultApiClient: false);
        client.Configuration = configuration;
        (_routing, _analytics) = (new RoutingApi(configuration), new AnalyticsApi(configuration));
    }

    /// <inheritdoc/>
    public async Task<Response<T>> QueryAsync<T>(
        ApiCall call, Func<Stream, CancellationToken, ValueTask<T>> read, CallTally tally, CancellationToken cancellationToken)
    {
        try
        {
            var answer = await PipelineHttpClient.AskAsync(call, () => AskAsync(call), tally, cancellationToken).ConfigureAwait(false);
            using var text = Written(answer.Value);
            return new Response<T>(await read(text, cancellationToken).ConfigureAwait(false), answer.At);
        }
        catch (Exception e) when (e is ApiException or Newtonsoft.Json.JsonException or System.Text.Json.JsonException)
        {
            throw new UnavailableException(
                $"Could not {call.Purpose}: the answer does not fit the vendor's library. It is retried automatically; "
                + "if it stays so, choose the usual client (Genesys:Client).", null, e);
        }
    }

    private async Task<object?> AskAsync(ApiCall call)
    {
        var (path, query) = call.Path.Split('?', 2) is [var before, var after] ? (before, HttpUtility.ParseQueryString(after)) : (call.Path, []);
        return path switch
        {
            "api/v2/routing/queues" =>
                await _routing.GetRoutingQueuesAsync(pageNumber: Number(query["pageNumber"]), pageSize: Number(query["pageSize"])).ConfigureAwait(false),
            "api/v2/analytics/conversations/aggregates/query" => await _analytics.PostAnalyticsConversationsAggregatesQueryAsync(
                BodyOf<ConversationAggregationQuery, ConversationAggregationQuery.MetricsEnum>(call)).ConfigureAwait(false),
            "api/v2/analytics/queues/observations/query" => await _analytics.PostAnalyticsQueuesObservationsQueryAsync(
                BodyOf<QueueObservationQuery, QueueObservationQuery.MetricsEnum>(call)).ConfigureAwait(false),
            _ => throw new NotSupportedException($"'{path}' is not asked through the vendor's library."),
        };
    }

    private static int? Number(string? text) => int.TryParse(text, CultureInfo.InvariantCulture, out var number) ? number : null;

    /// <summary>The question as the library's own type.</summary>
    /// <exception cref="RefusedResponseException">The library does not know a metric: refused as by the service, to be left out and said.</exception>
    private static T BodyOf<T, TMetric>(ApiCall call)
        where TMetric : struct, Enum
    {
        var text = Encoding.UTF8.GetString(call.Body!.Value.Span); // these questions have a body
        foreach (var metric in JObject.Parse(text)["metrics"] ?? new JArray())
        {
            if (metric.ToObject<TMetric>().ToString() == "OutdatedSdkVersion")
            {
                var error = new JObject { ["message"] = $"The vendor's library does not know the metric {metric}" };
                throw new RefusedResponseException(
                    HttpStatusCode.BadRequest, ErrorResponse.Parse(Encoding.UTF8.GetBytes(error.ToString()), new Redaction()), null);
            }
        }

        return JsonConvert.DeserializeObject<T>(text)!; // one object
    }

    private static MemoryStream Written(object? answer)
    {
        var stream = new MemoryStream();
        using (var writer = new StreamWriter(stream, new UTF8Encoding(encoderShouldEmitUTF8Identifier: false), leaveOpen: true))
        {
            _json.Serialize(writer, answer);
        }

        stream.Position = 0;
        return stream;
    }
}
