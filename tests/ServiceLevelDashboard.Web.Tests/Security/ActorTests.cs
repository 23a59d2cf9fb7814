using Microsoft.Extensions.DependencyInjection;
using ServiceLevelDashboard.Access;
using ServiceLevelDashboard.Access.Accounts;
using ServiceLevelDashboard.Access.Ports;
using ServiceLevelDashboard.Access.Roles;
using ServiceLevelDashboard.Access.Sessions;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Web.Tests.Security;

/// <summary>Who is in the trail of changes follows from how somebody came in; a name decides nothing.</summary>
public sealed class ActorTests(GuardedHost host) : IClassFixture<GuardedHost>
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("program")]
    [InlineData("shell")]
    public async Task Trail_PersonNamedAsTheProgram_IsInItByTheAccountsId(string name)
    {
        await host.AdministratorAsync();
        await host.SomebodyAsync(name, "supervisor");
        var account = Assert.Single(await host.Services.GetRequiredService<People>().ListAsync(Cancellation), a => a.UserName == name);

        Assert.Equal(Actor.Person(account.Id, name), await ChangeAsync(host, SessionOf(host, name)));
    }

    [Theory]
    [InlineData("program")]
    [InlineData("shell")]
    public async Task Trail_PersonOfAnotherServiceNamedAsTheProgram_IsInItBySubject(string name)
    {
        await using var service = await IdentityService.StartAsync(name, "sld-leads");
        await using var served = OpenIdSignInTests.Host(service);
        using var back = await OpenIdSignInTests.WalkAsync(served.Visit(), "/");

        Assert.Equal(Actor.Person($"{service.Address}#subject-of-{name}", name), await ChangeAsync(served, SessionOf(served, name)));
    }

    private static Session SessionOf(GuardedHost host, string name) =>
        Assert.Single(host.Services.GetRequiredService<SessionRegistry>().All, s => s.Name == name);

    /// <summary>Changes something as whoever is signed in, and says who the trail says it was.</summary>
    private static async Task<Actor> ChangeAsync(GuardedHost host, Session session)
    {
        var who = host.Services.GetRequiredService<PrincipalResolver>().Of(Principals.OfSession(session.Id)).Actor;
        Assert.True((await host.Services.GetRequiredService<DocumentCache<Group>>().SaveAsync(
            session.Name, new Group { Name = "South", Queues = [new QueueId("a")] }, 0, who, Cancellation)).IsSaved);
        return Assert.Single(
            await host.Services.GetRequiredService<IChangeLog>().ReadAsync(null, 10, Cancellation),
            c => c is { Kind: "group", Key: var key } && key == session.Name).Who;
    }
}
