using System.Globalization;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Groups;
using ServiceLevelDashboard.Analytics.Sites;
using ServiceLevelDashboard.Web.Sites;
using ServiceLevelDashboard.Web.Tests.Documents;
using ServiceLevelDashboard.Web.Tests.Queue;
using ServiceLevelDashboard.Web.Tests.Security;

namespace ServiceLevelDashboard.Web.Tests.Sites;

public sealed class SitePageTests : BunitContext
{
    private readonly DocumentBook<Site> _book;

    public SitePageTests()
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("en-GB");
        Services.AddSingleton<ISnapshots>(new FakeSnapshots(QueueSamples.State(QueueSamples.BillingMorning())));
        Services.AddSingleton<TimeProvider>(new FakeTimeProvider(QueueSamples.Now));
        Services.AddSingleton(Viewers.Administrator);
        Services.AddBook(GroupRules.Kind);
        _book = Services.AddBook(Site.Documents);
        SetRendererInfo(new RendererInfo("Server", true));
    }

    [Fact]
    public void Editor_LinesThatCannotBeRead_AreNamedAndKept()
    {
        var page = Render<SitePage>();
        page.Find("input").Change("Head office");
        page.FindAll("textarea")[0].Change("Mon-Fri 08:00-18:00\nSaturday");
        page.FindAll("textarea")[1].Change("25.12.2026");

        page.Find("form").Submit();

        Assert.Equal(2, page.FindAll(".problem").Count);
        Assert.Contains("“Saturday” cannot be read", page.Find(".problem").TextContent, StringComparison.Ordinal);
        Assert.Contains("Saturday", page.FindAll("textarea")[0].GetAttribute("value"), StringComparison.Ordinal);
        Assert.Empty(_book.All);

        page.FindAll("textarea")[0].Change("Mon-Fri 08:00-18:00");
        page.FindAll("textarea")[1].Change("2026-12-25");
        page.Find("form").Submit();

        Assert.Equal(["Mon-Fri 08:00-18:00"], _book.Find("head-office")!.Value.Hours.AsEnumerable());
    }

    [Fact]
    public async Task Editor_SecondSiteForTheSameQueues_IsRefused()
    {
        await _book.SaveAsync("head", new Site { Name = "Head" }, 0, "anna", Xunit.TestContext.Current.CancellationToken);
        var page = Render<SitePage>();
        page.Find("input").Change("Second");

        page.Find("form").Submit();

        Assert.Contains("Another site has these queues already", page.Find(".problem").TextContent, StringComparison.Ordinal);
        Assert.Single(_book.All);
    }
}
