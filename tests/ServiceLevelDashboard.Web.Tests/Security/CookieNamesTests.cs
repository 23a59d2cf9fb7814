using System.Net;
using Microsoft.AspNetCore.Mvc.Testing.Handlers;
using Microsoft.Extensions.DependencyInjection;
using ServiceLevelDashboard.Access.Accounts;
using ServiceLevelDashboard.Access.Screens;
using ServiceLevelDashboard.Web.Hosting;
using ServiceLevelDashboard.Web.Tests.Hosting;

namespace ServiceLevelDashboard.Web.Tests.Security;

/// <summary>Two dashboards on one host share its cookies; and browsers come with cookies under the names of before.</summary>
[Trait("Length", "Long")]
public sealed class CookieNamesTests(GuardedHost host) : IClassFixture<GuardedHost>, IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sld-cookies-");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Remove();

    private CookieNames Names => host.Services.GetRequiredService<CookieNames>();

    [Fact]
    public void In_Folder_IsTheSameEachTimeAndUnlikeAnothers()
    {
        var (one, other) = (_folder.CreateSubdirectory("one").FullName, _folder.CreateSubdirectory("other").FullName);

        var names = CookieNames.In(one);

        Assert.Matches("^sld-session-[0-9a-f]{8}$", names.Session);
        Assert.Equal(names.Session, CookieNames.In(one).Session);
        Assert.NotEqual(names.Session, CookieNames.In(other).Session);
        Assert.Equal(6, new[] { names.Session, names.Screen, names.Waiting, names.Form, names.Language, names.Attempt }.Distinct().Count());
        Assert.Single(Directory.EnumerateFiles(one));
    }

    [Fact]
    public void In_FolderThatIsNotThere_IsAsBefore() =>
        Assert.Equal(CookieNames.SessionBefore, CookieNames.In(Path.Combine(_folder.FullName, "not", "there")).Session);

    [Fact]
    public async Task SignIn_AtANeighbourOnTheSameHost_EndsNoSession()
    {
        await using var neighbour = new GuardedHost(new() { ["Simulator:Queues"] = "2" });
        var shared = new CookieContainer();
        var (here, there) = (await EnterAsync(host, shared), await EnterAsync(neighbour, shared));

        Assert.Equal(HttpStatusCode.OK, (await here.AskAsync("/account")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await there.AskAsync("/account")).StatusCode);
        using var gone = await there.SendAsync("/account", "sign-out");
        Assert.Equal(HttpStatusCode.Found, (await there.AskAsync("/account")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await here.AskAsync("/account")).StatusCode);
    }

    [Fact]
    public async Task Session_UnderItsNameOfBefore_CountsAndIsRenamed()
    {
        var cookies = new CookieContainer();
        await EnterAsync(host, cookies);
        var session = cookies.GetAllCookies().Single(c => c.Name == Names.Session).Value;

        using var answer = await AskAsync("/account", $"{CookieNames.SessionBefore}={session}", accept: "text/html");

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        AssertRenamed(answer, Names.Session, CookieNames.SessionBefore);
        using var forged = await AskAsync("/account", $"{CookieNames.SessionBefore}=x{session}", accept: "text/html");
        Assert.Equal(HttpStatusCode.Found, forged.StatusCode); // to the sign-in page
        Assert.DoesNotContain(Names.Session, string.Join(' ', Set(forged)), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("sld-screen")] // up to 0.1
    [InlineData("sld-screen-0123abcd")] // the folder of the keys was lost
    public async Task Screen_UnderANameOfBefore_StaysOnItsBoardAndIsRenamed(string before)
    {
        var token = await ScreenAsync();
        var credential = $"{before}={Uri.EscapeDataString(token.Reveal())}";

        using var state = await AskAsync("/wall/all/state", credential);
        using var page = await AskAsync("/wall/all", credential);
        using var door = await AskAsync("/screen", credential);

        Assert.Equal(HttpStatusCode.OK, state.StatusCode);
        Assert.Empty(Set(state)); // the same for all screens
        Assert.Equal(HttpStatusCode.OK, page.StatusCode);
        AssertRenamed(page, Names.Screen, before);
        Assert.Equal("/wall/all?kiosk", door.Headers.Location?.ToString());
        AssertRenamed(door, Names.Screen, before);
        var renamed = Set(page).Single(c => c.StartsWith(Names.Screen + "=", StringComparison.Ordinal)).Split(';')[0];
        Assert.Equal(HttpStatusCode.OK, (await AskAsync("/wall/all/time", renamed)).StatusCode);
    }

    [Fact]
    public async Task Screen_OfANeighbour_IsNoneHere()
    {
        using var answer = await AskAsync("/wall/all", $"sld-screen-0123abcd={Uri.EscapeDataString(ScreenToken.New(ScreenToken.NewScreen()).Reveal())}");

        Assert.NotEqual(HttpStatusCode.OK, answer.StatusCode);
        Assert.Empty(Set(answer));
    }

    private static void AssertRenamed(HttpResponseMessage answer, string name, string before)
    {
        var set = Set(answer);
        Assert.Contains(set, c => c.StartsWith(name + "=", StringComparison.Ordinal) && !c.StartsWith(name + "=;", StringComparison.Ordinal));
        Assert.Contains(set, c => c.StartsWith(before + "=;", StringComparison.Ordinal) && c.Contains("path=/", StringComparison.Ordinal));
    }

    private static List<string> Set(HttpResponseMessage answer) => answer.Headers.TryGetValues("Set-Cookie", out var set) ? [.. set] : [];

    private static async Task<Visitor> EnterAsync(GuardedHost host, CookieContainer cookies)
    {
        var (visitor, setUp) = (new Visitor(host.CreateDefaultClient(new CookieContainerHandler(cookies))), host.Services.GetRequiredService<SetUp>());
        if (await setUp.IsOpenAsync(Cancellation))
        {
            await setUp.MakeFirstAsync(setUp.Code, "root", GuardedHost.Password, Cancellation);
        }
        await visitor.SignInAsync("root", GuardedHost.Password);
        return visitor;
    }

    private async Task<ScreenToken> ScreenAsync()
    {
        await host.SnapshotAsync();
        var (screens, id) = (host.Services.GetRequiredService<ScreenRegistry>(), ScreenToken.NewScreen());
        Assert.True((await screens.EnrolAsync(id, new("Floor", ["all"], null), Viewers.Person("sue", "supervisor"), Cancellation)).IsSaved);
        return (await screens.IssueFirstAsync(id, Cancellation))!; // just enrolled
    }

    private async Task<HttpResponseMessage> AskAsync(string address, string cookie, string accept = "*/*")
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, address);
        request.Headers.Add("Cookie", cookie);
        request.Headers.Add("Accept", accept);
        return await host.NewClient(keepsCookies: false).SendAsync(request, Cancellation);
    }
}
