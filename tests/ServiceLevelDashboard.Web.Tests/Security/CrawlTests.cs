using System.Collections.Immutable;
using System.Globalization;
using System.IO.Compression;
using System.Net;
using System.Text.RegularExpressions;
using ServiceLevelDashboard.Access.Roles;
using ServiceLevelDashboard.Web.Tests.Hosting;

namespace ServiceLevelDashboard.Web.Tests.Security;

/// <summary>People who may see 2 of 40 queues ask for everything that the dashboard answers, and find no word of the other 38.</summary>
[Trait("Length", "Long")]
public sealed partial class CrawlTests(CrawlHost host, ITestOutputHelper output) : IClassFixture<CrawlHost>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public void Table_OfAddresses_HasACaseForEachRow()
    {
        var known = new Organisation([QueueOf("a"), QueueOf("b")], [QueueOf("c"), QueueOf("d"), QueueOf("e")], Queue.QueueSamples.SnapshotOf([]), "k", "h");
        var forgotten = EndpointTable.Rows.Keys.Where(pattern => !CrawlTable.Of(pattern, known).Any()).ToList();

        Assert.True(forgotten.Count == 0, $"What is asked for at {string.Join(", ", forgotten)}? Enter it in {nameof(CrawlTable)}.");
    }

    [Theory]
    [InlineData("two", Rank.Supervisor, Rank.Nobody)]
    [InlineData("two-admin", Rank.Administrator, Rank.Administrator)] // live pages of lesser ranks are looked into as these
    public async Task Everything_ForWhoSeesTwoOfFortyQueues_SaysNothingOfTheOthers(string role, Rank rank, Rank liveFrom)
    {
        var known = await host.OrganisationAsync();
        var visitor = await host.SomebodyAsync($"crawler {role}", role);
        var all = EndpointTable.Rows.Where(row => row.Value <= rank).Select(row => row.Key).ToImmutableArray();

        var found = new Findings { LiveFrom = liveFrom, Draws = (address, page) => DrawAsync(visitor.Client, address, page) };
        await CrawlAsync(visitor.Client, all, known, found);
        await CrawlAsync(
            await host.ProgramAsync(role),
            [.. all.Where(p => p == EndpointTable.Metrics || p.StartsWith("/api", StringComparison.Ordinal))], known, found);
        await CrawlAsync(
            await host.ScreenAsync(role, "all", "own", "shared", "vital"),
            [.. all.Where(p => p.StartsWith("/wall", StringComparison.Ordinal))], known, found);

        Assert.Contains("the queues you have access to (2)", await visitor.PageAsync("/"), StringComparison.Ordinal);
        output.WriteLine($"{role}: {found}");
        Assert.True(found.Leaks.Count == 0, $"{found}\n{string.Join('\n', found.Leaks.Distinct())}");
        Assert.True(found.Answers > 200 && found.Circuits > 5 && found.Bytes > 2_000_000, found.ToString());
    }

    /// <summary>What the crawl looks for is there to be found, so that it can fail.</summary>
    [Fact]
    public async Task Everything_ForWhoSeesAllQueues_NamesEveryQueueAndDocument()
    {
        var known = await host.OrganisationAsync();
        var found = new Findings
        {
            Looked = known.Secrets.AddRange("Zephyr alert", "Zephyr note", "Zephyr reason", "Zephyr group", "Zephyr rule", "Zephyr board", "Zephyr message", "Zephyr site"),
        };

        var administrator = await host.AdministratorAsync();
        var client = administrator.Client;
        await CrawlAsync(
            client,
            [
                "/", "/alerts/rules", "/annotations", "/groups", "/targets", "/sites", "/boards", "/boards/boards.yaml", "/screens/screens.yaml", "/wall/{board}/",
                "/explain/kept/{Id}", "/forecasts",
            ],
            known,
            found);

        Assert.Empty(found.Looked.Except(found.Seen));
        Assert.Contains(known.Hidden[0].Name, await administrator.PageAsync("/forecasts"), StringComparison.Ordinal);
        var overview = await DrawAsync(client, "/", await client.GetStringAsync(new Uri("/", UriKind.Relative), Cancellation));
        Assert.Contains(known.Hidden, queue => overview.Contains(queue.Name, StringComparison.Ordinal));
        Assert.Contains("RenderBatch", overview, StringComparison.Ordinal);
    }

    /// <summary>What a circuit draws of a page: not only what was answered at first.</summary>
    private Task<string> DrawAsync(HttpClient client, string address, string page) =>
        CircuitClient.DrawAsync(client, address, page, socket => socket.Cookies = host.Cookies[client], Cancellation);

    private static async Task CrawlAsync(HttpClient client, ImmutableArray<string> patterns, Organisation known, Findings found)
    {
        foreach (var (pattern, ask) in patterns.SelectMany(pattern => CrawlTable.Of(pattern, known).Select(ask => (pattern, ask))))
        {
            var (answer, essence) = await AskAsync(client, ask.Address, found, isLooked: EndpointTable.Rows[pattern] >= found.LiveFrom);
            var asked = Plain(ask.Address);
            foreach (var secret in found.Looked.IsDefault ? known.Secrets : found.Looked)
            {
                if (answer.Contains(secret, StringComparison.OrdinalIgnoreCase))
                {
                    found.Seen.Add(secret);
                    // what somebody asks for by its name may be said back
                    if (!asked.Contains(secret, StringComparison.OrdinalIgnoreCase))
                    {
                        found.Leaks.Add($"{ask.Address} says {secret}: {Around(answer, secret)}");
                    }
                }
            }

            if (ask.Twin is { } twin && found.Looked.IsDefault)
            {
                var (_, other) = await AskAsync(client, twin, found, isLooked: false);
                if (Without(essence, ask.Address, twin) != Without(other, twin, ask.Address))
                {
                    found.Leaks.Add($"{ask.Address} is answered unlike {twin}:\n{Without(essence, ask.Address, twin)}\n{Without(other, twin, ask.Address)}");
                }
            }
        }
    }

    /// <summary>An answer with its headers, and what is drawn of it live, as text however it is written; and what a person reads of it.</summary>
    private static async Task<(string All, string Essence)> AskAsync(HttpClient client, string address, Findings found, bool isLooked)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Add("Accept", "text/html,*/*");
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
        await using var body = await answer.Content.ReadAsStreamAsync(Cancellation);
        var text = answer.Content.Headers.ContentType?.MediaType switch
        {
            "text/event-stream" => await FirstEventAsync(body),
            "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet" => await SheetsAsync(body),
            _ => await new StreamReader(body).ReadToEndAsync(Cancellation),
        };
        found.Answers++;
        if (answer.Headers.CacheControl is not { } cache || (!cache.NoStore && !(cache is { Private: true, NoCache: true } && answer.Headers.ETag is not null)))
        {
            found.Leaks.Add($"{address} may be kept by a cache: {answer.Headers.CacheControl}");
        }
        if (isLooked && found.Draws is { } draws && CircuitClient.IsLive(text))
        {
            text += await draws(address, text);
            found.Circuits++;
        }
        found.Bytes += text.Length;
        return (Plain($"{answer.Headers}\n{answer.Content.Headers}\n{text}"), $"{(int)answer.StatusCode}\n{Read(text)}");
    }

    private static async Task<string> FirstEventAsync(Stream body)
    {
        using var lines = new StreamReader(body);
        var text = new System.Text.StringBuilder();
        while (await lines.ReadLineAsync(Cancellation) is { Length: > 0 } line)
        {
            text.AppendLine(line);
        }
        return text.ToString();
    }

    private static async Task<string> SheetsAsync(Stream body)
    {
        using var copy = new MemoryStream();
        await body.CopyToAsync(copy, Cancellation);
        using var zip = new ZipArchive(copy);
        return string.Concat(zip.Entries.Where(static entry => entry.FullName.StartsWith("xl/worksheets/sheet", StringComparison.Ordinal)
            || entry.FullName == "xl/sharedStrings.xml").Select(static entry => new StreamReader(entry.Open()).ReadToEnd()));
    }

    /// <summary>The title and the content of a page without its elements; of anything else all.</summary>
    private static string Read(string text) => Title().Match(text) is { Success: true } title && Content().Match(text) is { Success: true } content
        ? Plain(Spaces().Replace(Element().Replace($"{title.Groups[1].Value} {content.Groups[1].Value}", " "), " "))
        : Plain(text);

    /// <summary>As people read it: no entities, no escapes of addresses or JSON.</summary>
    private static string Plain(string text) => Uri.UnescapeDataString(JsonEscape().Replace(
        WebUtility.HtmlDecode(text), static m => ((char)int.Parse(m.Groups[1].ValueSpan, NumberStyles.HexNumber, CultureInfo.InvariantCulture)).ToString()));

    /// <summary>A text without the words by which one of two addresses differs from the other.</summary>
    private static string Without(string text, string address, string other)
    {
        var (a, b) = (Plain(address), Plain(other));
        var start = a.Zip(b).TakeWhile(static pair => pair.First == pair.Second).Count();
        var end = a.Reverse().Zip(b.Reverse()).TakeWhile(static pair => pair.First == pair.Second).Take(Math.Min(a.Length, b.Length) - start).Count();
        var from = a.LastIndexOfAny(['/', '=', '?'], Math.Max(start - 1, 0)) + 1;
        var to = a.IndexOfAny(['/', '&', '.'], a.Length - end);
        return text.Replace(a[from..(to < 0 ? a.Length : to)], "…", StringComparison.OrdinalIgnoreCase);
    }

    private static string Around(string text, string word)
    {
        var at = text.IndexOf(word, StringComparison.OrdinalIgnoreCase);
        return text[Math.Max(0, at - 80)..Math.Min(text.Length, at + word.Length + 40)].ReplaceLineEndings(" ");
    }

    private static Domain.Targets.Queue QueueOf(string name) => new(
        new Domain.QueueId(name), name, new Domain.Targets.Division("d", "d"), ImmutableDictionary<Domain.MediaType, Domain.Targets.ServiceLevelTarget>.Empty);

    [GeneratedRegex("<title>(.*?)</title>", RegexOptions.Singleline)]
    private static partial Regex Title();

    [GeneratedRegex("<main[^>]*>(.*?)</main>", RegexOptions.Singleline)]
    private static partial Regex Content();

    [GeneratedRegex("<!--.*?-->|<[^>]*>", RegexOptions.Singleline)]
    private static partial Regex Element();

    [GeneratedRegex("\\s+")]
    private static partial Regex Spaces();

    [GeneratedRegex(@"\\u([0-9a-fA-F]{4})")]
    private static partial Regex JsonEscape();

    private sealed class Findings
    {
        public int Answers { get; set; }

        public int Circuits { get; set; }

        public long Bytes { get; set; }

        public List<string> Leaks { get; } = [];

        public HashSet<string> Seen { get; } = [];

        /// <summary>The pages of which rank are drawn live too.</summary>
        public Rank LiveFrom { get; init; }

        /// <summary>Draws a live page; null to look at answers alone.</summary>
        public Func<string, string, Task<string>>? Draws { get; init; }

        /// <summary>What is looked for; default for what must not be found.</summary>
        public ImmutableArray<string> Looked { get; init; }

        public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Answers} answers, {Circuits} circuits, {Bytes:N0} characters, {Leaks.Count} leaks");
    }
}
