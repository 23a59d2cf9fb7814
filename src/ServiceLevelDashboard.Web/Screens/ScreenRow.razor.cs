using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using ServiceLevelDashboard.Access.Roles;
using ServiceLevelDashboard.Access.Screens;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Boards;
using ServiceLevelDashboard.Web.Components;
using ServiceLevelDashboard.Web.Resources;

namespace ServiceLevelDashboard.Web.Screens;

/// <summary>One screen of the fleet.</summary>
public sealed partial class ScreenRow : ComponentBase
{
    private Opened _open;
    private ScreenDraft _draft = new();
    private bool _isChecked;
    private string? _problem;
    private ImmutableArray<Outage> _outages = [];

    private enum Opened
    {
        Nothing,
        Change,
        Revoke,
        Outages,
    }

    /// <summary>Which screen.</summary>
    [Parameter, EditorRequired]
    public string Id { get; set; } = "";

    /// <summary>The moment that ages are counted to.</summary>
    [Parameter, EditorRequired]
    public DateTimeOffset Now { get; set; }

    /// <summary>The zone that times are shown in.</summary>
    [Parameter, EditorRequired]
    public TimeZoneInfo Zone { get; set; } = TimeZoneInfo.Utc;

    /// <summary>The page's version that a screen should show.</summary>
    [Parameter, EditorRequired]
    public string Build { get; set; } = "";

    /// <summary>The boards there are.</summary>
    [Parameter, EditorRequired]
    public IReadOnlyList<Board> Boards { get; set; } = [];

    /// <summary>Whether a board is there that whoever looks does not see.</summary>
    [Parameter, EditorRequired]
    public Func<string, bool> IsHidden { get; set; } = null!; // EditorRequired

    /// <summary>Whether it is connected.</summary>
    [Parameter, EditorRequired]
    public bool IsConnected { get; set; }

    /// <summary>Whether it is among those that something is done with together.</summary>
    [Parameter]
    public bool IsChosen { get; set; }

    /// <summary>Told when it is chosen, or no more.</summary>
    [Parameter]
    public EventCallback<bool> OnChosen { get; set; }

    /// <summary>What came of an order for many; null when there was none for it.</summary>
    [Parameter]
    public string? Outcome { get; set; }

    /// <summary>What is to be said above.</summary>
    [Parameter, EditorRequired]
    public EventCallback<string> OnSaid { get; set; }

    [Inject]
    public required Viewer Viewer { get; init; }

    [Inject]
    internal ScreenRegistry Screens { get; init; } = null!; // set by the framework

    [Inject]
    internal ScreenSeats Seats { get; init; } = null!; // likewise

    [Inject]
    internal OutageWatch Watch { get; init; } = null!; // likewise

    private Screen Screen => Screens.All.GetValueOrDefault(Id)?.Value ?? Gone;

    private static Screen Gone { get; } = new("", [""], [], "", default, ScreenCredential.None);

    private ScreenReport? Report => Seats.ReportOf(Id);

    private DateTimeOffset? HeardAt => Seats.HeardAt(Id);

    /// <summary>That it is dark, unless it has a credential no more or none yet.</summary>
    private Darkness? Dark => Screen is { Revoked: null, IsNew: false } ? Watch.Of(Id) : null;

    private string Standing => (Screen, Dark, IsConnected) switch
    {
        ({ Revoked.IsCopied: true }, _, _) => ScreensText.StandingCopied,
        ({ Revoked: { } revoked }, _, _) => Format.Text(ScreensText.StandingRevoked, revoked.By),
        (_, { Since: { } since }, _) => Format.Text(ScreensText.DarkSince, DarkWords.Moment(since, Now, Zone), Format.Span(Now - since)),
        (_, { }, _) => ScreensText.DarkUnheard,
        (_, _, true) => ScreensText.StandingConnected,
        ({ IsNew: true }, _, _) => ScreensText.StandingNew,
        _ when HeardAt is null => ScreensText.StandingUnheard,
        _ => ScreensText.StandingAway,
    };

    private ScreenPage? Page => Seats.PageOf(Id);

    /// <summary>Whether somebody should look after it.</summary>
    private bool IsMissed => Screen.Revoked is null && (Dark is { } dark ? dark.Reason is null : !IsConnected);

    private static string Flag(bool holds) => holds ? "true" : "false";

