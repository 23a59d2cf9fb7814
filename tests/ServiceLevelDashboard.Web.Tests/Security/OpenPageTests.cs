using System.Globalization;
using System.Reflection;
using System.Text.Json;
using Bunit;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using ServiceLevelDashboard.Access.Ports;
using ServiceLevelDashboard.Access.Roles;
using ServiceLevelDashboard.Access.Sessions;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Web.Addresses;
using ServiceLevelDashboard.Web.Components;
using ServiceLevelDashboard.Web.Layout;

namespace ServiceLevelDashboard.Web.Tests.Security;

/// <summary>Every page that can stay open, over the whole dashboard, while the rights of who looks at it change.</summary>
[Trait("Length", "Long")]
public sealed class OpenPageTests(GuardedHost host) : PageContext, IClassFixture<GuardedHost>
{
    private static CancellationToken Cancellation => Xunit.TestContext.Current.CancellationToken;

    private SessionRegistry Sessions => host.Services.GetRequiredService<SessionRegistry>();

    private DocumentCache<Role> Roles => host.Services.GetRequiredService<DocumentCache<Role>>();

    /// <summary>The address pattern of every page that lives in a circuit.</summary>
    public static TheoryData<string> Pages() => [.. PageTypes.Keys.Order(StringComparer.Ordinal)];

    private static Dictionary<string, Type> PageTypes => typeof(WebApp).Assembly.GetTypes()
        .Where(static t => t.GetCustomAttribute<ExcludeFromInteractiveRoutingAttribute>() is null)
        .SelectMany(static t => t.GetCustomAttributes<RouteAttribute>().Select(r => (Template: "/" + r.Template.TrimStart('/'), Page: t)))
        .Where(static p => EndpointTable.Rows[p.Template] > Rank.Nobody)
        .ToDictionary(static p => p.Template, static p => p.Page);

    [Theory]
    [MemberData(nameof(Pages))]
    public async Task Page_OpenWhileItsViewerIsDemoted_ShowsNothingThatIsNoLongerSeen(string pattern)
    {
        await host.AdministratorAsync();
        var snapshot = await host.SnapshotAsync();
        var seen = snapshot.Queues.Take(2).Select(q => q.Queue.Id).ToHashSet();
        var hidden = snapshot.Listed.Values.Where(q => !seen.Contains(q.Id)).ToList();
        await RoleAsync("two", new Role { Queues = [.. seen] });
        await using var scope = await EnterAsync("ann", "administrator");
        var page = Open(scope, pattern, snapshot.Queues.First(q => hidden.Contains(q.Queue)).Key);
        if (pattern is "/" or "/history" or "/explain" or "/queues/{Id}/{Media}")
        {
            page.WaitForAssertion(() => Assert.Contains(hidden, q => page.Markup.Contains(q.Name, StringComparison.Ordinal)), TimeSpan.FromSeconds(20));
        }
        Assert.DoesNotContain("You don't have access", page.Markup, StringComparison.Ordinal);

        await Sessions.ChangeRolesAsync("ann", ["two"], Cancellation);

        page.WaitForAssertion(
            () =>
            {
                Assert.Equal(EndpointTable.Rows[pattern] > Rank.Viewer, page.Markup.Contains("You don't have access", StringComparison.Ordinal));
                Assert.DoesNotContain(hidden, q => page.Markup.Contains(q.Name, StringComparison.Ordinal));
                Assert.DoesNotContain("href=\"admin\"", page.Markup, StringComparison.Ordinal);
            },
            Patience.Most);
    }

