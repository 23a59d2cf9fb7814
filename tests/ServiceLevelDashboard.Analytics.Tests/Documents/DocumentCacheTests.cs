using System.Text.Json.Serialization;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Instances;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Analytics.Tests.History;

namespace ServiceLevelDashboard.Analytics.Tests.Documents;

public sealed partial class DocumentCacheTests
{
    private static readonly DocumentKind<Shelf> Kind = new(
        "shelf", ShelfJson.Default.Shelf, static (key, shelf) => shelf.Boards > 9 ? [$"{key}: Boards must be 9 at most."] : [],
        static (_, shelf) => shelf.Label is null ? [] : [new TypedName("label", shelf.Label, 20)]);
    private readonly FakeDurableArchive _archive = new();
    private readonly FakeTimeProvider _clock = new(new DateTimeOffset(2026, 3, 2, 8, 0, 0, TimeSpan.Zero));

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SaveAsync_TypedNameThatIsNotPlain_IsRefusedAndNamesTheField()
    {
        var book = NewBook();
        var hostile = new Shelf(1, "ha\u202Ell");

        var typed = await book.SaveAsync("hall", hostile, 0, Actor.Person("anna", "anna"), Cancellation);
        var imported = await book.SaveAsync("hall", hostile, 0, Actor.Shell("sld boards import"), Cancellation);

        Assert.All([typed, imported], r => Assert.Equal((SaveOutcome.Invalid, "label"), (r.Outcome, Assert.Single(r.Names).Field)));
        Assert.StartsWith("label holds a line break, an invisible character", Assert.Single(typed.Problems), StringComparison.Ordinal);
        Assert.Empty(book.All);
    }

    [Fact]
    public async Task SaveAsync_NameThatWasKeptBeforeNamesWereChecked_StaysAndMayNotBecomeAnother()
    {
        const string Json = """{"boards":1,"label":"ha\u200Bll"}""";
        Assert.True(await ((IDocumentStore)_archive).WriteAllAsync(
            Kind.Name, [new DocumentWrite("hall", Json, 0)], new Change(_clock.GetUtcNow(), Actor.Program), Cancellation));
        var book = NewBook();
        await book.RefreshAsync(Cancellation);
        var kept = book.Find("hall")!; // just written

        var other = await book.SaveAsync("hall", kept.Value with { Label = "ha\u202Ell" }, 1, Actor.Person("anna", "anna"), Cancellation);
        var same = await book.SaveAsync("hall", kept.Value with { Boards = 2 }, 1, Actor.Person("anna", "anna"), Cancellation);

        Assert.Equal((SaveOutcome.Invalid, SaveOutcome.Saved), (other.Outcome, same.Outcome));
        Assert.Equal(new Shelf(2, "ha\u200Bll"), book.Find("hall")?.Value);
    }

    [Fact]
    public async Task SaveAsync_NewDocument_IsSeenAtOnceAndAnnounced()
    {
        var book = NewBook();
        var told = 0;
        book.Changed += () => told++;

        var result = await book.SaveAsync("hall", new Shelf(3), 0, Actor.Person("anna", "anna"), Cancellation);

        Assert.True(result.IsSaved);
        Assert.Equal(new Document<Shelf>("hall", new Shelf(3), 1, _clock.GetUtcNow()), book.Find("hall"));
        Assert.Equal(1, told);
    }

    [Fact]
    public async Task SaveAsync_InvalidDocument_SaysWhyAndChangesNothing()
    {
        var book = NewBook();

        var result = await book.SaveAsync("hall", new Shelf(10), 0, Actor.Person("anna", "anna"), Cancellation);

        Assert.Equal(SaveOutcome.Invalid, result.Outcome);
        Assert.Equal(["hall: Boards must be 9 at most."], result.Problems);
        Assert.Empty(_archive.Documents);
    }

    [Fact]
    public async Task SaveAsync_ChangedBySomebodyElse_IsAConflictAndShowsTheirs()
    {
        var (mine, theirs) = (NewBook(), NewBook());
        await mine.SaveAsync("hall", new Shelf(1), 0, Actor.Person("anna", "anna"), Cancellation);
        await theirs.RefreshAsync(Cancellation);
        await theirs.SaveAsync("hall", new Shelf(2), 1, Actor.Person("bert", "bert"), Cancellation);

        var result = await mine.SaveAsync("hall", new Shelf(3), 1, Actor.Person("anna", "anna"), Cancellation);

        Assert.Equal(SaveOutcome.Conflict, result.Outcome);
        Assert.Equal(2, mine.Find("hall")?.Value.Boards);
    }

