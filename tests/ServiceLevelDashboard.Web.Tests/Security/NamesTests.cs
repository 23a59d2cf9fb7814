using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using ServiceLevelDashboard.Access.Accounts;
using ServiceLevelDashboard.Access.Roles;
using ServiceLevelDashboard.Access.Screens;
using ServiceLevelDashboard.Access.Sessions;
using ServiceLevelDashboard.Access.Tokens;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Boards;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Web.Tests.Security;

/// <summary>Every name that a person can type, or another service can send, at the service that takes it.</summary>
[Trait("Length", "Long")]
public sealed class NamesTests(GuardedHost host) : IClassFixture<GuardedHost>
{
    private static readonly Actor Root = Actor.Person("root", "root");

    private static readonly ImmutableArray<string> Hostile =
        ["", " ", "\u200B\u200D", "a\r\nb", "a\u2029b", "a\u202Eb", "a\u2067b", "a\u200Bb", "a\uFEFFb", new('x', 3_000)];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <summary>Who takes names, and the field that a refusal names; null where the page says it.</summary>
    public static TheoryData<string, string?> Takers() => new()
    {
        { "account", null }, { "first account", null }, { "recovery", null },
        { "role", "name" }, { "token", "name" }, { "screen", "place" }, { "board", "title" }, { "board's message", "message" },
        { "group", "name" }, { "site", "name" }, { "note", "text" }, { "note's reason", "leftOutBecause" },
    };

    [Theory]
    [MemberData(nameof(Takers))]
    public async Task Name_Hostile_IsTakenNowhereAndTheFieldIsNamed(string taker, string? field)
    {
        foreach (var name in Hostile)
        {
            if (name.Length == 0 && taker is "board" or "board's message" or "note's reason")
            {
                continue; // need not be there
            }
            var (isTaken, problem) = await OfferAsync(taker, name);
            Assert.False(isTaken, $"{taker}: {name[..Math.Min(name.Length, 20)]}");
            Assert.True(field is null || problem.Contains(field, StringComparison.OrdinalIgnoreCase), $"{taker}: {problem}");
        }

        var (isPlainTaken, why) = await OfferAsync(taker, "Åsa " + taker);
        Assert.True(isPlainTaken, why);
    }

    [Theory]
    [InlineData("program", "program")]
    [InlineData("root", "root")]
    [InlineData("a\u202E\r\nb", "a b")]
    [InlineData("\u200B\u2028", "subject-1")]
    [InlineData("", "subject-1")]
    [InlineData("long", null)]
    public async Task Name_OfAnotherService_IsPlainBoundedAndTheSubjectWhereNothingIsLeft(string claim, string? expected)
    {
        var sent = claim == "long" ? new string('x', 3_000) : claim;
        await using var service = await IdentityService.StartAsync(sent, "subject-1", ["sld-leads"]);
        await using var served = OpenIdSignInTests.Host(service);

        using var back = await OpenIdSignInTests.WalkAsync(served.Visit(), "/");

        Assert.Equal("/", back.Headers.Location?.ToString());
        var session = Assert.Single(served.Services.GetRequiredService<SessionRegistry>().All);
        Assert.Equal(expected ?? new string('x', 63) + "…", session.Name);
        Assert.Equal($"{service.Address}#subject-1", session.Person);
    }

    [Theory]
    [InlineData("a\nb")]
    [InlineData("ünï")]
    [InlineData("long")]
    public async Task Subject_ThatIsNone_IsNotLetIn(string subject)
    {
        await using var service = await IdentityService.StartAsync("ann", subject == "long" ? new string('x', 300) : subject, ["sld-leads"]);
        await using var served = OpenIdSignInTests.Host(service);

        using var back = await OpenIdSignInTests.WalkAsync(served.Visit(), "/");

        Assert.Equal("/sign-in?problem=Service", back.Headers.Location?.ToString());
        Assert.Empty(served.Services.GetRequiredService<SessionRegistry>().All);
    }

    private async Task<(bool IsTaken, string Problem)> OfferAsync(string taker, string name)
    {
        var people = host.Services.GetRequiredService<People>();
        return taker switch
        {
            "account" => Of(await people.AddAsync(name, "viewer", Root, Cancellation)),
            "first account" => Of(await people.AddFirstAsync(name, GuardedHost.Password, Cancellation) ?? PeopleResult.Done),
            "recovery" => Of(await people.RecoverAsync(name, Root, Cancellation)),
            "role" => await SaveAsync(name, new Role { SeesEverything = true }),
            "token" => Of((await host.Services.GetRequiredService<ApiTokens>().MakeAsync(
                name, "viewer", ApiToken.AllScopes, TimeSpan.FromDays(1), Root, Cancellation)).Result),
            "screen" => Of(await host.Services.GetRequiredService<ScreenRegistry>().EnrolAsync(
                ScreenToken.NewScreen(), new(name, ["all"], null), Viewers.Person("root"), Cancellation)),
            "board" => await SaveAsync("b" + Guid.NewGuid().ToString("N")[..8], new BoardOptions { Title = name }),
            "board's message" => await SaveAsync("b" + Guid.NewGuid().ToString("N")[..8], new BoardOptions { Message = name }),
            "group" => await SaveAsync(Guid.NewGuid().ToString("N"), new Group { Name = name, Queues = [new QueueId("q")] }),
            "site" => await SaveAsync(Guid.NewGuid().ToString("N"), new Site { Name = name, Queues = [new QueueId(Guid.NewGuid().ToString("N"))] }),
            "note" => await SaveAsync(Guid.NewGuid().ToString("N"), Note(name, "")),
            _ => await SaveAsync(Guid.NewGuid().ToString("N"), Note("What", name)),
        };
    }

    private static Annotation Note(string text, string reason) => new()
    {
        Text = text,
        LeftOutBecause = reason,
        Start = DateTimeOffset.UnixEpoch,
        End = DateTimeOffset.UnixEpoch.AddHours(1),
    };

    private async Task<(bool IsTaken, string Problem)> SaveAsync<T>(string key, T value)
        where T : class =>
        Of(await host.Services.GetRequiredService<DocumentCache<T>>().SaveAsync(key, value, 0, Root, Cancellation));

    private static (bool IsTaken, string Problem) Of(SaveResult result) => (result.IsSaved, string.Join(' ', result.Problems));

    private static (bool IsTaken, string Problem) Of(PeopleResult result) => (result.IsDone, string.Join(' ', result.Problems));
}
