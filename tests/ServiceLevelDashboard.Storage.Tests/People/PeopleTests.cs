using System.Collections.Immutable;
using ServiceLevelDashboard.Access.Ports;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Storage.People;
using ServiceLevelDashboard.Storage.Small;

namespace ServiceLevelDashboard.Storage.Tests.People;

/// <summary>The same tests on both databases.</summary>
public sealed class PeopleTests
{
    private static readonly DateTimeOffset Monday = Samples.Day;

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Sessions_AddedSeenAndEnded_AreAsTheyWereLeft(DatabaseKind kind)
    {
        await using var fixture = await ArchiveFixture.OpenAsync(kind);
        var sessions = new SessionStore(fixture.Executor);
        foreach (var (id, person, hour) in new[] { ("a1", "ann", 0), ("a2", "ann", 1), ("b1", "bob", 2), ("b2", "bob", 9) })
        {
            await sessions.AddAsync(new Session(id, person, person, ["viewer"], Monday.AddHours(hour), Monday.AddHours(hour)), Cancel);
        }
        await sessions.SeeAsync(ImmutableDictionary<string, DateTimeOffset>.Empty.Add("b1", Monday.AddHours(8)).Add("b2", Monday).Add("gone", Monday), Cancel);
        await sessions.ChangeRolesAsync("bob", ["supervisor", "it's"], Cancel);
        await sessions.RemoveOfAsync("ann", except: "a2", Cancel);
        await sessions.RemoveOldAsync(begunBefore: Monday.AddHours(1), seenBefore: Monday.AddHours(8), Cancel);

        var left = (await sessions.ListAsync(Cancel)).OrderBy(s => s.Id, StringComparer.Ordinal).ToList();

        Assert.Equal([("b1", 2, 8), ("b2", 9, 9)], left.Select(s => (s.Id, (s.Since - Monday).Hours, (s.SeenAt - Monday).Hours)));
        Assert.All(left, s => Assert.Equal(["supervisor", "it's"], s.Roles));
        await sessions.RemoveAsync("b1", Cancel);
        Assert.Equal("b2", Assert.Single(await sessions.ListAsync(Cancel)).Id);
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Accounts_ChangedByAnAdministrator_LeaveATrailWithoutThePassword(DatabaseKind kind)
    {
        await using var fixture = await ArchiveFixture.OpenAsync(kind);
        await using var context = fixture.Database.Open();
        using var store = new AccountStore(context, ArchiveFixture.NoRule, fixture.Clock);
        var account = new Account { UserName = "ann", NormalizedUserName = "ANN", Role = "viewer", ChangedBy = Actor.Person("1", "root") };
        Assert.True((await store.CreateAsync(account, Cancel)).Succeeded);
        (account.PasswordHash, account.Role) = ("the-hash", "supervisor");
        Assert.True((await store.UpdateAsync(account, Cancel)).Succeeded);
        account.AccessFailedCount++;
        Assert.True((await store.UpdateAsync(account, Cancel)).Succeeded);
        account.PasswordHash = "another-hash";
        Assert.True((await store.UpdateAsync(account, Cancel)).Succeeded);

        var trail = await new ChangeLog(fixture.Executor).ReadAsync(null, 10, Cancel);

        Assert.Equal(3, trail.Length);
        Assert.All(trail, c => Assert.Equal((Actor.Person("1", "root"), "account", "ann"), (c.Who, c.Kind, c.Key)));
        Assert.DoesNotContain(trail, c => (c.Before + c.After).Contains("hash", StringComparison.Ordinal));
        Assert.Contains("supervisor", trail[1].After, StringComparison.Ordinal);
        Assert.Contains("\"password\":\"changed\"", trail[0].After, StringComparison.Ordinal);
        Assert.Equal("supervisor", (await store.FindByNameAsync("ANN", Cancel))?.Role);
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Accounts_SameNameTwice_IsRefused(DatabaseKind kind)
    {
        await using var fixture = await ArchiveFixture.OpenAsync(kind);
        await using var context = fixture.Database.Open();
        using var store = new AccountStore(context, ArchiveFixture.NoRule, fixture.Clock);
        await store.CreateAsync(new Account { UserName = "ann", NormalizedUserName = "ANN" }, Cancel);

        await Assert.ThrowsAnyAsync<Microsoft.EntityFrameworkCore.DbUpdateException>(
            () => store.CreateAsync(new Account { UserName = "Ann", NormalizedUserName = "ANN" }, Cancel));
    }
}
