using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace ServiceLevelDashboard.Cli.Tests.EndToEnd;

/// <summary>Flat rows over HTTP: they add up to the shell's report, come in pages, and have an ETag once they have settled.</summary>
[Collection(nameof(FlatRows))]
public sealed partial class SeriesTests(KeptDashboard dashboard)
{
    private const string Days = "from=2025-03-04&to=2025-03-06";

    private static readonly string[] _counts = ["offered", "answered", "answeredWithinThreshold", "abandoned", "flowOut", "numerator", "denominator"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [Trait("Length", "Long")]
    [InlineData("P1D")]
    [InlineData("PT1H")]
    [InlineData("PT15M")]
    public async Task Series_OfDays_AddsUpToTheShellsReport(string granularity)
    {
        var report = await ReportAsync();

        var rows = JsonNode.Parse(await TextAsync($"{Days}&granularity={granularity}"))!.AsArray();

        Assert.All(rows, static row => Assert.Equal((true, false), ((bool)row!["final"]!, (bool)row["partly"]!)));
        foreach (var queue in report["queues"]!.AsArray())
        {
            var own = rows.Where(row => KeyOf(row!, "queueId") == KeyOf(queue!, "id")).ToList();
            Assert.All(_counts, count => Assert.Equal((long?)queue![count] ?? 0, own.Sum(row => (long?)row![count] ?? 0)));
            Assert.All(own, row => Assert.Equal(
                ((decimal?)queue!["thresholdSeconds"], (decimal?)queue["targetRatio"], (string?)report["definition"]),
                ((decimal?)row!["thresholdSeconds"], (decimal?)row["targetRatio"], (string?)row["definition"])));
        }
        Assert.Equal(report["queues"]!.AsArray().Sum(static q => (long)q!["offered"]!), rows.Sum(static row => (long)row!["offered"]!));
        Assert.Equal(rows.Count, rows.Select(static row => (row!["start"]!.ToString(), KeyOf(row, "queueId"))).Distinct().Count());
        await ApiTests.AssertPromisedAsync("/series", rows.ToJsonString());
    }

    [Fact]
    public async Task Series_AskedAsCsv_HasTheSameRows()
    {
        var rows = JsonNode.Parse(await TextAsync($"{Days}&metrics=offered,serviceLevel"))!.AsArray();
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/series?{Days}&metrics=offered&metrics=serviceLevel");
        request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("text/csv"));
        using var answer = await dashboard.CreateClient().SendAsync(request, Cancellation);
        var lines = (await answer.Content.ReadAsStringAsync(Cancellation)).Split('\n', StringSplitOptions.RemoveEmptyEntries);

        Assert.Equal("text/csv", answer.Content.Headers.ContentType?.MediaType);
        Assert.EndsWith(",final,partly,offered,serviceLevel", lines[0].TrimEnd('\r'), StringComparison.Ordinal);
        Assert.Equal(rows.Count, lines.Length - 1);
        var offered = lines.Skip(1).Select(static line => long.Parse(line.Split(',')[^2], CultureInfo.InvariantCulture));
        Assert.Equal(rows.Select(static row => (long)row!["offered"]!), offered);
    }

    [Fact]
    public async Task Series_Settled_IsKnownByItsMarkUntilItIsCorrected()
    {
        const string day = "from=2025-03-05&to=2025-03-06&granularity=PT15M";
        using var first = await AskAsync(day, null);
        Assert.NotNull(first.Headers.ETag);
        using var again = await AskAsync(day, first.Headers.ETag);
        Assert.Equal((HttpStatusCode.NotModified, first.Headers.ETag, 0L),
            (again.StatusCode, again.Headers.ETag, again.Content.Headers.ContentLength ?? 0));
        using var other = await AskAsync(day + "&metrics=offered", first.Headers.ETag);
        Assert.Equal(HttpStatusCode.OK, other.StatusCode);

        await dashboard.CorrectAsync(new DateOnly(2025, 3, 5));

        using var corrected = await AskAsync(day, first.Headers.ETag);
        Assert.Equal(HttpStatusCode.OK, corrected.StatusCode);
        Assert.NotNull(corrected.Headers.ETag);
        Assert.NotEqual(first.Headers.ETag, corrected.Headers.ETag);
        using var today = await AskAsync("last=1h&granularity=PT15M", null);
        Assert.Null(today.Headers.ETag);
        using var unknown = await AskAsync("from=2025-03-01&to=2025-03-06", null); // the first days were never fetched
        Assert.Null(unknown.Headers.ETag);
        await dashboard.RestoreAsync(new DateOnly(2025, 3, 5));
    }

