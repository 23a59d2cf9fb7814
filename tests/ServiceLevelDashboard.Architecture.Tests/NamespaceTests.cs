using ServiceLevelDashboard.Architecture.Tests.Planted.Left;

namespace ServiceLevelDashboard.Architecture.Tests;

/// <summary>The namespaces inside a project form no circle: <c>docs/decisions/rooms.md</c>.</summary>
public sealed class NamespaceTests
{
    /// <summary>No part of the solution, so not built with it; it has one namespace.</summary>
    private const string Outside = "Genesys.Sdk";

    public static TheoryData<string> Projects => [.. Repository.Projects.Except([Outside])];

    [Theory]
    [MemberData(nameof(Projects))]
    public void Project_Namespaces_FormNoCircle(string project)
    {
        var graph = NamespaceGraph.Of(Repository.Product + project);

        Assert.True(graph.InCircles().IsEmpty, string.Join('\n', graph.Explain()));
    }

    [Fact]
    public void Graph_CircleThroughBodiesOfMethods_IsFound()
    {
        var planted = typeof(Here).Namespace![..^".Left".Length];

        var graph = NamespaceGraph.Of(planted);

        Assert.Equal([planted + ".Left", planted + ".Right"], graph.InCircles());
        Assert.Contains(graph.Explain(), line => line.Contains("There -> Here", StringComparison.Ordinal));
    }
}
