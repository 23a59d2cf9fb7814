using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using ServiceLevelDashboard.Access.Roles;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Web.Components;
using ServiceLevelDashboard.Web.Explain;
using ServiceLevelDashboard.Web.Hardening;
using ServiceLevelDashboard.Web.Tests.Documents;
using ServiceLevelDashboard.Web.Tests.Queue;

namespace ServiceLevelDashboard.Web.Tests.Explain;

/// <summary>Whose kept figures are, how many one person keeps, and who removes them.</summary>
public sealed class KeptFiguresTests : PageContext
{
    private static readonly Actor Ann = Actor.Person("1", "Ann"), Bob = Actor.Person("2", "Bob");

    private readonly FakeArchive _archive = ExplainSamples.Archive();
    private readonly KeptFigures _kept;
    private Person _viewer = new(Ann, Rank.Viewer, Visibility.Everything);

    public KeptFiguresTests()
    {
        _kept = ExplainSamples.Kept(_archive);
        Services.AddSingleton(new Viewer(_ => _viewer));
        Services.AddSingleton(ExplainSamples.Explainer(_archive));
        Services.AddSingleton<ExpensiveWork>();
        Services.AddSingleton<ISnapshots>(new FakeSnapshots(QueueSamples.State(QueueSamples.BillingMorning())));
        Services.AddLiveUpdates();
        Services.AddSingleton(_kept);
        Services.AddSingleton(ExplainSamples.Settings);
        Services.AddBook(GroupRules.Kind);
        SetRendererInfo(new RendererInfo("Server", true));
    }

    private static CancellationToken Cancellation => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task Keep_OneMoreThanOnePersonKeeps_IsRefusedForThatPersonAlone()
    {
        var figure = await ExplainSamples.ReadAsync(_archive);
        // at once: two pages of one person do not share the last place
        var each = Enumerable.Range(0, KeptFigures.MaximumOfOne + 3).Select(i => _kept.KeepAsync(Numbered(figure, i), Ann, Cancellation));
        var results = await Task.WhenAll(each);

        Assert.Equal(3, results.Count(r => r is { Id: null, Outcome: KeepOutcome.TooMany }));
        Assert.Equal(KeptFigures.MaximumOfOne, results.Count(r => r.Outcome == KeepOutcome.Kept));
        Assert.Equal(KeepOutcome.Kept, (await _kept.KeepAsync(Numbered(figure, 0), Ann, Cancellation)).Outcome); // it is hers already
        Assert.Equal(KeepOutcome.Kept, (await _kept.KeepAsync(figure, Bob, Cancellation)).Outcome);
    }

    [Fact]
    public async Task Remove_OneOfTwoKeepers_StaysForTheOtherAndGoesWithTheLast()
    {
        var id = await KeepAsync(Ann);
        Assert.Equal(id, await KeepAsync(Bob));
        Assert.Equal(["Ann", "Bob"], (await _kept.KeepersOfAsync(id, Cancellation)).Select(k => k.Name));

        Assert.NotNull(await _kept.RemoveAsync(id, Ann, forAll: false, Cancellation));
        Assert.NotNull(await _kept.ReadAsync(id, Cancellation));
        Assert.Null(await _kept.RemoveAsync(id, Ann, forAll: false, Cancellation));
        Assert.NotNull(await _kept.RemoveAsync(id, Bob, forAll: false, Cancellation));

        Assert.Null(await _kept.ReadAsync(id, Cancellation));
        Assert.Empty(await _kept.ListAsync(Cancellation));
    }

    [Fact]
    public async Task Remove_ByAnAdministrator_GoesForAllAndComesBackForAll()
    {
        var id = await KeepAsync(Ann);
        await KeepAsync(Bob);

        var removed = await _kept.RemoveAsync(id, Actor.Person("3", "Root"), forAll: true, Cancellation);
        Assert.Null(await _kept.ReadAsync(id, Cancellation));
        await _kept.BringBackAsync(removed!, Actor.Person("3", "Root"), Cancellation); // it was there

        Assert.NotNull(await _kept.ReadAsync(id, Cancellation));
        Assert.Equal(["Ann", "Bob"], (await _kept.KeepersOfAsync(id, Cancellation)).Select(k => k.Name));
    }

    [Fact]
    public async Task Remove_KeptBeforeItWasWrittenDownByWhom_IsAnAdministratorsToDo()
    {
        var id = await KeepAsync(Ann);
        await ((IDocumentStore)_archive).RemoveAsync("kept", id, new Change(default, Actor.Program), Cancellation);

        Assert.NotNull(await _kept.ReadAsync(id, Cancellation));
        Assert.Null(await _kept.RemoveAsync(id, Ann, forAll: false, Cancellation));
        Assert.NotNull(await _kept.RemoveAsync(id, Ann, forAll: true, Cancellation));
        Assert.Null(await _kept.ReadAsync(id, Cancellation));
    }

