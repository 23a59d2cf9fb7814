using System.Buffers.Binary;
using System.Net.Http.Json;
using System.Net.WebSockets;
using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ServiceLevelDashboard.Web.Tests.Hosting;

/// <summary>
/// A browser's live part of a page without a browser: opens a circuit over a web socket as <c>blazor.web.js</c> does, adds the page's components and takes
/// down what the server sends until all of them have been drawn. Every text that is drawn stands in it in UTF-8.
/// </summary>
internal static partial class CircuitClient
{
    private const byte Nil = 0xc0;
    private static readonly byte[] HandshakeEnd = [0x1e];

    /// <summary>All bytes that the server sends for a page until it has been drawn, read as UTF-8.</summary>
    /// <param name="client">Who asks: with its cookies or headers.</param>
    /// <param name="address">The page's address.</param>
    /// <param name="page">The page as it was answered.</param>
    /// <param name="headers">Adds to the socket what the client sends by itself.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="IOException">The circuit ended before.</exception>
    /// <exception cref="InvalidDataException">The page failed.</exception>
    public static async Task<string> DrawAsync(
        HttpClient client, string address, string page, Action<ClientWebSocketOptions> headers, CancellationToken cancellationToken)
    {
        var drawn = new StringBuilder();
        using var bound = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        bound.CancelAfter(TimeSpan.FromSeconds(60)); // a machine that has much else to do
        await FollowAsync(
            client,
            address,
            page,
            headers,
            text =>
            {
                drawn.Append(text);
                return !text.Contains("JS.EndUpdateRootComponents", StringComparison.Ordinal);
            },
            bound.Token);
        return drawn.ToString();
    }

    /// <summary>
    /// Hands on each message of the server, read as UTF-8, until enough is said. Nothing is confirmed, so the server pauses after ten drawings.
    /// </summary>
    /// <param name="client">Who asks: with its cookies or headers.</param>
    /// <param name="address">The page's address.</param>
    /// <param name="page">The page as it was answered.</param>
    /// <param name="headers">Adds to the socket what the client sends by itself.</param>
    /// <param name="isWanted">Takes a message; whether there shall be more.</param>
    /// <param name="cancellationToken">Ends it.</param>
    /// <exception cref="IOException">The circuit ended before.</exception>
    /// <exception cref="InvalidDataException">The page failed.</exception>
    public static async Task FollowAsync(
        HttpClient client, string address, string page, Action<ClientWebSocketOptions> headers, Func<string, bool> isWanted,
        CancellationToken cancellationToken)
    {
        using var negotiated = await client.PostAsync(new Uri("_blazor/negotiate?negotiateVersion=1", UriKind.Relative), null, cancellationToken);
        negotiated.EnsureSuccessStatusCode();
        var token = (await negotiated.Content.ReadFromJsonAsync<JsonNode>(cancellationToken))!["connectionToken"]!.GetValue<string>(); // negotiated
        var root = client.BaseAddress!; // a client of a host
        using var socket = new ClientWebSocket();
        headers(socket.Options);
        var hub = new UriBuilder(new Uri(root, "_blazor")) { Scheme = root.Scheme == "https" ? "wss" : "ws", Query = $"id={token}" }.Uri;
        await socket.ConnectAsync(hub, cancellationToken);
        await SendAsync(socket, [.. """{"protocol":"blazorpack","version":1}"""u8, .. HandshakeEnd], cancellationToken);
        await SendAsync(socket, Invocation("0", "StartCircuit", root.ToString(), new Uri(root, address).ToString(), "[]", ""), cancellationToken);
        await SendAsync(socket, Invocation(null, "UpdateRootComponents", Operations(page), StateOf(page)), cancellationToken);
        while (isWanted(await ReadAsync(socket, cancellationToken)))
        {
        }
        await socket.CloseAsync(WebSocketCloseStatus.NormalClosure, null, cancellationToken);
    }

    /// <summary>Whether a page has live parts.</summary>
    public static bool IsLive(string page) => page.Contains("<!--Blazor:{\"type\":\"server\"", StringComparison.Ordinal);

    private static string Operations(string page)
    {
        var operations = new JsonArray();
        foreach (var marker in Marker().Matches(page).Select(static m => JsonNode.Parse(m.Groups[1].Value)!.AsObject()).Where(static m => m.ContainsKey("type")))
        {
            operations.Add(new JsonObject { ["type"] = "add", ["ssrComponentId"] = operations.Count + 1, ["marker"] = marker });
        }
        return new JsonObject { ["batchId"] = 1, ["operations"] = operations }.ToJsonString();
    }

    private static string StateOf(string page) => State().Match(page) is { Success: true } state ? state.Groups[1].Value : "";

    /// <summary>A call in MessagePack, behind its length: type 1, no headers, an id where an answer is wanted, the name, its texts, no streams.</summary>
    private static byte[] Invocation(string? id, string method, params string[] arguments)
    {
        List<byte> message = [0x96, 1, 0x80, .. id is null ? [Nil] : Text(id), .. Text(method), (byte)(0x90 | arguments.Length)];
        foreach (var argument in arguments)
        {
            message.AddRange(Text(argument));
        }
        message.Add(0x90);
        var length = new List<byte>();
        for (var rest = message.Count; rest > 0 || length.Count == 0; rest >>= 7)
        {
            length.Add((byte)((rest & 0x7f) | (rest > 0x7f ? 0x80 : 0)));
        }
        return [.. length, .. message];
    }

    private static byte[] Text(string text)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var length = new byte[sizeof(int)];
        BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
        return [0xdb, .. length, .. bytes];
    }

    private static Task SendAsync(ClientWebSocket socket, byte[] message, CancellationToken cancellationToken) =>
        socket.SendAsync(message, WebSocketMessageType.Binary, endOfMessage: true, cancellationToken);

    private static async Task<string> ReadAsync(ClientWebSocket socket, CancellationToken cancellationToken)
    {
        using var read = new MemoryStream();
        var buffer = new byte[64 * 1024];
        WebSocketReceiveResult part;
        do
        {
            part = await socket.ReceiveAsync(buffer, cancellationToken);
            if (part.MessageType == WebSocketMessageType.Close)
            {
                throw new IOException("The circuit ended.");
            }
            read.Write(buffer, 0, part.Count);
        }
        while (!part.EndOfMessage);

        var text = Encoding.UTF8.GetString(read.ToArray());
        return text.Contains("JS.Error", StringComparison.Ordinal) ? throw new InvalidDataException($"The page failed: {text}") : text;
    }

    [GeneratedRegex("<!--Blazor:({.*?})-->")]
    private static partial Regex Marker();

    [GeneratedRegex("<!--Blazor-Server-Component-State:(.*?)-->")]
    private static partial Regex State();
}
