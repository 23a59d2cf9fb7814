using System.Collections.Immutable;
using ServiceLevelDashboard.Access.Roles;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Web.Addresses;
using ServiceLevelDashboard.Web.Resources;

namespace ServiceLevelDashboard.Web.Groups;

/// <summary>Makes a group, or changes one; shows whom it holds while it is written.</summary>
public sealed partial class GroupPage
{
    private const int MaximumShown = 100;

    private GroupDraft _draft = new();
    private ImmutableArray<GroupProblem> _problems = [];

    /// <inheritdoc/>
    protected override string ListUrl => GroupUrls.Root;

    /// <inheritdoc/>
    protected override Rank Least => Rank.Administrator;

    private string Heading => Key is null ? GroupText.New : Format.Text(GroupText.EditOf, _draft.Name);

    private ImmutableArray<Domain.Targets.Queue> Listed { get; set; } = [];

    private ImmutableArray<Division> Divisions { get; set; } = [];

    private ImmutableArray<MediaType> Media { get; set; } = [];

    private ImmutableArray<Domain.Targets.Queue> Members => GroupWords.Members(_draft.ToGroup(), State.Snapshot);

    /// <inheritdoc/>
    protected override void OnLook()
    {
        var snapshot = State.Snapshot;
        Listed = snapshot is null ? [] : [.. snapshot.Listed.Values.OrderBy(q => q.Name, StringComparer.CurrentCultureIgnoreCase)];
        Divisions = [.. Listed.Select(q => q.Division).OfType<Division>().DistinctBy(d => d.Id).OrderBy(d => d.Name, StringComparer.CurrentCultureIgnoreCase)];
        Media = [.. (snapshot?.Queues.Select(q => q.Media) ?? []).Union(_draft.Media).OrderBy(m => m.Name, StringComparer.Ordinal)];
    }

    /// <inheritdoc/>
    protected override void Fill(Group? found)
    {
        _draft = found is null ? new GroupDraft() : GroupDraft.Of(found);
        _problems = [];
        OnLook();
    }

    /// <inheritdoc/>
    protected override Group ToDocument() => _draft.ToGroup();

    /// <inheritdoc/>
    protected override bool Check(Group document)
    {
        _problems = GroupRules.Problems(document);
        return _problems.IsEmpty;
    }

    /// <inheritdoc/>
    protected override string NameOf(Group document) => document.Name;

    /// <inheritdoc/>
    protected override Extent ExtentOf(Group document) => Visible.Of(document);

    private string? Wrong(GroupProblem problem) => _problems.Contains(problem) ? GroupWords.Of(problem) : null;

    private static void Toggle<T>(HashSet<T> all, T value, bool isChosen)
    {
        if (isChosen)
        {
            all.Add(value);
        }
        else
        {
            all.Remove(value);
        }
    }
}
