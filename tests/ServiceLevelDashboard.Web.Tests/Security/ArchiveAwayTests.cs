using System.Net;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using ServiceLevelDashboard.Access.Accounts;
using ServiceLevelDashboard.Access.Sessions;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Storage.Model;

namespace ServiceLevelDashboard.Web.Tests.Security;

/// <summary>The archive is really away: its file is gone, and a folder stands in its place.</summary>
[Trait("Length", "Long")]
public sealed class ArchiveAwayTests(GuardedHost host) : IClassFixture<GuardedHost>
{
    private const string Sentence = "The archive, which holds the accounts, isn";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private string File => host.Services.GetRequiredService<IOptions<StorageOptions>>().Value.SqliteFile;

    [Fact]
    public async Task SignOut_ArchiveAway_EndsTheSessionAtOnceAndForGood()
    {
        var (visitor, other) = (await host.AdministratorAsync(), await host.AdministratorAsync());
        var page = await Form(visitor, "sign-out");
        var sessions = host.Services.GetRequiredService<SessionRegistry>();
        var before = sessions.All.Count();
        TakeAway();

        using var answer = await visitor.Client.PostAsync(new Uri("/account", UriKind.Relative), page, Cancellation);

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.Contains(answer.Headers.GetValues("Set-Cookie"), static c =>
            c.StartsWith("sld-session-", StringComparison.Ordinal) && c.Contains("=;", StringComparison.Ordinal));
        Assert.Equal(HttpStatusCode.Found, (await visitor.AskAsync("/")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await other.AskAsync("/")).StatusCode);
        Assert.Equal(before - 1, sessions.All.Count()); // a copy of the cookie opens nothing either
        GiveBack();
        await sessions.RefreshAsync(Cancellation);
        Assert.Equal(before - 1, sessions.All.Count());
        Assert.Equal(HttpStatusCode.Found, (await visitor.AskAsync("/")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await other.AskAsync("/")).StatusCode);
    }

    [Fact]
    public async Task Forms_ArchiveAway_SayItInASentenceAndKeepWhatWasTyped()
    {
        var visitor = await host.AdministratorAsync();
        var invited = await host.Services.GetRequiredService<People>().AddAsync("zoe", "viewer", Actor.Person("root", "root"), Cancellation);
        TakeAway();
        try
        {
            using var signIn = await host.Visit().SendAsync("/sign-in", "sign-in", ("Input.Name", "ann"), ("Input.Password", "not-to-be-said"));
            using var password = await visitor.SendAsync(
                "/account", "password", ("Input.Current", GuardedHost.Password), ("Input.Password", "not-to-be-said"), ("Input.Again", "not-to-be-said"));
            using var invitation = await host.Visit().SendAsync(
                invited.Invitation!, "invitation", ("Input.Password", "not-to-be-said"), ("Input.Again", "not-to-be-said")); // a new name

            Assert.Contains("value=\"ann\"", await SaysAsync(signIn, "the archive, which holds the accounts"), StringComparison.Ordinal);
            await SaysAsync(password, Sentence);
            Assert.Contains("name=\"Input.Again\"", await SaysAsync(invitation, Sentence), StringComparison.Ordinal);
        }
        finally
        {
            GiveBack();
        }
    }

    [Fact]
    public async Task Endpoints_ArchiveAway_AnswerNoneWithAFaultOfTheProgram()
    {
        var client = (await host.AdministratorAsync()).Client;
        await host.SnapshotAsync();
        var wrong = new List<string>();
        TakeAway();
        try
        {
            foreach (var pattern in Patterns())
            {
                using var request = new HttpRequestMessage(HttpMethod.Get, EndpointTable.Sample(pattern));
                request.Headers.Add("Accept", "text/html");
                using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
                var isStream = answer.Content.Headers.ContentType?.MediaType == "text/event-stream";
                var text = isStream ? "" : await answer.Content.ReadAsStringAsync(Cancellation);
                if (answer.StatusCode == HttpStatusCode.InternalServerError
                    || (answer.StatusCode == HttpStatusCode.ServiceUnavailable && !text.Contains("archive", StringComparison.OrdinalIgnoreCase)
                        && !text.Contains("figures", StringComparison.OrdinalIgnoreCase) && pattern != "/health/ready"))
                {
                    wrong.Add($"{pattern}: {(int)answer.StatusCode} {text[..Math.Min(text.Length, 200)]}");
                }
            }
        }
        finally
        {
            GiveBack();
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
    }

    private IEnumerable<string> Patterns() => host.Services.GetServices<EndpointDataSource>()
        .SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
        .Where(static endpoint => endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is null
            && endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods.Contains("GET") != false)
        .Select(static endpoint => EndpointTable.RowOf(endpoint.RoutePattern)).Distinct();

    private static async Task<string> SaysAsync(HttpResponseMessage answer, string sentence)
    {
        var page = WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Cancellation));
        Assert.True(answer.StatusCode == HttpStatusCode.OK, $"{answer.StatusCode}: {page}");
        Assert.Contains(sentence, page, StringComparison.Ordinal);
        Assert.DoesNotContain("not-to-be-said", page, StringComparison.Ordinal);
        return page;
    }

    private static async Task<FormUrlEncodedContent> Form(Visitor visitor, string form)
    {
        var page = await visitor.PageAsync("/account");
        var at = page.IndexOf($"value=\"{form}\"", StringComparison.Ordinal);
        var text = page[page.LastIndexOf("<form", at, StringComparison.Ordinal)..page.IndexOf("</form>", at, StringComparison.Ordinal)];
        return new FormUrlEncodedContent(System.Text.RegularExpressions.Regex.Matches(text, "<input type=\"hidden\" name=\"([^\"]*)\" value=\"([^\"]*)\"")
            .Select(static m => KeyValuePair.Create(m.Groups[1].Value, m.Groups[2].Value)));
    }

    private void TakeAway()
    {
        CloseIdle();
        foreach (var file in Files().Where(System.IO.File.Exists).ToList())
        {
            System.IO.File.Move(file, file + ".away");
        }
        Directory.CreateDirectory(File);
        CloseIdle(); // whoever opened it in between has it still
    }

    /// <summary>Of this archive alone: other tests run at the same time.</summary>
    private void CloseIdle()
    {
        using var connection = new SqliteConnection(
            new SqliteConnectionStringBuilder { DataSource = File, Mode = SqliteOpenMode.ReadWriteCreate, DefaultTimeout = 10, Pooling = true }.ToString());
        SqliteConnection.ClearPool(connection);
    }

    private void GiveBack()
    {
        Directory.Delete(File);
        foreach (var file in Files().Where(static f => System.IO.File.Exists(f + ".away")).ToList())
        {
            System.IO.File.Move(file + ".away", file, overwrite: true);
        }
    }

    private string[] Files() => [File, File + "-wal", File + "-shm"];
}
