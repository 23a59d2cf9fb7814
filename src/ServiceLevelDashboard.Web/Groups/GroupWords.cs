using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Web.Resources;

namespace ServiceLevelDashboard.Web.Groups;

/// <summary>Says what a group holds, and what is wrong with one.</summary>
internal static class GroupWords
{
    /// <summary>"Queues named Billing*, in South, Voice" or "4 queues by hand".</summary>
    public static string Rule(Group group, Snapshot? snapshot)
    {
        List<string> parts = [Choice(group)];
        if (group.Rule is { Divisions.IsEmpty: false } rule)
        {
            parts.Add(Format.Text(GroupText.InDivisions, string.Join(", ", rule.Divisions.Select(id => DivisionName(id, snapshot)))));
        }
        if (!group.Media.IsEmpty)
        {
            parts.Add(string.Join(", ", group.Media.Select(Words.Of)));
        }
        if (group.IsClosed)
        {
            parts.Add(GroupText.ClosedMark);
        }
        return string.Join(" · ", parts);
    }

    /// <summary>The listed queues that a group holds, by name; empty before the first snapshot.</summary>
    public static ImmutableArray<Domain.Targets.Queue> Members(Group group, Snapshot? snapshot) =>
        snapshot is null ? [] : [.. snapshot.Listed.Values.Where(group.Holds).OrderBy(q => q.Name, StringComparer.CurrentCultureIgnoreCase)];

    /// <summary>What is wrong, and the fix.</summary>
    public static string Of(GroupProblem problem) => problem switch
    {
        GroupProblem.NameMissing => GroupText.NameMissing,
        GroupProblem.NameTooLong => Format.Text(GroupText.NameTooLong, GroupRules.MaximumNameLength),
        GroupProblem.PatternTooLong => Format.Text(GroupText.PatternTooLong, GroupRules.MaximumPatternLength),
        _ => GroupText.NoQueues,
    };

    private static string Choice(Group group) => group.Rule switch
    {
        null => group.Queues.Length == 1 ? GroupText.ByHandOne : Format.Text(GroupText.ByHandMany, Format.Count(group.Queues.Length)),
        { NamePattern: "" } => GroupText.AllNames,
        { NamePattern: var pattern } => Format.Text(GroupText.Named, pattern),
    };

    private static string DivisionName(string id, Snapshot? snapshot) =>
        snapshot?.Listed.Values.Select(q => q.Division).FirstOrDefault(d => d?.Id == id)?.Name ?? id;
}
