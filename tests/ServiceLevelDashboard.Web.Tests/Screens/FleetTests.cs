using System.Collections.Immutable;
using System.Text;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Forms;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.JSInterop;
using ServiceLevelDashboard.Access.Roles;
using ServiceLevelDashboard.Access.Screens;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Boards;
using ServiceLevelDashboard.Web.Boards;
using ServiceLevelDashboard.Web.Components;
using ServiceLevelDashboard.Web.Screens;
using ServiceLevelDashboard.Web.Tests.Documents;
using ServiceLevelDashboard.Web.Tests.Explain;
using ServiceLevelDashboard.Web.Tests.Queue;
using ServiceLevelDashboard.Web.Wall;

namespace ServiceLevelDashboard.Web.Tests.Screens;

/// <summary>Many screens told something at once, by somebody who sees "Billing" of two queues where it matters.</summary>
public sealed class FleetTests : PageContext
{
    private static readonly Visibility OfBilling = Visibility.Of([], [], [QueueSamples.Billing.Queue]);
    private static readonly Person Root = new(Actor.Person("root", "root"), Rank.Administrator, Visibility.Everything) { Roles = ["administrator"] };

    private readonly FakeArchive _archive = new();
    private readonly HurriedClock _clock = new();
    private readonly DocumentCache<Screen> _documents;
    private readonly DocumentCache<BoardOptions> _boards;
    private readonly ScreenRegistry _screens;
    private readonly ScreenSeats _seats;
    private readonly FleetRunner _runner;
    private Person _sue = new(Actor.Person("sue", "Sue"), Rank.Supervisor, Visibility.Everything) { Roles = ["supervisor"] };

    public FleetTests()
    {
        Services.AddLiveUpdates();
        Services.AddSingleton<ISnapshots>(new FakeSnapshots(QueueSamples.State(
            QueueSamples.BillingMorning(), QueueSamples.Summary(null, [], name: "Sales", key: new(new("q-sales"), Domain.MediaType.Voice)))));
        _documents = Services.AddFleet(_archive, _clock);
        _boards = Services.AddBook(BoardDocuments.Kind, _archive);
        Services.AddSingleton(new BoardsOptions());
        Services.AddSingleton<BoardRegistry>();
        Services.AddSingleton(new Viewer(_ => _sue));
        Services.AddSingleton(ExplainSamples.Settings);
        SetRendererInfo(new RendererInfo("Server", true));
        _runner = Services.GetRequiredService<FleetRunner>();
        _screens = Services.GetRequiredService<ScreenRegistry>();
        _seats = Services.GetRequiredService<ScreenSeats>();
    }

    private static CancellationToken Cancellation => Xunit.TestContext.Current.CancellationToken;

    private Viewer Viewer => Services.GetRequiredService<Viewer>();

    [Fact]
    public async Task TurnAsync_AThousandReloads_AreNeverManyInOneSecondAndTakeAsLongAsIsSaid()
    {
        List<DateTimeOffset> told = [];
        var ids = await HangAsync([.. Enumerable.Range(0, 1_000).Select(static i => $"Place {i}")]);
        foreach (var id in ids)
        {
            _seats.Take(id, "all", _ => told.Add(_clock.GetUtcNow()));
        }
        var run = await BeginAsync(FleetOrder.Reload, null, ids);

        await _runner.TurnAsync(Cancellation);

        Assert.True(run.IsOver);
        Assert.Equal([(FleetOutcome.Done, 1_000)], run.Counts);
        Assert.Equal(1_000, told.Count);
        var said = FleetRunner.TimeFor(1_000);
        Assert.Equal(TimeSpan.FromSeconds(40), said);
        Assert.InRange(told[^1] - told[0], said * 0.9, said * 1.1);
        Assert.InRange(told.GroupBy(at => (long)(at - told[0]).TotalSeconds).Max(static g => g.Count()), 1, 50);
        Assert.True(told.Zip(told.Skip(1), static (a, b) => b - a).Distinct().Count() > 20, "the pauses are even");
    }

