using System.Globalization;
using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ServiceLevelDashboard.Access.Roles;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Web.Components;
using ServiceLevelDashboard.Web.Targets;
using ServiceLevelDashboard.Web.Tests.Documents;
using ServiceLevelDashboard.Web.Tests.Explain;
using ServiceLevelDashboard.Web.Tests.Queue;

namespace ServiceLevelDashboard.Web.Tests.Targets;

public sealed class TargetPageTests : PageContext
{
    private readonly FakeArchive _archive = new();
    private readonly DocumentCache<TargetOverride> _book;
    private readonly DocumentCache<DefinitionVersion> _definitions;
    private Visibility _sees = Visibility.Everything;

    public TargetPageTests()
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("en-GB");
        Services.AddSingleton<ISnapshots>(new FakeSnapshots(QueueSamples.State(QueueSamples.BillingMorning())));
        Services.AddLiveUpdates();
        Services.AddSingleton<TimeProvider>(new FakeTimeProvider(QueueSamples.Now));
        Services.AddSingleton(new Viewer(_ => new Person(Actor.Person("anna", "anna"), Rank.Administrator, _sees)));
        Services.AddSingleton<IContracts>(new FakeContracts());
        Services.AddBook(GroupRules.Kind, _archive);
        _book = Services.AddBook(TargetRules.Kind, _archive);
        _definitions = Services.AddBook(DefinitionVersion.Kind, _archive);
        SetRendererInfo(new RendererInfo("Server", true));
    }

    private static CancellationToken Cancellation => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task Editor_NewTarget_IsKeptAndLeadsBack()
    {
        var page = Render<TargetPage>();
        await page.ChooseAsync(TargetText.Whose, TargetDraft.OfQueue(QueueSamples.Billing.Queue));
        await page.Field(TargetText.Percent).ChangeAsync("87.5");
        await page.Field(TargetText.Seconds).ChangeAsync("15");
        await page.Find("form").SubmitAsync();

        var target = Assert.Single(_book.All).Value.Value;
        Assert.Equal((QueueSamples.Billing.Queue, 0.875m, 15), (target.Queue, target.Ratio, target.ThresholdSeconds));
        Assert.EndsWith("/targets", Services.GetRequiredService<BunitNavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Editor_WrongFields_AreNamedAndWhatWasTypedStays()
    {
        var page = Render<TargetPage>();
        await page.Field(TargetText.Percent).ChangeAsync("eighty");
        await page.Find("form").SubmitAsync();

        Assert.Empty(_book.All);
        Assert.Contains("Choose a queue or a group.", page.Markup, StringComparison.Ordinal);
        Assert.Contains("Target: enter a number", page.Markup, StringComparison.Ordinal);
        Assert.Equal("eighty", page.Field(TargetText.Percent).GetAttribute("value"));
    }

    [Fact]
    public async Task Editor_DayThatIsNone_SavesNothingAndTakesTheReaderThere()
    {
        var script = JSInterop.SetupModule("./js/form.js");
        script.Mode = JSRuntimeMode.Loose;
        var page = Render<TargetPage>();
        await page.Field(TargetText.Until).ChangeAsync("soon");

        await page.Find("form").SubmitAsync();

        Assert.Equal(["Enter a date, for example 31/12/2026."], page.Problems()); // the other fields were not looked at
        Assert.Equal(("soon", "true"), (page.Field(TargetText.Until).GetAttribute("value"), page.Field(TargetText.Until).GetAttribute("aria-invalid")));
        Assert.Single(script.Invocations["focusFirstMarked"]);
        Assert.Empty(_book.All);
    }

    [Fact]
    public async Task List_TargetsOfQueuesThatAreNotSeen_AreNotShown()
    {
        var target = new TargetOverride { Queue = QueueSamples.Billing.Queue, Media = MediaType.Voice, Ratio = 0.9m, ThresholdSeconds = 20 };
        await _book.SaveAsync("seen", target, 0, Actor.Person("anna", "anna"), Cancellation);
        await _book.SaveAsync("hidden", target with { Queue = new QueueId("elsewhere") }, 0, Actor.Person("anna", "anna"), Cancellation);
        Assert.Equal(2, Render<TargetsPage>().FindAll("tbody tr").Count);

        _sees = Visibility.Of([], [], [QueueSamples.Billing.Queue]);
        Assert.Single(Render<TargetsPage>().FindAll("tbody tr"));
    }

    [Fact]
    public async Task List_EndToday_KeepsTheTargetForToday()
    {
        await _book.SaveAsync(
            "one",
            new TargetOverride { Queue = QueueSamples.Billing.Queue, Media = MediaType.Voice, Ratio = 0.9m, ThresholdSeconds = 20 },
            0,
            Actor.Person("anna", "anna"),
            Cancellation);
        await Render<TargetsPage>().Find("button[aria-label^='End today']").ClickAsync(new());

        Assert.Equal(DateOnly.FromDateTime(QueueSamples.Now.UtcDateTime), _book.Find("one")!.Value.Until);
    }

    [Fact]
    public async Task Definitions_NewVersion_IsKeptUnderItsDay()
    {
        var page = Render<DefinitionVersions>();
        await page.Find("form").SubmitAsync();
        Assert.Contains("First day: choose", page.Markup, StringComparison.Ordinal);

        await page.Field(TargetText.From).ChangeAsync(new() { Value = "01/10/2026" });
        await page.ChooseAsync(TargetText.Formula, ServiceLevelFormula.Answered);
        await page.Find("form").SubmitAsync();
        Assert.Equal(ServiceLevelFormula.Answered, _definitions.Find("2026-10-01")!.Value.Formula);
    }
}
