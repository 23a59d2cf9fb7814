using Bunit;
using Microsoft.Extensions.DependencyInjection;
using MudBlazor;
using ServiceLevelDashboard.Access.Roles;
using ServiceLevelDashboard.Web.Components;

namespace ServiceLevelDashboard.Web.Tests.Components;

public sealed class UndoTests : PageContext
{
    private readonly Undo _undo;
    private readonly IRenderedComponent<MudSnackbarProvider> _notices;

    public UndoTests()
    {
        _undo = Services.GetRequiredService<Undo>();
        _notices = Render<MudSnackbarProvider>(p => p.AddUnmatched("role", "status"));
    }

    [Fact]
    public void Render_NothingRemoved_IsAnEmptyStatus() => Assert.Empty(_notices.Find("[role=status]").Children);

    [Fact]
    public void Undo_Pressed_BringsBackOnceAndSaysSo()
    {
        var times = 0;
        _undo.Offer("The board was deleted.", _ => Task.FromResult<string?>(times++ == 0 ? null : "twice"));

        Press(LayoutText.Undo);

        Assert.Equal(1, times);
        _notices.WaitForAssertion(() => Assert.Contains("Restored.", _notices.Markup, StringComparison.Ordinal));
        Assert.Equal("Close", Assert.Single(_notices.FindAll("button")).GetAttribute("aria-label"));
        Assert.Null(_undo.Current);
    }

    [Fact]
    public void Undo_Refused_SaysWhy()
    {
        _undo.Offer("The board was deleted.", _ => Task.FromResult<string?>("The name is taken."));

        Press(LayoutText.Undo);

        _notices.WaitForAssertion(() => Assert.Contains("The name is taken.", _notices.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public void Undo_NotAllowedAnyMore_SaysSo()
    {
        _undo.Offer("The board was deleted.", _ => throw new NotAllowedException(Rank.Supervisor));

        Press(LayoutText.Undo);

        _notices.WaitForAssertion(() => Assert.Contains("You no longer have permission for this", _notices.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Undo_AnotherRemovedMeanwhile_ShowsTheOther()
    {
        var slow = new TaskCompletionSource<string?>();
        _undo.Offer("The first was deleted.", _ => slow.Task);
        Press(LayoutText.Undo);

        _undo.Offer("The second was deleted.", _ => Task.FromResult<string?>(null));
        slow.SetResult(null);

        await _notices.WaitForAssertionAsync(() => Assert.Contains("The second was deleted.", _notices.Markup, StringComparison.Ordinal));
        Assert.Equal(2, _notices.FindAll("button").Count);
        Assert.Equal("The second was deleted.", _undo.Current?.What);
    }

    [Fact]
    public void Close_Pressed_ForgetsIt()
    {
        _undo.Offer("The board was deleted.", _ => Task.FromResult<string?>(null));

        _notices.WaitForElement("[aria-label=Close]").Click();

        _notices.WaitForAssertion(() => Assert.Empty(_notices.Find("[role=status]").Children));
        Assert.Null(_undo.Current);
    }

    private void Press(string text) =>
        _notices.WaitForAssertion(() => _notices.Button(text).Click());
}
