using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using ServiceLevelDashboard.Access.Roles;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Boards;
using ServiceLevelDashboard.Web.Boards;
using ServiceLevelDashboard.Web.Tests.Documents;
using ServiceLevelDashboard.Web.Tests.Explain;
using ServiceLevelDashboard.Web.Tests.Queue;
using ServiceLevelDashboard.Web.Tests.Screens;
using ServiceLevelDashboard.Web.Wall;

namespace ServiceLevelDashboard.Web.Tests.Boards;

/// <summary>A board that nobody would wait for, of 220 queues at four a page: 55 pages in 13 min 45 s.</summary>
public sealed class BoardRoundTests : PageContext
{
    private const string TooLong =
        "13 min 45 s until all tiles have been shown: choose the queues that need watching, or summarise queues on target in one line.";

    private readonly DocumentCache<BoardOptions> _kept;

    public BoardRoundTests()
    {
        Services.AddSingleton<ISnapshots>(new FakeSnapshots(QueueSamples.State(
            [.. Enumerable.Range(1, 220).Select(static i =>
                QueueSamples.Summary(null, [], name: $"Queue {i}", key: new(new($"q-{i}"), Domain.MediaType.Voice)))])));
        Services.AddSingleton(new Viewer(static _ => new Person(Actor.Person("sue", "Sue"), Rank.Supervisor, Visibility.Everything)));
        Services.AddSingleton(ExplainSamples.Settings);
        _kept = Services.AddBook(BoardDocuments.Kind);
        Services.AddFleet(new FakeArchive(), TimeProvider.System);
        Services.AddSingleton(new BoardsOptions());
        Services.AddSingleton<BoardRegistry>();
        ComponentFactories.AddStub<BoardPreview>();
        SetRendererInfo(new RendererInfo("Server", true));
    }

    [Fact]
    public async Task List_OfABoardThatGoesRoundTooLong_SaysSoAtThatBoardAlone()
    {
        await _kept.SaveAsync("long", new() { Title = "Long" }, 0, Actor.Program, Xunit.TestContext.Current.CancellationToken);
        await _kept.SaveAsync("folded", new() { Title = "Folded", Fit = "folded" }, 0, Actor.Program, Xunit.TestContext.Current.CancellationToken);

        var page = Render<BoardsPage>();

        Assert.Equal(TooLong, Assert.Single(page.FindAll(".boards .long")).TextContent);
        Assert.Contains(TooLong, page.FindAll(".boards li").Single(li => li.QuerySelector("h2")!.TextContent == "Long").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Editor_SentWithARoundThatIsTooLong_SavesNothingAndKeepsAllThatWasTyped()
    {
        var page = Render<BoardPage>();
        await page.Field("Title").InputAsync("Everything");
        await page.Field("Name").InputAsync("everything");
        await page.Field("Seconds per page").InputAsync("15");
        await page.Field("Line of text").InputAsync("Town hall at 15:00");

        await page.Find("form").SubmitAsync();

        Assert.Empty(_kept.All);
        Assert.Contains(TooLong, page.Markup, StringComparison.Ordinal);
        Assert.Equal(BoardsText.NotSaved, page.Find(".said p").TextContent);
        Assert.Equal(
            ["Everything", "everything", "15", "Town hall at 15:00"],
            ((string[])["Title", "Name", "Seconds per page", "Line of text"]).Select(label => page.Field(label).GetAttribute("value")));

        await page.Field("Seconds per page").InputAsync("5");
        await page.Find("form").SubmitAsync();

        var saved = Assert.Single(_kept.All).Value.Value;
        Assert.Equal(("Everything", 5, "Town hall at 15:00"), (saved.Title, saved.TurnSeconds, saved.Message));
    }
}
