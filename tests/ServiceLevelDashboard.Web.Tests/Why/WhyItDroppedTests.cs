using System.Globalization;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Forecasting;
using ServiceLevelDashboard.Statistics.Causes;
using ServiceLevelDashboard.Web.Addresses;
using ServiceLevelDashboard.Web.Tests.Queue;
using ServiceLevelDashboard.Web.Why;

namespace ServiceLevelDashboard.Web.Tests.Why;

public sealed class WhyItDroppedTests : BunitContext
{
    /// <summary>08:00 to 08:45 in London are the slots 32 to 34.</summary>
    private static readonly Drop _explained = new(DropVerdict.Explained, 40)
    {
        Stretch = (32, 34),
        Level = 0.52,
        UsualLevel = 0.81,
        Causes = [new CauseShare(DropCause.Volume, 0.22, 134, 100, (32, 33)), new CauseShare(DropCause.Agents, 0.06, 9, 12, (33, 34))],
        AgentsKnown = true,
    };

    private readonly FakeDrops _drops = new();

    public WhyItDroppedTests()
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en-GB");
        Services.AddSingleton<IDrops>(_drops);
        SetRendererInfo(new RendererInfo("Server", true));
    }

    [Fact]
    public void Section_Explained_SaysWhenHowFarAndWhyHeaviestFirst()
    {
        _drops.Found = _explained;

        var section = Open();

        Assert.Equal("Why did service level drop?", section.Find("h2").TextContent);
        Assert.Equal("From 08:00 to 08:45: service level 52\u202F%, usually 81\u202F% at this time (29 points lower).", section.Find(".fell").TextContent.Trim());
        Assert.Equal(
            ["134 offered, 34\u202F% more than usual, from 08:00 to 08:30", "9 on queue, 25\u202F% fewer than usual, from 08:15 to 08:45"],
            section.FindAll("li a").Select(a => a.TextContent));
        Assert.Equal(["about 22 points", "about 6 points"], section.FindAll("li span").Select(a => a.TextContent));
    }

    [Fact]
    public void Section_Cause_LinksToItsIntervals()
    {
        _drops.Found = _explained;

        var link = Open().Find("li a").GetAttribute("href");

        Assert.Equal(ExplainUrls.Of(QueueSamples.Billing, new Interval(QueueSamples.Eight, QueueSamples.Eight.AddMinutes(30))), link);
    }

    [Fact]
    public void Section_CannotTell_NamesNoCauseAndSaysWhatIsNotKnown()
    {
        _drops.Found = _explained with { Verdict = DropVerdict.CannotTell, Causes = [], AgentsKnown = false };

        var section = Open();

        Assert.Empty(section.FindAll("li"));
        Assert.Contains("explain too little", section.Markup, StringComparison.Ordinal);
        Assert.Contains("Agents on queue are unknown for these days", section.Markup, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(DropVerdict.NoDrop, "Nothing unusual")]
    [InlineData(DropVerdict.LittleHistory, "Comparison needs 15 days")]
    public void Section_Silent_SaysWhyInOneCalmSentence(DropVerdict verdict, string words)
    {
        _drops.Found = new Drop(verdict, 12);

        var section = Open();

        Assert.Equal("Compared with usual", section.Find("h2").TextContent);
        Assert.StartsWith(words, section.Find("p").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public void Section_ArchiveAway_SaysSoAndTriesAgainWithTheNextRefresh()
    {
        _drops.IsDown = true;
        var section = Open();
        Assert.Contains("available right now", section.Markup, StringComparison.Ordinal);

        _drops.IsDown = false;
        _drops.Found = _explained;
        section.Render();

        Assert.Contains("about 22 points", section.Markup, StringComparison.Ordinal);
    }

    [Fact]
    public void Section_RefreshWithoutANewInterval_IsNotAskedAgain()
    {
        _drops.Found = _explained;
        var section = Open();

        section.Render();

        Assert.Equal(1, _drops.Asked);
    }

    [Fact]
    public void Section_WithoutTarget_SaysThatNothingCanDrop()
    {
        var section = Open(QueueSamples.Summary(null, QueueSamples.Morning));

        Assert.Contains("Without a target", section.Markup, StringComparison.Ordinal);
    }

    private IRenderedComponent<WhyItDropped> Open(QueueSummary? queue = null)
    {
        queue ??= QueueSamples.BillingMorning();
        var snapshot = QueueSamples.SnapshotOf([queue]);
        return Render<WhyItDropped>(p => p.Add(w => w.Snapshot, snapshot).Add(w => w.Queue, queue));
    }
}
