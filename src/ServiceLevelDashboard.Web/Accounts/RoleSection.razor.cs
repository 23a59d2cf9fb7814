using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using ServiceLevelDashboard.Access.Roles;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Web.Components;
using ServiceLevelDashboard.Web.Resources;
using ServiceLevelDashboard.Web.Security;

namespace ServiceLevelDashboard.Web.Accounts;

/// <summary>Roles: what those who have one may do and see.</summary>
public sealed partial class RoleSection : IDisposable
{
    private readonly HashSet<string> _divisions = [];
    private readonly HashSet<string> _groups = [];
    private readonly HashSet<QueueId> _queues = [];
    private string _key = "";
    private Rank _rank = Rank.Viewer;
    private bool _everything;
    private int _version;
    private string? _said, _keyProblem;

    [Inject]
    internal RoleRegistry Roles { get; init; } = null!; // set by the framework

    [Inject]
    internal DocumentCache<Role> Book { get; init; } = null!; // set by the framework

    [Inject]
    internal DocumentVisibility Documents { get; init; } = null!; // set by the framework

    [Inject]
    internal ISnapshots Snapshots { get; init; } = null!; // set by the framework

    [Inject]
    internal Viewer Viewer { get; init; } = null!; // set by the framework

    [Inject]
    internal Undo Undo { get; init; } = null!; // set by the framework

    private ImmutableArray<Domain.Targets.Queue> AllQueues =>
        [.. (Snapshots.For(Viewer.Sees).Snapshot?.Listed.Values ?? []).OrderBy(q => q.Name, StringComparer.CurrentCultureIgnoreCase)];

    private IEnumerable<Division> AllDivisions =>
        AllQueues.Select(q => q.Division).OfType<Division>().DistinctBy(d => d.Id).OrderBy(d => d.Name, StringComparer.CurrentCultureIgnoreCase);

    /// <inheritdoc/>
    protected override void OnInitialized() => Book.Changed += Look;

    /// <inheritdoc/>
    public void Dispose() => Book.Changed -= Look;

    private static void Toggle<T>(HashSet<T> chosen, T one)
    {
        if (!chosen.Remove(one))
        {
            chosen.Add(one);
        }
    }

    private void Look() => _ = InvokeAsync(StateHasChanged);

    private void Edit(string key)
    {
        if (Book.Find(key) is not { } document)
        {
            return;
        }
        Clear();
        (_key, _version, _rank, _everything) = (key, document.Version, document.Value.Rank, document.Value.SeesEverything);
        _divisions.UnionWith(document.Value.Divisions);
        _groups.UnionWith(document.Value.Groups);
        _queues.UnionWith(document.Value.Queues);
    }

    private void Clear()
    {
        (_key, _version, _rank, _everything, _said, _keyProblem) = ("", 0, Rank.Viewer, false, null, null);
        _divisions.Clear();
        _groups.Clear();
        _queues.Clear();
    }

    private async Task SaveAsync()
    {
        if (!Viewer.MayAdminister)
        {
            return;
        }
        var key = _key.Trim();
        _keyProblem = key.Length == 0 ? AccountsText.KeyMissing : null;
        if (_keyProblem is not null)
        {
            return;
        }
        var role = _everything
            ? new Role { Rank = _rank, SeesEverything = true }
            : new Role
            {
                Rank = _rank,
                Divisions = [.. _divisions.Order(StringComparer.Ordinal)],
                Groups = [.. _groups.Order(StringComparer.Ordinal)],
                Queues = [.. _queues.OrderBy(q => q.Value, StringComparer.Ordinal)],
            };
        var result = await Book.SaveAsync(key, role, _version, Viewer.Demand(Rank.Administrator), CancellationToken.None);
        if (result.IsSaved)
        {
            Clear();
        }
        else if (result.Outcome == SaveOutcome.Conflict)
        {
            _version = Book.Find(key)?.Version ?? 0; // seen from now on
        }
        _said = result.IsSaved ? Format.Text(AccountsText.RoleSaved, key) : Problem(result);
    }

    private async Task RemoveAsync(string key)
    {
        if (!Viewer.MayAdminister || Book.Find(key) is not { } document)
        {
            return;
        }
        var result = await Book.RemoveAsync(key, Viewer.Demand(Rank.Administrator), CancellationToken.None);
        _said = result.IsSaved ? null : Problem(result);
        if (result.IsSaved)
        {
            Undo.Offer(Format.Text(AccountsText.RoleRemoved, key), async token =>
                await Book.SaveAsync(key, document.Value, 0, Viewer.Demand(Rank.Administrator), token) is { IsSaved: false } failed ? Problem(failed) : null);
        }
    }

    private static string Problem(SaveResult result) => result switch
    {
        { Names: [var name, ..] } => NameWords.Of(name) ?? "",
        { Outcome: SaveOutcome.Invalid } => string.Join(' ', result.Problems),
        { Outcome: SaveOutcome.Conflict } => AccountsText.RoleConflict,
        _ => SecurityText.Away,
    };
}
