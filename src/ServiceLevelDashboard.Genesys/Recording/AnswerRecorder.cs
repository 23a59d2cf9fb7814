using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace ServiceLevelDashboard.Genesys.Recording;

/// <summary>
/// Keeps what the service answers and writes it, one file for each call, without ids, names, numbers and secrets of the organisation
/// (<see cref="Pseudonyms"/>): so that
/// whoever has a live organisation can show what the service really says. Of a token only its status is kept.
/// </summary>
/// <param name="folder">Where the files go; made when it is not there.</param>
/// <param name="time">The clock.</param>
public sealed class AnswerRecorder(string folder, TimeProvider time) : DelegatingHandler
{
    private static readonly UTF8Encoding Utf8 = new(encoderShouldEmitUTF8Identifier: false);
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true, NewLine = "\n" };

    /// <summary>Beyond this an answer is none that can be sent to anybody.</summary>
    private const long LargestAnswer = 512 * 1024 * 1024;

    private readonly ConcurrentQueue<Call> _calls = new();

    /// <summary>Writes what was answered so far. All of it is looked through first, so that a name is known wherever it stands.</summary>
    /// <returns>How many calls were written.</returns>
    /// <exception cref="IOException">The folder cannot be written.</exception>
    public async Task<int> WriteAsync(CancellationToken cancellationToken)
    {
        var pseudonyms = new Pseudonyms(RandomNumberGenerator.GetItems<int>([3, 7, 9, 11, 13, 17, 19], 1)[0]);
        Call[] calls = [.. _calls];
        foreach (var call in calls)
        {
            Kept(call, pseudonyms);
        }

        CreateOwnFolder();
        for (var i = 0; i < calls.Length; i++)
        {
            var name = string.Create(CultureInfo.InvariantCulture, $"{i + 1:000}-{What(pseudonyms.OfPath(calls[i].Path))}.json");
            await File.WriteAllTextAsync(Path.Combine(folder, name), Kept(calls[i], pseudonyms).ToJsonString(Indented) + "\n", Utf8, cancellationToken)
                .ConfigureAwait(false);
        }

        return calls.Length;
    }

    /// <summary>The owner's alone, and what is in it: what was replaced in the answers is still to be looked at.</summary>
    private void CreateOwnFolder()
    {
        if (OperatingSystem.IsWindows())
        {
            Directory.CreateDirectory(folder);
        }
        else
        {
            Directory.CreateDirectory(folder, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        }
    }

    /// <inheritdoc/>
    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        var path = request.RequestUri!.AbsolutePath; // the client makes every address
        var isToken = path.EndsWith("/oauth/token", StringComparison.Ordinal);
        var asked = request.Content is null || isToken ? "" : await request.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
        var response = await base.SendAsync(request, cancellationToken).ConfigureAwait(false);
        // Read whole, so that it can be read again by whoever asked.
        await response.Content.LoadIntoBufferAsync(LargestAnswer, cancellationToken).ConfigureAwait(false);
        var answered = isToken && response.IsSuccessStatusCode ? "" : await response.Content.ReadAsStringAsync(cancellationToken).ConfigureAwait(false);
        _calls.Enqueue(new Call(
            request.Method.Method, isToken ? "/oauth/token" : path[Math.Max(0, path.IndexOf("/api/", StringComparison.Ordinal))..], request.RequestUri.Query,
            time.GetUtcNow(), asked, (int)response.StatusCode, Headers(response.Headers), answered));
        return response;
    }

    private static JsonObject Kept(Call call, Pseudonyms pseudonyms) => new()
    {
        ["method"] = call.Method,
        ["path"] = pseudonyms.OfPath(call.Path),
        ["query"] = pseudonyms.Of(call.Query, isSentence: false),
        ["recordedAt"] = call.At.ToString("O", CultureInfo.InvariantCulture),
        ["request"] = pseudonyms.Of(call.Asked),
        ["status"] = call.Status,
        ["headers"] = call.Headers.DeepClone(),
        ["response"] = pseudonyms.Of(call.Answered),
    };

    /// <summary>The last words of a path without ids: queues-query, for instance.</summary>
    private static string What(string path) =>
        string.Join('-', path.Split('/').Where(static part => part.Length > 0 && part.All(static c => char.IsAsciiLetterLower(c))).TakeLast(2));

    /// <summary>The headers that say something of the answer and nothing of the organisation.</summary>
    private static JsonObject Headers(HttpResponseHeaders headers)
    {
        var kept = new JsonObject();
        foreach (var name in new[] { "Date", "Retry-After" })
        {
            if (headers.NonValidated.TryGetValues(name, out var values))
            {
                kept[name] = values.ToString();
            }
        }

        return kept;
    }

    private sealed record Call(string Method, string Path, string Query, DateTimeOffset At, string Asked, int Status, JsonObject Headers, string Answered);
}
