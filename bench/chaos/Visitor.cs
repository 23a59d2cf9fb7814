using System.Globalization;
using System.Net;
using System.Net.WebSockets;
using System.Text.RegularExpressions;
using ServiceLevelDashboard.Web.Tests.Hosting;

namespace ServiceLevelDashboard.Chaos;

/// <summary>A person with a browser, or a program with a token, who goes on asking; and what must never be among the answers.</summary>
/// <param name="name">Who.</param>
/// <param name="address">The dashboard.</param>
/// <param name="token">A program's token; null for a person, who signs in.</param>
/// <param name="hidden">Names and ids that are not for these eyes.</param>
/// <param name="gateway">Knows how new a figure can be.</param>
/// <param name="isExcused">Whether the archive is away.</param>
/// <param name="findings">Takes what is wrong.</param>
/// <param name="clock">The clock.</param>
internal sealed partial class Visitor(
    string name, Uri address, string? token, IReadOnlyList<string> hidden, FaultyGateway gateway, Func<bool> isExcused, Findings findings, TimeProvider clock)
    : IDisposable
{
    public const string Password = "correct horse battery";

    private static readonly TimeSpan Tolerance = TimeSpan.FromSeconds(2);
    private readonly CookieContainer _cookies = new();
    private readonly SemaphoreSlim _signingIn = new(1, 1);
    private HttpClient? _made;

    /// <summary>Whether it is a person, who signs in and watches walls.</summary>
    public bool IsPerson => token is null;

    private HttpClient Client => _made ??= new HttpClient(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = _cookies })
    {
        BaseAddress = address,
        Timeout = TimeSpan.FromSeconds(60),
    };

    public void Dispose()
    {
        _made?.Dispose();
        _signingIn.Dispose();
    }

    /// <summary>Asks for one address after the other until it is over.</summary>
    public async Task AskAsync(IReadOnlyList<string> paths, CancellationToken over)
    {
        for (var i = 0; !over.IsCancellationRequested; i = (i + 1) % paths.Count)
        {
            await TryAsync(() => OneAsync(paths[i], over));
            await PauseAsync(TimeSpan.FromMilliseconds(700), over);
        }
    }

    /// <summary>Follows a wall, and joins again whenever the stream ends.</summary>
    public async Task WatchAsync(CancellationToken over)
    {
        while (!over.IsCancellationRequested)
        {
            await TryAsync(async () =>
            {
                using var answer = await SendAsync("/wall/all/stream", over);
                if (!await IsInAsync(answer, over))
                {
                    return;
                }
                findings.Seen($"{name}: a wall is joined");
                using var lines = new StreamReader(await answer.Content.ReadAsStreamAsync(over));
                while (await lines.ReadLineAsync(over) is { } line)
                {
                    Check("/wall/all/stream", line);
                    findings.Seen($"{name}: lines of a wall's stream");
                }
            });
            await PauseAsync(TimeSpan.FromSeconds(2), over);
        }
    }

    /// <summary>Keeps a live page open for a while, then the next.</summary>
    public async Task LiveAsync(IReadOnlyList<string> paths, CancellationToken over)
    {
        for (var i = 0; !over.IsCancellationRequested; i = (i + 1) % paths.Count)
        {
            var path = paths[i];
            await TryAsync(async () =>
            {
                using var answer = await SendAsync(path, over);
                if (!await IsInAsync(answer, over))
                {
                    return;
                }
                var page = await answer.Content.ReadAsStringAsync(over);
                using var enough = CancellationTokenSource.CreateLinkedTokenSource(over);
                enough.CancelAfter(TimeSpan.FromSeconds(40));
                findings.Seen($"{name}: a live page is opened");
                try
                {
                    await CircuitClient.FollowAsync(Client, path, page, WithCookies, IsWanted, enough.Token);
                }
                catch (OperationCanceledException) when (enough.IsCancellationRequested)
                {
                    findings.Seen($"{name}: a live page is closed");
                }

                bool IsWanted(string text)
                {
                    Check(path, text);
                    findings.Seen($"{name}: messages of a live page");
                    return true;
                }
            });
            await PauseAsync(TimeSpan.FromSeconds(2), over);
        }
    }

    private void WithCookies(ClientWebSocketOptions options)
    {
        options.Cookies = _cookies;
        options.SetRequestHeader("Origin", address.GetLeftPart(UriPartial.Authority));
    }

    private async Task OneAsync(string path, CancellationToken over)
    {
        using var answer = await SendAsync(path, over);
        findings.Seen($"{name}: {(int)answer.StatusCode}");
        var text = await answer.Content.ReadAsStringAsync(over);
        Check(path, text);
        if (answer.StatusCode == HttpStatusCode.InternalServerError && !isExcused())
        {
            findings.Broken($"{name}: 500 of {path.Split('?')[0]} while the archive was there");
        }
        await IsInAsync(answer, over);
    }

    private void Check(string path, string text)
    {
        foreach (var secret in hidden.Where(h => text.Contains(h, StringComparison.Ordinal)))
        {
            findings.Broken($"{name}: {path} shows {secret}");
        }
        foreach (Match match in Until().Matches(text))
        {
            var until = DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(match.Groups["ms"].Value, CultureInfo.InvariantCulture));
            if (until > gateway.LastGood + Tolerance)
            {
                findings.Broken($"{name}: figures of {path} are newer than any answer");
            }
            if (Now().Match(text) is { Success: true } said && text.Contains("data-freshness=\"live\"", StringComparison.Ordinal))
            {
                var age = DateTimeOffset.FromUnixTimeMilliseconds(long.Parse(said.Groups["ms"].Value, CultureInfo.InvariantCulture)) - until;
                if (age > TwoPeriods + Tolerance)
                {
                    findings.Broken($"{name}: {path} calls figures live that are old");
                }
            }
        }
        if (Health().Match(text) is { Success: true } health
            && double.Parse(health.Groups["age"].Value, CultureInfo.InvariantCulture) > (TwoPeriods + Tolerance).TotalSeconds)
        {
            findings.Broken($"{name}: {path} calls figures live that are old");
        }
    }

    /// <summary>After so long figures are no longer live.</summary>
    public static TimeSpan TwoPeriods => TimeSpan.FromSeconds(20);

    /// <summary>Whether it was let in; else signs in for the next time.</summary>
    private async Task<bool> IsInAsync(HttpResponseMessage answer, CancellationToken over)
    {
        if (token is not null || answer.StatusCode is not (HttpStatusCode.Found or HttpStatusCode.Unauthorized))
        {
            return answer.StatusCode == HttpStatusCode.OK;
        }
        if (!await _signingIn.WaitAsync(0, over))
        {
            return false; // another part of it does
        }
        try
        {
            await SignInAsync(over);
        }
        finally
        {
            _signingIn.Release();
        }
        return false;
    }

    private async Task SignInAsync(CancellationToken over)
    {
        using var page = await SendAsync("/sign-in", over);
        var html = await page.Content.ReadAsStringAsync(over);
        var fields = Hidden().Matches(html).Select(static m => KeyValuePair.Create(m.Groups[1].Value, WebUtility.HtmlDecode(m.Groups[2].Value)));
        using var form = new FormUrlEncodedContent([.. fields, new("Input.Name", name), new("Input.Password", Password)]);
        using var done = await Client.PostAsync(new Uri("/sign-in", UriKind.Relative), form, over);
        findings.Seen($"{name}: signs in, {(int)done.StatusCode}");
        if (done.StatusCode != HttpStatusCode.Found)
        {
            await PauseAsync(TimeSpan.FromSeconds(5), over);
        }
    }

    private async Task<HttpResponseMessage> SendAsync(string path, CancellationToken over)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(path, UriKind.Relative));
        request.Headers.TryAddWithoutValidation("Accept", path.Contains("stream", StringComparison.Ordinal) ? "text/event-stream" : "text/html");
        if (token is not null)
        {
            request.Headers.TryAddWithoutValidation("Authorization", $"Bearer {token}");
        }
        return await Client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, over);
    }

    private async Task TryAsync(Func<Task> ask)
    {
        try
        {
            await ask();
        }
        catch (InvalidDataException e)
        {
            findings.Broken($"{name}: {e.Message}");
        }
        catch (Exception e) when (e is HttpRequestException or WebSocketException or IOException or OperationCanceledException)
        {
            findings.Seen($"{name}: no answer");
        }
    }

    private async Task PauseAsync(TimeSpan time, CancellationToken over)
    {
        try
        {
            await Task.Delay(time, clock, over);
        }
        catch (OperationCanceledException)
        {
            // over
        }
    }

    [GeneratedRegex("""(?:data-until="|"until":)(?<ms>\d+)""")]
    private static partial Regex Until();

    [GeneratedRegex("""data-now="(?<ms>\d+)""")]
    private static partial Regex Now();

    [GeneratedRegex("""data":"Live".*"ageSeconds":(?<age>\d+)""")]
    private static partial Regex Health();

    [GeneratedRegex("<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\"")]
    private static partial Regex Hidden();
}
