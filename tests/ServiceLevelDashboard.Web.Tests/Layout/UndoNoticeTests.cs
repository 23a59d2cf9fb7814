using Bunit;
using Microsoft.Extensions.DependencyInjection;
using ServiceLevelDashboard.Access.Roles;
using ServiceLevelDashboard.Web.Components;

namespace ServiceLevelDashboard.Web.Tests.Layout;

public sealed class UndoNoticeTests : BunitContext
{
    private readonly Undo _undo = new();

    public UndoNoticeTests() => Services.AddSingleton(_undo);

    [Fact]
    public void Render_NothingRemoved_IsAnEmptyStatus() =>
        Assert.Empty(Render<UndoNotice>().Find("[role=status]").Children);

    [Fact]
    public void Undo_Pressed_BringsBackOnceAndSaysSo()
    {
        var times = 0;
        var notice = Render<UndoNotice>();
        _undo.Offer("The board was deleted.", _ => Task.FromResult<string?>(times++ == 0 ? null : "twice"));

        notice.WaitForElement("button").Click();

        Assert.Equal(1, times);
        notice.WaitForAssertion(() => Assert.Contains("Restored.", notice.Markup, StringComparison.Ordinal));
        Assert.Single(notice.FindAll("button")); // only the one that closes
    }

    [Fact]
    public void Undo_Refused_SaysWhy()
    {
        var notice = Render<UndoNotice>();
        _undo.Offer("The board was deleted.", _ => Task.FromResult<string?>("The name is taken."));

        notice.WaitForElement("button").Click();

        notice.WaitForAssertion(() => Assert.Contains("The name is taken.", notice.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public void Undo_NotAllowedAnyMore_SaysSo()
    {
        var notice = Render<UndoNotice>();
        _undo.Offer("The board was deleted.", _ => throw new NotAllowedException(Rank.Supervisor));

        notice.WaitForElement("button").Click();

        notice.WaitForAssertion(() => Assert.Contains("You no longer have permission for this", notice.Markup, StringComparison.Ordinal));
    }

    [Fact]
    public async Task Undo_AnotherRemovedMeanwhile_ShowsTheOther()
    {
        var slow = new TaskCompletionSource<string?>();
        var notice = Render<UndoNotice>();
        _undo.Offer("The first was deleted.", _ => slow.Task);
        notice.WaitForElement("button").Click();

        _undo.Offer("The second was deleted.", _ => Task.FromResult<string?>(null));
        slow.SetResult(null);

        await notice.WaitForAssertionAsync(() => Assert.Contains("The second was deleted.", notice.Markup, StringComparison.Ordinal));
        Assert.Equal(2, notice.FindAll("button").Count);
    }

    [Fact]
    public void Close_Pressed_ForgetsIt()
    {
        var notice = Render<UndoNotice>();
        _undo.Offer("The board was deleted.", _ => Task.FromResult<string?>(null));

        notice.WaitForElement("[aria-label=Close]").Click();

        Assert.Empty(notice.Find("[role=status]").Children);
    }
}