    [Fact]
    public async Task TurnAsync_SomeNotConnectedAndSomeGone_SaysSoOfEach()
    {
        var ids = await HangAsync("A", "B", "C");
        List<ScreenOrder> told = [];
        _seats.Take(ids[0], "all", told.Add);
        var run = await BeginAsync(FleetOrder.Identify, null, ids);
        await _screens.RevokeAsync(ids[2], Root.Actor, isCopied: false, Cancellation);

        await _runner.TurnAsync(Cancellation);

        Assert.Equal([FleetOutcome.Done, FleetOutcome.NotConnected, FleetOutcome.Gone], ids.Select(id => run.OutcomeOf(id)!.Value));
        Assert.Equal([new ScreenOrder(ScreenOrderKind.Identify, "A")], told);
    }

    [Fact]
    public async Task TurnAsync_SetBoard_ShowsItByItselfKeepsTheOthersAndSeesWhatWhoeverGaveItSees()
    {
        var ids = await HangAsync("A", "B");
        await SaveBoardAsync("billing", "q-billing");
        List<ScreenOrder> told = [];
        _seats.Take(ids[0], "all", told.Add);

        var run = await BeginAsync(FleetOrder.Board, "billing", ids);
        await _runner.TurnAsync(Cancellation);

        Assert.Equal([(FleetOutcome.Done, 2)], run.Counts);
        Assert.All(ids, id => Assert.Equal(["billing", "all"], _screens.Find(id)!.Boards));
        Assert.All(ids, id => Assert.Equal(["supervisor"], _screens.Find(id)!.Roles));
        Assert.Contains(new ScreenOrder(ScreenOrderKind.Go, "billing"), told);
    }

    [Fact]
    public async Task TurnAsync_SetBoardByWhoSeesAPart_LeavesScreensWithOthersBoardsAlone()
    {
        await SaveBoardAsync("billing", "q-billing");
        await SaveBoardAsync("sales", "q-sales");
        var ids = await HangAsync("A", "B");
        await _screens.EditAsync(ids[1], new("B", ["sales"], null), Root, Cancellation);
        _sue = _sue with { Sees = OfBilling };

        var run = await BeginAsync(FleetOrder.Board, "billing", ids);
        await _runner.TurnAsync(Cancellation);
        var other = await BeginAsync(FleetOrder.Board, "sales", ids);
        await _runner.TurnAsync(Cancellation);

        Assert.Equal((FleetOutcome.Done, FleetOutcome.Refused), (run.OutcomeOf(ids[0]), run.OutcomeOf(ids[1])));
        Assert.Equal(["sales"], _screens.Find(ids[1])!.Boards);
        Assert.Equal([(FleetOutcome.Refused, 2)], other.Counts); // a board that is not seen
    }

    [Fact]
    public async Task TurnAsync_RightsTakenAwayMeanwhile_RefusesTheRest()
    {
        var ids = await HangAsync("A", "B", "C");
        _seats.Take(ids[0], "all", _ => _sue = _sue with { Rank = Rank.Viewer });
        var run = await BeginAsync(FleetOrder.Reload, null, ids);

        await _runner.TurnAsync(Cancellation);

        Assert.Equal([FleetOutcome.Done, FleetOutcome.Refused, FleetOutcome.Refused], ids.Select(id => run.OutcomeOf(id)!.Value));
        await Assert.ThrowsAsync<NotAllowedException>(() => _runner.BeginAsync(FleetOrder.Reload, null, [.. ids], Viewer, Cancellation));
    }

    [Fact]
    public async Task TurnAsync_Stopped_TellsNobodyMore()
    {
        var ids = await HangAsync("A", "B", "C");
        FleetRun? run = null;
        _seats.Take(ids[0], "all", _ => run!.Stop());
        run = await BeginAsync(FleetOrder.Reload, null, ids);

        await _runner.TurnAsync(Cancellation);

        Assert.Equal((true, true, 1), (run.IsOver, run.IsStopped, run.Told));
    }

