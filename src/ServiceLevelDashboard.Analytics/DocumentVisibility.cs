using System.Collections.Concurrent;
using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics;

/// <summary>
/// The one door to what people made about queues, as <see cref="ISnapshots"/> is to the figures: what names a queue is seen by who sees the queue.
/// </summary>
/// <param name="snapshots">The queues that there are.</param>
/// <param name="groups">The groups, by which queues are named too.</param>
public sealed class DocumentVisibility(ISnapshots snapshots, DocumentCache<Group> groups)
{
    private volatile Known _known = new(null, ImmutableSortedDictionary<string, Document<Group>>.Empty);

    /// <summary>What these eyes see, by the queues and groups as they are now.</summary>
    public VisibleDocuments For(Visibility visibility)
    {
        ArgumentNullException.ThrowIfNull(visibility);
        var (listed, all, known) = (snapshots.For(Visibility.Everything).Snapshot?.Listed, groups.All, _known);
        if (!ReferenceEquals(known.Listed, listed) || !ReferenceEquals(known.Groups, all))
        {
            _known = known = new Known(listed, all);
        }
        return known.Views.GetOrAdd(visibility, static (sees, of) => new VisibleDocuments(sees, of.Listed, of.Groups), known);
    }

    private sealed record Known(ImmutableDictionary<QueueId, Queue>? Listed, ImmutableSortedDictionary<string, Document<Group>> Groups)
    {
        public ConcurrentDictionary<Visibility, VisibleDocuments> Views { get; } = new();
    }
}

/// <summary>How much of what it names somebody sees.</summary>
public enum Extent
{
    /// <summary>None of it: for these eyes it is not there.</summary>
    None,

    /// <summary>Some of its queues: it is shown with these alone, and not changed.</summary>
    Part,

    /// <summary>All of it: it may be changed by who has the rank.</summary>
    Whole,
}

/// <summary>
/// What some eyes see of what people made. A queue that is not listed any more is named to those who see everything alone. Worked: of a note on "Billing" and
/// "Sales", who sees "Billing" sees a part; of a note on "Sales" nothing; of a note on every queue a part.
/// </summary>
public sealed class VisibleDocuments
{
    private readonly Visibility _sees;
    private readonly ImmutableDictionary<QueueId, Queue>? _listed;
    private readonly ImmutableSortedDictionary<string, Document<Group>> _groups;
    private readonly Lazy<ImmutableHashSet<string>> _names;
    private readonly Lazy<ImmutableSortedDictionary<string, Document<Group>>> _seenGroups;
    private readonly ConcurrentDictionary<Group, Extent> _extents = new(ReferenceEqualityComparer.Instance);

    internal VisibleDocuments(
        Visibility sees, ImmutableDictionary<QueueId, Queue>? listed, ImmutableSortedDictionary<string, Document<Group>> groups)
    {
        (_sees, _listed, _groups) = (sees, listed, groups);
        _names = new(() => (_listed?.Values ?? []).Where(_sees.Sees).SelectMany(static q => new[] { q.Id.Value, q.Name })
            .ToImmutableHashSet(StringComparer.OrdinalIgnoreCase));
        _seenGroups = new(() => _groups.RemoveRange(_groups.Where(g => Of(g.Value.Value) == Extent.None).Select(static g => g.Key)));
    }

    /// <summary>Whether the queues are known, without which nobody who sees a part can be told anything.</summary>
    public bool IsKnown => _sees.IsEverything || _listed is not null;

    /// <summary>The groups of which anything is seen, by key.</summary>
    public ImmutableSortedDictionary<string, Document<Group>> Groups => _sees.IsEverything ? _groups : _seenGroups.Value;

    /// <summary>Whether a queue may be named.</summary>
    public bool Sees(QueueId queue) => _sees.IsEverything || (_listed?.GetValueOrDefault(queue) is { } known && _sees.Sees(known));

    /// <summary>Those of some queues that may be named.</summary>
    public ImmutableArray<QueueId> Of(ImmutableArray<QueueId> queues) => _sees.IsEverything ? queues : [.. queues.Where(Sees)];

    /// <summary>An annotation, by its queues. One on every queue is for everybody to read and touches what these eyes do not see.</summary>
    public Extent Of(Annotation annotation)
    {
        ArgumentNullException.ThrowIfNull(annotation);
        return annotation.Queues.IsDefaultOrEmpty ? OfEveryQueue : OfQueues(annotation.Queues);
    }

    /// <summary>A group, by the queues that it holds now. One that holds none is seen by who sees everything: its rule may name what is hidden.</summary>
    public Extent Of(Group group)
    {
        ArgumentNullException.ThrowIfNull(group);
        return _sees.IsEverything
            ? Extent.Whole
            : _extents.GetOrAdd(group, g => OfQueues(g.Rule is null ? g.Queues : (_listed?.Values ?? []).Where(g.Holds).Select(static q => q.Id)));
    }

    /// <summary>A target that was set here, by its queue or group.</summary>
    public Extent Of(TargetOverride target)
    {
        ArgumentNullException.ThrowIfNull(target);
        return target.Queue is { } queue ? OfQueues([queue]) : OfGroup(target.Group ?? "");
    }

    /// <summary>A site, by its queues or group. Hours for all other queues are for everybody to read.</summary>
    public Extent Of(Site site)
    {
        ArgumentNullException.ThrowIfNull(site);
        return site.IsOfAllOthers ? OfEveryQueue : site.Queues.IsDefaultOrEmpty ? OfGroup(site.Group) : OfQueues(site.Queues);
    }

    /// <summary>What names queues by id or name and groups by key or name, as boards do. What names nothing is whole: it shows all what they see.</summary>
    public Extent Of(IReadOnlyCollection<string> queues, IReadOnlyCollection<string> groups) => _sees.IsEverything || queues.Count + groups.Count == 0
        ? Extent.Whole
        : Together(queues.Select(q => _names.Value.Contains(q) ? Extent.Whole : Extent.None).Concat(groups.Select(OfGroup)));

    /// <summary>Whether a queue may be named by its id or its name.</summary>
    public bool SeesNamed(string queue) => _sees.IsEverything || _names.Value.Contains(queue);

    /// <summary>A group by its key or name; several of one name are one. A group that is no more is seen by who sees everything.</summary>
    public Extent OfGroup(string group) => _sees.IsEverything
        ? Extent.Whole
        : Together(_groups.Where(g => g.Key == group || g.Value.Value.Name.Equals(group, StringComparison.OrdinalIgnoreCase)).Select(g => Of(g.Value.Value)));

    /// <summary>What is about every queue: for everybody to read, and to be changed by who sees everything.</summary>
    internal Extent OfEveryQueue => _sees.IsEverything ? Extent.Whole : Extent.Part;

    private Extent OfQueues(IEnumerable<QueueId> queues) => Together(queues.Select(q => Sees(q) ? Extent.Whole : Extent.None));

    /// <summary>Whole when every part is, nothing when no part is.</summary>
    private static Extent Together(IEnumerable<Extent> parts)
    {
        var all = parts.Distinct().ToList();
        return all switch
        {
            [] or [Extent.None] => Extent.None,
            [Extent.Whole] => Extent.Whole,
            _ => Extent.Part,
        };
    }
}
