using System.Text.Json;
using CsCheck;
using ServiceLevelDashboard.Analytics.Alerts;
using ServiceLevelDashboard.Boards;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Web.Tests.Boards;

public sealed class AlertYamlTests
{
    private static readonly string[] Texts = ["Sales", "yes", "null", "12", "ä: #1", "- x", "it's \"so\"", "~", "1e3", "[a]", "2026-09-01"];
    private static readonly Gen<string> Text = Gen.Int[0, Texts.Length - 1].Select(static i => Texts[i]);

    private static readonly Gen<AlertRule> Rule = Gen.Select(
        Text, Gen.Enum<AlertConditionKind>(), Gen.Int[0, 3], Gen.Int[0, 1_000], Gen.Bool, Text.Array[0, 3],
        static (name, condition, routes, number, flag, names) =>
            new AlertRule
            {
                Name = name,
                Condition = condition,
                Limit = ConditionTraits.Of(condition).Unit switch { LimitUnit.None => null, LimitUnit.Ratio => (number + 1) / 1_002m, _ => number },
                HoldSeconds = flag ? number : null,
                Burn = (BurnLevel)(1 + (number % 3)),
                Hours = flag ? AlertHours.Always : AlertHours.Open,
                Severity = (AlertSeverity)(number % 3),
                Chime = flag,
                Enabled = !flag,
                Scope = new AlertScope
                {
                    Queues = [.. names.Select(static n => new QueueId(n))],
                    Divisions = [.. names],
                    Group = flag ? name : null,
                    Media = flag ? [MediaType.Voice] : [],
                },
                Routes =
                [
                    .. Enumerable.Range(0, routes).Select(i => new AlertRoute
                    {
                        Route = $"route-{i}", AfterMinutes = number, Mode = flag ? AlertMode.Digest : AlertMode.Each, RepeatMinutes = flag ? null : 30,
                    }),
                ],
            });

    [Fact]
    public void Write_AnyRules_AreReadBackAsTheyWere() => Rule.Array[1, 4].Sample(rules =>
    {
        var written = rules.Select(static (rule, i) => KeyValuePair.Create($"rule-{i}", rule)).ToArray();

        var (read, problems) = AlertYaml.Rules.Read(AlertYaml.Rules.Write(written));

        Assert.Empty(problems);
        Assert.Equal(written.Select(static w => Json(w.Value)), read.Values.Select(Json));
    });

    [Fact]
    public void Write_Preset_SaysOnlyWhatIsNotAsByDefault() => Assert.Equal(
        "alerts:\n  stale:\n    name: Figures are stale\n    condition: FiguresStale\n    severity: Critical\n",
        AlertYaml.Rules.Write([KeyValuePair.Create("stale", AlertPresets.All.Single(static p => p.Key == "stale").Rule)]));

    [Theory]
    [InlineData("")]
    [InlineData("boards:\n  a: {}\n")]
    [InlineData("alerts: [a]\n")]
    [InlineData("alerts:\n  a: 3\n")]
    [InlineData("alerts:\n  a: { name: A, condition: Burn, scope: [a] }\n")]
    [InlineData("alerts:\n  a: { name: A, condition: Burn, routes: { route: a } }\n")]
    [InlineData("alerts:\n  a: { name: A, condition: Burn, holdSeconds: soon }\n")]
    [InlineData("alerts:\n  a: { name: A, condition: 0 }\n")]
    [InlineData("alerts:\n  a: { name: A, condition: Burn, routes: [{ afterMinutes: 3 }] }\n")]
    [InlineData("alerts: &a\n  b: *a\n")]
    [InlineData("alerts:\n  a: {")]
    public void Read_NoRules_SaysWhatIsWrong(string text)
    {
        var (rules, problems) = AlertYaml.Rules.Read(text);

        Assert.Empty(rules);
        Assert.NotEmpty(problems);
        Assert.All(problems, static p => Assert.NotEmpty(p.Sentence));
    }

    private static string Json(AlertRule rule) => JsonSerializer.Serialize(rule, AlertRules.Kind.Json);
}
