using System.Globalization;
using ServiceLevelDashboard.Analytics.Alerts;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Delivery.Words;

namespace ServiceLevelDashboard.Delivery.Tests.Words;

public sealed class AlertWordsTests
{
    private static readonly Uri Dashboard = new("https://dashboard.example/sld/");

    public AlertWordsTests() => Speak("en-GB");

    [Fact]
    public void Subject_OfOneAlert_SaysSeverityQueueWhatAndSince() => Assert.Equal(
        "[Critical] Billing, Voice: 61 % (239 of 391) below 80 % in 20 s since 10:45", Plain(AlertWords.Subject(Notices.Of(Notices.Billing))));

    [Fact]
    public void Subject_InGerman_IsGerman()
    {
        Speak("de-DE");
        Assert.Equal(
            "[Kritisch] Billing, Anruf: 61 % (239 von 391) unter 80 % in 20 s seit 10:45",
            Plain(AlertWords.Subject(Notices.Of(Notices.Billing))));
    }

    [Fact]
    public void Subject_OfResolved_SaysFromWhenToWhen() => Assert.Equal(
        "[Resolved] Billing, Voice: 81 % (401 of 493), target 80 % in 20 s (10:45 to 11:20)", Plain(AlertWords.Subject(Notices.Of(Notices.Resolved))));

    [Fact]
    public void Subject_OfMany_CountsThemUnderTheWorst() => Assert.Equal(
        "[Critical] 5 alerts: Queue 0, Voice, Queue 1, Voice, Queue 2, Voice and 2 more since 10:40",
        Plain(AlertWords.Subject(Notices.Of([.. Enumerable.Range(0, 5).Select(n => Notices.Billing with
        {
            Alert = $"{n}",
            Name = $"Queue {n}",
            Severity = n == 3 ? AlertSeverity.Critical : AlertSeverity.Warning,
            Since = Notices.Now.AddMinutes(-5 - (n == 4 ? 5 : 0)),
        })]))));

    [Fact]
    public void What_LevelOfTheRulesOwn_SaysItAndNotTheTargets() => Assert.Equal(
        "61 % (239 of 391), limit 70 %", Plain(AlertWords.What(Notices.Billing with { Condition = AlertConditionKind.LevelBelowTarget, Limit = 0.7m })));

    [Theory]
    [InlineData(AlertConditionKind.LevelBelowTarget, "61 %")]
    [InlineData(AlertConditionKind.Burn, "61 %")]
    [InlineData(AlertConditionKind.LongestWaitOver, "waiting 2:31")]
    [InlineData(AlertConditionKind.WaitingOver, "12 waiting")]
    [InlineData(AlertConditionKind.NobodyOnQueue, "no agents")]
    [InlineData(AlertConditionKind.AbandonRateOver, "15 % abandoned")]
    [InlineData(AlertConditionKind.ChanceUnder, "chance 15 %")]
    [InlineData(AlertConditionKind.FiguresStale, "")]
    public void Glance_OfACondition_IsItsFigureAlone(AlertConditionKind condition, string glance) => Assert.Equal(glance, Plain(AlertWords.Glance(
        Notices.Billing with
        {
            Condition = condition,
            LongestWait = TimeSpan.FromSeconds(151),
            Waiting = 12,
            Ratio = 0.15m,
            Chance = 0.15,
        })));

    [Theory]
    [InlineData(AlertNoticeKind.Digest, "[Digest] ")]
    [InlineData(AlertNoticeKind.Test, "[Test] ")]
    [InlineData(AlertNoticeKind.Acknowledgement, "[Acknowledged] ")]
    [InlineData(AlertNoticeKind.Escalation, "[Critical] ")]
    [InlineData(AlertNoticeKind.Repetition, "[Critical] ")]
    public void Subject_OfAKind_BeginsWithIt(AlertNoticeKind kind, string begin) =>
        Assert.StartsWith(begin, AlertWords.Subject(Notices.Of(Notices.Billing) with { Kind = kind }), StringComparison.Ordinal);

    [Fact]
    public void Lines_OfAnAlert_SayAllThatIsKnown() => Assert.Equal(
        [
            "Service level: 61 % (239 of 391) (Last 30 min)",
            "Target: 80 % in 20 s",
            "Since: 10:45",
            "Contacts waiting: 12",
            "Longest wait: 2:14",
            "Agents on queue: 7",
            "Chance of meeting target: 12 %",
            "To recover: 369 in a row within target",
            "Why: fewer agents on queue than usual; more contacts than usual",
            "Rule: Low service level",
            "Data as of: 10:50 (Europe/Berlin)",
        ],
        AlertWords.Lines(Notices.Billing, Notices.Now).Select(l => Plain($"{l.Label}: {l.Value}")));

    [Fact]
    public void Lines_OfFewContacts_ShowCountsAndNoPercentage() => Assert.Equal(
        "3 of 7 (Last 30 min)",
        AlertWords.Lines(Notices.Billing with { Level = new ServiceLevel(3, 7) }, Notices.Now).First(l => l.Label == "Service level").Value);

    [Fact]
    public void Headline_OfAnotherDay_HasItsDate() => Assert.EndsWith(
        "since 1 Mar 23:30",
        AlertWords.Headline(Notices.Billing with { Since = Notices.Now.AddHours(-11).AddMinutes(-20) }, Notices.Now),
        StringComparison.Ordinal);

    [Theory]
    [InlineData("en-GB")]
    [InlineData("de-DE")]
    public void Words_OfEveryCondition_AreThereWithAndWithoutFigures(string language)
    {
        Speak(language);
        foreach (var condition in Enum.GetValues<AlertConditionKind>())
        {
            var bare = new AlertFacts
            {
                Alert = "a",
                Rule = "r",
                RuleName = "Rule",
                Condition = condition,
                Severity = AlertSeverity.Warning,
                State = AlertState.Firing,
                Since = Notices.Now,
                Zone = "no such zone",
            };
            var firing = Notices.Billing with { Condition = condition, Limit = 0.5m, Ratio = 0.7m };
            AlertFacts[] all = [bare, firing, Notices.Resolved with { Condition = condition }];
            foreach (var alert in all)
            {
                var text = AlertWords.Subject(Notices.Of(alert)) + string.Join('\n', AlertWords.Lines(alert, Notices.Now));
                Assert.DoesNotContain("{", text, StringComparison.Ordinal);
                Assert.Contains(alert.Name, text, StringComparison.Ordinal);
            }
        }
    }

    [Theory]
    [InlineData("explain/0123abcd", "https://dashboard.example/sld/explain/0123abcd")]
    [InlineData("/explain/0123abcd", "https://dashboard.example/sld/explain/0123abcd")]
    [InlineData(null, "https://dashboard.example/sld/")]
    [InlineData("https://evil.example/", "https://dashboard.example/sld/")]
    [InlineData("//evil.example/", "https://dashboard.example/sld/evil.example/")]
    [InlineData("javascript:alert(1)", "https://dashboard.example/sld/")]
    public void Link_OfAPath_LeadsToTheDashboardAlone(string? path, string link) =>
        Assert.Equal(link, AlertWords.Link(Notices.Billing with { Path = path }, Dashboard)?.AbsoluteUri);

    [Fact]
    public void Link_WithoutAnAddress_IsNone() => Assert.Null(AlertWords.Link(Notices.Billing, null));

    /// <summary>With common blanks in place of those before a percent sign.</summary>
    private static string Plain(string text) => text.Replace('\u202F', ' ').Replace('\u00A0', ' ');

    private static void Speak(string language) => CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
}
