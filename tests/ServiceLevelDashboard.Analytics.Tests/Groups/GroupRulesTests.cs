using System.Text.Json;
using Microsoft.Extensions.Logging.Abstractions;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Analytics.Tests.History;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Tests.Groups;

public sealed class GroupRulesTests
{
    private static readonly Group ByRule = new()
    {
        Name = "South",
        Rule = new GroupRule { NamePattern = "B*", Divisions = ["south"] },
        Media = [MediaType.Voice],
    };

    [Fact]
    public void Problems_GroupsThatCanBeUsed_AreNone()
    {
        Assert.Empty(GroupRules.Problems(ByRule));
        Assert.Empty(GroupRules.Problems(new Group { Name = "Mine", Queues = [new QueueId("a")] }));
    }

    [Fact]
    public void Problems_WhatIsMissing_IsNamed()
    {
        Assert.Equal([GroupProblem.NameMissing, GroupProblem.NoQueues], GroupRules.Problems(new Group { Name = " " }));
        Assert.Equal([GroupProblem.NameTooLong], GroupRules.Problems(ByRule with { Name = new string('a', 81) }));
        Assert.Equal([GroupProblem.PatternTooLong], GroupRules.Problems(ByRule with { Rule = new GroupRule { NamePattern = new string('a', 201) } }));
    }

    [Fact]
    public async Task Book_GroupThatWasSaved_ComesBackAsItWas()
    {
        var archive = new FakeDurableArchive();
        using var writer = NewBook(archive);
        Assert.True((await writer.SaveAsync("south", ByRule, 0, Actor.Person("anna", "anna"), TestContext.Current.CancellationToken)).IsSaved);

        using var reader = NewBook(archive);
        await reader.RefreshAsync(TestContext.Current.CancellationToken);

        var read = reader.Find("south")!.Value;
        Assert.Equal(ByRule.Name, read.Name);
        Assert.Equal(ByRule.Rule!.NamePattern, read.Rule!.NamePattern);
        Assert.Equal(ByRule.Rule.Divisions, read.Rule.Divisions.AsEnumerable());
        Assert.Equal(ByRule.Media, read.Media.AsEnumerable());
    }

    [Fact]
    public void Json_PartsThatAreNotWritten_AreAsByDefault()
    {
        var group = JsonSerializer.Deserialize("""{ "name": "All voice", "rule": {}, "media": ["voice"] }""", GroupRules.Kind.Json)!;

        Assert.Equal("", group.Rule!.NamePattern);
        Assert.Empty(group.Rule.Divisions);
        Assert.Empty(group.Queues);
    }

    [Theory]
    [InlineData("""{ "rule": {} }""")]
    [InlineData("""{ "name": null, "rule": {} }""")]
    [InlineData("""{ "name": "A", "rulez": {} }""")]
    public void Json_WhatCannotBeRead_IsRefused(string json) =>
        Assert.Throws<JsonException>(() => JsonSerializer.Deserialize(json, GroupRules.Kind.Json));

    private static DocumentCache<Group> NewBook(FakeDurableArchive archive) =>
        new(archive, GroupRules.Kind, TimeProvider.System, NullLogger<DocumentCache<Group>>.Instance);
}