    [Fact]
    public async Task BeginAsync_Twice_IsOneAfterTheOther()
    {
        var ids = await HangAsync("A");
        await BeginAsync(FleetOrder.Reload, null, ids);

        Assert.Null(await _runner.BeginAsync(FleetOrder.Identify, null, [.. ids], Viewer, Cancellation));
        await _runner.TurnAsync(Cancellation);
        Assert.NotNull(await _runner.BeginAsync(FleetOrder.Identify, null, [.. ids], Viewer, Cancellation));
    }

    [Fact]
    public async Task BeginAsync_ArchiveAway_DoesNothingThatStandsInNoTrail()
    {
        var ids = await HangAsync("A");
        _archive.IsAway = true;

        Assert.Null(await _runner.BeginAsync(FleetOrder.Reload, null, [.. ids], Viewer, Cancellation));
        Assert.Null(_runner.Latest);
    }

    [Fact]
    public async Task Page_AllShownChosenByAFilter_ReloadsThoseAndSaysWhatCameOfIt()
    {
        var ids = await HangAsync("North 1", "North 2", "South");
        List<string> told = [];
        foreach (var id in ids)
        {
            _seats.Take(id, "all", _ => told.Add(id));
        }
        var page = Render<FleetPage>();

        await page.Find("input[type=search]").InputAsync("north");
        await page.FindAll(".choice input[type=checkbox]")[1].ChangeAsync(true);
        Assert.Equal("2 selected", page.Find(".chosen").TextContent);
        Assert.Equal(2, page.FindAll("tbody input[type=checkbox][checked]").Count);
        await page.FindAll(".bar button").Single(static b => b.TextContent == "Reload selected").ClickAsync();
        Assert.Equal([ids[0], ids[1]], _runner.Latest!.Screens.Order(StringComparer.Ordinal));
        Assert.All(page.FindAll("tbody .outcome"), static o => Assert.Equal("last action: waiting for its turn", o.TextContent));
        await _runner.TurnAsync(Cancellation);
        page.Render();

        Assert.Equal([ids[0], ids[1]], told.Order(StringComparer.Ordinal));
        Assert.Equal(["last action: done", "last action: done"], page.FindAll("tbody .outcome").Select(static o => o.TextContent));
        Assert.Contains("Reload selected: done, 2 of 2 (started by Sue)", page.Find(".run p").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_ManyScreens_DrawsSomeAndChoosesAll()
    {
        await HangAsync([.. Enumerable.Range(0, 260).Select(static i => $"Place {i}")]);
        var page = Render<FleetPage>();

        Assert.Equal(200, page.FindAll("tbody tr").Count);
        await page.FindAll(".choice input[type=checkbox]")[1].ChangeAsync(true);
        Assert.Equal("260 selected", page.Find(".chosen").TextContent);
        Assert.Contains("takes about 11 s", page.Find(".bar").TextContent, StringComparison.Ordinal);
        await page.FindAll("button").Single(static b => b.TextContent == "Show more (60)").ClickAsync();
        Assert.Equal(260, page.FindAll("tbody tr").Count);
    }

    [Fact]
    public async Task Page_SortedByAColumn_DrawsTheFirstOfAll()
    {
        var ids = await HangAsync([.. Enumerable.Range(0, 260).Select(static i => $"Place {i:000}")]);
        await _screens.EditAsync(ids[100], new("Place 100", ["all"], null, IsPaused: true), Root, Cancellation);
        var page = Render<FleetPage>();
        string First() => page.Find("tbody th").TextContent;
        Assert.Equal("Place 000", First());

        await page.Button("Location").ClickAsync();
        await page.Button("Location ↑").ClickAsync();
        Assert.Equal("Place 259", First());
        Assert.Equal("descending", page.FindAll("thead th")[1].GetAttribute("aria-sort"));

        await page.Button("Status").ClickAsync();
        await page.Button("Status ↑").ClickAsync();
        Assert.Equal(200, page.FindAll("tbody tr").Count);
    }

    /// <summary>A file of a fleet as large as any: each with its id, two boards and a note.</summary>
    [Fact]
    [Trait("Length", "Long")]
    public async Task Import_OfFiveThousandPlaces_GoesInOneFile()
    {
        var note = new string('n', 200);
        var yaml = BoardYaml.Write(
            [], static _ => null, Enumerable.Range(0, 5_000).Select(i => new ScreenPlace($"Building {i / 100}, floor {i % 100}", ["all"]) { Note = note }));
        Assert.InRange(yaml.Length, 1_000_000, BoardYaml.MaximumLength);
        var page = Checked(yaml);
        await page.FindAll(".said button").Single().ClickAsync();

        Assert.Equal("5,000 screens imported.", page.Find(".said p").TextContent);
        Assert.Equal(5_000, _screens.All.Count);
        Assert.Contains("No changes", Checked(Yaml()).Find(".said").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Import_OfWhatWasExported_ChangesNothingAndAfterAChangeBringsItBack()
    {
        var ids = await HangAsync("Hall", "Hall"); // two of one name
        await SaveBoardAsync("billing", "q-billing");
        await _screens.EditAsync(ids[1], new("Hall", ["billing", "all"], "10.1.2.0/24", "by the lift: \"left\"", IsPaused: true), Root, Cancellation);
        var (yaml, before) = (Yaml(), ids.Select(id => _screens.Find(id)!).ToList());
        Assert.DoesNotContain("hash", yaml, StringComparison.Ordinal);
        Assert.DoesNotContain("10.1.2.0", yaml, StringComparison.Ordinal);
        Assert.Contains("No changes", Checked(yaml).Find(".said").TextContent, StringComparison.Ordinal);

        await _screens.EditAsync(ids[1], new("Cellar", ["all"], "10.1.2.0/24"), Root, Cancellation);
        var page = Checked(yaml);
        Assert.Contains("Changed screens: Hall", page.Find(".said").TextContent, StringComparison.Ordinal);
        await page.FindAll(".said button").Single().ClickAsync();

        Assert.Equal("1 screen imported.", page.Find(".said p").TextContent);
        Assert.Equal(yaml, Yaml());
        Assert.Equal(before[1].Network, _screens.Find(ids[1])!.Network);
        Assert.Equal(before[1].Credential.Issued, _screens.Find(ids[1])!.Credential.Issued);
        Assert.Equal((FleetOrder.Home, ids[1]), (_runner.Latest!.Order, Assert.Single(_runner.Latest.Screens)));
    }

    [Fact]
    public async Task Import_OfPlacesThatAreNotThere_PlansThemWithoutACredential()
    {
        await HangAsync("Hall");

        var page = Checked(
            "boards: { floor: { title: Floor } }\nscreens:\n- place: Foyer\n  boards: [floor, all]\n  note: new TV\n- place: Hall\n  boards: [all]\n");
        Assert.Equal(
            ["New: floor", "New locations for screens: Foyer", "Unchanged screens: Hall"], page.FindAll(".said p").Take(3).Select(static p => p.TextContent));
        Assert.Equal("Import boards (1) and screens (1)", page.FindAll(".said button").Single().TextContent);
        await page.FindAll(".said button").Single().ClickAsync();

        Assert.Equal("1 board imported. 1 screen imported.", page.Find(".said p").TextContent);
        var planned = _screens.All.Values.Single(static s => s.Value.Place == "Foyer").Value;
        Assert.Equal((true, "floor", "new TV"), (planned.IsNew, planned.Board, planned.Note));
        Assert.Equal(["supervisor"], planned.Roles);
    }

    [Theory]
    [InlineData("- place: Hall\n  boards: [nowhere]", 2, "no board “nowhere”")]
    [InlineData("- place: Twin\n  boards: [all]", 2, "add the “id”")]
    [InlineData("- place: A\n  boards: [all]\n- place: A\n  boards: [all]", 4, "in the file twice")]
    [InlineData("- id: ffffffffffffffff\n  place: Gone\n  boards: [all]", 2, "was revoked")]
    [InlineData("- place: Secret\n  boards: [all]", 2, "you don’t have access to")]
    public async Task Import_WithAMistake_NamesTheLineAndTheFixAndWritesNothing(string screens, int line, string words)
    {
        await HangAsync("Hall", "Twin", "Twin", "Secret");
        await SaveBoardAsync("sales", "q-sales");
        await _screens.EditAsync($"{3:x16}", new("Secret", ["sales"], null), Root, Cancellation);
        await _screens.EnrolAsync("ffffffffffffffff", new("Gone", ["all"], null), Root, Cancellation);
        await _screens.RevokeAsync("ffffffffffffffff", Root.Actor, isCopied: false, Cancellation);
        _sue = _sue with { Sees = OfBilling };
        var before = _screens.All;

        var page = Checked("screens:\n" + screens);

        Assert.Contains($"Line {line}: ", page.Find(".problems li").TextContent, StringComparison.Ordinal);
        Assert.Contains(words, page.Find(".problems li").TextContent, StringComparison.Ordinal);
        Assert.Empty(page.FindAll(".said button"));
        Assert.Same(before, _screens.All);
    }

    private IRenderedComponent<BoardImportPage> Checked(string yaml)
    {
        JSInterop.SetupModule("./js/large-text.js").Setup<IJSStreamReference>("read", static _ => true).SetResult(new Field(yaml));
        var page = Render<BoardImportPage>();
        page.FindComponent<InputFile>().UploadFiles(InputFileContent.CreateFromText(yaml, "screens.yaml"));
        return page;
    }

    private string Yaml() => BoardYaml.Write(
        Services.GetRequiredService<BoardRegistry>().For(Visibility.Everything).Values.Select(static b => KeyValuePair.Create(b.Board.Name, b.Written)),
        static _ => null,
        _screens.All.Select(static s => ScreenImport.PlaceOf(s.Key, s.Value.Value)));

    private async Task<FleetRun> BeginAsync(FleetOrder order, string? board, string[] ids)
    {
        var run = await _runner.BeginAsync(order, board, [.. ids], Viewer, Cancellation);
        Assert.NotNull(run);
        return run;
    }

    /// <summary>Screens that administrators have approved, and that have their credentials; their names are in the order of the places.</summary>
    private async Task<string[]> HangAsync(params string[] places)
    {
        ImmutableArray<(string, Screen, int)> screens =
        [
            .. places.Select((place, i) => (
                $"{i:x16}",
                new Screen(
                    place, ["all"], Root.Roles, Root.Name, _clock.GetUtcNow(), ScreenCredential.None.With("hash", _clock.GetUtcNow())),
                0)),
        ];
        Assert.True((await _documents.SaveAllAsync(screens, Root.Actor, Cancellation)).IsSaved);
        return [.. screens.Select(static s => s.Item1)];
    }

    private async Task SaveBoardAsync(string name, string queue) =>
        Assert.True((await _boards.SaveAsync(name, new() { Title = name, Queues = [queue] }, 0, Root.Actor, Cancellation)).IsSaved);

    /// <summary>The field of the page, as the browser reads it.</summary>
    private sealed class Field(string text) : IJSStreamReference
    {
        public long Length => Encoding.UTF8.GetByteCount(text);

        public ValueTask<Stream> OpenReadStreamAsync(long maxAllowedSize, CancellationToken cancellationToken) =>
            ValueTask.FromResult<Stream>(new MemoryStream(Encoding.UTF8.GetBytes(text)));

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }

    /// <summary>Whoever waits by it has waited: time passes by waiting alone.</summary>
    private sealed class HurriedClock : TimeProvider
    {
        private DateTimeOffset _now = QueueSamples.Now;

        public override DateTimeOffset GetUtcNow() => _now;

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            if (period == Timeout.InfiniteTimeSpan && dueTime > TimeSpan.Zero)
            {
                _now += dueTime;
                callback(state);
            }
            return new Over();
        }

        private sealed class Over : ITimer
        {
            public bool Change(TimeSpan dueTime, TimeSpan period) => true;

            public void Dispose()
            {
            }

            public ValueTask DisposeAsync() => ValueTask.CompletedTask;
        }
    }
}
