using System.Net;
using CsCheck;
using Microsoft.Extensions.Time.Testing;
using ServiceLevelDashboard.Access.Screens;

namespace ServiceLevelDashboard.Access.Tests.Screens;

public sealed class EnrolmentDeskTests
{
    private static readonly IPAddress Hall = IPAddress.Parse("10.0.0.7");
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero));
    private readonly EnrolmentDesk _desk;

    public EnrolmentDeskTests() => _desk = new EnrolmentDesk(_clock);

    [Fact]
    public void Enter_AScreen_HasACodeToReadAndASecretThatIsNotIt()
    {
        var (secret, screen) = _desk.Enter(Hall, "Chromium");

        Assert.Matches($"^[{EnrolmentDesk.Alphabet}]{{8}}$", screen.Code);
        Assert.Equal(22, secret.Length); // 128 bits in base 64
        Assert.DoesNotContain(screen.Code, secret, StringComparison.Ordinal);
        Assert.Equal((Hall, "Chromium"), (screen.Client!, screen.Browser));
    }

    [Fact]
    public void Alphabet_Letters_AreToldApart() =>
        Assert.Empty(EnrolmentDesk.Alphabet.Intersect("0O1IL5S2Z8AEU"));

    [Fact]
    public void Find_TypedAnyHow_IsTheScreen()
    {
        var screen = _desk.Enter(Hall, "").Screen;

        Assert.Equal(screen, _desk.Find($" {screen.Shown.ToLowerInvariant()} "));
        Assert.Null(_desk.Find("BCDF-GHJ"));
        Assert.Null(_desk.Find(""));
    }

    [Fact]
    public void Code_AfterTenMinutes_IsGone()
    {
        var (secret, screen) = _desk.Enter(Hall, "");
        _clock.Advance(EnrolmentDesk.Lifetime);

        Assert.Null(_desk.Find(screen.Code));
        Assert.Null(_desk.Ask(secret));
        Assert.False(_desk.Decide(screen.Code, "id"));
    }

    [Fact]
    public void Decide_Twice_HoldsOnce()
    {
        var (secret, screen) = _desk.Enter(Hall, "");

        Assert.True(_desk.Decide(screen.Code, "first"));
        Assert.False(_desk.Decide(screen.Code, "second"));

        Assert.Equal((EnrolmentDecision.Approved, "first"), (_desk.Ask(secret)!.Decision, _desk.Ask(secret)!.Id));
        Assert.Null(_desk.Find(screen.Code));
    }

    [Fact]
    public void Reopen_AnApprovalThatCouldNotBeKept_CanBeMadeAgain()
    {
        var (secret, screen) = _desk.Enter(Hall, "");
        _desk.Decide(screen.Code, "first");

        Assert.True(_desk.Reopen(screen.Code));

        Assert.Equal(EnrolmentDecision.None, _desk.Ask(secret)!.Decision);
        Assert.True(_desk.Decide(screen.Code, "second"));
    }

    [Fact]
    public void Enter_TooManyOfAnAddress_TheOldestOfItMakesRoom()
    {
        var (other, _) = _desk.Enter(IPAddress.Parse("10.0.0.8"), "");
        var own = Fill(MaximumPerAddress, _ => Hall);
        _clock.Advance(TimeSpan.FromSeconds(1));

        var (last, _) = _desk.Enter(Hall.MapToIPv6(), "");

        Assert.Null(_desk.Ask(own[0]));
        Assert.All([.. own[1..], last, other], secret => Assert.NotNull(_desk.Ask(secret)));
    }

    [Fact]
    public void Enter_FromOneNetworkOfIPv6_IsOneAddress()
    {
        var own = Fill(MaximumPerAddress, i => IPAddress.Parse($"2001:db8:0:12{i:x2}::1"));

        _desk.Enter(IPAddress.Parse("2001:db8:0:1300::1"), "");
        Assert.NotNull(_desk.Ask(own[0]));

        _desk.Enter(IPAddress.Parse("2001:db8:0:12ff::ffff"), "");
        Assert.Null(_desk.Ask(own[0]));
    }

    [Fact]
    public void Enter_AllPlacesTakenByTwentyFiveAddresses_AnotherAddressAlwaysGetsOneAndKeepsIt()
    {
        static IPAddress Greedy(int i) => new([203, 0, 113, (byte)(i % 25)]);
        var taken = Fill(EnrolmentDesk.MaximumTotal, Greedy);
        _clock.Advance(TimeSpan.FromSeconds(1));

        var (visitor, _) = _desk.Enter(Hall, "");
        Assert.NotNull(_desk.Ask(visitor));
        Assert.Null(_desk.Ask(taken[0])); // the oldest of one that had the most

        Fill(EnrolmentDesk.MaximumTotal * 2, Greedy);
        Assert.NotNull(_desk.Ask(visitor));
    }

    [Fact]
    public void Enter_AnyAddressesInAnyOrder_NeverMoreThanThePlacesAndTheNewcomerIsIn() =>
        Gen.Int[0, 40].Array[1, 1200].Sample(
            addresses =>
            {
                var desk = new EnrolmentDesk(_clock);
                var secrets = addresses.Select(i => (Address: i, desk.Enter(new IPAddress([10, 0, 0, (byte)i]), "").Secret)).ToList();
                var waiting = secrets.Where(s => desk.Ask(s.Secret) is not null).ToList();
                Assert.Contains(secrets[^1], waiting);
                Assert.InRange(waiting.Count, 1, EnrolmentDesk.MaximumTotal);
                Assert.All(waiting.CountBy(w => w.Address), a => Assert.InRange(a.Value, 1, MaximumPerAddress));
            },
            iter: 20);

    [Fact]
    public void Ask_AnythingElse_IsNobody() =>
        Gen.String.Sample(secret =>
        {
            _desk.Enter(Hall, "");
            Assert.Null(_desk.Ask(secret));
        });

    private const int MaximumPerAddress = EnrolmentDesk.MaximumPerAddress;

    /// <summary>Secrets of so many screens, one after the other.</summary>
    private List<string> Fill(int count, Func<int, IPAddress> address) => [.. Enumerable.Range(0, count).Select(i =>
    {
        _clock.Advance(TimeSpan.FromMilliseconds(10));
        return _desk.Enter(address(i), "").Secret;
    })];
}
