using ServiceLevelDashboard.Simulator.Faults;

namespace ServiceLevelDashboard.Browser.Tests;

/// <summary>What a person sees of each fault with the overview open (<c>docs/faults.md</c>), and that the page recovers by itself.</summary>
public sealed class FaultJourneyTests(BrowserFixture browser, FaultJourneyTests.OnePage fixture) : BrowserTest, IClassFixture<FaultJourneyTests.OnePage>
{
    /// <summary>Faults that end the refreshes: the banner says why and what to do, the last good figures stay and grow visibly old.</summary>
    [Theory]
    [InlineData("401", "the token was refused twice", "Check the client ID and secret")]
    [InlineData("refused expired-token", "The credentials were refused", "Check the client ID and secret")]
    [InlineData("403", "the permission analytics:conversationAggregate:view is missing", "Add analytics:conversationAggregate:view to a role")]
    [InlineData("429=90", "asks to wait 90 s", "No action needed")]
    [InlineData("500", "500", "The dashboard keeps retrying")]
    [InlineData("503", "503", "The dashboard keeps retrying")]
    [InlineData("hang", "no whole answer from", "The dashboard keeps retrying")]
    [InlineData("hang-in-body", "no whole answer from", "The dashboard keeps retrying")]
    [InlineData("cut", "Could not", "The dashboard keeps retrying")]
    [InlineData("malformed", "Could not", "The dashboard keeps retrying")]
    [InlineData("slow=40", "no whole answer from", "The dashboard keeps retrying")]
    public async Task Refresh_Failing_LastFiguresStayAndAgeUntilItIsMended(string faults, string cause, string advice)
    {
        var page = await fixture.LiveAsync();
        var banner = page.Page.Locator(".notice.failed", new() { HasText = "Can't refresh service levels" });

        page.Inject(faults);
        await page.UntilShownAsync(banner.Filter(new() { HasText = cause }).Filter(new() { HasText = advice }).Filter(new() { HasText = "Next attempt at" }));
        var last = await page.FiguresAsync();
        await page.UntilShownAsync(page.Page.Locator("a.tile.delayed"));
        page.Pass(TimeSpan.FromMinutes(6));
        await page.UntilShownAsync(page.Page.Locator("a.tile.stale"));

        await page.UntilGoneAsync(page.Page.Locator("a.tile:not(.stale)"));
        Assert.Equal(last, await page.FiguresAsync());
        Assert.StartsWith("At ", await page.Page.Locator("h1").InnerTextAsync(), StringComparison.Ordinal);

        page.Mend();
        await page.AssertLiveAgainAsync();
    }

    /// <summary>Faults that a retry, a renewal or a little patience overcomes: nobody is bothered.</summary>
    [Theory]
    [InlineData("expired-token")]
    [InlineData("429=2,count=2")]
    [InlineData("500,count=2")]
    [InlineData("cut,count=2")]
    [InlineData("slow=5")]
    [InlineData("skew=120")]
    [InlineData("skew=-120")]
    [InlineData("late=10")]
    [InlineData("pause")]
    public async Task Refresh_Troubled_StaysLive(string faults)
    {
        var page = await fixture.LiveAsync();

        page.Inject(faults);
        await page.UntilRefreshedAsync(4);
        await page.AssertLiveAgainAsync();

        page.Mend();
        await page.UntilRefreshedAsync(4);
        await page.AssertLiveAgainAsync();
    }

    [Fact]
    public async Task QueueList_PageMissing_FiguresStayLive()
    {
        var page = await fixture.LiveAsync();

        page.Inject("missing-page=1");
        var notice = page.Page.GetByText("Can't load queues");
        await page.UntilShownAsync(notice);
        await page.UntilRefreshedAsync(2);
        // The clock may have leapt while the fault was awaited; the refreshes since then make every tile live, under the notice.
        await page.UntilGoneAsync(page.Page.Locator("a.tile:is(.delayed, .stale, .nodata)"));
        Assert.Equal(1, await notice.CountAsync());

        page.Mend();
        await page.AssertLiveAgainAsync();
    }

    [Fact]
    public async Task Start_PermissionMissing_PageSaysItAndFillsByItself()
    {
        Assert.SkipWhen(browser.IsMissing, BrowserFixture.Missing);
        var page = await FaultedPage.OpenAsync(browser, new Fault(FaultKind.Forbidden));

        await page.UntilShownAsync(page.Page.Locator("h1", new() { HasText = "No current figures" }));
        await page.UntilShownAsync(page.Page.Locator(".notice.failed", new() { HasText = "Add routing:queue:view to a role" }));
        Assert.Equal(0, await page.Page.Locator("a.tile").CountAsync());

        page.Mend();
        await page.AssertLiveAgainAsync();
    }

    /// <summary>One page for all faults: what the last has left behind, the next would find.</summary>
    public sealed class OnePage(BrowserFixture browser) : IAsyncLifetime
    {
        private FaultedPage? _page;

        /// <inheritdoc/>
        public async ValueTask InitializeAsync() => _page = browser.IsMissing ? null : await FaultedPage.OpenAsync(browser);

        internal async Task<FaultedPage> LiveAsync()
        {
            Assert.SkipWhen(_page is null, BrowserFixture.Missing);
            BrowserTest.Used(_page!); // not null: skipped above
            _page!.Mend(); // of what a failed test has left
            await _page.AssertLiveAgainAsync();
            return _page;
        }

        /// <inheritdoc/>
        public ValueTask DisposeAsync() => _page?.DisposeAsync() ?? default;
    }
}
