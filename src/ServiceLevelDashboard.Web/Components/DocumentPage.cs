using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using Microsoft.AspNetCore.Components;
using ServiceLevelDashboard.Access.Roles;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Web.Components;

/// <summary>
/// A page on which one document is written. What is typed stays until it is saved or dropped, whatever others do meanwhile; what others
/// have written is overwritten only when that is asked for.
/// </summary>
/// <typeparam name="T">What the document holds.</typeparam>
public abstract class DocumentPage<T> : LiveComponent
    where T : class
{
    private string? _read;
    private string _begun = "";
    private int _version;

    /// <summary>Which document; none for a new one.</summary>
    [Parameter]
    public string? Key { get; set; }

    /// <summary>The documents.</summary>
    [Inject]
    public required DocumentCache<T> Book { get; init; }

    /// <summary>Says what who looks sees of documents.</summary>
    [Inject]
    public required DocumentVisibility Documents { get; init; }

    /// <summary>How one is written.</summary>
    [Inject]
    public required DocumentKind<T> Kind { get; init; }

    /// <summary>The way back.</summary>
    [Inject]
    public required NavigationManager Navigation { get; init; }

    /// <summary>Whether the document of the address is not there (for these eyes).</summary>
    protected bool IsGone { get; private set; }

    /// <summary>Whether the document of the address also names what these eyes do not see: it is not shown to be changed.</summary>
    protected bool IsPart { get; private set; }

    /// <summary>Whether saving was refused because of what these eyes do not see.</summary>
    protected bool IsRefused { get; private set; }

    /// <summary>What of people's documents who looks sees.</summary>
    protected VisibleDocuments Visible => Documents.For(Viewer.Sees);

    /// <summary>What came of saving; null before it was tried.</summary>
    protected SaveOutcome? Outcome { get; private set; }

    /// <summary>The names for which saving was refused.</summary>
    protected ImmutableArray<TypedName> Names { get; private set; } = [];

    /// <summary>Where all documents of the kind are, and where one goes after saving.</summary>
    protected abstract string ListUrl { get; }

    /// <summary>What who writes must at least be.</summary>
    protected abstract Rank Least { get; }

    /// <summary>What is typed, with the version that it was begun with; null when nothing is that is not kept.</summary>
    protected string? Draft => AsText() is var typed && typed != _begun ? $"{_version.ToString(CultureInfo.InvariantCulture)} {typed}" : null;

    /// <summary>Fills the fields and forgets what was wrong.</summary>
    /// <param name="found">The document, or null for a new one.</param>
    protected abstract void Fill(T? found);

    /// <summary>What is typed, as a document.</summary>
    protected abstract T ToDocument();

    /// <summary>Finds what is wrong with a document and shows it with the next rendering.</summary>
    /// <returns>Whether nothing is wrong.</returns>
    protected abstract bool Check(T document);

    /// <summary>What a new document's key is made of.</summary>
    protected abstract string NameOf(T document);

    /// <summary>How much of a document these eyes see: what they do not see is not there, what they see in part they do not change.</summary>
    protected abstract Extent ExtentOf(T document);

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (_read == (Key ?? ""))
        {
            return;
        }
        ReadAgain();
        _read = Key ?? "";
    }

    /// <summary>Shows the document as it is kept, in place of what was typed.</summary>
    protected void ReadAgain()
    {
        (Outcome, IsRefused) = (null, false);
        var found = Key is null ? null : Book.Find(Key);
        var extent = found is null ? Extent.None : ExtentOf(found.Value);
        found = extent == Extent.Whole ? found : null;
        (IsGone, IsPart) = (Key is not null && extent == Extent.None, extent == Extent.Part);
        _version = found?.Version ?? 0;
        Fill(found?.Value);
        _begun = AsText();
    }

    /// <summary>Goes on with what was typed before the page was loaded again; what is no draft is left.</summary>
    protected void GoOn(string draft)
    {
        var end = draft.IndexOf(' ', StringComparison.Ordinal);
        if (end < 0 || !int.TryParse(draft.AsSpan(0, end), NumberStyles.None, CultureInfo.InvariantCulture, out var version))
        {
            return;
        }
        try
        {
            if (JsonSerializer.Deserialize(draft[(end + 1)..], Kind.Json) is { } typed)
            {
                Fill(typed);
                _version = version; // others may have written meanwhile: saving says so
            }
        }
        catch (JsonException)
        {
            // written by another version of the program
        }
    }

    /// <summary>Saves what is typed, unless something is wrong with it or somebody has written meanwhile.</summary>
    protected Task SaveAsync() => WriteAsync(_version);

    /// <summary>Writes over what somebody else has written meanwhile.</summary>
    protected Task OverwriteAsync() => WriteAsync(Key is null ? 0 : Book.Find(Key)?.Version ?? 0);

    private string AsText() => JsonSerializer.Serialize(ToDocument(), Kind.Json);

    private async Task WriteAsync(int expectedVersion)
    {
        (Outcome, IsRefused) = (null, false);
        var document = ToDocument();
        if (!Check(document) || Viewer.Person.Rank < Least)
        {
            return;
        }
        // what is kept counts as it is now, not as it was when it was opened
        IsRefused = ExtentOf(document) != Extent.Whole || (Key is not null && Book.Find(Key) is { } kept && ExtentOf(kept.Value) != Extent.Whole);
        if (IsRefused)
        {
            return;
        }
        var key = Key ?? DocumentKeys.Of(NameOf(document), taken => Book.Find(taken) is not null);
        var result = await Book.SaveAsync(key, document, expectedVersion, Viewer.Demand(Least), CancellationToken.None);
        (Outcome, Names) = (result.Outcome, result.Names);
        if (result.IsSaved && !Disposed.IsCancellationRequested) // whoever has left is not called back
        {
            Navigation.NavigateTo(ListUrl);
        }
    }
}
