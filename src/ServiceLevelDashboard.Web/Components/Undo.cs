namespace ServiceLevelDashboard.Web.Components;

/// <summary>
/// What one reader has just removed, and how to bring it back: one thing at a time, the newest. A page that deletes something
/// offers this instead of asking "are you sure?"; <see cref="UndoNotice"/> shows it on every page.
/// </summary>
/// <example><code>undo.Offer(Format.Text(BoardText.Deleted, board.Title), async token =&gt; await book.WriteAsync(board, token) ? null :
/// BoardText.NameTaken);</code></example>
public sealed class Undo
{
    /// <summary>Called when there is something else, or nothing, to bring back.</summary>
    public event Action? Changed;

    /// <summary>What can be brought back, or null.</summary>
    internal UndoOffer? Current { get; private set; }

    /// <summary>Offers to bring something back, in place of what was offered before.</summary>
    /// <param name="what">A sentence that says what was removed: "The board "Floor" was deleted."</param>
    /// <param name="bringBack">Brings it back; returns null when it is back, else a sentence that says why it is not.</param>
    public void Offer(string what, Func<CancellationToken, Task<string?>> bringBack) => Set(new UndoOffer(what, bringBack));

    /// <summary>Takes the offer away.</summary>
    internal void Withdraw() => Set(null);

    private void Set(UndoOffer? offer)
    {
        Current = offer;
        Changed?.Invoke();
    }
}

/// <summary>One thing that was removed.</summary>
/// <param name="What">The sentence that says so.</param>
/// <param name="BringBack">Brings it back; null when it is back, else why not.</param>
internal sealed record UndoOffer(string What, Func<CancellationToken, Task<string?>> BringBack);
