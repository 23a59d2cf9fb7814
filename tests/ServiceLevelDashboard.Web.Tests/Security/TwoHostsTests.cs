using System.Net;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Mvc.Testing.Handlers;
using Microsoft.Extensions.DependencyInjection;
using ServiceLevelDashboard.Access.Screens;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Web.Tests.Hosting;

namespace ServiceLevelDashboard.Web.Tests.Security;

/// <summary>Two whole dashboards on one PostgreSQL, behind something that sends a browser now to the one and now to the other.</summary>
[Trait("Length", "Long")]
public sealed class TwoHostsTests : IAsyncLifetime
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("sld-two-");
    private readonly CookieContainer _cookies = new();
    private EmptyDatabase _database = null!; // set before each test
    private GuardedHost _one = null!, _other = null!; // likewise

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public ValueTask InitializeAsync()
    {
        _database = new EmptyDatabase();
        var secret = Path.Combine(_folder.FullName, "secret");
        File.WriteAllBytes(secret, RandomNumberGenerator.GetBytes(32));
        GuardedHost Host() => new(new()
        {
            ["Storage:PostgreSql"] = _database.Connection,
            ["Security:KeysIn"] = "Archive",
            ["Security:KeyFile"] = secret,
            ["Simulator:Queues"] = "2",
        });
        (_one, _other) = (Host(), Host());
        return ValueTask.CompletedTask;
    }

    public async ValueTask DisposeAsync()
    {
        if (_database is not null)
        {
            await _one.DisposeAsync();
            await _other.DisposeAsync();
            await _database.DisposeAsync();
        }
        _folder.Remove();
    }

    [Fact]
    public async Task Form_BegunOnOneHost_IsTakenByTheOtherAndItsSessionHoldsOnBoth()
    {
        await _one.AdministratorAsync();
        var (here, there) = (Visit(_one), Visit(_other));

        using var signedIn = await here.SendAsync(there.Client, "/sign-in", "sign-in", ("Input.Name", "root"), ("Input.Password", GuardedHost.Password));

        Assert.Equal(HttpStatusCode.Found, signedIn.StatusCode); // a token that is not known would be 400
        Assert.Equal(HttpStatusCode.OK, (await here.AskAsync("/account")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await there.AskAsync("/account")).StatusCode);

        using var signedOut = await there.SendAsync(here.Client, "/account", "sign-out");
        Assert.Equal(HttpStatusCode.Found, signedOut.StatusCode);
        Assert.Equal(HttpStatusCode.Found, (await here.AskAsync("/account")).StatusCode); // to the sign-in page
    }

    [Fact]
    public async Task Screen_ThatBeganOnOneHost_IsApprovedOnTheOtherAndFetchesItsCredentialFromEither()
    {
        var (here, there) = (Visit(_one), Visit(_other));
        using var first = await here.AskAsync("/screen");
        var code = EnrolmentDesk.CodeOf(Code(await here.PageAsync("/screen?tried=1")));
        Assert.Equal(code, EnrolmentDesk.CodeOf(Code(await there.PageAsync("/screen")))); // it goes on waiting there, with the same code

        var (desk, id) = (_other.Services.GetRequiredService<EnrolmentDesk>(), ScreenToken.NewScreen());
        Assert.Equal(SaveOutcome.Saved, await desk.DecideAsync(code, id, Cancellation));
        var screens = _other.Services.GetRequiredService<ScreenRegistry>();
        Assert.True((await screens.EnrolAsync(id, new("Hall", ["all"], null), Viewers.Person("anna", "supervisor"), Cancellation)).IsSaved);
        await _one.Services.GetRequiredService<DocumentCache<WaitingScreen>>().RefreshAsync(Cancellation); // its look

        using var way = await here.AskAsync("/screen");
        Assert.Equal("/wall/all?kiosk", way.Headers.Location?.ToString());
        Assert.Equal(HttpStatusCode.OK, (await there.AskAsync("/wall/all/time")).StatusCode);
        Assert.Equal(HttpStatusCode.OK, (await here.AskAsync("/wall/all/time")).StatusCode);
    }

    /// <summary>The same browser at a host.</summary>
    private Visitor Visit(GuardedHost host) => new(host.CreateDefaultClient(new CookieContainerHandler(_cookies)));

    private static string Code(string html)
    {
        var at = html.IndexOf("id=\"code\">", StringComparison.Ordinal) + "id=\"code\">".Length;
        return html[at..html.IndexOf('<', at)];
    }
}
