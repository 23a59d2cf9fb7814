using System.Globalization;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Configuration;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Web.Components;
using ServiceLevelDashboard.Web.Sites;
using ServiceLevelDashboard.Web.Tests.Documents;
using ServiceLevelDashboard.Web.Tests.Queue;
using ServiceLevelDashboard.Web.Tests.Security;

namespace ServiceLevelDashboard.Web.Tests.Sites;

public sealed class SitePageTests : PageContext
{
    private readonly DocumentCache<Site> _book;
    private readonly FakeRecut _recut = new();

    public SitePageTests()
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("en-GB");
        Services.AddSingleton<ISnapshots>(new FakeSnapshots(QueueSamples.State(QueueSamples.BillingMorning())));
        Services.AddLiveUpdates();
        Services.AddSingleton<TimeProvider>(new FakeTimeProvider(QueueSamples.Now));
        Services.AddSingleton(Viewers.Administrator);
        var groups = Services.AddBook(GroupRules.Kind);
        _book = Services.AddBook(Site.Documents);
        var settings = new DashboardSettings { Zone = QueueSamples.London };
        Services.AddSingleton(settings);
        Services.AddSingleton(new OpeningTimes(settings, _book, groups));
        Services.AddSingleton<IDaySumming>(_recut);
        SetRendererInfo(new RendererInfo("Server", true));
    }

    [Fact]
    public async Task Editor_LinesThatCannotBeRead_AreNamedAndKept()
    {
        var page = Render<SitePage>();
        await page.Field(SiteText.Name).ChangeAsync("Head office");
        await page.Field(SiteText.Hours).ChangeAsync("Mon-Fri 08:00-18:00\nSaturday");
        await page.Field(SiteText.Holidays).ChangeAsync("25.12.2026");

        await page.Find("form").SubmitAsync();

        Assert.Equal(2, page.Problems().Length);
        Assert.Contains("“Saturday” isn't valid", page.Problems()[0], StringComparison.Ordinal);
        Assert.Contains("Saturday", page.Field(SiteText.Hours).GetAttribute("value"), StringComparison.Ordinal);
        Assert.Empty(_book.All);

        await page.Field(SiteText.Hours).ChangeAsync("Mon-Fri 08:00-18:00");
        await page.Field(SiteText.Holidays).ChangeAsync("2026-12-25");
        await page.Find("form").SubmitAsync();

        Assert.Equal(["Mon-Fri 08:00-18:00"], _book.Find("head-office")!.Value.Hours.AsEnumerable());
    }

    [Fact]
    public async Task Editor_QueueOfItsOwnOnOtherClocks_SaysWhatItDoesBeforeItIsSaved()
    {
        var page = Render<SitePage>();
        Assert.Contains("Effect of saving", page.Find(".effect h2").TextContent, StringComparison.Ordinal);
        await page.Field(SiteText.Name).ChangeAsync("New York");
        await page.ChooseAsync(SiteText.Queues, "#");
        Assert.Contains("No current queue", page.Find(".effect").TextContent, StringComparison.Ordinal);
        await page.Find("form").SubmitAsync();
        Assert.Contains("Choose at least one queue", page.Problems()[0], StringComparison.Ordinal);

        await page.Find(".list input").ChangeAsync(true);
        await page.ChooseAsync(SiteText.Zone, "America/New York");
        await page.Find("form").SubmitAsync();
        Assert.Contains("“America/New York” isn't valid", page.Problems()[0], StringComparison.Ordinal);
        Assert.Equal("America/New York", page.Field(SiteText.Zone).GetAttribute("value"));
        await page.ChooseAsync(SiteText.Zone, "America/New_York");
        await page.Field(SiteText.Hours).ChangeAsync("Mon-Fri 08:00-18:00");

        var effect = page.Find(".effect").TextContent;
        Assert.Contains("One queue gets these hours: Billing.", effect, StringComparison.Ordinal);
        Assert.Contains("Closed now (03:52, New York); opens 08:00", effect, StringComparison.Ordinal);
        Assert.Contains("Their day starts at 00:00, time zone New York", effect, StringComparison.Ordinal);
        Assert.Contains("Saving recalculates their past days", effect, StringComparison.Ordinal);
        await page.Find("form").SubmitAsync();

        var kept = _book.Find("new-york")!.Value;
        Assert.Equal(("America/New_York", "q-billing", ""), (kept.Zone, Assert.Single(kept.Queues).Value, kept.Group));
    }

    [Fact]
    public async Task Editor_StartOfTheDay_HasToLieOnAnIntervalsBorder()
    {
        var page = Render<SitePage>();
        await page.Field(SiteText.Name).ChangeAsync("Kathmandu");
        await page.ChooseAsync(SiteText.Zone, "Asia/Kathmandu");
        await page.Find("input[placeholder='00:00']").ChangeAsync("18:19");
        await page.Find("form").SubmitAsync();
        Assert.Contains("18:19 in Kathmandu is inside a 15-minute interval", page.Problems()[0], StringComparison.Ordinal);

        await page.Find("input[placeholder='00:00']").ChangeAsync("6 o'clock");
        await page.Find("form").SubmitAsync();
        Assert.Contains("“6 o'clock” isn't a time", page.Problems()[0], StringComparison.Ordinal);

        await page.Find("input[placeholder='00:00']").ChangeAsync("06:00");
        await page.Find("form").SubmitAsync();
        Assert.Equal(("Asia/Kathmandu", "06:00"), Assert.Single(_book.All.Values.Select(d => (d.Value.Zone, d.Value.DayStart))));
    }

    [Fact]
    public void Sites_WhilePastDaysAreCutAnew_SayHowFarItHasCome()
    {
        _recut.Current = new DaySumming(40, 400);
        Assert.Contains("Recalculating past days: 40 of 400.", Render<SitesPage>().Find("[role=status]").TextContent, StringComparison.Ordinal);
        Assert.Contains("Recalculating past days: 40 of 400.", Render<SitePage>().Find(".effect").TextContent, StringComparison.Ordinal);
    }

    private sealed class FakeRecut : IDaySumming
    {
        public DaySumming Current { get; set; }
    }

    [Fact]
    public async Task Editor_QueueOfAnotherSite_IsRefusedByName()
    {
        await _book.SaveAsync(
            "home",
            new Site { Name = "Home", Queues = [QueueSamples.Billing.Queue] },
            0,
            Actor.Person("anna", "anna"),
            Xunit.TestContext.Current.CancellationToken);
        var page = Render<SitePage>();
        await page.Field(SiteText.Name).ChangeAsync("Second");
        await page.ChooseAsync(SiteText.Queues, "#");
        await page.Find(".list input").ChangeAsync(true);

        await page.Find("form").SubmitAsync();

        Assert.Contains("Billing already belongs to the site Home", page.Problems()[0], StringComparison.Ordinal);
        Assert.Single(_book.All);
    }

    [Fact]
    public async Task Editor_SecondSiteForTheSameQueues_IsRefused()
    {
        await _book.SaveAsync("head", new Site { Name = "Head" }, 0, Actor.Person("anna", "anna"), Xunit.TestContext.Current.CancellationToken);
        var page = Render<SitePage>();
        await page.Field(SiteText.Name).ChangeAsync("Second");

        await page.Find("form").SubmitAsync();

        Assert.Contains("Another site already has these queues", page.Problems()[0], StringComparison.Ordinal);
        Assert.Single(_book.All);
    }
}
