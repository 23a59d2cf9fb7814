using System.Collections.Immutable;
using System.IO.Enumeration;

namespace ServiceLevelDashboard.Domain.Targets;

/// <summary>
/// A saved choice of queues: by a rule, which queues that are made later join by themselves, or by hand. The media types narrow
/// either. Worked: the pattern <c>Billing*</c> with media type voice holds "Billing DE" in voice, not in e-mail, and not "Old Billing".
/// </summary>
public sealed record Group
{
    /// <summary>What people call it.</summary>
    public required string Name { get; init; }

    /// <summary>The rule; null when the queues are chosen by hand.</summary>
    public GroupRule? Rule { get; init; }

    /// <summary>The queues that were chosen by hand; not looked at when there is a rule. Empty holds none.</summary>
    public ImmutableArray<QueueId> Queues { get; init; } = [];

    /// <summary>The media types; empty for all.</summary>
    public ImmutableArray<MediaType> Media { get; init; } = [];

    /// <summary>
    /// Whether the group was declared closed: its agents serve no other queue, and its queues have no other agents. Only then can be said how many it needs.
    /// </summary>
    public bool IsClosed { get; init; }

    /// <summary>Whether a queue is in the group, in any media type.</summary>
    public bool Holds(Queue queue)
    {
        ArgumentNullException.ThrowIfNull(queue);
        return Rule is { } rule ? rule.Holds(queue) : !Queues.IsDefaultOrEmpty && Queues.Contains(queue.Id);
    }

    /// <summary>Whether a queue's contacts of a media type are in the group.</summary>
    public bool Holds(Queue queue, MediaType media) => Holds(queue) && (Media.IsDefaultOrEmpty || Media.Contains(media));
}

/// <summary>Which queues a group holds, whenever they are made. All parts must hold; a part that is not given holds for every queue.</summary>
public sealed record GroupRule
{
    /// <summary>
    /// What the queue's name must be like, without regard to case: <c>*</c> stands for anything, <c>?</c> for one character; several,
    /// separated by commas, of which one must fit. Without either sign it is a part of the name. Empty fits every name.
    /// </summary>
    public string NamePattern { get; init; } = "";

    /// <summary>The ids of the divisions, of which one must be the queue's; empty for any, also for a queue whose division is not known.</summary>
    public ImmutableArray<string> Divisions { get; init; } = [];

    /// <summary>Whether the rule holds for a queue.</summary>
    public bool Holds(Queue queue)
    {
        ArgumentNullException.ThrowIfNull(queue);
        return (Divisions.IsDefaultOrEmpty || (queue.Division is { } division && Divisions.Contains(division.Id))) && FitsName(queue.Name);
    }

    private bool FitsName(string name)
    {
        var patterns = NamePattern.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        return patterns.Length == 0 || patterns.Any(pattern => Fits(pattern, name));
    }

    private static bool Fits(string pattern, string name) => pattern.AsSpan().ContainsAny('*', '?')
        // a backslash in a name is a character like any other; the matcher would take it for its escape
        ? FileSystemName.MatchesSimpleExpression(pattern.Replace("\\", "\\\\", StringComparison.Ordinal), name)
        : name.Contains(pattern, StringComparison.OrdinalIgnoreCase);
}