    [Fact]
    public async Task Series_LongRange_ComesInPagesWithoutHolesOrRepeats()
    {
        const string range = "from=2025-02-01&to=2025-03-06&granularity=PT5M&metrics=offered";
        var (rows, pages, next) = (0, 0, (string?)$"/api/v1/series?{range}");
        var offered = 0L;
        while (next is not null)
        {
            using var answer = await dashboard.CreateClient().GetAsync(new Uri(next, UriKind.Relative), Cancellation);
            var page = JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancellation))!.AsArray();
            (rows, pages, offered) = (rows + page.Count, pages + 1, offered + page.Sum(static row => (long)row!["offered"]!));
            next = answer.Headers.TryGetValues("Link", out var links) ? LinkTo().Match(links.Single()).Groups[1].Value : null;
        }

        Assert.True(pages > 1);
        Assert.Equal((await ReportAsync())["queues"]!.AsArray().Sum(static q => (long)q!["offered"]!), offered);
        // never finer than it was fetched
        Assert.Equal(JsonNode.Parse(await TextAsync($"{Days}&granularity=PT15M"))!.AsArray().Count, rows);
    }

    [Theory]
    [InlineData("interval=PT1H", "interval is no parameter of a series. Accepted: queue, media,")]
    [InlineData("granularity=PT2H", "granularity is 'PT2H'. Accepted: PT5M, PT15M, PT30M, PT1H, P1D")]
    [InlineData("metrics=level", "metrics: 'level' is no metric. Accepted: offered,")]
    [InlineData("format=xml", "format is 'xml'. Accepted: json, csv")]
    [InlineData("from=yesterday", "from is 'yesterday'. Accepted: a date")]
    [InlineData("queue=nobody", "queue nobody is no queue")]
    [InlineData("to=2025-03-06", "to needs from")]
    public async Task Series_AskedWrongly_IsRefusedWithWhatIsAccepted(string query, string detail)
    {
        using var answer = await AskAsync(query, null);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains(detail, (string)JsonNode.Parse(await answer.Content.ReadAsStringAsync(Cancellation))!["detail"]!, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Address_InTheDocuments_IsAnswered()
    {
        var folder = Path.Combine(ApiDashboard.RepositoryRoot(), "docs");
        var text = string.Concat(new[] { "analysts.md", "api.md" }.Select(name => File.ReadAllText(Path.Combine(folder, name))));
        var addresses = AddressOf().Matches(text).Select(static found => found.Value).ToList();

        Assert.True(addresses.Count >= 4, string.Join('\n', addresses));
        foreach (var address in addresses)
        {
            var asked = address.Replace("Support", "Fraud%20Line", StringComparison.Ordinal)
                .Replace("${__from:date:iso}", "2025-03-04T00:00:00.000Z", StringComparison.Ordinal)
                .Replace("${__to:date:iso}", "2025-03-06T10:20:30.400Z", StringComparison.Ordinal);
            using var answer = await dashboard.CreateClient().GetAsync(new Uri("/" + asked, UriKind.Relative), Cancellation);
            var body = await answer.Content.ReadAsStringAsync(Cancellation);

            Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{asked}: {body}");
            var type = asked.Contains("format=csv", StringComparison.Ordinal) ? "text/csv" : "application/json";
            Assert.Equal(type, answer.Content.Headers.ContentType?.MediaType);
        }
    }

    private async Task<JsonNode> ReportAsync()
    {
        string[] arguments = ["report", "--format", "json", "--fresh", "--media", "all", "--from", "2025-03-04", "--to", "2025-03-06"];
        return JsonNode.Parse((await ShellRun.OfAsync(dashboard.Variables, arguments)).Out)!;
    }

    private static (string Queue, string Media) KeyOf(JsonNode row, string id) => (row[id]!.ToString(), row["mediaType"]!.ToString());

    private async Task<string> TextAsync(string query)
    {
        using var answer = await AskAsync(query, null);
        var text = await answer.Content.ReadAsStringAsync(Cancellation);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, text);
        return text;
    }

    private async Task<HttpResponseMessage> AskAsync(string query, EntityTagHeaderValue? known)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/v1/series?{query}");
        if (known is not null)
        {
            request.Headers.IfNoneMatch.Add(known);
        }
        return await dashboard.CreateClient().SendAsync(request, Cancellation);
    }

    [GeneratedRegex("^<(.*)>; rel=\"next\"$")]
    private static partial Regex LinkTo();

    [GeneratedRegex("api/v1/(series|report)[?][^'\"` \n]+")]
    private static partial Regex AddressOf();
}
