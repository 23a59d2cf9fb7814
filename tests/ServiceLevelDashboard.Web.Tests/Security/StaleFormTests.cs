using System.Net;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using ServiceLevelDashboard.Access.Accounts;

namespace ServiceLevelDashboard.Web.Tests.Security;

/// <summary>Forms that are sent too late: after new keys, after a sign-in elsewhere, without cookies.</summary>
public sealed class StaleFormTests(GuardedHost host) : IClassFixture<GuardedHost>
{
    private const string TypedPassword = "typed and not to be seen";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SignIn_WithAStaleToken_IsTheFormAgainWithTheNameAndThenServes()
    {
        await host.AdministratorAsync();
        var visitor = host.Visit();
        await visitor.PageAsync("/sign-in"); // it has a cookie, of another form

        var (status, page) = await SendStaleAsync(visitor.Client, "/sign-in?from=%2Fboards", "sign-in");

        Assert.Equal(HttpStatusCode.BadRequest, status);
        Assert.Contains("this form has expired", page, StringComparison.Ordinal);
        Assert.Contains("name=\"Input.Name\" value=\"r&oot\"", page, StringComparison.Ordinal);
        Assert.DoesNotContain(TypedPassword, page, StringComparison.Ordinal);
        using var again = await visitor.TrySignInAsync("root", GuardedHost.Password, "/sign-in?from=%2Fboards");
        Assert.EndsWith("/boards", again.Headers.Location!.ToString(), StringComparison.Ordinal); // it leads on
    }

    [Fact]
    public async Task SignIn_WithoutCookies_SaysThatTheyAreNeeded()
    {
        await host.AdministratorAsync();

        var (_, page) = await SendStaleAsync(host.NewClient(keepsCookies: false), "/sign-in", "sign-in");

        Assert.Contains("blocks cookies", page, StringComparison.Ordinal);
    }

    [Fact]
    public async Task SetUp_WithAStaleToken_KeepsTheCodeOfTheAddressAndTheName()
    {
        await using var fresh = new GuardedHost();
        var setUp = fresh.Services.GetRequiredService<SetUp>();

        var (_, page) = await SendStaleAsync(fresh.Visit().Client, $"/set-up?code={setUp.Code}", "set-up");

        Assert.Contains($"name=\"Input.Code\" value=\"{setUp.Code}\"", page, StringComparison.Ordinal);
        Assert.Contains("name=\"Input.Name\" value=\"r&oot\"", page, StringComparison.Ordinal);
        Assert.True(await setUp.IsOpenAsync(Cancellation)); // nothing was made
    }

    /// <summary>Whichever they are: no page outside circuits answers a form with nothing.</summary>
    [Fact]
    public async Task Forms_OfAllPagesOutsideCircuits_ComeAgainWithASentence()
    {
        var visitor = await host.AdministratorAsync();
        var pages = host.Services.GetRequiredService<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<ExcludeFromInteractiveRoutingAttribute>() is not null)
            .Select(e => "/" + e.RoutePattern.RawText!.TrimStart('/')).Distinct().ToList(); // pages have a pattern

        Assert.Contains("/account", pages);
        foreach (var path in pages)
        {
            var (status, page) = await SendStaleAsync(visitor.Client, path, "any");
            Assert.Equal(HttpStatusCode.BadRequest, status);
            Assert.Matches("role=\"alert\"[^>]*>Nothing was saved", page);
            Assert.Contains("<h1", page, StringComparison.Ordinal);
        }

        Assert.Equal(HttpStatusCode.OK, (await visitor.AskAsync("/account")).StatusCode); // still signed in
    }

    [Fact]
    public async Task Account_SentAfterTheSessionHasEnded_LeadsToTheSignIn()
    {
        using var content = Content("sign-out");
        using var request = new HttpRequestMessage(HttpMethod.Post, "/account") { Content = content };
        request.Headers.Add("Accept", "text/html");

        using var answer = await host.Visit().Client.SendAsync(request, Cancellation);

        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.StartsWith("/sign-in?from=%2Faccount", answer.Headers.Location!.PathAndQuery, StringComparison.Ordinal); // it leads there
    }

    private static async Task<(HttpStatusCode Status, string Page)> SendStaleAsync(HttpClient client, string path, string form)
    {
        using var content = Content(form);
        using var answer = await client.PostAsync(new Uri(path, UriKind.Relative), content, Cancellation);
        return (answer.StatusCode, WebUtility.HtmlDecode(await answer.Content.ReadAsStringAsync(Cancellation)));
    }

    private static FormUrlEncodedContent Content(string form) => new(
    [
        KeyValuePair.Create("_handler", form),
        KeyValuePair.Create("__RequestVerificationToken", "of another time"),
        KeyValuePair.Create("Input.Name", "r&oot"),
        KeyValuePair.Create("Input.Password", TypedPassword),
    ]);
}
