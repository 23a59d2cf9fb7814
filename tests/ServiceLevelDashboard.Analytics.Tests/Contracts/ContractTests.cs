using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Tests.Contracts;

public sealed class ContractTests
{
    private static readonly Queue Billing = Given.QueueWithTarget("billing");
    private static readonly DateOnly Day = new(2026, 9, 1);

    [Fact]
    public void TargetsOn_NothingSet_AreTheQueuesOwn() => Assert.Same(Billing.Targets, Contract([]).TargetsOn(Billing, Day));

    [Fact]
    public void TargetsOn_QueueBeforeGroupBeforeGenesys()
    {
        var group = new TargetOverride { Group = "all", Media = MediaType.Voice, Ratio = 0.7m, ThresholdSeconds = 30 };
        var queue = new TargetOverride { Queue = Billing.Id, Media = MediaType.Voice, Ratio = 0.9m, ThresholdSeconds = 10 };

        Assert.Equal(new ServiceLevelTarget(0.9m, TimeSpan.FromSeconds(10), TargetSource.QueueOverride), Target(Contract([group, queue])));
        Assert.Equal(new ServiceLevelTarget(0.7m, TimeSpan.FromSeconds(30), TargetSource.GroupOverride), Target(Contract([group])));
        Assert.Equal(Given.Target, Target(Contract([group with { Group = "gone" }])));
        // Another queue of the group is not touched by the queue's own.
        Assert.Equal(0.7m, Contract([group, queue]).TargetsOn(Given.QueueWithTarget("sales"), Day)[MediaType.Voice].Ratio);
    }

    [Fact]
    public void TargetsOn_DatesOfValidity_IncludeBothEnds()
    {
        var contract = Contract([Own(0.9m) with { From = Day, Until = Day.AddDays(1) }]);
        Assert.Equal([0.8m, 0.9m, 0.9m, 0.8m], new[] { -1, 0, 1, 2 }.Select(d => contract.TargetsOn(Billing, Day.AddDays(d))[MediaType.Voice].Ratio));
    }

    [Fact]
    public void TargetsOn_TwoOnOneDay_TheLaterStartWins() =>
        Assert.Equal(0.85m, Target(Contract([Own(0.85m) with { From = Day }, Own(0.9m) with { From = Day.AddDays(-9) }, Own(0.95m)]))!.Ratio);

    [Fact]
    public void TargetsOn_MediaWithoutAnyTarget_GetsOne() =>
        Assert.Equal(0.6m, Contract([Own(0.6m) with { Media = MediaType.Chat }]).TargetsOn(Billing, Day)[MediaType.Chat].Ratio);

    [Fact]
    public void DayStarts_TargetFromTheFirstToTheLastDayThereIs_AreNone()
    {
        var contract = Contract([Own(0.9m) with { From = DateOnly.MinValue, Until = DateOnly.MaxValue }]);

        Assert.Empty(contract.DayStarts(Given.Voice("billing").Queue, Given.Span("06:00", "12:00")));
    }

    [Fact]
    public void DefinitionOn_VersionsOverTime_EachHoldsUntilTheNext()
    {
        var contract = Contract([], (Day, ServiceLevelFormula.Answered), (Day.AddDays(30), ServiceLevelFormula.Offered));
        Assert.Equal(
            [ServiceLevelFormula.Genesys, ServiceLevelFormula.Answered, ServiceLevelFormula.Answered, ServiceLevelFormula.Offered],
            new[] { -1, 0, 29, 30 }.Select(d => contract.DefinitionOn(Day.AddDays(d)).Formula));
    }

    [Fact]
    public void DayOf_AfterMidnightBeforeTheDaysStart_IsYesterday()
    {
        var contract = new Contract(new SiteCalendar(Given.Berlin, new TimeOnly(6, 0)), ServiceLevelDefinition.Default, ContractTerms.None);
        Assert.Equal(Day.AddDays(-1), contract.DayOf(Given.Utc("03:59")));
        Assert.Equal(Day, contract.DayOf(Given.Utc("04:00")));
    }

    [Fact]
    public void Problems_EachWrongField_IsNamedWithItsFix()
    {
        Assert.Empty(TargetRules.Problems(Own(0.8m)));
        Assert.Equal([TargetProblem.WhoseMissing], TargetRules.Problems(Own(0.8m) with { Queue = null }));
        Assert.Equal([TargetProblem.WhoseMissing], TargetRules.Problems(Own(0.8m) with { Group = "both" }));
        Assert.Equal([TargetProblem.RatioOutOfRange], TargetRules.Problems(Own(80m)));
        Assert.Equal([TargetProblem.RatioOutOfRange], TargetRules.Problems(Own(0.80001m)));
        Assert.Equal([TargetProblem.ThresholdOutOfRange], TargetRules.Problems(Own(0.8m) with { ThresholdSeconds = 0 }));
        Assert.Equal([TargetProblem.EndsBeforeItBegins], TargetRules.Problems(Own(0.8m) with { From = Day, Until = Day.AddDays(-1) }));
    }

    private static TargetOverride Own(decimal ratio) => new() { Queue = Billing.Id, Media = MediaType.Voice, Ratio = ratio, ThresholdSeconds = 20 };

    private static ServiceLevelTarget? Target(Contract contract) => contract.TargetsOn(Billing, Day).GetValueOrDefault(MediaType.Voice);

    private static Contract Contract(TargetOverride[] targets, params (DateOnly From, ServiceLevelFormula Formula)[] definitions) => new(
        SiteCalendar.AtMidnight(Given.Berlin),
        ServiceLevelDefinition.Default,
        new ContractTerms(
            targets.Select((t, i) => (t, i)).ToImmutableDictionary(t => $"t{t.i}", t => t.t),
            definitions.ToImmutableDictionary(d => DefinitionVersion.KeyOf(d.From), d => new DefinitionVersion { Formula = d.Formula }),
            ImmutableDictionary<string, Group>.Empty.Add("all", new Group { Name = "All", Rule = new GroupRule() })));
}
