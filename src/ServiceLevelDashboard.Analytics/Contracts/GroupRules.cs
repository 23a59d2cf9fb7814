using System.Collections.Immutable;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Analytics.Documents;

namespace ServiceLevelDashboard.Analytics.Contracts;

/// <summary>What is wrong with a group.</summary>
public enum GroupProblem
{
    /// <summary>It has no name.</summary>
    NameMissing,

    /// <summary>Its name is longer than <see cref="GroupRules.MaximumNameLength"/> characters.</summary>
    NameTooLong,

    /// <summary>Its pattern is longer than <see cref="GroupRules.MaximumPatternLength"/> characters.</summary>
    PatternTooLong,

    /// <summary>It is by hand and names no queue.</summary>
    NoQueues,
}

/// <summary>When a group can be used, and how the archive keeps it. The book of all of them: <see cref="DocumentCache{T}"/> of <see cref="Group"/>.</summary>
public static class GroupRules
{
    /// <summary>The longest name, in characters.</summary>
    public const int MaximumNameLength = 80;

    /// <summary>The longest pattern, in characters.</summary>
    public const int MaximumPatternLength = 200;

    /// <summary>How groups are kept; the key is what addresses and other documents call a group, and stays when the name changes.</summary>
    public static readonly DocumentKind<Group> Kind = new(
        "group", DocumentJson.Of<Group>(), static (_, group) => [.. Problems(group).Select(Sentence)],
        static (_, group) => [new TypedName("name", group.Name, MaximumNameLength)]);

    /// <summary>What is wrong with a group; empty when it can be used.</summary>
    public static ImmutableArray<GroupProblem> Problems(Group group)
    {
        ArgumentNullException.ThrowIfNull(group);
        var problems = ImmutableArray.CreateBuilder<GroupProblem>();
        if (string.IsNullOrWhiteSpace(group.Name))
        {
            problems.Add(GroupProblem.NameMissing);
        }
        else if (group.Name.Length > MaximumNameLength)
        {
            problems.Add(GroupProblem.NameTooLong);
        }
        if (group.Rule is { } rule && rule.NamePattern.Length > MaximumPatternLength)
        {
            problems.Add(GroupProblem.PatternTooLong);
        }
        if (group.Rule is null && group.Queues.IsDefaultOrEmpty)
        {
            problems.Add(GroupProblem.NoQueues);
        }
        return problems.ToImmutable();
    }

    private static string Sentence(GroupProblem problem) => problem switch
    {
        GroupProblem.NameMissing => "name is empty; give the group one.",
        GroupProblem.NameTooLong => FormattableString.Invariant($"name is longer than {MaximumNameLength} characters; shorten it."),
        GroupProblem.PatternTooLong => FormattableString.Invariant($"namePattern is longer than {MaximumPatternLength} characters; shorten it."),
        _ => "queues is empty; name at least one, or give a rule.",
    };
}
