using MudBlazor;
using ServiceLevelDashboard.Access.Roles;

namespace ServiceLevelDashboard.Web.Components;

/// <summary>
/// What one reader has just removed, and how to bring it back: one thing at a time, the newest. A page that deletes something
/// offers this instead of asking "are you sure?"; a notice shows it on every page and stays until it is used, closed or replaced.
/// </summary>
/// <example><code>undo.Offer(Format.Text(BoardText.Deleted, board.Title), async token =&gt; await book.WriteAsync(board, token) ? null :
/// BoardText.NameTaken);</code></example>
public sealed class Undo(ISnackbar notices)
{
    /// <summary>What can be brought back, or null.</summary>
    internal UndoOffer? Current { get; private set; }

    /// <summary>Offers to bring something back, in place of what was offered before.</summary>
    /// <param name="what">A sentence that says what was removed: "The board "Floor" was deleted."</param>
    /// <param name="bringBack">Brings it back; returns null when it is back, else a sentence that says why it is not.</param>
    public void Offer(string what, Func<CancellationToken, Task<string?>> bringBack)
    {
        var offer = new UndoOffer(what, bringBack);
        Say(what, notice =>
        {
            notice.Action = LayoutText.Undo;
            notice.OnClick = _ => BringBackAsync(offer);
            notice.CloseButtonClickFunc = _ => Forget(offer);
        });
        Current = offer;
    }

    /// <summary>Takes the offer away.</summary>
    internal void Withdraw()
    {
        Current = null;
        notices.Clear();
    }

    private async Task BringBackAsync(UndoOffer offer)
    {
        var problem = await TryAsync(offer);
        if (Current == offer) // else something was removed meanwhile: that is what is shown
        {
            Current = null;
            Say(problem ?? LayoutText.Undone, null);
        }
    }

    /// <summary>Asked at this moment whether it may be done: the offer may be older than the rights.</summary>
    private static async Task<string?> TryAsync(UndoOffer offer)
    {
        try
        {
            return await offer.BringBack(CancellationToken.None);
        }
        catch (NotAllowedException)
        {
            return LayoutText.NotAllowedAnyMore;
        }
    }

    private Task Forget(UndoOffer offer)
    {
        Current = Current == offer ? null : Current;
        return Task.CompletedTask;
    }

    private void Say(string text, Action<SnackbarOptions>? configure)
    {
        notices.Clear();
        notices.Add(text, Severity.Normal, configure);
    }
}

/// <summary>One thing that was removed.</summary>
/// <param name="What">The sentence that says so.</param>
/// <param name="BringBack">Brings it back; null when it is back, else why not.</param>
internal sealed record UndoOffer(string What, Func<CancellationToken, Task<string?>> BringBack);
