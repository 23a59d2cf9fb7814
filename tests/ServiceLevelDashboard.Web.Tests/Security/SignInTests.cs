using System.Net;
using Microsoft.Extensions.DependencyInjection;
using ServiceLevelDashboard.Access.Accounts;
using ServiceLevelDashboard.Access.Sessions;
using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Web.Tests.Security;

/// <summary>Signing in and out, by HTTP as a browser does.</summary>
public sealed class SignInTests(GuardedHost host) : IClassFixture<GuardedHost>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SetUp_AddressOfTheConsole_ServesOnce()
    {
        await using var fresh = new GuardedHost();
        var visitor = fresh.Visit();
        var path = $"/set-up?code={fresh.Services.GetRequiredService<SetUp>().Code}";
        (string, string)[] typed = [("Input.Name", "ann"), ("Input.Password", GuardedHost.Password), ("Input.Again", GuardedHost.Password)];
        Assert.DoesNotContain("<form", await visitor.PageAsync("/set-up?code=00000000000000000000000000000000"), StringComparison.Ordinal);
        Assert.Contains(
            "t match", await TextAsync(visitor.SendAsync(path, "set-up", typed[0], typed[1], ("Input.Again", "another"))), StringComparison.Ordinal);

        using var made = await visitor.SendAsync(path, "set-up", typed);

        Assert.Equal(HttpStatusCode.Found, made.StatusCode);
        Assert.DoesNotContain("<form", await visitor.PageAsync(path), StringComparison.Ordinal);
        await visitor.SignInAsync("ANN", GuardedHost.Password);
        Assert.Contains("Administration", await visitor.PageAsync("/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_NobodySignedIn_LeadsToTheSignInPageAndBack()
    {
        await host.AdministratorAsync();
        var visitor = host.Visit();

        using var refused = await visitor.AskAsync("/history?by=day");
        Assert.Equal("/sign-in?from=%2Fhistory%3Fby%3Dday", refused.Headers.Location?.PathAndQuery);
        using var signedIn = await visitor.TrySignInAsync("root", GuardedHost.Password, refused.Headers.Location!.PathAndQuery); // asserted above

        Assert.EndsWith("/history?by=day", signedIn.Headers.Location!.ToString(), StringComparison.Ordinal); // it leads on
        Assert.Contains("root", await visitor.PageAsync("/history?by=day"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("https://attacker.example/")]
    [InlineData("//attacker.example/")]
    [InlineData("/\\attacker.example")]
    public async Task SignIn_ForeignPlaceToReturnTo_LeadsToTheOverview(string from)
    {
        await host.AdministratorAsync();

        using var signedIn = await host.Visit().TrySignInAsync("root", GuardedHost.Password, "/sign-in?from=" + Uri.EscapeDataString(from));

        Assert.Equal("/", signedIn.Headers.Location!.IsAbsoluteUri ? signedIn.Headers.Location.PathAndQuery : signedIn.Headers.Location.ToString());
        Assert.True(!signedIn.Headers.Location.IsAbsoluteUri || signedIn.Headers.Location.Host == "localhost");
    }

    [Fact]
    public async Task SignIn_FiveWrongPasswords_LockTheAccountAndSayNoMoreThanThat()
    {
        await host.AdministratorAsync();
        await host.SomebodyAsync("lou", "viewer");
        var visitor = host.Visit();
        var unknown = await TextAsync(visitor.TrySignInAsync("nobody", "wrong wrong wrong"));
        for (var i = 0; i < 5; i++)
        {
            Assert.Contains("Not signed in", await TextAsync(visitor.TrySignInAsync("lou", "wrong wrong wrong")), StringComparison.Ordinal);
        }

        var locked = await TextAsync(visitor.TrySignInAsync("lou", GuardedHost.Password));

        Assert.Contains("Not signed in", locked, StringComparison.Ordinal);
        Assert.Contains("Not signed in", unknown, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cookie_OfASession_IsOutOfReachOfScriptsAndGoneWithTheSession()
    {
        var visitor = await host.AdministratorAsync();
        using var again = await host.Visit().TrySignInAsync("root", GuardedHost.Password);
        var cookie = Assert.Single(again.Headers.GetValues("Set-Cookie"), c => c.StartsWith("sld-session-", StringComparison.Ordinal));
        Assert.Contains("httponly", cookie, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("samesite=lax", cookie, StringComparison.OrdinalIgnoreCase);
        using var copied = new HttpRequestMessage(HttpMethod.Get, "/account");
        copied.Headers.Add("Cookie", cookie.Split(';')[0]);
        copied.Headers.Add("Accept", "text/html");

        using var everywhere = await visitor.SendAsync("/account", "sign-out-everywhere");
        using var client = host.CreateClient(new() { AllowAutoRedirect = false, HandleCookies = false });
        using var answer = await client.SendAsync(copied, Cancellation);

        Assert.Equal(HttpStatusCode.Found, everywhere.StatusCode);
        Assert.Equal(HttpStatusCode.Found, answer.StatusCode);
        Assert.StartsWith("/sign-in", answer.Headers.Location!.PathAndQuery, StringComparison.Ordinal); // it leads there
    }

    [Fact]
    public async Task SignOut_OneBrowser_LeavesTheOthers()
    {
        var (one, other) = (await host.AdministratorAsync(), await host.AdministratorAsync());

        using var gone = await one.SendAsync("/account", "sign-out");

        Assert.Equal(HttpStatusCode.Found, (await one.AskAsync("/")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await other.AskAsync("/")).StatusCode);
    }

    [Fact]
    public async Task Form_WithoutItsToken_ChangesNothing()
    {
        var visitor = await host.AdministratorAsync();
        using var content = new FormUrlEncodedContent([KeyValuePair.Create("_handler", "sign-out-everywhere")]);

        using var answer = await visitor.Client.PostAsync(new Uri("/account", UriKind.Relative), content, Cancellation);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await visitor.AskAsync("/account")).StatusCode);
    }

    [Fact]
    public async Task Password_Changed_RenewsThisSessionAndEndsTheOthers()
    {
        await host.AdministratorAsync();
        var (one, other) = (await host.SomebodyAsync("pat", "viewer"), host.Visit());
        await other.SignInAsync("pat", GuardedHost.Password);
        const string Wanted = "another long password";

        var sessions = host.Services.GetRequiredService<SessionRegistry>();
        var before = sessions.All.Where(s => s.Name == "pat").Select(s => s.Id).ToList();
        using var done = await one.SendAsync(
            "/account", "password", ("Input.Current", GuardedHost.Password), ("Input.Password", Wanted), ("Input.Again", Wanted));

        Assert.EndsWith("/account?changed=true", done.Headers.Location!.ToString(), StringComparison.Ordinal); // it leads on
        Assert.Contains("Password changed", await one.PageAsync("/account?changed=true"), StringComparison.Ordinal);
        Assert.DoesNotContain(Assert.Single(sessions.All, s => s.Name == "pat").Id, before); // a copied cookie opens nothing any more
        Assert.Equal(HttpStatusCode.OK, (await one.AskAsync("/")).StatusCode);
        Assert.Equal(HttpStatusCode.Found, (await other.AskAsync("/")).StatusCode);
        await host.Visit().SignInAsync("pat", Wanted);
    }

    [Fact]
    public async Task Invitation_Used_ServesNoMore()
    {
        await host.AdministratorAsync();
        var people = host.Services.GetRequiredService<People>();
        var invitation = (await people.AddAsync("ivy", "viewer", Actor.Person("1", "root"), Cancellation)).Invitation!; // a new name
        var visitor = host.Visit();
        (string, string)[] Typed(string password) => [("Input.Password", password), ("Input.Again", password)];
        Assert.Contains("At least 12", await TextAsync(visitor.SendAsync(invitation, "invitation", Typed("short"))), StringComparison.Ordinal);

        using var chosen = await visitor.SendAsync(invitation, "invitation", Typed(GuardedHost.Password));

        Assert.Equal(HttpStatusCode.Found, chosen.StatusCode);
        Assert.DoesNotContain("<form", await visitor.PageAsync(invitation), StringComparison.Ordinal);
        await visitor.SignInAsync("ivy", GuardedHost.Password);
        Assert.DoesNotContain("href=\"admin\"", await visitor.PageAsync("/"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Person_ShutOut_IsOutAtOnceAndOfTheTrail()
    {
        await host.AdministratorAsync();
        var bob = await host.SomebodyAsync("bob", "supervisor");
        var people = host.Services.GetRequiredService<People>();
        var id = (await people.ListAsync(Cancellation)).Single(a => a.UserName == "bob").Id;
        Assert.Equal(HttpStatusCode.OK, (await bob.AskAsync("/")).StatusCode);

        Assert.True((await people.ChangeAsync(id, "supervisor", isDisabled: true, Actor.Person("1", "root"), Cancellation)).IsDone);

        Assert.Equal(HttpStatusCode.Found, (await bob.AskAsync("/")).StatusCode);
        Assert.Contains("Not signed in", await TextAsync(bob.TrySignInAsync("bob", GuardedHost.Password)), StringComparison.Ordinal);
        var latest = (await host.Services.GetRequiredService<IChangeLog>().ReadAsync(null, 1, Cancellation))[0];
        Assert.Equal(("root", "account", "bob"), (latest.Who.Name, latest.Kind, latest.Key));
    }

    [Fact]
    public async Task Wall_StreamOfSomebodyWhoIsSignedOut_Ends()
    {
        await host.AdministratorAsync();
        await host.SnapshotAsync();
        var wes = await host.SomebodyAsync("wes", "viewer");
        using var answer = await wes.Client.GetAsync(new Uri("/wall/all/stream", UriKind.Relative), HttpCompletionOption.ResponseHeadersRead, Cancellation);
        await using var stream = await answer.Content.ReadAsStreamAsync(Cancellation);
        Assert.NotEqual(0, await stream.ReadAsync(new byte[1], Cancellation));
        var sessions = host.Services.GetRequiredService<SessionRegistry>();

        await sessions.EndAllAsync(sessions.All.Single(s => s.Name == "wes").Person, null, Cancellation);

        using var patience = Patience.Bound(Cancellation);
        await stream.CopyToAsync(Stream.Null, patience.Token); // to its end
    }

    [Fact]
    public async Task Change_OfOneself_IsRefusedSoThatAnAdministratorIsLeft()
    {
        await host.AdministratorAsync();
        var people = host.Services.GetRequiredService<People>();
        var id = Assert.Single(await people.ListAsync(Cancellation), a => a.UserName == "root").Id;

        Assert.False((await people.ChangeAsync(id, "viewer", isDisabled: false, Actor.Person(id, "root"), Cancellation)).IsDone);
        // another of this name
        Assert.True((await people.ChangeAsync(id, "administrator", isDisabled: false, Actor.Person("https://id.example#1", "root"), Cancellation)).IsDone);
    }

    [Fact]
    public async Task PlainHttp_OverTheNetwork_RefusesAndSaysWhy()
    {
        await using var open = new GuardedHost(new() { ["AllowedHosts"] = "*" });
        var client = open.CreateClient(new() { BaseAddress = new Uri("http://dashboard.example") });

        var page = await client.GetStringAsync(new Uri("/sign-in", UriKind.Relative), Cancellation);

        Assert.DoesNotContain("<form", page, StringComparison.Ordinal);
        Assert.Contains("Security__PasswordsMayTravelUnencrypted", page, StringComparison.Ordinal);
        Assert.Contains(
            "<form",
            await open.CreateClient(new() { BaseAddress = new Uri("https://dashboard.example") })
                .GetStringAsync(new Uri("/sign-in", UriKind.Relative), Cancellation),
            StringComparison.Ordinal);
    }

    private static async Task<string> TextAsync(Task<HttpResponseMessage> answer)
    {
        using var come = await answer;
        Assert.Equal(HttpStatusCode.OK, come.StatusCode);
        return WebUtility.HtmlDecode(await come.Content.ReadAsStringAsync(Cancellation));
    }
}
