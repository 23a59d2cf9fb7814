using System.Collections.Immutable;
using Microsoft.AspNetCore.Components;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Groups;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Web.Resources;

namespace ServiceLevelDashboard.Web.Groups;

/// <summary>Makes a group, or changes one; shows whom it holds while it is written.</summary>
public sealed partial class GroupPage
{
    private const int MostShown = 100;

    private GroupDraft _draft = new();
    private string? _read;
    private int _version;
    private bool _isGone;
    private ImmutableArray<GroupProblem> _problems = [];
    private SaveOutcome? _outcome;

    /// <summary>The group's key; none for a new one.</summary>
    [Parameter]
    public string? Key { get; set; }

    [Inject]
    internal DocumentBook<Group> Book { get; init; } = null!; // set by the framework

    [Inject]
    internal NavigationManager Navigation { get; init; } = null!; // set by the framework

    private string Heading => Key is null ? GroupText.New : Format.Text(GroupText.EditOf, _draft.Name);

    private ImmutableArray<Domain.Queue> Listed { get; set; } = [];

    private ImmutableArray<Division> Divisions { get; set; } = [];

    private ImmutableArray<MediaType> Media { get; set; } = [];

    private ImmutableArray<Domain.Queue> Members => GroupWords.Members(_draft.ToGroup(), State.Snapshot);

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        if (_read == (Key ?? ""))
            return;
        ReadAgain();
        _read = Key ?? "";
    }

    /// <inheritdoc/>
    protected override void OnLook()
    {
        var snapshot = State.Snapshot;
        Listed = snapshot is null ? [] : [.. snapshot.Listed.Values.OrderBy(q => q.Name, StringComparer.CurrentCultureIgnoreCase)];
        Divisions = [.. Listed.Select(q => q.Division).OfType<Division>().DistinctBy(d => d.Id).OrderBy(d => d.Name, StringComparer.CurrentCultureIgnoreCase)];
        Media = [.. (snapshot?.Queues.Select(q => q.Media) ?? []).Union(_draft.Media).OrderBy(m => m.Name, StringComparer.Ordinal)];
    }

    private void ReadAgain()
    {
        (_problems, _outcome) = ([], null);
        var found = Key is null ? null : Book.Find(Key);
        _isGone = Key is not null && found is null;
        _version = found?.Version ?? 0;
        _draft = found is null ? new GroupDraft() : GroupDraft.Of(found.Value);
        OnLook();
    }

    private Task SaveAsync() => SaveAsync(_version);

    /// <summary>Writes over what somebody else has written meanwhile.</summary>
    private Task OverwriteAsync() => SaveAsync(Key is null ? 0 : Book.Find(Key)?.Version ?? 0);

    private async Task SaveAsync(int expectedVersion)
    {
        var group = _draft.ToGroup();
        (_problems, _outcome) = (GroupRules.Problems(group), null);
        if (!_problems.IsEmpty || !Viewer.MayAdminister)
            return;
        var key = Key ?? DocumentKeys.Of(group.Name, taken => Book.Find(taken) is not null);
        var result = await Book.SaveAsync(key, group, expectedVersion, Viewer.Name, CancellationToken.None);
        _outcome = result.Outcome;
        if (result.IsSaved)
            Navigation.NavigateTo(AppUrls.Groups);
    }

    private bool Wrong(GroupProblem problem) => _problems.Contains(problem);

    private static void Toggle<T>(HashSet<T> chosen, T value, ChangeEventArgs e)
    {
        if (e.Value is true)
            chosen.Add(value);
        else
            chosen.Remove(value);
    }
}
