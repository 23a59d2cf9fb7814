using ServiceLevelDashboard.Access.Accounts;
using ServiceLevelDashboard.Access.Roles;
using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Storage.Tests.People;

/// <summary>What no change of accounts, roles and invitations may do, on both databases.</summary>
public sealed class AccountRulesTests
{
    private static readonly Actor Root = Actor.Person("1", "root");

    private static CancellationToken Cancel => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task SignIn_SixtyWrongPasswordsAtOnce_FiveAreLookedAt(DatabaseKind kind)
    {
        await using var archive = await GuardedArchive.OpenAsync(kind);
        await archive.AddAsync("ann", "viewer");

        var answers = await Task.WhenAll(Enumerable.Range(0, 60).Select(i => archive.People.SignInAsync("ann", $"wrong {i}", Cancel)));

        Assert.All(answers, Assert.Null);
        Assert.Equal(5, archive.Hasher.Compared);
        Assert.Null(await archive.People.SignInAsync("ann", GuardedArchive.Password, Cancel));
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task SignIn_FifthAttemptIsRight_SignsInAndForgetsTheWrongOnes(DatabaseKind kind)
    {
        await using var archive = await GuardedArchive.OpenAsync(kind);
        await archive.AddAsync("ann", "viewer");
        for (var round = 0; round < 3; round++)
        {
            for (var i = 0; i < 4; i++)
            {
                Assert.Null(await archive.People.SignInAsync("ann", "wrong", Cancel));
            }
            Assert.NotNull(await archive.People.SignInAsync("Ann", GuardedArchive.Password, Cancel));
        }
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task ChangePassword_SixtyWrongOnesAtOnce_FiveAreLookedAt(DatabaseKind kind)
    {
        await using var archive = await GuardedArchive.OpenAsync(kind);
        await archive.AddAsync("ann", "viewer");
        var session = archive.Sessions.Find((await archive.People.SignInAsync("ann", GuardedArchive.Password, Cancel))!)!; // the password is right
        var before = archive.Hasher.Compared;

        var answers = await Task.WhenAll(
            Enumerable.Range(0, 60).Select(i => archive.People.ChangePasswordAsync(session, $"wrong {i}", "another long password", Cancel)));

        Assert.All(answers, a => Assert.Equal(PeopleResult.WrongPassword, a));
        Assert.Equal(5, archive.Hasher.Compared - before);
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Invitation_NewerOne_EndsTheOlder(DatabaseKind kind)
    {
        await using var archive = await GuardedArchive.OpenAsync(kind);
        var older = (await archive.People.AddAsync("ivy", "viewer", Root, Cancel)).Invitation!; // a new name
        var id = Assert.Single(await archive.People.ListAsync(Cancel)).Id;

        var newer = (await archive.People.InviteAsync(id, Root, Cancel)).Invitation!; // it is there

        Assert.Equal(PeopleResult.NoInvitation, await archive.AcceptAsync(older));
        Assert.True((await archive.AcceptAsync(newer)).IsDone);
        Assert.Equal(PeopleResult.NoInvitation, await archive.AcceptAsync(newer));
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Invitation_OfOneShutOutAndLetInAgain_StaysEnded(DatabaseKind kind)
    {
        await using var archive = await GuardedArchive.OpenAsync(kind);
        var invitation = (await archive.People.AddAsync("ivy", "viewer", Root, Cancel)).Invitation!; // a new name
        var id = Assert.Single(await archive.People.ListAsync(Cancel)).Id;

        Assert.True((await archive.People.ChangeAsync(id, "viewer", isDisabled: true, Root, Cancel)).IsDone);
        Assert.Equal(PeopleResult.NoInvitation, await archive.AcceptAsync(invitation));
        Assert.Equal(PeopleResult.Gone, await archive.People.InviteAsync(id, Root, Cancel));
        Assert.True((await archive.People.ChangeAsync(id, "viewer", isDisabled: false, Root, Cancel)).IsDone);

        Assert.Equal(PeopleResult.NoInvitation, await archive.AcceptAsync(invitation));
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Invitation_UsedByItsMaker_IsTheMakersInTheTrail(DatabaseKind kind)
    {
        await using var archive = await GuardedArchive.OpenAsync(kind);
        var id = await archive.AddAsync("ivy", "administrator");
        var mallory = Actor.Person("m", "mallory");

        await archive.AcceptAsync((await archive.People.InviteAsync(id, mallory, Cancel)).Invitation!); // it is there

        var trail = await archive.Trail.ReadAsync(null, 2, Cancel);
        Assert.Equal((mallory, "invitation", id), (trail[1].Who, trail[1].Kind, trail[1].Key));
        Assert.Equal((new Actor(ActorKind.Invitation, id, "ivy"), "account", "ivy"), (trail[0].Who, trail[0].Kind, trail[0].Key));
        Assert.Contains("\"invitedBy\":\"mallory\"", trail[0].After, StringComparison.Ordinal);
        Assert.Contains($"\"id\":\"{id}\"", trail[0].After, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Administrator_TheLastByARoleThatWasMade_CannotBeTakenAwayInAnyWay(DatabaseKind kind)
    {
        await using var archive = await GuardedArchive.OpenAsync(kind);
        await SaveAsync(archive, "boss", Rank.Administrator);
        var boss = await archive.AddAsync("boss", "boss");
        await archive.AddAsync("vic", "viewer");
        await archive.People.AddAsync("not here yet", "administrator", Root, Cancel); // without a password
        var role = archive.Roles.Find("boss")!; // just saved

        Assert.Equal(PeopleResult.NobodyLeft, await archive.People.ChangeAsync(boss, "viewer", isDisabled: false, Root, Cancel), Alike);
        Assert.Equal(PeopleResult.NobodyLeft, await archive.People.ChangeAsync(boss, "boss", isDisabled: true, Root, Cancel), Alike);
        Assert.Equal(PeopleResult.NobodyLeft, await archive.People.ChangeAsync(boss, "no such role", isDisabled: false, Root, Cancel), Alike);
        var edited = await archive.Roles.SaveAsync("boss", role.Value with { Rank = Rank.Supervisor }, role.Version, Root, Cancel);
        var removed = await archive.Roles.RemoveAsync("boss", Root, Cancel);

        Assert.All([edited, removed], r => Assert.Contains("Add another administrator first", Assert.Single(r.Problems), StringComparison.Ordinal));
        Assert.Equal(Rank.Administrator, archive.Roles.Find("boss")?.Value.Rank);
        Assert.DoesNotContain(await archive.Trail.ReadAsync(null, 100, Cancel), c => c.Kind == "role" && c.Before is not null);
        await archive.AddAsync("second", "administrator");
        Assert.True((await archive.Roles.RemoveAsync("boss", Root, Cancel)).IsSaved);
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Administrators_AllDemotedAtOnce_OneIsLeft(DatabaseKind kind)
    {
        await using var archive = await GuardedArchive.OpenAsync(kind);
        await SaveAsync(archive, "boss", Rank.Administrator);
        var ids = new List<string>();
        foreach (var name in (string[])["a", "b", "c", "d", "e"])
        {
            ids.Add(await archive.AddAsync(name, name == "e" ? "boss" : "administrator"));
        }

        var outcomes = await Task.WhenAll(
        [
            .. ids.Take(4).Select(async id => (await archive.People.ChangeAsync(id, "viewer", isDisabled: id == ids[0], Root, Cancel)).IsDone),
            Task.Run(async () => (await archive.Roles.RemoveAsync("boss", Root, Cancel)).IsSaved, Cancel),
        ]);

        Assert.Equal(4, outcomes.Count(done => done));
        var left = (await archive.People.ListAsync(Cancel)).Where(a => a.Role == "administrator" || a.Role == "boss" && archive.Roles.Find("boss") is not null);
        Assert.False(Assert.Single(left).IsDisabled);
    }

    [Theory]
    [InlineData(DatabaseKind.Sqlite)]
    [InlineData(DatabaseKind.PostgreSql)]
    public async Task Administrator_OfAnotherService_CountsWhileSignedInByARoleThatAdministers(DatabaseKind kind)
    {
        await using var archive = await GuardedArchive.OpenAsync(
            kind, ("Security:OpenId:Authority", "https://id.example"), ("Security:OpenId:ClientId", "sld"), ("Security:OpenId:Roles:boss", "bosses"));
        await SaveAsync(archive, "boss", Rank.Administrator);
        await archive.Sessions.BeginAsync("https://id.example#1", "ann", ["boss"], Cancel);

        Assert.False((await archive.Roles.RemoveAsync("boss", Root, Cancel)).IsSaved);
        await archive.Sessions.BeginAsync("https://id.example#2", "bea", ["administrator"], Cancel);
        Assert.True((await archive.Roles.RemoveAsync("boss", Root, Cancel)).IsSaved);
    }

    private static bool Alike(PeopleResult one, PeopleResult other) => one.Problems.SequenceEqual(other.Problems);

    private static async Task SaveAsync(GuardedArchive archive, string key, Rank rank) =>
        Assert.True((await archive.Roles.SaveAsync(key, new Role { Rank = rank, SeesEverything = true }, 0, Root, Cancel)).IsSaved);
}
