using System.Net;
using CsCheck;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using ServiceLevelDashboard.Access.Screens;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Web.Tests.Explain;

namespace ServiceLevelDashboard.Access.Tests.Screens;

public sealed class EnrolmentDeskTests
{
    private const int MaximumPerAddress = EnrolmentDesk.MaximumPerAddress;
    private static readonly IPAddress Hall = IPAddress.Parse("10.0.0.7");
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero));
    private readonly FakeArchive _archive = new();
    private readonly EnrolmentDesk _desk;

    public EnrolmentDeskTests() => _desk = Instance(_archive);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Enter_AScreen_HasACodeToReadAndASecretThatIsNotIt()
    {
        var (secret, screen) = await EnterAsync(Hall, "Chromium");

        Assert.Matches($"^[{EnrolmentDesk.Alphabet}]{{8}}$", screen.Code);
        Assert.Equal(22, secret.Length); // 128 bits in base 64
        Assert.DoesNotContain(screen.Code, secret, StringComparison.Ordinal);
        Assert.Equal((Hall, "Chromium"), (screen.Client!, screen.Browser));
    }

    [Fact]
    public async Task Enter_AScreen_KeepsNoSecret()
    {
        var (secret, _) = await EnterAsync();

        var kept = Assert.Single(await _archive.ListAsync("waiting-screen", Cancellation));

        Assert.Equal(ScreenToken.HashOf(secret), kept.Key);
        Assert.DoesNotContain(secret, kept.Json, StringComparison.Ordinal);
    }

    [Fact]
    public void Alphabet_Letters_AreToldApart() =>
        Assert.Empty(EnrolmentDesk.Alphabet.Intersect("0O1IL5S2Z8AEU"));

    [Fact]
    public async Task Find_TypedAnyHow_IsTheScreen()
    {
        var screen = (await EnterAsync()).Screen;

        Assert.Equal(screen, await _desk.FindAsync($" {screen.Shown.ToLowerInvariant()} ", Cancellation));
        Assert.Null(await _desk.FindAsync("BCDF-GHJ", Cancellation));
        Assert.Null(await _desk.FindAsync("", Cancellation));
    }

    [Fact]
    public async Task Code_AfterTenMinutes_IsGoneAndRemoved()
    {
        var (secret, screen) = await EnterAsync();
        _clock.Advance(EnrolmentDesk.Lifetime);

        Assert.Null(await _desk.FindAsync(screen.Code, Cancellation));
        Assert.Null(await _desk.AskAsync(secret, Cancellation));
        Assert.Equal(SaveOutcome.Conflict, await _desk.DecideAsync(screen.Code, "id", Cancellation));

        await _desk.TidyAsync(Cancellation);
        Assert.Empty(await _archive.ListAsync("waiting-screen", Cancellation));
    }

    [Fact]
    public async Task Decide_Twice_HoldsOnce()
    {
        var (secret, screen) = await EnterAsync();

        Assert.Equal(SaveOutcome.Saved, await _desk.DecideAsync(screen.Code, "first", Cancellation));
        Assert.Equal(SaveOutcome.Conflict, await _desk.DecideAsync(screen.Code, "second", Cancellation));

        var decided = (await _desk.AskAsync(secret, Cancellation))!; // just decided
        Assert.Equal((EnrolmentDecision.Approved, "first"), (decided.Decision, decided.Id));
        Assert.Null(await _desk.FindAsync(screen.Code, Cancellation));
    }

    [Fact]
    public async Task Decide_OnTwoInstancesThatBothSeeItWaiting_HoldsOnce()
    {
        var (secret, screen) = await EnterAsync();
        var other = Instance(_archive);
        Assert.NotNull(await other.FindAsync(screen.Code, Cancellation));

        Assert.Equal(SaveOutcome.Saved, await _desk.DecideAsync(screen.Code, "first", Cancellation));
        Assert.Equal(SaveOutcome.Conflict, await other.DecideAsync(screen.Code, "second", Cancellation));

        Assert.Equal("first", (await Instance(_archive).AskAsync(secret, Cancellation))!.Id);
    }

    [Fact]
    public async Task Screen_ThatCameToOneInstance_IsApprovedOnAnotherAndAsksAThird()
    {
        var (secret, screen) = await EnterAsync();
        var (second, third) = (Instance(_archive), Instance(_archive));
        Assert.Equal(EnrolmentDecision.None, (await third.AskAsync(secret, Cancellation))!.Decision);

        Assert.Equal(screen, await second.FindAsync(screen.Shown, Cancellation));
        Assert.Equal(SaveOutcome.Saved, await second.DecideAsync(screen.Code, "hall", Cancellation));

        Assert.Equal("hall", (await Instance(_archive).AskAsync(secret, Cancellation))!.Id);
    }

    [Fact]
    public async Task Reopen_AnApprovalThatCouldNotBeKept_CanBeMadeAgain()
    {
        var (secret, screen) = await EnterAsync();
        await _desk.DecideAsync(screen.Code, "first", Cancellation);

        Assert.Equal(SaveOutcome.Saved, await _desk.ReopenAsync(screen.Code, Cancellation));

        Assert.Equal(EnrolmentDecision.None, (await _desk.AskAsync(secret, Cancellation))!.Decision);
        Assert.Equal(SaveOutcome.Saved, await _desk.DecideAsync(screen.Code, "second", Cancellation));
    }

    [Fact]
    public async Task Archive_Away_IsSaidAndWhatIsKnownStays()
    {
        var (secret, screen) = await EnterAsync();
        _archive.IsAway = true;

        Assert.NotNull(await _desk.AskAsync(secret, Cancellation));
        await Assert.ThrowsAsync<ArchiveUnavailableException>(() => EnterAsync());
        await Assert.ThrowsAsync<ArchiveUnavailableException>(() => Instance(_archive).AskAsync(secret, Cancellation));
        Assert.Equal(SaveOutcome.Unavailable, await _desk.DecideAsync(screen.Code, "hall", Cancellation));
    }

    [Fact]
    public async Task Enter_MoreThanAnAddressIsGivenInAMinute_IsRefusedBeforeAnythingIsWritten()
    {
        await FillAsync(EnrolmentDesk.MaximumPerMinute, _ => Hall);
        var before = await _archive.ListAsync("waiting-screen", Cancellation);

        Assert.Null(await _desk.EnterAsync(Hall, "", Cancellation));
        Assert.Equal(before, await _archive.ListAsync("waiting-screen", Cancellation));
        Assert.NotNull(await _desk.EnterAsync(IPAddress.Parse("10.0.0.8"), "", Cancellation));
        _clock.Advance(TimeSpan.FromMinutes(1));
        Assert.NotNull(await _desk.EnterAsync(Hall, "", Cancellation));
    }

    [Fact]
    public async Task Enter_TooManyOfAnAddress_TheOldestOfItMakesRoom()
    {
        var (other, _) = await EnterAsync(IPAddress.Parse("10.0.0.8"));
        var own = await FillAsync(MaximumPerAddress, _ => Hall);
        _clock.Advance(TimeSpan.FromSeconds(1));

        var (last, _) = await EnterAsync(Hall.MapToIPv6());

        Assert.Null(await _desk.AskAsync(own[0], Cancellation));
        foreach (var secret in (string[])[.. own[1..], last, other])
        {
            Assert.NotNull(await _desk.AskAsync(secret, Cancellation));
        }
    }

    [Fact]
    public async Task Enter_FromOneNetworkOfIPv6_IsOneAddress()
    {
        var own = await FillAsync(MaximumPerAddress, i => IPAddress.Parse($"2001:db8:0:12{i:x2}::1"));

        await EnterAsync(IPAddress.Parse("2001:db8:0:1300::1"));
        Assert.NotNull(await _desk.AskAsync(own[0], Cancellation));

        await EnterAsync(IPAddress.Parse("2001:db8:0:12ff::ffff"));
        Assert.Null(await _desk.AskAsync(own[0], Cancellation));
    }

    [Fact]
    public async Task Enter_AllPlacesTakenByTwentyFiveAddresses_AnotherAddressAlwaysGetsOneAndKeepsIt()
    {
        static IPAddress Greedy(int i) => new([203, 0, 113, (byte)(i % 25)]);
        var taken = await FillAsync(EnrolmentDesk.MaximumTotal, Greedy);
        _clock.Advance(TimeSpan.FromSeconds(1));

        var (visitor, _) = await EnterAsync();
        Assert.NotNull(await _desk.AskAsync(visitor, Cancellation));
        Assert.Null(await _desk.AskAsync(taken[0], Cancellation)); // the oldest of one that had the most

        await FillAsync(EnrolmentDesk.MaximumTotal, Greedy);
        Assert.NotNull(await _desk.AskAsync(visitor, Cancellation));
    }

    [Fact]
    public Task Enter_AnyAddressesInAnyOrder_NeverMoreThanThePlacesAndTheNewcomerIsIn() =>
        Gen.Int[0, 40].Array[1, 900].SampleAsync(
            async addresses =>
            {
                var desk = Instance(new FakeArchive());
                List<(int Address, string Secret)> secrets = [];
                foreach (var i in addresses)
                {
                    secrets.Add((i, (await desk.EnterAsync(new IPAddress([10, 0, 0, (byte)i]), "", Cancellation))!.Value.Secret)); // not that many
                }
                List<(int Address, string Secret)> waiting = [];
                foreach (var one in secrets)
                {
                    if (await desk.AskAsync(one.Secret, Cancellation) is not null)
                    {
                        waiting.Add(one);
                    }
                }
                Assert.Contains(secrets[^1], waiting);
                Assert.InRange(waiting.Count, 1, EnrolmentDesk.MaximumTotal);
                Assert.All(waiting.CountBy(static w => w.Address), static a => Assert.InRange(a.Value, 1, MaximumPerAddress));
            },
            iter: 4,
            threads: 1);

    [Fact]
    public async Task Ask_AnythingElse_IsNobody()
    {
        await EnterAsync();
        await Gen.String.SampleAsync(async secret => Assert.Null(await _desk.AskAsync(secret, Cancellation)), threads: 1);
    }

    /// <summary>A process on an archive that has just started.</summary>
    private EnrolmentDesk Instance(FakeArchive archive) => new(
        new DocumentCache<WaitingScreen>(archive, WaitingScreen.Kind, _clock, NullLogger<DocumentCache<WaitingScreen>>.Instance),
        new DocumentRepository<WaitingScreen>(archive, WaitingScreen.Kind, _clock),
        _clock);

    private async Task<(string Secret, WaitingScreen Screen)> EnterAsync(IPAddress? address = null, string browser = "") =>
        (await _desk.EnterAsync(address ?? Hall, browser, Cancellation))!.Value; // not too often

    /// <summary>Secrets of so many screens, one after the other.</summary>
    private async Task<List<string>> FillAsync(int count, Func<int, IPAddress> address)
    {
        List<string> secrets = [];
        for (var i = 0; i < count; i++)
        {
            _clock.Advance(TimeSpan.FromMilliseconds(10));
            secrets.Add((await EnterAsync(address(i))).Secret);
        }
        return secrets;
    }
}