    [Fact]
    public async Task SaveAsync_ArchiveAway_SaysSoAndKeepsWhatIsKnown()
    {
        var book = NewBook();
        await book.SaveAsync("hall", new Shelf(1), 0, Actor.Person("anna", "anna"), Cancellation);
        _archive.IsAway = true;

        var result = await book.SaveAsync("hall", new Shelf(2), 1, Actor.Person("anna", "anna"), Cancellation);

        Assert.Equal(SaveOutcome.Unavailable, result.Outcome);
        Assert.Equal(1, book.Find("hall")?.Value.Boards);
    }

    [Fact]
    public async Task SaveAllAsync_OneOfThemChangedBySomebodyElse_SavesNone()
    {
        var (mine, theirs) = (NewBook(), NewBook());
        await mine.SaveAsync("hall", new Shelf(1), 0, Actor.Person("anna", "anna"), Cancellation);
        await theirs.SaveAsync("hall", new Shelf(2), 1, Actor.Person("bert", "bert"), Cancellation);

        var result = await mine.SaveAllAsync([("attic", new Shelf(4), 0), ("hall", new Shelf(3), 1)], Actor.Person("anna", "anna"), Cancellation);

        Assert.Equal(SaveOutcome.Conflict, result.Outcome);
        Assert.Null(mine.Find("attic"));
        Assert.Equal(2, mine.Find("hall")?.Value.Boards);
        Assert.True((await mine.SaveAllAsync([("attic", new Shelf(4), 0), ("hall", new Shelf(3), 2)], Actor.Person("anna", "anna"), Cancellation)).IsSaved);
        Assert.Equal([4, 3], mine.All.Values.Select(d => d.Value.Boards));
    }

    [Fact]
    public async Task SaveAllAsync_OneInvalid_SaysWhyAndSavesNone()
    {
        var result = await NewBook().SaveAllAsync([("attic", new Shelf(4), 0), ("hall", new Shelf(10), 0)], Actor.Person("anna", "anna"), Cancellation);

        Assert.Equal(["hall: Boards must be 9 at most."], result.Problems);
        Assert.Empty(_archive.Documents);
    }

    [Fact]
    public async Task RemoveAsync_ThenSavedAgain_IsBack()
    {
        var book = NewBook();
        await book.SaveAsync("hall", new Shelf(1), 0, Actor.Person("anna", "anna"), Cancellation);

        Assert.True((await book.RemoveAsync("hall", Actor.Person("anna", "anna"), Cancellation)).IsSaved);
        Assert.Null(book.Find("hall"));
        Assert.True((await book.SaveAsync("hall", new Shelf(1), 0, Actor.Person("anna", "anna"), Cancellation)).IsSaved);
        Assert.NotNull(book.Find("hall"));
    }

    [Fact]
    public async Task LookAsync_DocumentBrokenByHand_StaysAsItWas()
    {
        var book = NewBook();
        await book.SaveAsync("hall", new Shelf(1), 0, Actor.Person("anna", "anna"), Cancellation);
        _archive.Documents[("shelf", "hall")] = new StoredDocument("hall", """{"bords":2}""", 2, _clock.GetUtcNow());
        _archive.Documents[("shelf", "new")] = new StoredDocument("new", "not json", 1, _clock.GetUtcNow());

        await book.RefreshAsync(Cancellation);

        Assert.Equal(1, Assert.Single(book.All).Value.Value.Boards);
    }

    [Fact]
    public async Task LookAsync_NothingNew_IsTheSameObjectAndSilent()
    {
        var book = NewBook();
        await book.SaveAsync("hall", new Shelf(1), 0, Actor.Person("anna", "anna"), Cancellation);
        var before = book.All;
        book.Changed += () => Assert.Fail("nothing has changed");

        await book.RefreshAsync(Cancellation);

        Assert.Same(before, book.All);
    }

    [Fact]
    public async Task DocumentService_OneBookFails_ReadsTheOthers()
    {
        var book = NewBook();
        _archive.Documents[("shelf", "hall")] = new StoredDocument("hall", """{"boards":2}""", 1, _clock.GetUtcNow());
        using var service = new DocumentService(
            [new Broken(), book], new DocumentFingerprints(_archive), new Alone(), new SignalBoard(_clock), _clock, NullLogger<DocumentService>.Instance);

        await service.RunTurnAsync(Cancellation);

        Assert.NotNull(book.Find("hall"));
        Assert.Equal("away", service.Failure?.Message);
    }

    private DocumentCache<Shelf> NewBook() => new(_archive, Kind, _clock, NullLogger<DocumentCache<Shelf>>.Instance);

    private sealed record Shelf(int Boards, string? Label = null);

    [JsonSourceGenerationOptions(System.Text.Json.JsonSerializerDefaults.Web, UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow)]
    [JsonSerializable(typeof(Shelf))]
    private sealed partial class ShelfJson : JsonSerializerContext;

    private sealed class Broken : IDocumentCache
    {
        public string Kind => "broken";

        public event Action? Changed
        {
            add { }
            remove { }
        }

        public Task RefreshAsync(CancellationToken cancellationToken) => Task.FromException(new IOException("away"));
    }
}