    [Theory]
    [InlineData("role")]
    [InlineData("group")]
    [InlineData("session")]
    [InlineData("role in another process")]
    [InlineData("session in another process")]
    public async Task Page_RightsTakenAwayInAnotherWay_ShowsItAtOnce(string what)
    {
        await host.AdministratorAsync();
        var snapshot = await host.SnapshotAsync();
        var (one, other) = (snapshot.Queues[0].Queue, snapshot.Queues[1].Queue);
        await GroupAsync("pair", [one.Id, other.Id]);
        await RoleAsync("half", new Role { Groups = ["pair"] });
        await using var scope = await EnterAsync("bea", "half");
        var page = Open(scope, "/", snapshot.Queues[0].Key);
        page.WaitForAssertion(() => Assert.Contains(other.Name, page.Markup, StringComparison.Ordinal), TimeSpan.FromSeconds(20));

        await (what switch
        {
            "role" => RoleAsync("half", new Role { Queues = [one.Id] }),
            "group" => GroupAsync("pair", [one.Id]),
            "role in another process" => host.Services.GetRequiredService<IDocumentStore>().WriteAllAsync(
                Role.Kind.Name,
                [new DocumentWrite("half", JsonSerializer.Serialize(new Role { Queues = [one.Id] }, Role.Kind.Json), Roles.Find("half")!.Version)],
                new Change(DateTimeOffset.UnixEpoch, Actor.Person("root", "root")),
                Cancellation),
            "session in another process" => host.Services.GetRequiredService<ISessionStore>().RemoveOfAsync("bea", null, Cancellation),
            _ => Sessions.EndAllAsync("bea", null, Cancellation),
        });

        page.WaitForAssertion(() => Assert.DoesNotContain(other.Name, page.Markup, StringComparison.Ordinal), Patience.Most);
        Assert.Equal(what.StartsWith("session", StringComparison.Ordinal), page.Markup.Contains("You don't have access", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Undo_OfferedBeforeADemotion_IsWithdrawnAndWritesNothing()
    {
        await host.AdministratorAsync();
        await GroupAsync("kept", [new QueueId("a")]);
        await using var scope = await EnterAsync("cal", "administrator");
        var page = Open(scope, "/" + GroupUrls.Root, null);
        await page.WaitForElement("[aria-label='Delete kept']").ClickAsync();
        var undo = Services.GetRequiredService<Undo>();
        page.WaitForAssertion(() => Assert.NotNull(undo.Current));
        var offer = undo.Current!; // waited for above

        await Sessions.ChangeRolesAsync("cal", ["viewer"], Cancellation);

        await Assert.ThrowsAsync<NotAllowedException>(() => offer.BringBack(Cancellation));
        Assert.Null(host.Services.GetRequiredService<DocumentCache<Group>>().Find("kept"));
        page.WaitForAssertion(() => Assert.Null(undo.Current), Patience.Most);
    }

    [Fact]
    public void Pages_ThatStayOpen_AreManyAndGoThroughOneDoor()
    {
        Assert.True(PageTypes.Count > 25, PageTypes.Count.ToString(CultureInfo.InvariantCulture));
        Assert.All(PageTypes.Values, static p => Assert.Null(p.GetCustomAttribute<RenderModeAttribute>()));
    }

    /// <summary>A circuit's services, of somebody who is signed in.</summary>
    private async Task<AsyncServiceScope> EnterAsync(string person, string role)
    {
        var scope = host.Services.CreateAsyncScope();
        var principal = Principals.OfSession(await Sessions.BeginAsync(person, person, [role], Cancellation));
        scope.ServiceProvider.GetRequiredService<Viewer>().Become(principal);
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en-GB");
        Services.AddSingleton(scope.ServiceProvider.GetRequiredService<IAuthorizationService>());
        Services.AddSingleton(scope.ServiceProvider.GetRequiredService<IAuthorizationPolicyProvider>());
        Services.AddFallbackServiceProvider(scope.ServiceProvider);
        SetRendererInfo(new RendererInfo("Server", true));
        RenderTree.Add<CascadingValue<Task<AuthenticationState>>>(p => p.Add(c => c.Value, Task.FromResult(new AuthenticationState(principal))));
        return scope;
    }

    private IRenderedComponent<AuthorizedPage> Open(AsyncServiceScope scope, string pattern, QueueMedia? queue)
    {
        var snapshot = scope.ServiceProvider.GetRequiredService<ISnapshots>().For(Visibility.Everything).Snapshot!; // waited for by the test
        Services.GetRequiredService<NavigationManager>().NavigateTo((pattern, queue) switch
        {
            ("/explain", { } key) => ExplainUrls.Of(key, ExplainAddress.SoFar(snapshot)),
            ("/history", { } key) => $"/history?queue={key.Queue.Value}&show=side",
            _ => EndpointTable.Sample(pattern),
        });
        var values = new Dictionary<string, object?>();
        foreach (var place in (string[])["Id", "Media", "Key", "Name"])
        {
            if (pattern.Contains($"{{{place}}}", StringComparison.Ordinal))
            {
                values[place] = place switch
                {
                    "Id" when queue is { } key => key.Queue.Value,
                    "Media" when queue is { } key => key.Media.Name,
                    "Name" => "all",
                    _ => "none",
                };
            }
        }

        return Render<AuthorizedPage>(p => p.Add(c => c.RouteData, new RouteData(PageTypes[pattern], values)));
    }

    private async Task RoleAsync(string key, Role role) =>
        Assert.True((await Roles.SaveAsync(key, role, Roles.Find(key)?.Version ?? 0, Actor.Person("root", "root"), Cancellation)).IsSaved);

    private async Task GroupAsync(string key, IEnumerable<QueueId> queues)
    {
        var groups = host.Services.GetRequiredService<DocumentCache<Group>>();
        var group = new Group { Name = key, Queues = [.. queues] };
        Assert.True((await groups.SaveAsync(key, group, groups.Find(key)?.Version ?? 0, Actor.Person("root", "root"), Cancellation)).IsSaved);
    }
}
