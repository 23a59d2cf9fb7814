using System.Globalization;
using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ServiceLevelDashboard.Access.Roles;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Web.Components;
using ServiceLevelDashboard.Web.Groups;
using ServiceLevelDashboard.Web.Tests.Documents;
using ServiceLevelDashboard.Web.Tests.Explain;
using ServiceLevelDashboard.Web.Tests.Queue;

namespace ServiceLevelDashboard.Web.Tests.Groups;

public sealed class GroupPageTests : PageContext
{
    private static readonly Group South = new() { Name = "South", Rule = new GroupRule { NamePattern = "Bil*" } };

    private readonly FakeArchive _archive = new();
    private readonly DocumentCache<Group> _book;
    private Rank _rank = Rank.Administrator;

    public GroupPageTests()
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("en-GB");
        Services.AddLiveUpdates();
        Services.AddSingleton<ISnapshots>(new FakeSnapshots(QueueSamples.State(
            QueueSamples.BillingMorning(),
            QueueSamples.Summary(null, [], name: "Sales", key: new QueueMedia(new QueueId("q-sales"), MediaType.Chat)))));
        Services.AddSingleton<TimeProvider>(new FakeTimeProvider(QueueSamples.Now));
        Services.AddSingleton(new Viewer(_ => new Person(Actor.Person("anna", "anna"), _rank, Visibility.Everything)));
        _book = Services.AddBook(GroupRules.Kind, _archive);
        SetRendererInfo(new RendererInfo("Server", true));
    }

    private static CancellationToken Cancellation => Xunit.TestContext.Current.CancellationToken;

    private BunitNavigationManager Navigation => Services.GetRequiredService<BunitNavigationManager>();

    [Fact]
    public async Task Editor_NewGroupByRule_ShowsItsMembersWhileItIsWrittenAndSaves()
    {
        var page = Open();
        Assert.Equal(["Billing", "Sales"], Members(page));

        await page.Field(GroupText.Pattern).InputAsync("bil*");
        Assert.Equal(["Billing"], Members(page));
        await page.Field(GroupText.Name).InputAsync("Süd & Co");
        await page.Find("form").SubmitAsync();

        Assert.Equal("bil*", _book.Find("sud-co")!.Value.Rule!.NamePattern);
        Assert.EndsWith("/groups", Navigation.Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Editor_ByHandWithoutAQueueAndAName_SaysBothAndLosesNothing()
    {
        var page = Open();
        await page.Field(GroupText.Pattern).InputAsync("bil*");
        await page.Field(GroupText.ByHand).ClickAsync();

        await page.Find("form").SubmitAsync();

        Assert.Equal(
            ["Enter a name for the group.", "Select at least one queue, or use a rule."],
            page.Problems());
        await page.Field(GroupText.ByRule).ClickAsync();
        Assert.Equal("bil*", page.Field(GroupText.Pattern).GetAttribute("value"));
        Assert.Empty(_book.All);
    }

    [Fact]
    public async Task Editor_NameThatReversesText_SaysWhatIsWrongWithWhichField()
    {
        var page = Open();
        await page.Field(GroupText.Name).InputAsync("So\u202Euth");

        await page.Find("form").SubmitAsync();

        Assert.StartsWith("“Name” contains a line break, an invisible character", page.Problems()[0], StringComparison.Ordinal);
        Assert.Empty(_book.All);
    }

    [Fact]
    public async Task Editor_ChangedBySomebodyElse_KeepsWhatWasTypedAndSavesOverWhenTold()
    {
        await _book.SaveAsync("south", South, 0, Actor.Person("anna", "anna"), Cancellation);
        var page = Open("south");
        var theirs = Books.Of(GroupRules.Kind, _archive);
        await theirs.SaveAsync("south", South with { Name = "Theirs" }, 1, Actor.Person("bert", "bert"), Cancellation);

        await page.Field(GroupText.Name).InputAsync("Mine");
        await page.Find("form").SubmitAsync();

        Assert.Contains("Someone else changed this", page.Problems()[0], StringComparison.Ordinal);
        Assert.Equal("Mine", page.Field(GroupText.Name).GetAttribute("value"));
        await page.Button(LayoutText.SaveOver).ClickAsync();
        Assert.Equal("Mine", _book.Find("south")!.Value.Name);
    }

    [Fact]
    public async Task Editor_ArchiveAway_SaysSoAndKeepsWhatWasTyped()
    {
        await _book.SaveAsync("south", South, 0, Actor.Person("anna", "anna"), Cancellation);
        var page = Open("south");
        _archive.IsAway = true;
        await page.Field(GroupText.Name).InputAsync("Mine");

        await page.Find("form").SubmitAsync();

        Assert.Contains("nothing was saved", page.Problems()[0], StringComparison.Ordinal);
        Assert.Equal("Mine", page.Field(GroupText.Name).GetAttribute("value"));
    }

    [Fact]
    public void Editor_KeyThatIsGone_SaysSo() => Assert.Contains("no longer exists", Open("gone").Markup, StringComparison.Ordinal);

    [Fact]
    public async Task List_Deleted_CanBeUndone()
    {
        await _book.SaveAsync("south", South, 0, Actor.Person("anna", "anna"), Cancellation);
        var page = Render<GroupsPage>();
        Assert.Equal("?group=south", page.Find("tbody th a").GetAttribute("href"));
        Assert.Equal("1", page.Find("tbody .number").TextContent);

        await page.Find("button[aria-label='Delete South']").ClickAsync();
        var offer = Services.GetRequiredService<Undo>().Current!;
        Assert.Equal("South deleted.", offer.What);
        Assert.Empty(_book.All);
        Assert.Null(await offer.BringBack(Cancellation));

        page.WaitForAssertion(() => Assert.Equal("South", page.Find("tbody th a").TextContent));
        Assert.Equal("Bil*", _book.Find("south")!.Value.Rule!.NamePattern);
    }

    /// <summary>Version 0.1 took any name; what it kept stays, and is refused when it comes back.</summary>
    [Fact]
    public async Task List_DeletedWithANameThatIsNotPlain_SaysSoWhenItIsUndone()
    {
        await _book.SaveAsync("south", South, 0, Actor.Person("anna", "anna"), Cancellation);
        _archive.Tamper(GroupRules.Kind.Name, "south", json => json.Replace("South", "So\\u202Euth", StringComparison.Ordinal));
        await _book.RefreshAsync(Cancellation);
        var page = Render<GroupsPage>();

        await page.Find("button[aria-label^='Delete']").ClickAsync();
        var said = await Services.GetRequiredService<Undo>().Current!.BringBack(Cancellation);

        Assert.Contains("Name", said, StringComparison.Ordinal);
        Assert.DoesNotContain("archive", said, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public async Task List_UndoneAfterItWasMadeAgain_SaysThatTheirsIsShown()
    {
        await _book.SaveAsync("south", South, 0, Actor.Person("anna", "anna"), Cancellation);
        var page = Render<GroupsPage>();
        await page.Find("button[aria-label='Delete South']").ClickAsync();
        await _book.SaveAsync("south", South with { Name = "Theirs" }, 0, Actor.Person("bob", "bob"), Cancellation);

        Assert.Contains("created it again", await Services.GetRequiredService<Undo>().Current!.BringBack(Cancellation), StringComparison.Ordinal);
    }

    [Fact]
    public async Task List_ForAViewer_OffersNoChange()
    {
        await _book.SaveAsync("south", South, 0, Actor.Person("anna", "anna"), Cancellation);
        _rank = Rank.Viewer;

        var page = Render<GroupsPage>();

        Assert.Empty(page.FindAll("tbody button"));
        Assert.Empty(page.FindAll("a.chip"));
    }

    private static string[] Members(IRenderedComponent<GroupPage> page) => [.. page.FindAll(".members li").Select(m => m.TextContent)];

    private IRenderedComponent<GroupPage> Open(string? key = null) => Render<GroupPage>(p => p.Add(g => g.Key, key));
}
