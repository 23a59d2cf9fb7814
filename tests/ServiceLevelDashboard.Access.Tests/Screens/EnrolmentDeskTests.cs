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
        var (secret, screen) = _desk.Enter(Hall, "Chromium")!.Value;

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
        var screen = _desk.Enter(Hall, "")!.Value.Screen;

        Assert.Equal(screen, _desk.Find($" {screen.Shown.ToLowerInvariant()} "));
        Assert.Null(_desk.Find("BCDF-GHJ"));
        Assert.Null(_desk.Find(""));
    }

    [Fact]
    public void Code_AfterTenMinutes_IsGone()
    {
        var (secret, screen) = _desk.Enter(Hall, "")!.Value;
        _clock.Advance(EnrolmentDesk.Lifetime);

        Assert.Null(_desk.Find(screen.Code));
        Assert.Null(_desk.Ask(secret));
        Assert.False(_desk.Decide(screen.Code, "id"));
    }

    [Fact]
    public void Decide_Twice_HoldsOnce()
    {
        var (secret, screen) = _desk.Enter(Hall, "")!.Value;

        Assert.True(_desk.Decide(screen.Code, "first"));
        Assert.False(_desk.Decide(screen.Code, "second"));

        Assert.Equal((EnrolmentDecision.Approved, "first"), (_desk.Ask(secret)!.Decision, _desk.Ask(secret)!.Id));
        Assert.Null(_desk.Find(screen.Code));
    }

    [Fact]
    public void Reopen_AnApprovalThatCouldNotBeKept_CanBeMadeAgain()
    {
        var (secret, screen) = _desk.Enter(Hall, "")!.Value;
        _desk.Decide(screen.Code, "first");

        Assert.True(_desk.Reopen(screen.Code));

        Assert.Equal(EnrolmentDecision.None, _desk.Ask(secret)!.Decision);
        Assert.True(_desk.Decide(screen.Code, "second"));
    }

    [Fact]
    public void Enter_TooManyOfAnAddress_IsTurnedAwayAloneAndNotForEver()
    {
        for (var i = 0; i < EnrolmentDesk.MaximumPerAddress; i++)
        {
            Assert.NotNull(_desk.Enter(Hall, ""));
        }

        Assert.Null(_desk.Enter(Hall, ""));
        Assert.Null(_desk.Enter(Hall.MapToIPv6(), ""));
        Assert.NotNull(_desk.Enter(IPAddress.Parse("10.0.0.8"), ""));
        _clock.Advance(EnrolmentDesk.Lifetime);
        Assert.NotNull(_desk.Enter(Hall, ""));
    }

    [Fact]
    public void Enter_FromOneNetworkOfIPv6_IsOneAddress()
    {
        for (var i = 1; i <= EnrolmentDesk.MaximumPerAddress; i++)
        {
            Assert.NotNull(_desk.Enter(IPAddress.Parse($"2001:db8::{i}"), ""));
        }

        Assert.Null(_desk.Enter(IPAddress.Parse("2001:db8::ffff"), ""));
        Assert.NotNull(_desk.Enter(IPAddress.Parse("2001:db8:1::1"), ""));
    }

    [Fact]
    public void Enter_TooManyInAll_IsTurnedAway()
    {
        for (var i = 0; i < EnrolmentDesk.MaximumTotal; i++)
        {
            Assert.NotNull(_desk.Enter(new IPAddress([10, 1, (byte)(i / 200), (byte)(i % 200)]), ""));
        }

        Assert.Null(_desk.Enter(IPAddress.Parse("10.2.0.1"), ""));
    }

    [Fact]
    public void Ask_AnythingElse_IsNobody() =>
        Gen.String.Sample(secret =>
        {
            _desk.Enter(Hall, "");
            Assert.Null(_desk.Ask(secret));
        });
}
