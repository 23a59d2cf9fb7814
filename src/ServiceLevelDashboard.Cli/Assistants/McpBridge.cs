using System.Net.Http.Headers;
using System.Net.ServerSentEvents;
using System.Text;
using System.Text.Json;

namespace ServiceLevelDashboard.Cli.Assistants;

/// <summary>
/// Passes messages on: each line of standard input is a message to the dashboard, each of its answers a line of standard output, and nothing else is written
/// there. The dashboard answers every request by itself, so requests may be under way at once.
/// </summary>
/// <param name="client">Asks the dashboard.</param>
/// <param name="address">Its address for messages.</param>
/// <param name="token">The token, or null.</param>
/// <param name="terminal">Where messages come from and go.</param>
internal sealed class McpBridge(HttpClient client, Uri address, string? token, Terminal terminal) : IDisposable
{
    private const string VersionHeader = "MCP-Protocol-Version", VersionOfRequest = "io.modelcontextprotocol/protocolVersion";
    private const int ServerError = -32000;

    private readonly SemaphoreSlim _output = new(1, 1);
    private string? _version;

    /// <summary>Passes messages on until the input ends and everything is answered.</summary>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        using var input = new StreamReader(terminal.OpenInput(), new UTF8Encoding(encoderShouldEmitUTF8Identifier: false));
        var underWay = new List<Task>();
        while (await input.ReadLineAsync(cancellationToken) is { } line)
        {
            if (!string.IsNullOrWhiteSpace(line))
            {
                underWay.RemoveAll(static task => task.IsCompletedSuccessfully);
                underWay.Add(PassOnAsync(line, cancellationToken));
            }
        }

        await Task.WhenAll(underWay);
    }

    /// <inheritdoc/>
    public void Dispose() => _output.Dispose();

    private async Task PassOnAsync(string line, CancellationToken cancellationToken)
    {
        JsonElement message;
        try
        {
            message = JsonElement.Parse(line);
        }
        catch (JsonException)
        {
            terminal.Say("A line of the input is no JSON; it was passed over.");
            return;
        }

        try
        {
            using var request = RequestOf(line, message);
            using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellationToken);
            if (!answer.IsSuccessStatusCode)
            {
                var reason = await ReasonAsync(answer, cancellationToken);
                await FailAsync(message, FormattableString.Invariant($"The dashboard answers {(int)answer.StatusCode}: {reason}"), cancellationToken);
                return;
            }
            if (answer.Content.Headers.ContentType?.MediaType == "text/event-stream")
            {
                var stream = await answer.Content.ReadAsStreamAsync(cancellationToken);
                await foreach (var sent in SseParser.Create(stream).EnumerateAsync(cancellationToken))
                {
                    await WriteAsync(sent.Data, cancellationToken);
                }
            }
            else
            {
                await WriteAsync(await answer.Content.ReadAsStringAsync(cancellationToken), cancellationToken);
            }
        }
        catch (Exception e) when (e is HttpRequestException or JsonException or IOException
            || (e is TaskCanceledException && !cancellationToken.IsCancellationRequested))
        {
            await FailAsync(message, $"No dashboard answers at {address}: {e.Message}", cancellationToken);
        }
    }

    private HttpRequestMessage RequestOf(string line, JsonElement message)
    {
        var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new StringContent(line, Encoding.UTF8, "application/json") };
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/event-stream"));
        if (token is not null)
        {
            request.Headers.Authorization = new AuthenticationHeaderValue("Bearer", token);
        }
        if ((VersionOf(message) ?? _version) is { } version)
        {
            request.Headers.TryAddWithoutValidation(VersionHeader, version);
        }
        // later versions of the protocol want what the message says once more as headers
        if (TextAt(message, "method") is { } method)
        {
            request.Headers.TryAddWithoutValidation("Mcp-Method", method);
        }
        if (TextAt(message, "params", "name") is { } name)
        {
            request.Headers.TryAddWithoutValidation("Mcp-Name", name);
        }
        return request;
    }

    /// <summary>The version that a message names itself, as those of later versions do.</summary>
    private static string? VersionOf(JsonElement message) => TextAt(message, "params", "_meta", VersionOfRequest);

    private async Task WriteAsync(string text, CancellationToken cancellationToken)
    {
        if (string.IsNullOrWhiteSpace(text))
        {
            return; // a notification is only accepted
        }
        var message = JsonElement.Parse(text);
        _version ??= TextAt(message, "result", "protocolVersion");
        await _output.WaitAsync(cancellationToken);
        try
        {
            // on one line, whatever it came on
            await terminal.Out.WriteAsync(JsonSerializer.SerializeToUtf8Bytes(message), cancellationToken);
            await terminal.Out.WriteAsync("\n"u8.ToArray(), cancellationToken);
            await terminal.Out.FlushAsync(cancellationToken);
        }
        finally
        {
            _output.Release();
        }
    }

    /// <summary>Says why there is no answer: to the assistant where it waits for one, and on standard error.</summary>
    private async Task FailAsync(JsonElement message, string problem, CancellationToken cancellationToken)
    {
        terminal.Say(problem);
        if (message.ValueKind == JsonValueKind.Object && message.TryGetProperty("id", out var id))
        {
            var error = new { code = ServerError, message = Terminal.Printable(problem) };
            await WriteAsync(JsonSerializer.Serialize(new { jsonrpc = "2.0", id, error }), cancellationToken);
        }
    }

    private static async Task<string> ReasonAsync(HttpResponseMessage answer, CancellationToken cancellationToken)
    {
        var text = await answer.Content.ReadAsStringAsync(cancellationToken);
        try
        {
            var problem = JsonElement.Parse(text);
            return TextAt(problem, "detail") ?? TextAt(problem, "error", "message") ?? "no reason given";
        }
        catch (JsonException)
        {
            return answer.StatusCode == System.Net.HttpStatusCode.Unauthorized ? "it asks for a token" : "no reason given";
        }
    }

    private static string? TextAt(JsonElement element, params string[] path)
    {
        foreach (var name in path)
        {
            if (element.ValueKind != JsonValueKind.Object || !element.TryGetProperty(name, out element))
            {
                return null;
            }
        }

        return element.ValueKind == JsonValueKind.String ? element.GetString() : null;
    }
}
