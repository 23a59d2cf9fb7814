using System.Net;
using System.Text;
using System.Text.Json;
using PureCloudPlatform.Client.V2.Client;
using ServiceLevelDashboard.Genesys.Calls;
using ApiClient = ServiceLevelDashboard.Genesys.Calls.ApiClient;
using HttpResponse = PureCloudPlatform.Client.V2.Client.HttpResponse;

namespace ServiceLevelDashboard.Genesys.Sdk;

/// <summary>
/// The vendor's library over this product's calls: one token, one quota, retries that do not block a thread, time-outs and cancellation, which the
/// library's own client does not have. The whole answer is in memory before the library reads it.
/// </summary>
internal sealed class PipelineHttpClient(ApiClient api) : AbstractHttpClient
{
    /// <summary>Held in memory several times at once.</summary>
    private const long LargestAnswer = 512 * 1024 * 1024;

    private static readonly AsyncLocal<Question?> _current = new();

    /// <summary>Lets the library ask a question.</summary>
    /// <param name="call">What it is for.</param>
    /// <param name="ask">Asks through the library.</param>
    /// <param name="tally">Counts the calls.</param>
    /// <param name="cancellationToken">Ends the question.</param>
    public static async Task<Response<T>> AskAsync<T>(ApiCall call, Func<Task<T>> ask, CallTally tally, CancellationToken cancellationToken)
    {
        var question = new Question(call, tally, cancellationToken);
        _current.Value = question;
        try
        {
            return new Response<T>(await ask().ConfigureAwait(false), question.AnsweredAt);
        }
        finally
        {
            _current.Value = null;
        }
    }

    /// <inheritdoc/>
    public override IHttpResponse Execute(IHttpRequest httpRequest) => throw new NotSupportedException("Only questions that do not block are asked.");

    /// <inheritdoc/>
    public override async Task<IHttpResponse> ExecuteAsync(IHttpRequest httpRequest, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(httpRequest);
        var question = _current.Value ?? throw new InvalidOperationException("Only AskAsync lets the library ask.");
        var body = httpRequest.PostBody is string text ? Encoding.UTF8.GetBytes(text) : null;
        var call = question.Call with
        {
            Path = PathOf(httpRequest),
            Body = body is null ? null : new ReadOnlyMemory<byte>(body),
            MaximumBytes = Math.Min(question.Call.MaximumBytes, LargestAnswer),
        };
        var answer = await api.QueryAsync(call, ReadAsync, question.Tally, question.CancellationToken).ConfigureAwait(false);
        question.AnsweredAt = answer.At;
        return new HttpResponse { StatusCode = (int)HttpStatusCode.OK, Content = answer.Value, Headers = [] };
    }

    private static string PathOf(IHttpRequest request)
    {
        var query = string.Join(
            '&', (request.QueryParams ?? []).Select(static pair => $"{Uri.EscapeDataString(pair.Item1)}={Uri.EscapeDataString(pair.Item2)}"));
        return request.Url.TrimStart('/') + (query.Length == 0 ? "" : "?" + query);
    }

    /// <summary>Reads the answer to its end and makes sure that it is one: one that breaks off is asked for again, as long as that is still possible.</summary>
    private static async ValueTask<string> ReadAsync(Stream body, CancellationToken cancellationToken)
    {
        using var whole = new MemoryStream();
        await body.CopyToAsync(whole, cancellationToken).ConfigureAwait(false);
        var bytes = whole.GetBuffer().AsSpan(0, (int)whole.Length);
        var reader = new Utf8JsonReader(bytes);
        while (reader.Read())
        {
            // To the closing brace.
        }

        return Encoding.UTF8.GetString(bytes);
    }

    /// <summary>What the library cannot carry through to here.</summary>
    private sealed class Question(ApiCall call, CallTally tally, CancellationToken cancellationToken)
    {
        public ApiCall Call { get; } = call;

        public CallTally Tally { get; } = tally;

        public CancellationToken CancellationToken { get; } = cancellationToken;

        public DateTimeOffset AnsweredAt { get; set; }
    }
}
