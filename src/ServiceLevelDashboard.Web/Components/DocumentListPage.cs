using Microsoft.AspNetCore.Components;
using ServiceLevelDashboard.Access.Roles;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Documents;

namespace ServiceLevelDashboard.Web.Components;

/// <summary>A page that lists the documents of one kind, as far as who looks sees them, and removes them.</summary>
/// <typeparam name="T">What a document holds.</typeparam>
public abstract class DocumentListPage<T> : LiveComponent
    where T : class
{
    /// <summary>The documents.</summary>
    [Inject]
    public required DocumentCache<T> Book { get; init; }

    /// <summary>Says what is seen of them.</summary>
    [Inject]
    public required DocumentVisibility Documents { get; init; }

    [Inject]
    internal Undo Undo { get; init; } = null!; // set by the framework

    /// <summary>What of people's documents who looks sees.</summary>
    protected VisibleDocuments Visible => Documents.For(Viewer.Sees);

    /// <summary>The documents of which anything is seen.</summary>
    protected IEnumerable<Document<T>> Shown => Book.All.Values.Where(d => ExtentOf(d.Value) != Extent.None);

    /// <summary>Why what was asked for was not done; null when it was.</summary>
    protected string? Problem { get; private set; }

    /// <summary>What who writes must at least be.</summary>
    protected abstract Rank Least { get; }

    /// <summary>How much of a document who looks sees.</summary>
    protected abstract Extent ExtentOf(T document);

    /// <summary>The sentence that a document was removed.</summary>
    protected abstract string Removed(T document);

    /// <inheritdoc/>
    protected override void OnInitialized()
    {
        base.OnInitialized();
        Book.Changed += Show;
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        Book.Changed -= Show;
        base.Dispose(disposing);
    }

    /// <summary>Whether who looks may change a document: of the rank, and seeing all that it names.</summary>
    protected bool MayChange(T document) => Viewer.Person.Rank >= Least && ExtentOf(document) == Extent.Whole;

    /// <summary>Writes a document in another form.</summary>
    protected Task ChangeAsync(Document<T> document, T changed) =>
        DoAsync(document.Key, () => Book.SaveAsync(document.Key, changed, document.Version, Viewer.Demand(Least), CancellationToken.None));

    /// <summary>Removes a document, and offers to bring it back.</summary>
    protected async Task RemoveAsync(Document<T> document)
    {
        var said = Removed(document.Value);
        if (await DoAsync(document.Key, () => Book.RemoveAsync(document.Key, Viewer.Demand(Least), CancellationToken.None)))
        {
            Undo.Offer(said, token => BringBackAsync(document, token));
        }
    }

    private async Task<bool> DoAsync(string key, Func<Task<SaveResult>> change)
    {
        Problem = null;
        if (Viewer.Person.Rank < Least)
        {
            return false;
        }
        // as it is now, not as it was when it was drawn
        if (Book.Find(key) is { } now && ExtentOf(now.Value) != Extent.Whole)
        {
            Problem = LayoutText.PartRefused;
            return false;
        }
        var result = await change();
        Problem = result.Outcome == SaveOutcome.Unavailable ? LayoutText.ArchiveAway : null;
        return result.IsSaved;
    }

    private async Task<string?> BringBackAsync(Document<T> document, CancellationToken token)
    {
        if (ExtentOf(document.Value) != Extent.Whole)
        {
            return LayoutText.PartRefused;
        }
        return SaveWords.WhyNotBack(await Book.SaveAsync(document.Key, document.Value, 0, Viewer.Demand(Least), token));
    }

    private void Show() => _ = InvokeAsync(StateHasChanged);
}
