using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Web.Groups;

/// <summary>A group while it is being written: both ways of choosing are kept, so that trying the other loses nothing.</summary>
internal sealed class GroupDraft
{
    public string Name { get; set; } = "";

    public bool ByHand { get; set; }

    public string NamePattern { get; set; } = "";

    public bool IsClosed { get; set; }

    public HashSet<string> Divisions { get; } = [];

    public HashSet<MediaType> Media { get; } = [];

    public HashSet<QueueId> Queues { get; } = [];

    /// <summary>A draft of a group as it stands.</summary>
    public static GroupDraft Of(Group group)
    {
        var draft = new GroupDraft { Name = group.Name, ByHand = group.Rule is null, NamePattern = group.Rule?.NamePattern ?? "", IsClosed = group.IsClosed };
        draft.Divisions.UnionWith(group.Rule?.Divisions ?? []);
        draft.Media.UnionWith(group.Media);
        draft.Queues.UnionWith(group.Queues);
        return draft;
    }

    /// <summary>The group that has been written so far; it may not be usable yet.</summary>
    public Group ToGroup() => new()
    {
        Name = Name.Trim(),
        Rule = ByHand ? null : new GroupRule { NamePattern = NamePattern.Trim(), Divisions = [.. Divisions.Order(StringComparer.Ordinal)] },
        Queues = ByHand ? [.. Queues.OrderBy(q => q.Value, StringComparer.Ordinal)] : [],
        Media = [.. Media.OrderBy(m => m.Name, StringComparer.Ordinal)],
        IsClosed = IsClosed,
    };
}
