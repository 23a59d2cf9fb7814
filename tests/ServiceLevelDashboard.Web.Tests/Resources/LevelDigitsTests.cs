using System.Globalization;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using ServiceLevelDashboard.Analytics.Forecasting;
using ServiceLevelDashboard.Web.Explain;
using ServiceLevelDashboard.Web.Queue;
using ServiceLevelDashboard.Web.Resources;
using ServiceLevelDashboard.Web.Tests.Queue;
using ServiceLevelDashboard.Web.Tests.Why;
using ServiceLevelDashboard.Web.Tiles;
using ServiceLevelDashboard.Web.Wall;

namespace ServiceLevelDashboard.Web.Tests.Resources;

/// <summary>One level, just under its target or just under 100 %, on every surface of the pages. The shell's are in its ReportOutputTests.</summary>
public sealed class LevelDigitsTests : BunitContext
{
    public LevelDigitsTests()
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("en-GB");
        Services.AddSingleton<IDrops>(new FakeDrops());
        Services.AddSingleton<TileFaces>();
        SetRendererInfo(new RendererInfo("Server", true));
    }

    [Theory]
    [InlineData(20_000, 1, "99", "99.9", "99.99")]
    [InlineData(25_000, 5_001, "79", "79.9", "79.99")]
    [InlineData(25_000, 5_000, "80", "80.0", "80.00")]
    [InlineData(20_000, 0, "100", "100.0", "100.00")]
    [InlineData(20_000, 19_999, "1", "0.1", "0.01")]
    [InlineData(20_000, 20_000, "0", "0.0", "0.00")]
    public void Level_JustUnderABorder_ReadsTheSameEverywhere(int answered, int late, string whole, string oneDecimal, string twoDecimals)
    {
        var queue = QueueSamples.Summary(QueueSamples.Target, [QueueSamples.Counts(answered, answered, late, 0)], ServiceState.AtRisk);
        var content = new TileContent(queue, false, DataState.Live, null, true);
        var (percent, counts) = ($"{whole}\u202f%", $"{answered - late:N0} of {answered:N0}");

        // tile and wall, with their sentence
        Assert.Equal($"{whole}%", Render<QueueTile>(p => p.Add(t => t.Content, content)).Find(".figure").TextContent);
        Assert.Equal(whole, Render<WallTile>(p => p.Add(t => t.Content, content)).Find(".figure").TextContent);
        Assert.Contains($"{percent} today, target 80\u202f%", content.Sentence, StringComparison.Ordinal);

        // the queue's page: verdict, chart, table and the report's figures
        var verdict = Render<QueueVerdict>(p => p.Add(v => v.Snapshot, QueueSamples.SnapshotOf([queue])).Add(v => v.Queue, queue));
        Assert.Equal(percent, verdict.Find(".level b").TextContent);
        var trend = QueueTrends.Levels(queue, QueueSamples.London);
        Assert.Equal($"{percent} · {counts}", trend.Points.Single().ValueText);
        Assert.Contains($"{percent} · {counts}", trend.Summary, StringComparison.Ordinal);
        var totals = Render<ReportTotals>(p => p.Add(t => t.Queue, queue).Add(t => t.Definition, ServiceLevelDefinition.Default)).FindAll("dd a");
        Assert.Equal(3, totals.Count); // by the contract, over all that was offered, and Genesys' own
        Assert.All(totals, total => Assert.Contains($"{twoDecimals}\u202f%", total.TextContent, StringComparison.Ordinal));

        // the explain sheet
        Assert.Equal($"{oneDecimal}\u202f%", ExplainWords.Percent(queue.DayLevel, queue.Target?.Ratio));
    }

    [Fact]
    public void Differences_OfLevelsThatAreShown_AreWhatAReaderComesTo()
    {
        var (before, now) = (new ServiceLevel(796, 1_000), new ServiceLevel(804, 1_000));
        var queue = QueueSamples.BillingMorning() with { HalfHourBeforeLevel = ServiceLevelBounds.Of(before), LastHalfHourLevel = ServiceLevelBounds.Of(now) };

        Assert.Equal(1, new TileContent(queue, false, DataState.Live, null, true).Change); // 79 % and 80 %, not 0.8 points
        Assert.Equal("▲ 1 point", QueueFormat.Change(queue.HalfHourBeforeLevel, queue.LastHalfHourLevel, 0.8m));
        Assert.Equal("+0.1", ExplainWords.Points(new ServiceLevel(79_999, 100_000), new ServiceLevel(80_000, 100_000), 0.8m)); // 79.9 % and 80.0 %
    }

    [Fact]
    public void Forecast_MedianJustUnderTheTarget_IsNotRoundedUpToIt() => Assert.Equal("79\u202f%", Web.Resources.Format.Percent(0.7996, 0.8m));
}