    /// <summary>A button's name, which begins with what it shows.</summary>
    private string Of(string action) => Format.Text(ScreensText.ActionOn, action, Screen.Place);

    private IEnumerable<string> Titles =>
        Screen.Boards.Where(b => !IsHidden(b)).Select(TitleOf).Concat(Screen.Boards.Any(IsHidden) ? [ScreensText.BoardsHidden] : []);

    private string TitleOf(string board) => Boards.FirstOrDefault(b => b.Name == board)?.Title ?? Format.Text(ScreensText.BoardGone, board);

    private void Close() => (_open, _problem, _isChecked) = (Opened.Nothing, null, false);

    private void Toggle(Opened what) => (_open, _problem, _isChecked) = (_open == what ? Opened.Nothing : what, null, false);

    private void OpenChange()
    {
        _draft = ScreenDraft.Of(Screen);
        _draft.Boards.IntersectWith(Boards.Select(b => b.Name)); // a board that is gone cannot be chosen away
        Toggle(Opened.Change);
    }

    private Task Identify() => TellAsync(Seats.IdentifyAsync, ScreensText.Identified);

    private Task Reload() => TellAsync(Seats.ReloadAsync, ScreensText.Reloaded);

    private async Task TellAsync(Func<string, CancellationToken, Task<bool>> order, string said)
    {
        if (!Viewer.MaySupervise)
        {
            return;
        }
        try
        {
            await OnSaid.InvokeAsync(Format.Text(await order(Id, CancellationToken.None) ? said : ScreensText.NotConnected, Screen.Place));
        }
        catch (ArchiveUnavailableException)
        {
            await OnSaid.InvokeAsync(Format.Text(ScreensText.OrderNotSent, Screen.Place)); // it is connected to another instance
        }
    }

    private async Task OpenOutagesAsync()
    {
        Toggle(Opened.Outages);
        if (_open != Opened.Outages)
        {
            return;
        }
        try
        {
            _outages = [.. (await Watch.OutagesOfAsync(Id, CancellationToken.None)).Outages.Reverse()];
        }
        catch (ArchiveUnavailableException)
        {
            (_outages, _problem) = ([], ScreensText.OutagesAway);
        }
    }

    private async Task ChangeAsync()
    {
        _isChecked = true;
        if (!_draft.IsComplete || !Viewer.MaySupervise)
        {
            return;
        }
        if (Screen.Boards.Any(IsHidden))
        {
            _problem = LayoutText.PartRefused; // they would be taken from it unseen
            return;
        }
        var board = Screen.Board;
        await EndAsync(
            Screens.EditAsync(Id, _draft.ToEdit(), Viewer.DemandPerson(Rank.Supervisor), CancellationToken.None),
            ScreensText.Changed);
        if (_problem is null && Screen.Board != board)
        {
            await SendHomeAsync();
        }
    }

    private async Task SendHomeAsync()
    {
        try
        {
            await Seats.SendHomeAsync(Id, CancellationToken.None);
        }
        catch (ArchiveUnavailableException)
        {
            await OnSaid.InvokeAsync(Format.Text(ScreensText.OrderNotSent, Screen.Place));
        }
    }

    private Task RevokeAsync() => Viewer.MaySupervise
        ? EndAsync(Screens.RevokeAsync(Id, Viewer.Demand(Rank.Supervisor), isCopied: false, CancellationToken.None), ScreensText.RevokedDone)
        : Task.CompletedTask;

    private async Task ForgetAsync()
    {
        var place = Screen.Place;
        if (!Viewer.MaySupervise)
        {
            return;
        }
        if (await Screens.RemoveAsync(Id, Viewer.Demand(Rank.Supervisor), CancellationToken.None) == SaveOutcome.Saved)
        {
            await OnSaid.InvokeAsync(Format.Text(ScreensText.Forgotten, place));
        }
        else
        {
            _problem = ScreensText.NotKept;
        }
    }

    private async Task EndAsync(Task<SaveOutcome> change, string said)
    {
        var outcome = await change;
        _problem = outcome == SaveOutcome.Saved ? null : ScreensText.NotKept;
        if (_problem is not null)
        {
            return;
        }
        Close();
        await OnSaid.InvokeAsync(Format.Text(said, Screen.Place));
    }
}
