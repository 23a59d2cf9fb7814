using CsCheck;
using ServiceLevelDashboard.Access.Screens;

namespace ServiceLevelDashboard.Access.Tests.Screens;

public sealed class ScreenPageTests
{
    private const string Chrome = "Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36";

    [Fact]
    public void Parse_WhatAPageSays_IsRead() => Assert.Equal(
        new ScreenPage(1920, 1080, 2.625m, 60, TimeSpan.FromMilliseconds(-2100), 35, "Chrome 131"), ScreenPage.Parse("1920x1080_2.625_60_-2100_35", Chrome));

    [Fact]
    public void Parse_WhatItDoesNotKnow_IsNull() => Assert.Equal(new ScreenPage(1280, 720, 1, null, null, null, ""), ScreenPage.Parse("1280x720_1___", ""));

    [Theory]
    [InlineData("")]
    [InlineData("1920x1080")]
    [InlineData("1920x1080_1_60_0_1_extra")]
    [InlineData("0x1080_1_60_0_1")]
    [InlineData("1920x1080_0_60_0_1")]
    [InlineData("1920x1080_1e9_60_0_1")]
    [InlineData("1920x1080_-1_60_0_1")]
    [InlineData("999999x1080_1_60_0_1")]
    [InlineData("1920x1080_1_60_0_1<script>")]
    [InlineData("1920x1080_1_60_0_111111111111111111111111111111111111111111111111111111111111111111111111111111111111")]
    public void Parse_Hostile_IsRefusedOrLeftOut(string said) => Assert.True(ScreenPage.Parse(said, Chrome) is null or { MemoryMegabytes: null });

    [Theory]
    [InlineData("1920x1080_1_99999_0_1")]
    [InlineData("1920x1080_1_-1_999999999999_-5")]
    public void Parse_OutOfRange_IsNotKnown(string said)
    {
        var page = ScreenPage.Parse(said, "")!;

        Assert.Null(page.FramesPerSecond);
        Assert.True(page.ClockAhead is null || page.ClockAhead == TimeSpan.Zero);
    }

    [Fact]
    public void Parse_Anything_NeverFailsAndNamesNothingLong() => Gen.Select(Gen.String, Gen.String).Sample(
        (said, browser) => ScreenPage.Parse(said, browser) is null && ScreenPage.Parse("1x1_1___", browser)!.Browser.Length <= 40, iter: 500);

    [Theory]
    [InlineData(Chrome, "Chrome 131")]
    [InlineData("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/131.0.0.0 Safari/537.36 Edg/131.0.0.0", "Edge 131")]
    [InlineData("Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0", "Firefox 128")]
    [InlineData("Mozilla/5.0 (Web0S; Linux/SmartTV) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/87.0.4280.88 Safari/537.36 WebAppManager", "Chrome 87, webOS")]
    [InlineData("Mozilla/5.0 (SMART-TV; LINUX; Tizen 6.5) AppleWebKit/537.36 (KHTML, like Gecko) 85.0.4183.93/6.5 TV Safari/537.36", "")]
    [InlineData("Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/17.1 Safari/605.1.15", "Safari 17")]
    [InlineData("something else", "")]
    public void BrowserOf_UserAgent_IsNameAndVersion(string userAgent, string browser) => Assert.Equal(browser, ScreenPage.BrowserOf(userAgent));

    [Fact]
    public void Page_Odd_IsMarked()
    {
        var screen = ScreenReport.Parse("abc.1920x1080.", default)!;
        var page = new ScreenPage(1920, 1080, 1, 60, TimeSpan.FromSeconds(2), null, "");

        Assert.False(page.IsClockOff || page.IsSlow || page.IsPartOf(screen) || page.HasOtherShape);
        Assert.True((page with { ClockAhead = TimeSpan.FromSeconds(-2.1) }).IsClockOff);
        Assert.True((page with { FramesPerSecond = 19 }).IsSlow);
        Assert.True((page with { Height = 960 }).IsPartOf(screen));
        Assert.False((page with { Width = 960, Height = 540, PixelRatio = 2 }).IsPartOf(screen));
        Assert.True((page with { Width = 1600, Height = 1200 }).HasOtherShape);
        Assert.False((page with { Width = 1080, Height = 1920 }).HasOtherShape); // standing
    }
}
