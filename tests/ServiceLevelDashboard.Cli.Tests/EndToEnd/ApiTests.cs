using System.Net;
using System.Text.Json.Nodes;
using Microsoft.Extensions.DependencyInjection;
using NJsonSchema;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Cli.Tests.EndToEnd;

/// <summary>What programs read is what the shell writes, and what the OpenAPI document promises.</summary>
public sealed class ApiTests(ApiDashboard dashboard) : IClassFixture<ApiDashboard>
{
    private const string Schemas = "#/components/schemas/";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Queues_All_AreWhatTheShellWrites() =>
        Assert.Equal((await ShellAsync("queues", "--format", "json")).Out, await TextAsync("/api/v1/queues"));

    public static TheoryData<string, string[]> Reports => new()
    {
        { "from=2026-09-01&to=2026-09-02", ["--from", "2026-09-01", "--to", "2026-09-02"] },
        {
            "from=2026-09-01&to=2026-09-02&media=all&threshold=30&definition=abandons-negative&intervals=true&granularity=PT30M&flow-outs=true&short-abandon=7&zone=Europe/Berlin",
            ["--from", "2026-09-01", "--to", "2026-09-02", "--media", "all", "--threshold", "30", "--definition", "abandons-negative", "--intervals",
                "--granularity", "PT30M", "--flow-outs", "--short-abandon", "7", "--zone", "Europe/Berlin"]
        },
        { "from=2026-09-01&to=2026-09-02&queue=Fraud%20Line&queue=shop%20chat&media=all",
        [
            "--from",
            "2026-09-01",
            "--to",
            "2026-09-02",
            "--queue",
            "Fraud Line",
            "--queue",
            "shop chat",
            "--media",
            "all",
        ] },
        { "from=2024-12-25&to=2024-12-26&queue=Storm%20Emergency%20Line", ["--from", "2024-12-25", "--to", "2024-12-26", "--queue", "Storm Emergency Line"] },
    };

    [Theory]
    [MemberData(nameof(Reports))]
    public async Task Report_Asked_IsWhatTheShellWrites(string query, string[] options)
    {
        var shell = await ShellAsync(["report", "--format", "json", "--fresh", .. options]);
        var answer = await TextAsync("/api/v1/report?" + query);

        Assert.Equal(shell.Out, answer);
        await AssertPromisedAsync("/report", answer);
    }

    [Fact]
    public async Task Report_Marked_IsNamedAndLeftOutWhenAsked()
    {
        const string day = "/api/v1/report?from=2025-03-04&to=2025-03-05&zone=UTC";
        var book = dashboard.Services.GetRequiredService<DocumentCache<Annotation>>();
        var outage = new Annotation
        {
            Text = "carrier down",
            LeftOutBecause = "the carrier's fault",
            Start = new DateTimeOffset(2025, 3, 4, 9, 0, 0, TimeSpan.Zero),
            End = new DateTimeOffset(2025, 3, 4, 11, 0, 0, TimeSpan.Zero),
        };
        Assert.True((await book.SaveAsync("outage", outage, 0, Actor.Person("anna", "anna"), Cancellation)).IsSaved);
        Assert.True((await book.SaveAsync(
            "elsewhere", outage with { Text = "another's", Queues = [new QueueId("gone")] }, 0, Actor.Person("anna", "anna"), Cancellation)).IsSaved);

        var with = await TextAsync(day);
        var without = await TextAsync(day + "&without-marked=true");

        await AssertPromisedAsync("/report", with);
        await AssertPromisedAsync("/report", without);
        var (counted, left) = (JsonNode.Parse(with)!, JsonNode.Parse(without)!);
        Assert.Equal(
            ("carrier down", "the carrier's fault", 1),
            ((string?)counted["marked"]![0]!["text"], (string?)left["marked"]![0]!["reason"], left["marked"]!.AsArray().Count));
        Assert.Equal((false, 0), ((bool)counted["withoutMarked"]!, (int)counted["leftOutContacts"]!));
        Assert.True((int)left["leftOutContacts"]! > 0);
        Assert.Equal((int)counted["totals"]!["offered"]!, (int)left["totals"]!["offered"]! + (int)left["leftOutContacts"]!);
    }

    [Fact]
    public async Task Queue_Shown_IsOneOfTheList()
    {
        var list = await TextAsync("/api/v1/queues");
        await AssertPromisedAsync("/queues", list);
        var first = JsonNode.Parse(list)!.AsArray()[0]!;

        var one = await TextAsync($"/api/v1/queues/{first["id"]}");

        await AssertPromisedAsync("/queues/{id}", one);
        Assert.True(JsonNode.DeepEquals(first, JsonNode.Parse(one)));
    }

