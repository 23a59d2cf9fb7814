using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;
using ServiceLevelDashboard.Access.Roles;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Boards;
using ServiceLevelDashboard.Web.Boards;
using ServiceLevelDashboard.Web.Components;
using ServiceLevelDashboard.Web.Tests.Documents;
using ServiceLevelDashboard.Web.Tests.Explain;
using ServiceLevelDashboard.Web.Tests.Queue;
using ServiceLevelDashboard.Web.Tests.Screens;
using ServiceLevelDashboard.Web.Wall;

namespace ServiceLevelDashboard.Web.Tests.Boards;

/// <summary>Boards for somebody who sees "Billing" of two queues.</summary>
public sealed class BoardVisibilityTests : PageContext
{
    private static readonly Visibility OfBilling = Visibility.Of([], [], [QueueSamples.Billing.Queue]);

    private readonly DocumentCache<BoardOptions> _kept;
    private readonly BoardRegistry _boards;

    public BoardVisibilityTests()
    {
        Services.AddLiveUpdates();
        Services.AddSingleton<ISnapshots>(new FakeSnapshots(QueueSamples.State(
            QueueSamples.BillingMorning(), QueueSamples.Summary(null, [], name: "Sales", key: new(new("q-sales"), Domain.MediaType.Voice)))));
        Services.AddSingleton(new Viewer(static _ => new Person(Actor.Person("sue", "Sue"), Rank.Supervisor, OfBilling)));
        Services.AddSingleton(ExplainSamples.Settings);
        _kept = Services.AddBook(BoardDocuments.Kind);
        Services.AddFleet(new FakeArchive(), TimeProvider.System);
        Services.AddSingleton(new BoardsOptions());
        Services.AddSingleton<BoardRegistry>();
        SetRendererInfo(new RendererInfo("Server", true));
        _boards = Services.GetRequiredService<BoardRegistry>();
    }

    private static CancellationToken Cancellation => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task For_APart_HoldsTheQueuesThatAreSeenAlone()
    {
        await SaveAsync("both", new() { Title = "Both", Queues = ["Sales", "q-billing"], Vital = ["Sales"] });
        await SaveAsync("theirs", new() { Title = "Theirs", Queues = ["q-sales"] });
        await SaveAsync("vital", new() { Title = "All", Vital = ["Sales"] });
        var seen = _boards.For(OfBilling);

        Assert.Equal(["all", "both", "vital"], seen.Keys);
        Assert.Equal(["q-billing"], seen["both"].Board.Queues);
        Assert.Empty(seen["both"].Written.Vital);
        Assert.Equal((Extent.Whole, Extent.Part, Extent.Part), (seen["all"].Seen, seen["both"].Seen, seen["vital"].Seen));
        Assert.True(seen["vital"].Board.IsOfAll);
        Assert.Null(_boards.Find("theirs", OfBilling));
        Assert.Equal(["Sales", "q-billing"], _boards.Find("both", Visibility.Everything)!.Queues);
    }

    [Fact]
    public async Task List_OfAPart_OffersNoChangeOfWhatIsNotWhollySeen()
    {
        await SaveAsync("both", new() { Title = "Both", Queues = ["Sales", "q-billing"] });
        await SaveAsync("mine", new() { Title = "Mine", Queues = ["Billing"] });

        var page = Render<BoardsPage>();

        Assert.Contains("Both", page.Markup, StringComparison.Ordinal);
        Assert.Single(page.FindAll("button[aria-label='Delete Mine']"));
        Assert.Empty(page.FindAll("[aria-label='Delete Both'], [aria-label='Edit Both']"));
        Assert.Contains(BoardsText.ExportPart, page.Markup, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("boards: { new: { queues: [Sales] } }")]
    [InlineData("boards: { new: { queues: [Billing] }, theirs: { title: Mine now } }")]
    public async Task Import_OfHiddenQueuesOrOverAHiddenBoard_IsRefusedAsAWhole(string yaml)
    {
        await SaveAsync("theirs", new() { Title = "Theirs", Queues = ["q-sales"] });
        var page = Render<BoardImportPage>();

        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText(yaml, "boards.yaml"));

        Assert.Contains("Nothing was imported", page.Find(".said").TextContent, StringComparison.Ordinal);
        Assert.Single(page.FindAll("button"));
        Assert.Equal(["theirs"], _kept.All.Keys);
    }

    [Fact]
    public async Task MayWrite_OverWhatIsHidden_IsRefused()
    {
        await SaveAsync("theirs", new() { Title = "Theirs", Queues = ["q-sales"] });

        Assert.False(_boards.MayWrite("theirs", new() { Queues = ["Billing"] }, OfBilling));
        Assert.False(_boards.MayWrite("new", new() { Queues = ["Billing", "Sales"] }, OfBilling));
        Assert.True(_boards.MayWrite("new", new() { Queues = ["Billing"] }, OfBilling));
        Assert.True(_boards.MayWrite("theirs", new() { Queues = ["Sales"] }, Visibility.Everything));
    }

    private async Task SaveAsync(string name, BoardOptions board) =>
        Assert.True((await _kept.SaveAsync(name, board, 0, Actor.Person("anna", "anna"), Cancellation)).IsSaved);
}
