using System.Net;
using Microsoft.AspNetCore.Mvc.Testing.Handlers;
using Microsoft.Extensions.DependencyInjection;
using ServiceLevelDashboard.Access.Sessions;

namespace ServiceLevelDashboard.Web.Tests.Security;

/// <summary>Signing in by another service, against a real one over HTTP.</summary>
public sealed class OpenIdSignInTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SignIn_KnownToTheService_GetsTheRoleOfTheClaimAndComesBack()
    {
        await using var service = await IdentityService.StartAsync("ann", "everybody", "sld-leads");
        await using var host = Host(service);
        var visitor = host.Visit();

        var page = await visitor.PageAsync("/sign-in");
        using var back = await WalkAsync(visitor, "/history");

        Assert.Contains("Sign in with The company", page, StringComparison.Ordinal);
        Assert.DoesNotContain("type=\"password\"", page, StringComparison.Ordinal);
        Assert.Equal("/history", back.Headers.Location?.ToString());
        var account = await visitor.PageAsync("/account");
        Assert.Contains("ann", account, StringComparison.Ordinal);
        Assert.Contains("Supervisor", account, StringComparison.Ordinal);
        Assert.DoesNotContain("type=\"password\"", account, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Forbidden, (await visitor.AskAsync("/admin")).StatusCode);
        Assert.Equal($"{service.Address}#subject-of-ann", Assert.Single(host.Services.GetRequiredService<SessionRegistry>().All).Person);
    }

    [Fact]
    public async Task SignIn_WithoutARole_IsNotLetInAndToldWhy()
    {
        await using var service = await IdentityService.StartAsync("eve", "everybody");
        await using var host = Host(service);
        var visitor = host.Visit();

        using var back = await WalkAsync(visitor, "/");

        Assert.Equal("/sign-in?problem=NoRole", back.Headers.Location?.ToString());
        Assert.Contains("no role in this dashboard", await visitor.PageAsync("/sign-in?problem=NoRole"), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.Found, (await visitor.AskAsync("/")).StatusCode);
        Assert.Empty(host.Services.GetRequiredService<SessionRegistry>().All);
    }

    [Fact]
    public async Task SignIn_AnswerThatWasNotAskedFor_IsRefused()
    {
        await using var service = await IdentityService.StartAsync("ann", "sld-leads");
        await using var host = Host(service);
        var (asking, other) = (host.Visit(), host.Visit());
        using var asked = await asking.AskAsync("/signin-oidc/start?from=/");
        using var answered = await ProviderAsync(asked.Headers.Location!); // it leads there

        using var stolen = await other.AskAsync(answered.Headers.Location!.PathAndQuery); // and back

        Assert.Equal("/sign-in?problem=Service", stolen.Headers.Location?.ToString());
        Assert.Empty(host.Services.GetRequiredService<SessionRegistry>().All);
    }

    [Fact]
    public async Task SignIn_ServiceAway_SaysSo()
    {
        var service = await IdentityService.StartAsync("ann", "sld-leads");
        await using var host = Host(service);
        await service.DisposeAsync();

        using var answer = await host.Visit().AskAsync("/signin-oidc/start?from=/");

        Assert.Equal("/sign-in?problem=Service", answer.Headers.Location?.ToString());
    }

    /// <summary>Each attempt has cookies of its own; hundreds of them would make every request too large.</summary>
    [Fact]
    public async Task SignIn_BegunAgainAndAgain_GathersNoCookies()
    {
        await using var service = await IdentityService.StartAsync("ann", "sld-leads");
        await using var host = Host(service);
        var cookies = new CookieContainer();
        var visitor = new Visitor(host.CreateDefaultClient(new CookieContainerHandler(cookies)));
        for (var attempt = 0; attempt < 30; attempt++)
        {
            using var asked = await visitor.AskAsync("/signin-oidc/start?from=/");
            Assert.Equal(HttpStatusCode.Found, asked.StatusCode);
            Assert.InRange(cookies.Count, 2, 10);
        }

        using var before = await visitor.AskAsync("/sign-in/service?from=%2Fhistory");
        using var back = await WalkAsync(visitor, "/history");

        Assert.Equal("/signin-oidc/start?from=%2Fhistory", before.Headers.Location?.ToString());
        Assert.Equal("/history", back.Headers.Location?.ToString());
    }

    /// <summary>The service sends back to where the dashboard is.</summary>
    [Fact]
    public async Task SignIn_BelowAPath_ComesBackBelowIt()
    {
        await using var service = await IdentityService.StartAsync("ann", "sld-leads");
        await using var host = Host(service, ("PathBase", "/sld"));
        var visitor = host.Visit();

        using var asked = await visitor.AskAsync("/sld/signin-oidc/start");
        using var answered = await ProviderAsync(asked.Headers.Location!); // it leads there
        using var back = await visitor.AskAsync(answered.Headers.Location!.PathAndQuery); // and back

        Assert.Equal("/sld/signin-oidc", answered.Headers.Location!.AbsolutePath);
        Assert.Equal("/sld/", back.Headers.Location?.ToString());
        Assert.Contains("ann", await visitor.PageAsync("/sld/account"), StringComparison.Ordinal);
    }

    internal static GuardedHost Host(IdentityService service, params (string Key, string Value)[] more)
    {
        var settings = new Dictionary<string, string>
        {
            ["Security:OpenId:Authority"] = service.Address,
            ["Security:OpenId:ClientId"] = IdentityService.ClientId,
            ["Security:OpenId:ClientSecret"] = IdentityService.ClientSecret,
            ["Security:OpenId:Name"] = "The company",
            ["Security:OpenId:RoleClaim"] = "groups",
            ["Security:OpenId:Roles:administrator"] = "sld-admins",
            ["Security:OpenId:Roles:supervisor"] = "sld-leads;sld-planners",
        };
        foreach (var (key, value) in more)
        {
            settings[key] = value;
        }
        return new(settings);
    }

    /// <summary>From the dashboard to the service and back, as a browser is led.</summary>
    internal static async Task<HttpResponseMessage> WalkAsync(Visitor visitor, string from)
    {
        using var asked = await visitor.AskAsync("/signin-oidc/start?from=" + Uri.EscapeDataString(from));
        using var answered = await ProviderAsync(asked.Headers.Location!); // it leads there
        return await visitor.AskAsync(answered.Headers.Location!.PathAndQuery); // and back
    }

    private static async Task<HttpResponseMessage> ProviderAsync(Uri address)
    {
        using var handler = new HttpClientHandler { AllowAutoRedirect = false };
        using var client = new HttpClient(handler);
        return await client.GetAsync(address, Cancellation);
    }
}