    [Theory]
    [InlineData("/api/v1/queues/none", 404, "GET /api/v1/queues lists them")]
    [InlineData("/api/v1/report?treshold=20", 400, "treshold is no parameter")]
    [InlineData("/api/v1/report?threshold=many", 400, "threshold is 'many'. Accepted: a whole number of seconds")]
    [InlineData("/api/v1/report?to=2026-09-01", 400, "to needs from")]
    [InlineData("/api/v1/report?from=2020-01-01&to=2026-01-01", 400, "longer than 400 days")]
    [InlineData("/api/v1/report?last=7d&last=8d", 400, "more than once")]
    [InlineData("/api/v1/report?queue=nobody", 400, "queue nobody is no queue")]
    [InlineData("/api/v1/report?zone=Mars", 400, "zone is 'Mars'")]
    [InlineData("/api/v1/nothing", 404, null)]
    public async Task Question_Wrong_IsRefusedWithWhatIsAccepted(string path, int status, string? detail)
    {
        using var answer = await dashboard.CreateClient().GetAsync(new Uri(path, UriKind.Relative), Cancellation);
        var body = await answer.Content.ReadAsStringAsync(Cancellation);

        Assert.Equal(status, (int)answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        await AssertValidAsync("Problem", body);
        if (detail is not null)
        {
            Assert.Contains(detail, JsonNode.Parse(body)!["detail"]!.GetValue<string>(), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Document_Served_NamesEveryAddressAndNoOther()
    {
        var document = JsonNode.Parse(await TextAsync("/api/v1/openapi.json"))!;

        Assert.Equal(["/queues", "/queues/{id}", "/report", "/series"], document["paths"]!.AsObject().Select(p => p.Key));
    }

    [Fact]
    public async Task Document_Examples_AreWhatItPromises()
    {
        foreach (var (path, item) in Document()["paths"]!.AsObject())
        {
            var example = item!["get"]!["responses"]!["200"]!["content"]!["application/json"]!["example"];
            Assert.True(example is not null, $"{path} has no example");
            await AssertPromisedAsync(path, example.ToJsonString());
        }
        await AssertValidAsync("Problem", Document()["components"]!["schemas"]!["Problem"]!["examples"]![0]!.ToJsonString());
    }

    [Fact]
    public void Document_OfEachAddress_PromisesAProblemForEveryFailure() => Assert.All(Document()["paths"]!.AsObject(), static path =>
    {
        var answers = path.Value!["get"]!["responses"]!.AsObject();
        Assert.Superset(new HashSet<string> { "200", "401", "403", "405", "429", "500", "503" }, answers.Select(static a => a.Key).ToHashSet());
        Assert.All(
            answers.Where(static a => a.Key[0] is '4' or '5'),
            static a => Assert.Equal("#/components/schemas/Problem", (string?)a.Value!["content"]!["application/problem+json"]!["schema"]!["$ref"]));
    });

    [Fact]
    public async Task Document_HeldAgainstAWrongAnswer_SaysSo() =>
        await Assert.ThrowsAnyAsync<Xunit.Sdk.XunitException>(() => AssertPromisedAsync("/queues", """[{"id":"1","name":7,"division":null,"targets":{}}]"""));

    private Task<ShellRun> ShellAsync(params string[] arguments) => ShellRun.OfAsync(dashboard.Variables, arguments);

    private async Task<string> TextAsync(string path)
    {
        using var answer = await dashboard.CreateClient().GetAsync(new Uri(path, UriKind.Relative), Cancellation);
        var text = await answer.Content.ReadAsStringAsync(Cancellation);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{path}: {answer.StatusCode} {text}");
        return text;
    }

    internal static Task AssertPromisedAsync(string path, string answer) =>
        AssertValidAsync(Document()["paths"]![path]!["get"]!["responses"]!["200"]!["content"]!["application/json"]!["schema"]!, answer);

    private static Task AssertValidAsync(string schema, string answer) => AssertValidAsync(new JsonObject { ["$ref"] = Schemas + schema }, answer);

    private static async Task AssertValidAsync(JsonNode schema, string answer)
    {
        var whole = schema.DeepClone().AsObject();
        whole["definitions"] = Document()["components"]!["schemas"]!.DeepClone();
        var read = await JsonSchema.FromJsonAsync(whole.ToJsonString().Replace(Schemas, "#/definitions/", StringComparison.Ordinal), Cancellation);
        Assert.Empty(read.Validate(answer).Select(error => error.ToString()));
    }

    private static JsonNode Document() =>
        JsonNode.Parse(File.ReadAllText(Path.Combine(ApiDashboard.RepositoryRoot(), "wwwroot", "api", "v1", "openapi.json")))!;
}
