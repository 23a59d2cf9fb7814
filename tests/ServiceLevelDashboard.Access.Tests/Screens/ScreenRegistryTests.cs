using System.Net;
using CsCheck;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using ServiceLevelDashboard.Access.Roles;
using ServiceLevelDashboard.Access.Screens;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Web.Tests.Explain;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Ports;

namespace ServiceLevelDashboard.Access.Tests.Screens;

public sealed class ScreenRegistryTests
{
    private static readonly DateTimeOffset Start = new(2026, 3, 2, 8, 0, 0, TimeSpan.Zero);
    private readonly FakeArchive _archive = new();
    private readonly FakeTimeProvider _clock = new(Start);

    private static Person Anna { get; } = new(Actor.Person("anna", "anna"), Rank.Supervisor, Visibility.Everything) { Roles = ["supervisor"] };

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task PresentAsync_FirstSecret_LetsTheScreenInToItsBoards()
    {
        var (book, token) = await EnrolledAsync();

        var presented = await book.PresentAsync(token, null, mayRenew: true, Cancellation);

        Assert.Equal(PresentationOutcome.Accepted, presented.Outcome);
        Assert.Equal(("Hall", "support"), (presented.Screen!.Place, presented.Screen.Board));
        Assert.Null(presented.Renewed);
    }

    [Fact]
    public async Task PresentAsync_AfterADay_HandsOutANewSecretAndKeepsTheOldOneValidUntilTheNewOneHasSettled()
    {
        var (book, old) = await SettledAsync();
        _clock.Advance(ScreenCredential.RenewAfter);

        var renewed = (await book.PresentAsync(old, null, mayRenew: true, Cancellation)).Renewed!;
        await AcceptedAsync(book, old);
        await AcceptedAsync(book, renewed);
        await AcceptedAsync(book, old);
        _clock.Advance(ScreenCredential.Settling);
        await AcceptedAsync(book, renewed);

        Assert.Equal(SecretStanding.Retired, book.Find(old.Screen)!.Credential.StandingOf(old.Hash));
    }

    [Fact]
    public async Task PresentAsync_ARetiredSecret_RevokesTheScreenAndSaysWhy()
    {
        var (book, old) = await SettledAsync();
        var renewed = await RenewAsync(book, old);

        Assert.Equal(PresentationOutcome.Refused, (await book.PresentAsync(old, null, mayRenew: true, Cancellation)).Outcome);

        Assert.Equal(PresentationOutcome.Refused, (await book.PresentAsync(renewed, null, mayRenew: true, Cancellation)).Outcome);
        Assert.Equal(new Revocation(_clock.GetUtcNow(), Actor.Program.Name, IsCopied: true), book.All[old.Screen].Value.Revoked);
    }

    [Fact]
    public async Task PresentAsync_FixedScreenAfterPowerCuts_ComesBackWithItsOldStateForEver()
    {
        var (book, old) = await SettledAsync();
        var renewed = await RenewAsync(book, old); // its disk kept the old one
        Assert.Equal(SaveOutcome.Saved, await book.EditAsync(old.Screen, new("Hall", ["support"], "10.1.2.0/24"), Anna, Cancellation));

        for (var day = 0; day < 3; day++)
        {
            _clock.Advance(ScreenCredential.RenewAfter);
            foreach (var token in (ScreenToken[])[old, renewed])
            {
                var presented = await book.PresentAsync(token, IPAddress.Parse("::ffff:10.1.2.77"), mayRenew: true, Cancellation);
                Assert.Equal((PresentationOutcome.Accepted, null), (presented.Outcome, presented.Renewed));
            }
        }
    }