    [Fact]
    public async Task List_OfAPerson_HasTheirOwnAndUndoesARemoval()
    {
        var id = await KeepAsync(Ann);
        await _kept.KeepAsync(Numbered(await ExplainSamples.ReadAsync(_archive), 1), Bob, Cancellation);
        var page = Render<KeptListPage>();
        Assert.Contains("Yours: 1 of 100", page.Markup, StringComparison.Ordinal);

        await Assert.Single(page.FindAll("tbody button")).ClickAsync(new());

        Assert.Empty(page.FindAll("tbody tr"));
        Assert.Null(await _kept.ReadAsync(id, Cancellation));
        Assert.Null(await page.InvokeAsync(() => Services.GetRequiredService<Undo>().Current!.BringBack(Cancellation))); // just offered
        Assert.Single(page.FindAll("tbody tr"));
        Assert.NotNull(await _kept.ReadAsync(id, Cancellation));
    }

    [Fact]
    public async Task List_OfAnAdministrator_HasEverybodys()
    {
        await KeepAsync(Bob);
        _viewer = _viewer with { Rank = Rank.Administrator };

        Assert.Contains("Bob", Assert.Single(Render<KeptListPage>().FindAll("tbody tr")).TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_OwnFigureOfAQueueThatIsNoLongerSeen_NamesItNotAndRemovesIt()
    {
        await KeepAsync(Ann);
        _viewer = _viewer with { Sees = Visibility.Of([], [], [new QueueId("other")]) };
        var page = Render<KeptListPage>();

        Assert.DoesNotContain("Billing", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain(QueueSamples.Billing.Queue.Value, page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("tbody a"));
        await page.Find("tbody button").ClickAsync(new());
        Assert.Empty(await _kept.ListAsync(Cancellation));
    }

    [Fact]
    public async Task Sheet_OfAPersonWithoutAPlaceLeft_SaysWhatToDo()
    {
        var figure = await ExplainSamples.ReadAsync(_archive);
        foreach (var i in Enumerable.Range(0, KeptFigures.MaximumOfOne))
        {
            await _kept.KeepAsync(Numbered(figure, i), Ann, Cancellation);
        }
        var page = OpenSheet();

        await page.Find(".actions button").ClickAsync(new());

        Assert.Contains("You have 100 saved figures, which is the limit.", page.Find(".problem").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ActorKind.Person, true)]
    [InlineData(ActorKind.Screen, false)]
    [InlineData(ActorKind.Token, false)]
    public void Sheet_OfAGuestScreenOrProgram_OffersNoKeeping(ActorKind kind, bool isGuest)
    {
        _viewer = new Person(new Actor(kind, "x", "x"), Rank.Viewer, Visibility.Everything) { IsGuest = isGuest };

        Assert.DoesNotContain(ExplainText.Keep, OpenSheet().Markup, StringComparison.Ordinal);
        Assert.Contains(ExplainText.KeptByGuests, Render<KeptListPage>().Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Keep_WhoHasBecomeAGuestMeanwhile_KeepsNothing()
    {
        var page = OpenSheet();
        var button = page.Find(".actions button");
        _viewer = _viewer with { IsGuest = true };

        await button.ClickAsync(new());

        Assert.Empty(await _kept.ListAsync(Cancellation));
    }

    [Fact]
    public async Task KeptSheet_RemoveButton_IsForKeepersAndAdministrators()
    {
        var id = await KeepAsync(Bob);
        bool IsOffered() => Render<KeptPage>(p => p.Add(c => c.Id, id)).FindAll(".actions button").Any(b => b.TextContent == ExplainText.KeptRemove);
        Assert.False(IsOffered());

        _viewer = _viewer with { Actor = Bob };
        Assert.True(IsOffered());
        _viewer = new Person(Ann, Rank.Administrator, Visibility.Everything);
        var page = Render<KeptPage>(p => p.Add(c => c.Id, id));
        await page.Button(ExplainText.KeptRemove).ClickAsync(new());

        Assert.EndsWith("/explain/kept", Services.GetRequiredService<NavigationManager>().Uri, StringComparison.Ordinal);
        Assert.Null(await _kept.ReadAsync(id, Cancellation));
    }

    private async Task<string> KeepAsync(Actor who) =>
        (await _kept.KeepAsync(await ExplainSamples.ReadAsync(_archive), who, Cancellation)).Id!; // not too large

    /// <summary>Another figure.</summary>
    private static Figure Numbered(Figure figure, int number) => figure with { QueueName = $"Billing {number}" };

    private IRenderedComponent<ExplainPage> OpenSheet()
    {
        var navigation = Services.GetRequiredService<NavigationManager>();
        navigation.NavigateTo(Addresses.ExplainUrls.Of(QueueSamples.Billing, ExplainSamples.Range));
        return Render<ExplainPage>();
    }
}
