using System.Globalization;
using Bunit;
using Microsoft.Extensions.DependencyInjection;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Forecasting;
using ServiceLevelDashboard.Statistics;
using ServiceLevelDashboard.Web.Forecasting;
using ServiceLevelDashboard.Web.Tests.Queue;

namespace ServiceLevelDashboard.Web.Tests.Forecasting;

public sealed class DayOutlookTests : BunitContext, IQueueModels, ITrackRecord
{
    private QueueOutlook _outlook = new();
    private TrackRecordState _track = TrackRecordState.Unknown;

    public DayOutlookTests()
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en-GB");
        Services.AddSingleton<IQueueModels>(this);
        Services.AddSingleton<ITrackRecord>(this);
    }

    QueueModels IQueueModels.Current => QueueModels.None;

    TrackRecordState ITrackRecord.Current => _track;

    [Fact]
    public void Track_ChanceThatWasGivenBefore_SaysHowOftenItCameTrueHere()
    {
        _outlook = new QueueOutlook { Forecast = new DayForecast(new NegativeBinomial(100, 25), null, 0.713, 6, false) };
        _track = Tracks.State((QueueSamples.Billing, Tracks.Steady));

        Assert.Equal("On 34 days with a chance of 70 to 80\u202F% here, 25 met the target. Forecast accuracy", Track());
    }

    [Fact]
    public void Track_NoSuchDay_LeadsToThePageAlone()
    {
        _outlook = new QueueOutlook { Forecast = new DayForecast(new NegativeBinomial(100, 25), null, 0.1, 6, false) };
        _track = Tracks.State((QueueSamples.Billing, Tracks.Steady));

        Assert.Equal("Forecast accuracy", Track().Trim());
    }

    [Theory]
    [InlineData(0.713, "Chance of meeting target: about 70\u202F%.")]
    [InlineData(0.049, "Target very unlikely to be met today.")]
    [InlineData(0.951, "Target almost certain to be met.")]
    public void Chance_IsSaidInTens(double chance, string expected)
    {
        _outlook = new QueueOutlook { Forecast = new DayForecast(new NegativeBinomial(100, 25), null, chance, 6, false) };

        Assert.Equal(expected, Sentences()[0]);
    }

    [Fact]
    public void Volume_IsGivenWithItsBandAndInAll()
    {
        _outlook = new QueueOutlook { Forecast = new DayForecast(new NegativeBinomial(100, 25), null, null, 6, false) };

        // 67 have been offered so far.
        Assert.Equal(["More contacts expected: 100 (72 to 129), 167 in total."], Sentences());
    }

    [Theory]
    [InlineData(1, true, "based on one comparable day: too few to adjust for today")]
    [InlineData(2, true, "based on 2 comparable days: too few to adjust for today")]
    [InlineData(6, false, "based on 6 comparable days and today so far")]
    public void Basis_SaysFromHowManyDays(int days, bool isStatic, string expected)
    {
        _outlook = new QueueOutlook { Forecast = new DayForecast(new NegativeBinomial(100, 25), null, null, days, isStatic) };

        Assert.Equal(expected, Open().Find("header p").TextContent);
    }

    [Fact]
    public void NoHistory_SaysThatNothingIsKnown() =>
        Assert.Equal(["No end-of-day forecast yet: no comparable day is in the archive."], Sentences());

    [Theory]
    [InlineData(0.01, "Significantly below target")]
    [InlineData(0.32, "Below target, but this may be chance.")]
    public void BelowTarget_TellsNewsFromNoise(double byChance, string expected)
    {
        _outlook = new QueueOutlook { ByChance = byChance };

        Assert.Contains(Details(), s => s.StartsWith(expected, StringComparison.Ordinal));
    }

    [Fact]
    public void LowVolumeAndUnusual_AreMarked()
    {
        _outlook = new QueueOutlook { IsLowVolume = true, Unusual = Unusual.MoreContacts | Unusual.LowerLevel };

        Assert.Contains(Details(), s => s.StartsWith("Low volume", StringComparison.Ordinal));
        Assert.Contains(Sentences(), s => s.Contains("Unusually high volume", StringComparison.Ordinal));
        Assert.Contains(Sentences(), s => s.Contains("Unusually low service level", StringComparison.Ordinal));
    }

    private string[] Sentences() => [.. Open().FindAll("section > ul > li").Select(li => li.TextContent)];

    private string[] Details() => [.. Open().FindAll("details li").Select(li => li.TextContent)];

    private string Track() => Open().Find(".track").TextContent;

    private IRenderedComponent<DayOutlook> Open()
    {
        var queue = QueueSamples.BillingMorning() with { Outlook = _outlook };
        return Render<DayOutlook>(p => p.Add(o => o.Snapshot, QueueSamples.SnapshotOf([queue])).Add(o => o.Queue, queue));
    }
}
