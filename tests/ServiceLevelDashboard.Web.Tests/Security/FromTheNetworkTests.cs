using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.DependencyInjection;

namespace ServiceLevelDashboard.Web.Tests.Security;

/// <summary>Visitors who come from another machine.</summary>
[Trait("Length", "Long")]
public sealed class FromTheNetworkTests
{
    [Fact]
    public async Task OpenDoor_GuestOfTheNetwork_LooksAndChangesNothing()
    {
        await using var host = new GuardedHost(new() { ["Security:SignIn"] = "WithRealFigures" });
        await using var remote = host.WithWebHostBuilder(Remote);
        var (guest, local) = (new Visitor(remote.CreateClient(new() { AllowAutoRedirect = false })), host.Visit());

        Assert.Equal(HttpStatusCode.OK, (await guest.AskAsync("/")).StatusCode);
        Assert.Equal(HttpStatusCode.Forbidden, (await guest.AskAsync("/admin")).StatusCode);
        Assert.Contains(
            "t have access", await (await guest.AskAsync("/people")).Content.ReadAsStringAsync(TestContext.Current.CancellationToken), StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, (await local.AskAsync("/admin")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await local.AskAsync("/people")).StatusCode);
        Assert.Contains("Sign in to save figures.", await guest.PageAsync("/explain/kept"), StringComparison.Ordinal);
        Assert.Contains("Yours: 0 of 100", await local.PageAsync("/explain/kept"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task SignIn_EleventhAttemptWithinAMinute_IsRefusedForThatAddress()
    {
        await using var host = new GuardedHost(new() { ["Security:PasswordsMayTravelUnencrypted"] = "true" });
        await using var remote = host.WithWebHostBuilder(Remote);
        var visitor = new Visitor(remote.CreateClient(new() { AllowAutoRedirect = false }));
        for (var i = 0; i < 10; i++)
        {
            Assert.Equal(HttpStatusCode.OK, (await visitor.TrySignInAsync($"guess {i}", "wrong wrong wrong")).StatusCode);
        }

        Assert.Equal(HttpStatusCode.TooManyRequests, (await visitor.TrySignInAsync("guess", "wrong wrong wrong")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await visitor.AskAsync("/sign-in")).StatusCode);
    }

    private static void Remote(IWebHostBuilder builder) => builder.ConfigureTestServices(services => services.AddSingleton<IStartupFilter, FromElsewhere>());

    private sealed class FromElsewhere : IStartupFilter
    {
        public Action<IApplicationBuilder> Configure(Action<IApplicationBuilder> next) => app =>
        {
            app.Use((context, go) =>
            {
                context.Connection.RemoteIpAddress = IPAddress.Parse("192.0.2.7");
                return go(context);
            });
            next(app);
        };
    }
}
