using System.Collections.Immutable;
using ArchUnitNET.Domain;

namespace ServiceLevelDashboard.Architecture.Tests;

/// <summary>Which namespaces of an assembly need which others of it. Computed from the compiled types: what is named in the body of a method counts.</summary>
internal sealed class NamespaceGraph
{
    private readonly ILookup<string, Need> _needs;

    private NamespaceGraph(IEnumerable<Need> needs) => _needs = needs.ToLookup(static need => need.From, StringComparer.Ordinal);

    /// <summary>The graph of the namespaces that begin with a name.</summary>
    /// <param name="root">The name; a namespace of exactly this name is part of the graph.</param>
    public static NamespaceGraph Of(string root) => new(
        from type in Repository.Code.Types
        from dependency in type.Dependencies
        let need = new Need(type.Namespace.FullName, dependency.Target.Namespace?.FullName ?? "", $"{type.Name} -> {dependency.Target.Name}")
        where dependency.Target is not GenericParameter && need.From != need.To && IsIn(need.From, root) && IsIn(need.To, root)
        select need);

    /// <summary>The namespaces that need themselves by way of others, by name; empty when there is no circle.</summary>
    public ImmutableArray<string> InCircles() =>
        [.. _needs.Select(static need => need.Key).Where(name => Reach(name).Contains(name)).Order(StringComparer.Ordinal)];

    /// <summary>Each need that is part of a circle, with a type that has it: what to look at first.</summary>
    public IEnumerable<string> Explain() =>
        from need in _needs.SelectMany(static needs => needs).DistinctBy(static need => (need.From, need.To))
        where Reach(need.To).Contains(need.From)
        orderby need.From, need.To
        select $"{need.From} needs {need.To}: {need.Types}";

    private static bool IsIn(string name, string root) => name == root || name.StartsWith(root + '.', StringComparison.Ordinal);

    private HashSet<string> Reach(string name)
    {
        var (reached, open) = (new HashSet<string>(StringComparer.Ordinal), new Queue<string>([name]));
        while (open.TryDequeue(out var next))
        {
            foreach (var need in _needs[next].Where(need => reached.Add(need.To)))
            {
                open.Enqueue(need.To);
            }
        }

        return reached;
    }

    /// <summary>That one namespace needs another, by which types.</summary>
    private sealed record Need(string From, string To, string Types);
}
