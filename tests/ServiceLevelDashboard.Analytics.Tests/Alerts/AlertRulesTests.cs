using System.Text.Json;
using ServiceLevelDashboard.Analytics.Alerts;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Tests.Alerts;

public sealed class AlertRulesTests
{
    private static readonly AlertRule Sound = new() { Name = "Waits", Condition = AlertConditionKind.LongestWaitOver };

    [Fact]
    public void Problems_SoundRules_None()
    {
        Assert.Empty(AlertRules.Problems(Sound));
        Assert.All(AlertPresets.All, static preset => Assert.Empty(AlertRules.Problems(preset.Rule)));
        Assert.All(Enum.GetValues<AlertConditionKind>(), static condition =>
            Assert.Empty(AlertRules.Problems(new AlertRule { Name = "Any", Condition = condition })));
    }

    [Fact]
    public void Problems_OneFieldOutOfRange_NamesThatField()
    {
        (AlertRule Rule, AlertRuleProblem Problem, string Field)[] cases =
        [
            (Sound with { Name = " " }, AlertRuleProblem.Name, "name"),
            (Sound with { Condition = (AlertConditionKind)99 }, AlertRuleProblem.Words, "condition, hours, severity and mode"),
            (Sound with { Severity = (AlertSeverity)9 }, AlertRuleProblem.Words, "condition, hours, severity and mode"),
            (Sound with { Scope = new AlertScope { Group = " " } }, AlertRuleProblem.Scope, "scope"),
            (Sound with { Scope = new AlertScope { Divisions = [""] } }, AlertRuleProblem.Scope, "scope"),
            (Sound with { Limit = -1 }, AlertRuleProblem.Limit, "limit"),
            (Sound with { Limit = 1.5m }, AlertRuleProblem.Limit, "limit"),
            (Sound with { Condition = AlertConditionKind.ChanceUnder, Limit = 80 }, AlertRuleProblem.Limit, "limit"),
            (Sound with { Condition = AlertConditionKind.Burn, Limit = 1 }, AlertRuleProblem.LimitNotTaken, "limit"),
            (Sound with { WindowMinutes = 30 }, AlertRuleProblem.WindowNotTaken, "windowMinutes"),
            (Sound with { Condition = AlertConditionKind.AbandonRateOver, WindowMinutes = 5 }, AlertRuleProblem.Window, "windowMinutes"),
            (Sound with { Burn = BurnLevel.Calm }, AlertRuleProblem.Burn, "burn"),
            (Sound with { HoldSeconds = -1 }, AlertRuleProblem.Hold, "holdSeconds"),
            (Sound with { LeastContacts = 5 }, AlertRuleProblem.LeastContacts, "leastContacts"),
            (Sound with { Routes = [new AlertRoute { Route = "a" }, new AlertRoute { Route = "a" }] }, AlertRuleProblem.Routes, "routes"),
            (Sound with { Routes = [new AlertRoute { Route = "a", RepeatMinutes = 1 }] }, AlertRuleProblem.RouteTimes, "routes"),
        ];
        Assert.All(cases, static c =>
        {
            Assert.Equal(c.Problem, Assert.Single(AlertRules.Problems(c.Rule)));
            Assert.StartsWith(c.Field + ":", AlertRules.Sentence(c.Problem), StringComparison.Ordinal);
        });
    }

    [Fact]
    public void Json_RuleWrittenAndRead_IsTheSame()
    {
        var rule = Sound with
        {
            Scope = new AlertScope { Queues = [new QueueId("a")], Group = "sales", Divisions = ["Home"], Media = [MediaType.Voice] },
            Limit = 90,
            HoldSeconds = 30,
            Hours = AlertHours.Always,
            Severity = AlertSeverity.Critical,
            Routes = [new AlertRoute { Route = "duty", AfterMinutes = 15, RepeatMinutes = 30 }],
            Chime = true,
        };
        var json = JsonSerializer.Serialize(rule, AlertRules.Kind.Json);

        Assert.Equal(json, JsonSerializer.Serialize(JsonSerializer.Deserialize(json, AlertRules.Kind.Json)!, AlertRules.Kind.Json));
        Assert.Equal(rule.Scope.Queues, JsonSerializer.Deserialize(json, AlertRules.Kind.Json)!.Scope.Queues);
        Assert.Throws<JsonException>(static () => JsonSerializer.Deserialize("""{ "name": "x", "condition": "Burn", "limits": 1 }""", AlertRules.Kind.Json));
    }

    [Fact]
    public void Holds_PartsOfAScope_AllMustHold()
    {
        var queue = Given.Queue("a") with { Division = new Division("d1", "Home") };
        var group = new Group { Name = "Sales", Queues = [new QueueId("a")] };

        Assert.True(AlertScope.All.Holds(queue, MediaType.Voice, null));
        Assert.True(new AlertScope { Divisions = ["home"], Media = [MediaType.Voice], Group = "sales" }.Holds(queue, MediaType.Voice, group));
        Assert.False(new AlertScope { Divisions = ["Abroad"] }.Holds(queue, MediaType.Voice, null));
        Assert.False(new AlertScope { Media = [MediaType.Email] }.Holds(queue, MediaType.Voice, null));
        Assert.False(new AlertScope { Queues = [new QueueId("b")] }.Holds(queue, MediaType.Voice, null));
        Assert.False(new AlertScope { Group = "gone" }.Holds(queue, MediaType.Voice, null));
    }
}
