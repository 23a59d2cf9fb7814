using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using ServiceLevelDashboard.Access.Accounts;
using ServiceLevelDashboard.Access.Ports;
using ServiceLevelDashboard.Access.Roles;
using ServiceLevelDashboard.Access.Sessions;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Web.Hosting;
using ServiceLevelDashboard.Web.Resources;
using ServiceLevelDashboard.Web.Security;

namespace ServiceLevelDashboard.Web.Accounts;

/// <summary>Who may sign in, with which role, and what roles there are. Every change takes effect at once.</summary>
public sealed partial class PeoplePage
{
    private ImmutableArray<Account>? _accounts;
    private (string Name, string Address)? _invitation;
    private string _name = "";
    private string _role = Role.KeyOf(Rank.Viewer);
    private string? _said, _nameProblem;
    private bool _isAway;

    [Inject]
    internal People People { get; init; } = null!; // set by the framework

    [Inject]
    internal SessionRegistry Sessions { get; init; } = null!; // set by the framework

    [Inject]
    internal RoleRegistry Roles { get; init; } = null!; // set by the framework

    [Inject]
    internal DocumentCache<Role> RoleDocuments { get; init; } = null!; // set by the framework

    [Inject]
    internal Viewer Viewer { get; init; } = null!; // set by the framework

    [Inject]
    internal DataOrigin Origin { get; init; } = null!; // set by the framework

    [Inject]
    internal TimeProvider Clock { get; init; } = null!; // set by the framework

    [Inject]
    internal NavigationManager Navigation { get; init; } = null!; // set by the framework

    /// <summary>Who is signed in by another service.</summary>
    private List<IGrouping<string, Session>> Elsewhere =>
        [.. Sessions.All.Where(s => _accounts is { } known && known.All(a => a.Id != s.Person)).GroupBy(s => s.Person).OrderBy(
            g => g.First().Name, StringComparer.CurrentCultureIgnoreCase)];

    /// <inheritdoc/>
    protected override async Task OnInitializedAsync()
    {
        Sessions.Changed += Look;
        RoleDocuments.Changed += Look;
        await DoAsync(() => Task.FromResult<string?>(null));
    }

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        Sessions.Changed -= Look;
        RoleDocuments.Changed -= Look;
        base.Dispose(disposing);
    }

    private void Look() => _ = InvokeAsync(StateHasChanged);

    private Task AddAsync() => DoAsync(async () =>
    {
        var name = _name.Trim();
        _nameProblem = name.Length == 0 ? AccountsText.NameMissing : null;
        if (_nameProblem is not null)
        {
            return null;
        }
        var result = await People.AddAsync(name, _role, Viewer.Demand(Rank.Administrator), Disposed);
        if (result.Invitation is not { } address)
        {
            _nameProblem = AccountWords.Of(result);
            return null;
        }
        (_invitation, _name) = ((name, address), "");
        return Format.Text(AccountsText.Added, name);
    });

    private Task InviteAsync(Account account) => DoAsync(async () =>
    {
        var result = await People.InviteAsync(account.Id, Viewer.Demand(Rank.Administrator), Disposed);
        if (result.Invitation is not { } address)
        {
            return AccountWords.Of(result);
        }
        _invitation = (account.UserName ?? account.Id, address);
        return null;
    });

    private Task ChangeAsync(AccountChange change) => DoAsync(async () =>
    {
        var result = await People.ChangeAsync(change.Account.Id, change.Role, change.IsDisabled, Viewer.Demand(Rank.Administrator), Disposed);
        return result.IsDone ? Format.Text(AccountsText.Changed, change.Account.UserName) : AccountWords.Of(result);
    });

    private Task SignOutAsync(string person) => DoAsync(async () =>
    {
        await Sessions.EndAllAsync(person, null, Disposed);
        return AccountsText.SignedOut;
    });

    /// <summary>Does something that only administrators may, says what came of it, and reads the accounts again.</summary>
    private async Task DoAsync(Func<Task<string?>> work)
    {
        if (!Viewer.MayAdminister)
        {
            return;
        }
        try
        {
            _said = await work();
            _accounts = await People.ListAsync(Disposed);
            _isAway = false;
        }
        catch (ArchiveUnavailableException)
        {
            _isAway = true;
        }
    }
}
