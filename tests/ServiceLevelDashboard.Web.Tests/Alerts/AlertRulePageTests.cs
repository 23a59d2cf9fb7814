using System.Globalization;
using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ServiceLevelDashboard.Access.Roles;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Alerts;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Delivery.Routes;
using ServiceLevelDashboard.Web.Alerts;
using ServiceLevelDashboard.Web.Components;
using ServiceLevelDashboard.Web.Tests.Documents;
using ServiceLevelDashboard.Web.Tests.Explain;
using ServiceLevelDashboard.Web.Tests.Queue;

namespace ServiceLevelDashboard.Web.Tests.Alerts;

public sealed class AlertRulePageTests : PageContext
{
    private readonly DocumentCache<AlertRule> _book;
    private readonly DocumentCache<Route> _routes;

    public AlertRulePageTests()
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en-GB");
        Services.AddSingleton<ISnapshots>(new FakeSnapshots(QueueSamples.State(QueueSamples.BillingMorning())));
        Services.AddLiveUpdates();
        Services.AddSingleton<TimeProvider>(new FakeTimeProvider(QueueSamples.Now));
        Services.AddSingleton(new Viewer(_ => new Person(Actor.Person("anna", "anna"), Rank.Supervisor, Visibility.Everything)));
        var archive = new FakeArchive();
        _book = Services.AddBook(AlertRules.Kind, archive);
        _routes = Services.AddBook(Route.Documents, archive);
        ComponentFactories.AddStub<AlertReplayCard>(); // it has tests of its own
        SetRendererInfo(new RendererInfo("Server", true));
    }

    private static CancellationToken Cancellation => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task Editor_NewRule_IsKeptAsTyped()
    {
        await _routes.SaveAsync(
            "duty", new Route { Name = "Duty", Kind = RouteKind.Mail, To = ["duty@example.com"] }, 0, Actor.Person("a", "a"), Cancellation);
        var page = Render<AlertRulePage>();

        await page.Field(AlertRuleText.Name).ChangeAsync("Abandons");
        await page.ChooseAsync(AlertRuleText.Condition, AlertConditionKind.AbandonRateOver);
        await page.Field(AlertRuleText.LimitAbandon).ChangeAsync("12.5");
        await page.Field(AlertRuleText.Window).ChangeAsync("60");
        await page.Button(AlertRuleText.AddRoute).ClickAsync(new());
        await page.Field(AlertRuleText.After).ChangeAsync("15");
        await page.Find("form").SubmitAsync();

        var rule = Assert.Single(_book.All).Value.Value;
        Assert.Equal(("Abandons", AlertConditionKind.AbandonRateOver, 0.125m, 60), (rule.Name, rule.Condition, rule.Limit, rule.WindowMinutes));
        Assert.Equal(new AlertRoute { Route = "duty", AfterMinutes = 15 }, Assert.Single(rule.Routes));
        Assert.EndsWith("/alerts/rules", Services.GetRequiredService<BunitNavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Editor_WrongFields_AreNamedAndWhatWasTypedStays()
    {
        var page = Render<AlertRulePage>();
        await page.ChooseAsync(AlertRuleText.Condition, AlertConditionKind.LongestWaitOver);
        await page.Field(AlertRuleText.LimitSeconds).ChangeAsync("long");
        await page.Find("form").SubmitAsync();

        Assert.Empty(_book.All);
        Assert.Contains("Enter a name of at most 80 characters.", page.Problems());
        Assert.Contains(AlertRuleText.WrongLimit, page.Problems());
        Assert.Equal("long", page.Field(AlertRuleText.LimitSeconds).GetAttribute("value"));
    }

    [Fact]
    public void Editor_FromAPreset_BeginsWithIt()
    {
        Services.GetRequiredService<BunitNavigationManager>().NavigateTo(AlertRulePage.From("nobody"));

        var page = Render<AlertRulePage>();

        Assert.Equal(AlertRuleText.PresetNobody, page.Field(AlertRuleText.Name).GetAttribute("value"));
    }

    [Fact]
    public void Presets_AllOfThem_HaveWords() =>
        Assert.All(AlertPresets.All, static preset => Assert.NotEqual(preset.Key, AlertRuleWords.OfPreset(preset.Key)));

    [Fact]
    public void Sentence_EveryCondition_IsWorded() => Assert.All(Enum.GetValues<AlertConditionKind>(), static condition =>
        Assert.False(string.IsNullOrWhiteSpace(AlertRuleWords.Sentence(new AlertRule { Name = "x", Condition = condition }))));

    [Fact]
    public void Draft_OfARule_IsTheRule()
    {
        var rule = new AlertRule
        {
            Name = "All of it",
            Condition = AlertConditionKind.LevelBelowTarget,
            Limit = 0.75m,
            WindowMinutes = 45,
            HoldSeconds = 120,
            LeastContacts = 30,
            Hours = AlertHours.Always,
            Severity = AlertSeverity.Critical,
            Chime = true,
            Enabled = false,
            Scope = new AlertScope { Queues = [QueueSamples.Billing.Queue], Group = "sales", Divisions = ["Home"], Media = [QueueSamples.Billing.Media] },
            Routes = [new AlertRoute { Route = "office", Mode = AlertMode.Digest, DigestMinutes = 120 }, new AlertRoute { Route = "duty", RepeatMinutes = 30 }],
        };

        var again = AlertRuleDraft.Of(rule).ToRule();

        Assert.Equal(System.Text.Json.JsonSerializer.Serialize(rule), System.Text.Json.JsonSerializer.Serialize(again));
    }
}
