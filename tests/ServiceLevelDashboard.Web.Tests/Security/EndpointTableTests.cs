using System.Net;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.StaticAssets;
using Microsoft.Extensions.DependencyInjection;
using ServiceLevelDashboard.Access.Roles;
using ServiceLevelDashboard.Access.Screens;
using ServiceLevelDashboard.Web.Hosting;

namespace ServiceLevelDashboard.Web.Tests.Security;

/// <summary>Walks every address as everybody.</summary>
[Trait("Length", "Long")]
public sealed class EndpointTableTests(GuardedHost host) : IClassFixture<GuardedHost>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Endpoints_AsEverybody_AnswerWhomTheTableLetsInAndNobodyElse()
    {
        var visitors = new Dictionary<Rank, HttpClient>
        {
            [Rank.Nobody] = host.Visit().Client,
            [Rank.Administrator] = (await host.AdministratorAsync()).Client,
            [Rank.Supervisor] = (await host.SomebodyAsync("sue", "supervisor")).Client,
            [Rank.Viewer] = (await host.SomebodyAsync("vic", "viewer")).Client,
            [Rank.Screen] = await ScreenAsync(),
        };
        await host.SnapshotAsync();
        var wrong = new List<string>();
        var cells = 0;
        foreach (var endpoint in Endpoints())
        {
            var pattern = EndpointTable.RowOf(endpoint.RoutePattern);
            Assert.True(EndpointTable.Rows.TryGetValue(pattern, out var least), $"{pattern} has no row: enter in {nameof(EndpointTable)} who may ask for it.");
            foreach (var method in endpoint.Metadata.GetMetadata<HttpMethodMetadata>()?.HttpMethods ?? ["GET", "POST"])
            {
                foreach (var (rank, client) in visitors)
                {
                    cells++;
                    var (isLetIn, answer) = await AskAsync(client, method, EndpointTable.Sample(pattern));
                    // a screen is known on the wall alone; elsewhere it is nobody
                    var expected = rank == Rank.Screen && (least > Rank.Screen || pattern == EndpointTable.Metrics) ? false : rank >= least;
                    if (isLetIn != expected)
                    {
                        wrong.Add($"{method} {pattern} as {rank}: {answer}, expected to be {(expected ? "let in" : "refused")}");
                    }
                }
            }
        }

        Assert.True(wrong.Count == 0, string.Join('\n', wrong));
        Assert.True(cells > 200, $"{cells} cells");
    }

    [Fact]
    public async Task StaticFiles_OfThePages_AskForNothing()
    {
        using var answer = await host.CreateClient().GetAsync(new Uri("/css/tokens.css", UriKind.Relative), Cancellation);

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    [Theory]
    [InlineData("/no-such-page")]
    [InlineData("/wall/no-such-board")]
    [InlineData("/queues/x/voice/more")]
    public async Task Address_OfNothing_TellsAStrangerNothing(string path)
    {
        using var answer = await host.Visit().AskAsync(path);

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.StartsWith("/sign-in", answer.Headers.Location!.PathAndQuery, StringComparison.Ordinal); // it leads on
    }

    private IEnumerable<RouteEndpoint> Endpoints() => host.Services.GetServices<EndpointDataSource>()
        .SelectMany(source => source.Endpoints).OfType<RouteEndpoint>()
        .Where(endpoint => endpoint.Metadata.GetMetadata<StaticAssetDescriptor>() is null);

    private static async Task<(bool IsLetIn, string Answer)> AskAsync(HttpClient client, string method, string path)
    {
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        request.Headers.Add("Accept", "text/html");
        using var answer = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, Cancellation);
        var isRefused = answer.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden
            || answer.Headers.Location?.ToString().Contains("/sign-in", StringComparison.Ordinal) == true;
        return (!isRefused, $"{(int)answer.StatusCode} {answer.Headers.Location}");
    }

    private async Task<HttpClient> ScreenAsync()
    {
        var book = host.Services.GetRequiredService<ScreenRegistry>();
        var id = ScreenToken.NewScreen();
        Assert.True((await book.EnrolAsync(id, new("Floor", ["all"], null), Viewers.Person("root"), Cancellation)).IsSaved);
        var token = (await book.IssueFirstAsync(id, Cancellation))!; // just enrolled
        var client = host.CreateClient(new() { AllowAutoRedirect = false, HandleCookies = false });
        client.DefaultRequestHeaders.Add("Cookie", $"{CookieNames.ScreenBefore}={token.Reveal()}");
        return client;
    }
}