    [Theory]
    [InlineData("10.1.3.1")]
    [InlineData("127.0.0.1")]
    [InlineData("2001:db8::1")]
    [InlineData(null)]
    public async Task PresentAsync_FixedScreenFromElsewhere_IsRefusedAndTheScreenStays(string? elsewhere)
    {
        var (book, token) = await SettledAsync();
        await book.EditAsync(token.Screen, new("Hall", ["support"], "10.1.2.0/24"), Anna, Cancellation);

        var stolen = await book.PresentAsync(token, elsewhere is null ? null : IPAddress.Parse(elsewhere), mayRenew: true, Cancellation);

        Assert.Equal((PresentationOutcome.Elsewhere, null), (stolen.Outcome, stolen.Screen));
        Assert.Equal(PresentationOutcome.Accepted, (await book.PresentAsync(token, IPAddress.Parse("10.1.2.3"), mayRenew: true, Cancellation)).Outcome);
    }

    [Fact]
    public async Task PresentAsync_NoLongerFixed_OldStateIsACopyAgain()
    {
        var (book, old) = await SettledAsync();
        await RenewAsync(book, old);
        await book.EditAsync(old.Screen, new("Hall", ["support"], "10.1.2.0/24"), Anna, Cancellation);
        await book.EditAsync(old.Screen, new("Hall", ["support"], null), Anna, Cancellation);

        Assert.Equal(PresentationOutcome.Refused, (await book.PresentAsync(old, IPAddress.Parse("10.1.2.3"), mayRenew: true, Cancellation)).Outcome);
        Assert.True(book.All[old.Screen].Value.Revoked?.IsCopied);
    }

    [Theory]
    [InlineData("10.1.2.7", true)]
    [InlineData(" 10.1.2.0/24 ", true)]
    [InlineData("10.1.0.0/16", true)]
    [InlineData("2001:db8:1::/48", true)]
    [InlineData("10.0.0.0/8", false)]
    [InlineData("0.0.0.0/0", false)]
    [InlineData("::/0", false)]
    [InlineData("hall", false)]
    [InlineData("", false)]
    public void Parse_OfARange_TakesOneSitesAndNoWider(string text, bool isTaken) => Assert.Equal(isTaken, ScreenNetwork.Parse(text) is not null);

    [Theory]
    [InlineData("10.1.2.3", "10.1.2.3/32")]
    [InlineData("2001:db8::", "2001:db8::/56")]
    [InlineData(null, "127.0.0.1/32")]
    public void Of_WhereAScreenAsksFrom_IsItsOwnRange(string? client, string range)
    {
        Assert.Equal(range, ScreenNetwork.Of(client is null ? null : IPAddress.Parse(client)));
        Assert.NotNull(ScreenNetwork.Parse(range));
    }

    [Fact]
    public async Task PresentAsync_AGuess_IsRefusedAndHarmsNobody()
    {
        var (book, token) = await SettledAsync();

        Assert.Equal(PresentationOutcome.Refused, (await book.PresentAsync(ScreenToken.New(token.Screen), null, mayRenew: true, Cancellation)).Outcome);
        var stranger = ScreenToken.New(ScreenToken.NewScreen());
        Assert.Equal(PresentationOutcome.Refused, (await book.PresentAsync(stranger, null, mayRenew: true, Cancellation)).Outcome);

        await AcceptedAsync(book, token);
    }

    [Fact]
    public async Task PresentAsync_ArchiveAway_LetsInWhoIsKnownAndJudgesNobodyElse()
    {
        var (book, token) = await SettledAsync();
        _clock.Advance(ScreenCredential.RenewAfter);
        _archive.IsAway = true;

        var known = await book.PresentAsync(token, null, mayRenew: true, Cancellation);
        var elsewhere = await NewBook().PresentAsync(token, null, mayRenew: true, Cancellation);

        Assert.Equal((PresentationOutcome.Accepted, null), (known.Outcome, known.Renewed));
        Assert.Equal(PresentationOutcome.Unknowable, elsewhere.Outcome);
    }

