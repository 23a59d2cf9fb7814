using System.Collections.Immutable;
using System.Globalization;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ServiceLevelDashboard.Access.Roles;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Web.Annotations;
using ServiceLevelDashboard.Web.Components;
using ServiceLevelDashboard.Web.Tests.Documents;
using ServiceLevelDashboard.Web.Tests.Explain;
using ServiceLevelDashboard.Web.Tests.Queue;

namespace ServiceLevelDashboard.Web.Tests.Annotations;

public sealed class AnnotationPageTests : PageContext
{
    private readonly DocumentCache<Annotation> _book;
    private Visibility _sees = Visibility.Everything;

    public AnnotationPageTests()
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("en-GB");
        Services.AddSingleton<ISnapshots>(new FakeSnapshots(QueueSamples.State(QueueSamples.BillingMorning())));
        Services.AddLiveUpdates();
        Services.AddSingleton<TimeProvider>(new FakeTimeProvider(QueueSamples.Now));
        Services.AddSingleton(ExplainSamples.Settings);
        Services.AddSingleton(new Viewer(_ => new Person(Actor.Person("sue", "Sue"), Rank.Supervisor, _sees)));
        _book = Services.AddBook(Annotation.Documents);
        SetRendererInfo(new RendererInfo("Server", true));
    }

    [Fact]
    public async Task Editor_OnTheSitesClocks_KeepsInstants()
    {
        var page = Render<AnnotationPage>();
        await page.Field(AnnotationText.What).ChangeAsync("Line down");
        await page.Field("From (").ChangeAsync(new() { Value = "01/09/2026" });
        await page.Field("From (London): time").ChangeAsync("09:00");
        await page.Field("To (").ChangeAsync(new() { Value = "01/09/2026" });
        await page.Field("To (London): time").ChangeAsync("10:30");

        await page.Find("form").SubmitAsync();

        var annotation = _book.Find("line-down")!.Value;
        Assert.Equal(QueueSamples.Eight.AddHours(1), annotation.Start);
        Assert.Equal(TimeSpan.FromMinutes(90), annotation.End - annotation.Start);
        Assert.Equal("Sue", annotation.By);
    }

    [Fact]
    public async Task Editor_NoteInTheRepeatedHour_IsSavedAsItIsProposed()
    {
        var second = new DateTimeOffset(2026, 10, 25, 1, 20, 0, TimeSpan.Zero); // 01:20 in London for the second time
        var note = new Annotation { Text = "Late", Start = second, End = second.AddMinutes(20) };
        await _book.SaveAsync("late", note, 0, Actor.Person("anna", "anna"), Xunit.TestContext.Current.CancellationToken);
        var page = Render<AnnotationPage>(p => p.Add(x => x.Key, "late"));
        Assert.Equal(2, page.FindAll("[role=combobox][aria-label*='which of the two']").Count);

        await page.Find("form").SubmitAsync();

        Assert.Equal((second, second.AddMinutes(20)), (_book.Find("late")!.Value.Start, _book.Find("late")!.Value.End));
    }

    [Fact]
    public async Task Editor_HalfPastOneToHalfPastOneAcrossTheChange_IsAnHour()
    {
        var page = Render<AnnotationPage>();
        await page.Field(AnnotationText.What).ChangeAsync("Line down");
        await page.Field("From (").ChangeAsync(new() { Value = "25/10/2026" });
        await page.Field("From (London): time").ChangeAsync("01:30");
        await page.Field("To (").ChangeAsync(new() { Value = "25/10/2026" });
        await page.Field("To (London): time").ChangeAsync("01:30");
        Assert.StartsWith("01:30, the second time", page.Find("[role=combobox][aria-label^='To']").GetAttribute("value"), StringComparison.Ordinal);

        await page.Find("form").SubmitAsync();

        Assert.Equal(TimeSpan.FromHours(1), _book.Find("line-down")!.Value.Span.Length);
        Assert.Equal(new DateTimeOffset(2026, 10, 25, 0, 30, 0, TimeSpan.Zero), _book.Find("line-down")!.Value.Start);
    }

    [Fact]
    public async Task Editor_TimeThatDoesNotExist_SaysSoAndSavesNothing()
    {
        var page = Render<AnnotationPage>();
        await page.Field(AnnotationText.What).ChangeAsync("Line down");
        await page.Field("From (").ChangeAsync(new() { Value = "29/03/2026" });
        await page.Field("From (London): time").ChangeAsync("01:30");
        await page.Field("To (").ChangeAsync(new() { Value = "29/03/2026" });
        await page.Field("To (London): time").ChangeAsync("03:30");

        await page.Find("form").SubmitAsync();

        Assert.Contains("01:30 does not exist on that day", page.Markup, StringComparison.Ordinal);
        Assert.Empty(_book.All);
    }

    [Fact]
    public async Task Editor_EndBeforeStartAndNoReason_SaysEachAndLosesNothing()
    {
        var page = Render<AnnotationPage>();
        await page.Field(AnnotationText.What).ChangeAsync("Line down");
        await page.Field("From (").ChangeAsync(new() { Value = "01/09/2026" });
        await page.Field("From (London): time").ChangeAsync("09:00");
        await page.Field("To (").ChangeAsync(new() { Value = "01/09/2026" });
        await page.Field("To (London): time").ChangeAsync("09:00");
        await page.Field(AnnotationText.LeaveOut).ChangeAsync(true);

        await page.Find("form").SubmitAsync();

        Assert.Equal(2, page.Problems().Length);
        Assert.Empty(_book.All);
        Assert.Equal("Line down", page.Field(AnnotationText.What).GetAttribute("value"));
    }

    [Fact]
    public async Task List_ForAPartOfTheQueues_NamesNoOthersAndOffersNoChange()
    {
        await SaveAsync("theirs", "Theirs", Elsewhere);
        await SaveAsync("both", "Both", QueueSamples.Billing.Queue, Elsewhere);
        await SaveAsync("mine", "Mine", QueueSamples.Billing.Queue);
        _sees = Visibility.Of([], [], [QueueSamples.Billing.Queue]);

        var page = Render<AnnotationsPage>();

        Assert.DoesNotContain("Theirs", page.Markup, StringComparison.Ordinal);
        Assert.DoesNotContain(Elsewhere.Value, page.Markup, StringComparison.Ordinal);
        Assert.Contains("Billing, others you don't have access to", page.Markup, StringComparison.Ordinal);
        Assert.Contains("Mine", Assert.Single(page.FindAll("tbody button")).GetAttribute("aria-label"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Delete_DrawnBeforeTheRightWasTakenAway_IsRefusedWithASentence()
    {
        await SaveAsync("both", "Both", QueueSamples.Billing.Queue, Elsewhere);
        var page = Render<AnnotationsPage>();
        var button = page.Find("tbody button");
        _sees = Visibility.Of([], [], [QueueSamples.Billing.Queue]);

        await button.ClickAsync(new());

        Assert.NotNull(_book.Find("both"));
        Assert.Contains(LayoutText.PartRefused, page.Markup, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("theirs", false)]
    [InlineData("both", true)]
    public async Task Editor_OfWhatIsNotWhollySeen_HoldsNoneOfIt(string key, bool isPart)
    {
        await SaveAsync("theirs", "Their text", Elsewhere);
        await SaveAsync("both", "Their text", QueueSamples.Billing.Queue, Elsewhere);
        _sees = Visibility.Of([], [], [QueueSamples.Billing.Queue]);

        var page = Render<AnnotationPage>(p => p.Add(x => x.Key, key));

        Assert.Empty(page.FindAll("form"));
        Assert.DoesNotContain("Their text", page.Markup, StringComparison.Ordinal);
        Assert.Contains(isPart ? LayoutText.PartOnly : AnnotationText.Gone, page.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Editor_NewNoteOnEveryQueueByWhoSeesAPart_IsRefusedWithASentence()
    {
        _sees = Visibility.Of([], [], [QueueSamples.Billing.Queue]);
        var page = Render<AnnotationPage>();
        await page.Field(AnnotationText.What).ChangeAsync("Line down");

        await page.Find("form").SubmitAsync();

        Assert.Empty(_book.All);
        Assert.Contains(LayoutText.PartRefused, page.Markup, StringComparison.Ordinal);
        Assert.Equal("Line down", page.Field(AnnotationText.What).GetAttribute("value"));
    }

    private static QueueId Elsewhere { get; } = new("elsewhere");

    private async Task SaveAsync(string key, string text, params ImmutableArray<QueueId> queues)
    {
        var note = new Annotation { Text = text, Start = QueueSamples.Eight, End = QueueSamples.Now, Queues = queues };
        Assert.True((await _book.SaveAsync(key, note, 0, Actor.Person("anna", "anna"), Xunit.TestContext.Current.CancellationToken)).IsSaved);
    }
}
