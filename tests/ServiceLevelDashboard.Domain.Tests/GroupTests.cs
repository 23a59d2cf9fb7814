using System.Collections.Immutable;
using CsCheck;

namespace ServiceLevelDashboard.Domain.Tests;

public sealed class GroupTests
{
    private static readonly Division South = new("div-s", "South");

    [Theory]
    [InlineData("", "Anything", true)]
    [InlineData(" , ", "Anything", true)]
    [InlineData("billing", "Old Billing", true)]
    [InlineData("billing", "Sales", false)]
    [InlineData("Billing*", "billing DE", true)]
    [InlineData("Billing*", "Old Billing", false)]
    [InlineData("Line ?", "Line 7", true)]
    [InlineData("Line ?", "Line 17", false)]
    [InlineData("Sales*, *Billing", "Old Billing", true)]
    [InlineData("*\\*", "a\\b", true)]
    [InlineData("*[x]*", "a [x] b", true)]
    public void Holds_NamePattern_FitsTheName(string pattern, string name, bool expected) =>
        Assert.Equal(expected, new GroupRule { NamePattern = pattern }.Holds(Named(name, null)));

    [Fact]
    public void Holds_RuleWithDivision_LeavesOutOtherAndUnknownOnes()
    {
        var rule = new GroupRule { Divisions = [South.Id] };
        Assert.True(rule.Holds(Named("A", South)));
        Assert.False(rule.Holds(Named("A", new Division("div-n", "North"))));
        Assert.False(rule.Holds(Named("A", null)));
        Assert.False((rule with { NamePattern = "B*" }).Holds(Named("A", South)));
    }

    [Fact]
    public void Holds_ByHand_HoldsTheChosenAlone()
    {
        var group = new Group { Name = "Mine", Queues = [new QueueId("A")] };
        Assert.True(group.Holds(Named("A", null)));
        Assert.False(group.Holds(Named("B", null)));
        Assert.False(new Group { Name = "None" }.Holds(Named("A", null)));
    }

    [Fact]
    public void Holds_Media_NarrowsRuleAndHand()
    {
        var byRule = new Group { Name = "Voice", Rule = new GroupRule(), Media = [MediaType.Voice] };
        var byHand = new Group { Name = "Voice", Queues = [new QueueId("A")], Media = [MediaType.Voice] };
        Assert.All([byRule, byHand], group =>
        {
            Assert.True(group.Holds(Named("A", null), MediaType.Voice));
            Assert.False(group.Holds(Named("A", null), MediaType.Email));
        });
    }

    [Fact]
    public void Holds_PatternThatIsTheNameItself_AlwaysFits() =>
        Gen.String[Gen.Char.AlphaNumeric, 1, 20].Sample(name =>
            Assert.True(new GroupRule { NamePattern = $"{name}*" }.Holds(Named(name, null))
                && new GroupRule { NamePattern = name[..1] }.Holds(Named(name, null))));

    private static Queue Named(string name, Division? division) =>
        new(new QueueId(name), name, division, ImmutableDictionary<MediaType, ServiceLevelTarget>.Empty);
}
