using System.Collections.Immutable;

namespace ServiceLevelDashboard.Web.Components;

/// <summary>What is wrong with which field of a form; a field is named by its label.</summary>
internal static class FieldProblems
{
    /// <summary>All that is wrong with a field; null when nothing is.</summary>
    public static string? Of(this ImmutableArray<(string Field, string Text)> problems, string field)
    {
        var texts = problems.Where(p => p.Field == field).Select(static p => p.Text).ToList();
        return texts.Count == 0 ? null : string.Join(' ', texts);
    }
}