    [Fact]
    public async Task RevokeAsync_InAnotherProcess_HoldsAfterTheNextLook()
    {
        var (book, token) = await SettledAsync();
        var (other, documents) = NewBooks();
        await AcceptedAsync(other, token);

        await book.RevokeAsync(token.Screen, Actor.Person("anna", "anna"), isCopied: false, Cancellation);
        await documents.RefreshAsync(Cancellation);

        Assert.Equal(PresentationOutcome.Refused, (await other.PresentAsync(token, null, mayRenew: true, Cancellation)).Outcome);
    }

    [Fact]
    public async Task IssueFirstAsync_AskedAgainUntilSettled_HandsOutAnother_AndNoneAfterwards()
    {
        var (book, lost) = await EnrolledAsync();
        var token = await book.IssueFirstAsync(lost.Screen, Cancellation);
        Assert.NotNull(token);

        await AcceptedAsync(book, token);
        _clock.Advance(ScreenCredential.Settling);
        await AcceptedAsync(book, token);

        Assert.Null(await book.IssueFirstAsync(lost.Screen, Cancellation));
    }

    /// <summary>
    /// Twelve screens and two processes, over weeks: requests and answers are lost, the power goes at any instant, and a cookie jar is
    /// written down half a minute late. Most happens to a screen in a row, within a minute: that is where a renewal can be broken off.
    /// </summary>
    [Fact]
    public async Task Renewal_PowerLostAtAnyInstant_EveryScreenReturns() =>
        await Gen.Select(
                Gen.Int[0, 11],
                Gen.Frequency((4, Gen.Const(0)), (1, Gen.Int[40_000, 90_000])),
                Gen.Select(
                    Gen.Frequency(
                        (4, Gen.Const(Happening.Sends)),
                        (5, Gen.Const(Happening.IsServed)),
                        (5, Gen.Const(Happening.IsAnswered)),
                        (1, Gen.Const(Happening.PowerCut))),
                    Gen.Frequency((9, Gen.Int[0, 6]), (1, Gen.Int[30, 150])),
                    Gen.Bool).Array[5, 40])
            .Array[100]
            .SampleAsync(
                async rows =>
                {
                    var run = new ScreenRegistryTests();
                    ScreenRegistry[] books = [run.NewBook(), run.NewBook()];
                    var screens = new List<PoweredScreen>();
                    for (var i = 0; i < 12; i++)
                    {
                        screens.Add(new PoweredScreen((await run.SettledAsync(books[0])).Token, run._clock));
                    }
                    foreach (var (screen, pause, happenings) in rows)
                    {
                        run._clock.Advance(TimeSpan.FromSeconds(pause));
                        foreach (var (happening, seconds, other) in happenings)
                        {
                            run._clock.Advance(TimeSpan.FromSeconds(seconds));
                            screens.ForEach(s => s.WriteDown());
                            await screens[screen].GoThroughAsync(happening, books[other ? 1 : 0]);
                        }
                    }

                    foreach (var screen in screens)
                    {
                        await screen.GoThroughAsync(Happening.PowerCut, books[0]);
                        await screen.GoThroughAsync(Happening.Sends, books[0]);
                        await screen.GoThroughAsync(Happening.IsServed, books[0]);
                    }
                },
                iter: 40);

    /// <summary>Whoever copies a credential, and whenever: once both have used what they hold over a renewal, neither is let in.</summary>
    [Fact]
    public async Task Copy_UsedBesideTheScreen_EndsInRevocation() =>
        await Gen.Select(Gen.Bool, Gen.Int[20, 4_000]).Array[400].SampleAsync(
            async turns =>
            {
                var run = new ScreenRegistryTests();
                var (book, token) = await run.SettledAsync();
                ScreenToken[] holders = [token, token];
                foreach (var (isThief, seconds) in turns)
                {
                    run._clock.Advance(TimeSpan.FromSeconds(seconds));
                    var holder = isThief ? 1 : 0;
                    holders[holder] = (await book.PresentAsync(holders[holder], null, mayRenew: true, Cancellation)).Renewed ?? holders[holder];
                }

                Assert.True(book.All[token.Screen].Value.Revoked?.IsCopied);
            },
            iter: 30);

