using System.Collections.Immutable;
using System.Net;
using System.Text.Json;
using CsvHelper;
using Microsoft.AspNetCore.Mvc.Testing;
using Microsoft.Extensions.DependencyInjection;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Web.Tests.Security;

namespace ServiceLevelDashboard.Web.Tests.Compatibility;

/// <summary>What people had with version 0.1 stays: today's code opens an archive of 0.1 and finds all of it.</summary>
public abstract class Archive01Tests
{
    private readonly Archive01Host _host;

    private protected Archive01Tests(Archive01Host host)
    {
        Assert.SkipWhen(host.Missing is not null, host.Missing ?? "");
        _host = host;
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private Archive01Keys Keys => _host.Keys;

    [Fact]
    public async Task Tokens_Of01_StillOpenWhatTheyOpened()
    {
        using var all = JsonDocument.Parse(await ApiAsync("/api/v1/queues", Keys.Token));
        using var one = JsonDocument.Parse(await ApiAsync("/api/v1/queues", Keys.TokenOfOneQueue));
        using var expected = JsonDocument.Parse(_host.Expected("queues.json"));

        Assert.Equal(NamesIn(expected), NamesIn(all));
        Assert.Equal([(Keys.Queue, Keys.QueueName)], NamesIn(one));
    }

    [Fact]
    public async Task Report_OfADayOf01_HasItsFigures()
    {
        using var report = JsonDocument.Parse(await ApiAsync("/api/v1/report?from=2026-11-25&to=2026-11-26&granularity=PT30M&media=all", Keys.Token));
        using var expected = JsonDocument.Parse(_host.Expected("report.json"));
        // 0.1 measured a queue whose target had ended since by the target of today
        var lines = expected.RootElement.GetProperty("queues").EnumerateArray().Where(q => q.GetProperty("id").GetString() != Keys.OtherQueue).ToArray();

        Assert.Equal(5, lines.Length);
        foreach (var line in lines)
        {
            var now = report.RootElement.GetProperty("queues").EnumerateArray()
                .Single(q => (Text(q, "id"), Text(q, "mediaType")) == (Text(line, "id"), Text(line, "mediaType")));
            foreach (var field in line.EnumerateObject().Where(static f => f.Value.ValueKind == JsonValueKind.Number))
            {
                Assert.Equal((field.Name, field.Value.GetDecimal()), (field.Name, now.GetProperty(field.Name).GetDecimal()));
            }
        }
    }

    [Theory]
    [InlineData("floor")]
    [InlineData("spoken")]
    public async Task Screen_Of01_StillShowsItsBoards(string board)
    {
        using var answer = await AsScreenAsync($"/wall/{board}/state", Keys.Screen);
        var html = await answer.Content.ReadAsStringAsync(Cancellation);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        Assert.Contains(Keys.QueueName, html, StringComparison.Ordinal);
        Assert.Contains(Keys.OtherQueueName, html, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Screen_RevokedIn01_StaysOut()
    {
        using var answer = await AsScreenAsync("/wall/floor/state", Keys.RevokedScreen);

        Assert.Equal(HttpStatusCode.Unauthorized, answer.StatusCode);
    }

    [Theory]
    [InlineData("root", true)]
    [InlineData("sue", true)]
    [InlineData("vic", false)] // may not be used
    [InlineData("ida", false)] // has not chosen a password
    public async Task People_Of01_SignInWithTheirPasswords(string name, bool mayEnter)
    {
        using var answer = await Visit().TrySignInAsync(name, Keys.Password);

        Assert.Equal(
            mayEnter,
            answer.StatusCode == HttpStatusCode.Found && answer.Headers.Location is { } location
                && !location.ToString().Contains("problem", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Roles_Of01_ShowTheSamePart()
    {
        var visitor = Visit();
        await visitor.SignInAsync("sue", Keys.Password);
        var page = await visitor.PageAsync("/");

        Assert.Contains(Keys.QueueName, page, StringComparison.Ordinal);
        Assert.DoesNotContain(Keys.OtherQueueName, page, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("byContract", "")]
    [InlineData("otherThreshold", "")]
    [InlineData("overAChange", "definition,thresholdSeconds")] // 0.1 wrote those of the range's end into every row
    public async Task KeptFigure_Of01_IsEqualUnderItsAddress(string which, string except)
    {
        var id = Keys.Kept[which];
        var visitor = await RootAsync();
        var kept = await _host.Services.GetRequiredService<KeptFigures>().ReadAsync(id, Cancellation);
        Assert.NotNull(kept);
        Assert.Equal(id, FrozenFigure.IdOf(FrozenFigure.Write(kept.Figure))); // nothing was lost or added on the way in and out
        Assert.Contains(kept.Figure.QueueName, await visitor.PageAsync($"/explain/kept/{id}"), StringComparison.Ordinal);

        var rows = await visitor.Client.GetStringAsync(new Uri($"/explain/kept/{id}/rows.csv", UriKind.Relative), Cancellation);

        AssertSame(_host.Expected($"kept-{which}.csv"), rows, column => !except.Split(',').Contains(column));
    }

    [Fact]
    public async Task History_OfDaysOf01_HasTheirFigures()
    {
        var rows = await (await RootAsync()).Client.GetStringAsync(
            new Uri("/history/rows.csv?from=2026-11-23&to=2026-11-25&show=side", UriKind.Relative), Cancellation);

        AssertSame(
            _host.Expected("history.csv"), rows, static column => column is not ("thresholdSeconds" or "targetRatio"), "queueIds", "mediaTypes", "start");
    }

    [Fact]
    public async Task Trail_Of01_IsWhole()
    {
        var rows = await (await RootAsync()).Client.GetStringAsync(new Uri("/changes/all.csv", UriKind.Relative), Cancellation);

        AssertSame(_host.Expected("changes.csv"), rows, static _ => true);
    }

    [Fact]
    public async Task Boards_Of01_AreWrittenAsBefore()
    {
        var yaml = await (await RootAsync()).Client.GetStringAsync(new Uri("/boards/boards.yaml", UriKind.Relative), Cancellation);

        // the board of all queues was nobody's: the program brings it, and folds it since
        Assert.Equal(_host.Expected("boards.yaml").Replace("  all: {}\n", "  all:\n    fit: folded\n", StringComparison.Ordinal), yaml);
    }

    [Fact]
    public void Documents_Of01_AreAllRead()
    {
        var (queue, other) = (new QueueId(Keys.Queue), new QueueId(Keys.OtherQueue));

        Assert.Equal(["everything-spoken", "hotlines"], All<Group>().Keys);
        Assert.True(All<Group>()["hotlines"].Value.IsClosed);
        Assert.Equal([queue, other], All<Group>()["hotlines"].Value.Queues);
        // it has one
        Assert.Equal(
            ("*", MediaType.Voice), (All<Group>()["everything-spoken"].Value.Rule!.NamePattern, All<Group>()["everything-spoken"].Value.Media.Single()));
        Assert.Equal(["house", "night-desk"], All<Site>().Keys);
        Assert.Equal(("Europe/Berlin", "2026-12-25"), (All<Site>()["house"].Value.Zone, All<Site>()["house"].Value.Holidays.Single()));
        Assert.Equal([other], All<Site>()["night-desk"].Value.Queues);
        var target = All<TargetOverride>()["t-queue"].Value;
        Assert.Equal((queue, 0.85m, 30, new DateOnly(2026, 11, 24), null), (target.Queue, target.Ratio, target.ThresholdSeconds, target.From, target.Until));
        target = All<TargetOverride>()["t-group"].Value;
        Assert.Equal(("hotlines", 0.7m, 60, new DateOnly(2026, 11, 25)), (target.Group, target.Ratio, target.ThresholdSeconds, target.Until));
        Assert.Equal(ServiceLevelFormula.AbandonsNegative, Assert.Single(All<DefinitionVersion>()).Value.Value.Formula);
        Assert.Equal("force majeure", Assert.Single(All<Annotation>()).Value.Value.LeftOutBecause);
        Assert.Equal("The line was down", Assert.Single(All<Annotation>()).Value.Value.Text);
    }

    [Fact]
    public async Task Observations_Of01_AreThere()
    {
        var nine = new DateTimeOffset(2026, 11, 26, 9, 0, 0, TimeSpan.Zero);
        var found = await _host.Services.GetRequiredService<IObservationArchive>()
            .ReadAsync(new QueueId(Keys.Queue), new Interval(nine, nine.AddHours(2)), Cancellation);

        Assert.Equal(8, found.Length);
        Assert.Equal(new Spread(2, 1, 4, 3), found.First(static o => o.Media is not null).Count);
        Assert.Equal(new Spread(2, 7, 15, 8), found.First(static o => o.Status == AgentStatus.OnQueue).Count);
    }

    private ImmutableSortedDictionary<string, Document<T>> All<T>()
        where T : class => _host.Services.GetRequiredService<DocumentCache<T>>().All;

    /// <summary>Every column that 0.1 wrote is there with the same fields; further columns may be.</summary>
    private static void AssertSame(string before, string now, Func<string, bool> compared, params string[] orderedBy)
    {
        var (old, rows) = (Rows(before), Rows(now));
        Assert.Equal(old.Length, rows.Length);
        foreach (var (row, other) in Ordered(old).Zip(Ordered(rows)))
        {
            foreach (var (column, field) in row.Where(f => compared(f.Key)))
            {
                Assert.Equal((column, field), (column, other[column]));
            }
        }

        IEnumerable<Dictionary<string, string>> Ordered(Dictionary<string, string>[] all) =>
            all.OrderBy(r => string.Join('|', orderedBy.Select(column => r[column])), StringComparer.Ordinal);
    }

    private static Dictionary<string, string>[] Rows(string csv)
    {
        using var reader = CsvReader.FromText(csv.TrimStart('\uFEFF'));
        reader.ReadHeader();
        var columns = reader.Headers.ToArray();
        var rows = new List<Dictionary<string, string>>();
        while (reader.Read())
        {
            rows.Add(columns.ToDictionary(static c => c, c => reader.GetString(c)));
        }

        return [.. rows];
    }

    private static string? Text(JsonElement element, string name) => element.GetProperty(name).GetString();

    private static (string?, string?)[] NamesIn(JsonDocument queues) =>
        [.. queues.RootElement.EnumerateArray().Select(static q => (Text(q, "id"), Text(q, "name")))];

    private Visitor Visit() => new(_host.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false }));

    private async Task<Visitor> RootAsync()
    {
        var visitor = Visit();
        await visitor.SignInAsync("root", Keys.Password);
        return visitor;
    }

    private async Task<string> ApiAsync(string path, string token)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, path);
        request.Headers.TryAddWithoutValidation("Authorization", "Bearer " + token);
        using var answer = await Visit().Client.SendAsync(request, Cancellation);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsStringAsync(Cancellation);
    }

    private async Task<HttpResponseMessage> AsScreenAsync(string path, string credential)
    {
        var screen = _host.CreateClient(new WebApplicationFactoryClientOptions { AllowAutoRedirect = false, HandleCookies = false });
        screen.DefaultRequestHeaders.Add("Cookie", "sld-screen=" + credential);
        return await screen.GetAsync(new Uri(path, UriKind.Relative), Cancellation);
    }
}

/// <summary>On SQLite.</summary>
public sealed class Archive01OnSqliteTests(Archive01OnSqlite host) : Archive01Tests(host), IClassFixture<Archive01OnSqlite>;

/// <summary>On PostgreSQL.</summary>
[Trait("Length", "Long")]
public sealed class Archive01OnPostgreSqlTests(Archive01OnPostgreSql host) : Archive01Tests(host), IClassFixture<Archive01OnPostgreSql>;