    private static async Task AcceptedAsync(ScreenRegistry book, ScreenToken token) =>
        Assert.Equal(PresentationOutcome.Accepted, (await book.PresentAsync(token, null, mayRenew: true, Cancellation)).Outcome);

    private async Task<ScreenToken> RenewAsync(ScreenRegistry book, ScreenToken old)
    {
        _clock.Advance(ScreenCredential.RenewAfter);
        var renewed = (await book.PresentAsync(old, null, mayRenew: true, Cancellation)).Renewed!;
        await AcceptedAsync(book, renewed);
        _clock.Advance(ScreenCredential.Settling);
        await AcceptedAsync(book, renewed);
        return renewed;
    }

    private async Task<(ScreenRegistry Book, ScreenToken Token)> EnrolledAsync(ScreenRegistry? book = null)
    {
        book ??= NewBook();
        var id = ScreenToken.NewScreen();
        Assert.True((await book.EnrolAsync(id, new("Hall", ["support"], null), Anna, Cancellation)).IsSaved);
        return (book, (await book.IssueFirstAsync(id, Cancellation))!);
    }

    private async Task<(ScreenRegistry Book, ScreenToken Token)> SettledAsync(ScreenRegistry? into = null)
    {
        var (book, token) = await EnrolledAsync(into);
        await AcceptedAsync(book, token);
        _clock.Advance(ScreenCredential.Settling);
        await AcceptedAsync(book, token);
        return (book, token);
    }

    private ScreenRegistry NewBook() => NewBooks().Book;

    private (ScreenRegistry Book, DocumentCache<Screen> Documents) NewBooks()
    {
        var documents = new DocumentCache<Screen>(_archive, Screen.Kind, _clock, NullLogger<DocumentCache<Screen>>.Instance);
        return (
            new ScreenRegistry(documents, new DocumentRepository<Screen>(_archive, Screen.Kind, _clock), _clock, NullLogger<ScreenRegistry>.Instance),
            documents);
    }

    private enum Happening
    {
        Sends,
        IsServed,
        IsAnswered,
        PowerCut,
    }

    /// <summary>A browser with a cookie jar that is written down half a minute after a change, as Chromium does.</summary>
    private sealed class PoweredScreen(ScreenToken token, FakeTimeProvider clock)
    {
        private ScreenToken _inMemory = token, _onDisk = token;
        private ScreenToken? _sent, _answer;
        private DateTimeOffset _changedAt, _sentAt;
        private bool _isServed;

        public void WriteDown()
        {
            if (clock.GetUtcNow() - _changedAt >= TimeSpan.FromSeconds(30))
            {
                _onDisk = _inMemory;
            }
            if (clock.GetUtcNow() - _sentAt >= TimeSpan.FromSeconds(10))
            {
                _sent = null; // given up
            }
        }

        public async Task GoThroughAsync(Happening happening, ScreenRegistry book)
        {
            switch (happening)
            {
                case Happening.Sends:
                    (_sent, _answer, _isServed, _sentAt) = (_inMemory, null, false, clock.GetUtcNow());
                    break;
                case Happening.IsServed when _sent is not null && !_isServed:
                    var presented = await book.PresentAsync(_sent, null, mayRenew: true, Cancellation);
                    Assert.Equal(PresentationOutcome.Accepted, presented.Outcome);
                    (_answer, _isServed) = (presented.Renewed, true);
                    break;
                case Happening.IsAnswered when _sent is not null && _answer is not null:
                    (_inMemory, _changedAt, _sent) = (_answer, clock.GetUtcNow(), null);
                    break;
                case Happening.PowerCut:
                    (_inMemory, _sent) = (_onDisk, null);
                    break;
            }
        }
    }
}
