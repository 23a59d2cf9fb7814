using System.Globalization;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ServiceLevelDashboard.Access.Roles;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Forecasting;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Web.Addresses;
using ServiceLevelDashboard.Web.Components;
using ServiceLevelDashboard.Web.Forecasting;
using ServiceLevelDashboard.Web.Tests.Queue;

namespace ServiceLevelDashboard.Web.Tests.Forecasting;

public sealed class TrackRecordPageTests : BunitContext, ITrackRecord
{
    private static readonly QueueMedia _sales = new(new QueueId("q-sales"), MediaType.Voice);
    private TrackRecordState _track = TrackRecordState.Unknown;
    private Visibility _sees = Visibility.Everything;

    public TrackRecordPageTests()
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en-GB");
        Services.AddLiveUpdates();
        Services.AddSingleton<ISnapshots>(new FakeSnapshots(QueueSamples.State(
            QueueSamples.BillingMorning(), QueueSamples.Summary(null, [], name: "Sales", key: _sales))));
        Services.AddSingleton<TimeProvider>(new FakeTimeProvider(QueueSamples.Now));
        Services.AddSingleton(new Viewer(_ => new Person(Actor.Person("anna", "anna"), Rank.Viewer, _sees)));
        Services.AddSingleton<ITrackRecord>(this);
        SetRendererInfo(new RendererInfo("Server", true));
    }

    TrackRecordState ITrackRecord.Current => _track;

    [Fact]
    public void Page_Record_SaysOfTheDaysOnWhichWeSaidSoHowManyMetIt()
    {
        _track = Tracks.State((QueueSamples.Billing, Tracks.Steady), (_sales, Tracks.Young));

        var page = Open();
        var rows = page.FindAll(".calibration tbody tr")
            .Select(r => string.Join(" | ", r.QuerySelectorAll("th, td:not(.picture)").Select(c => c.TextContent.Trim())))
            .ToArray();

        Assert.Equal(
            [
                "20 to 30\u202F% | 0 of 4 days | – | 25\u202F% | too few days",
                "70 to 80\u202F% | 25 of 34 days | 74\u202F% | 75\u202F% | yes",
                "90 to 100\u202F% | 10 of 20 days | 50\u202F% | 95\u202F% | fewer met target than forecast",
            ],
            rows);
        Assert.Equal("Forecasts match results in 1 of 2 rows with ten or more days.", page.Find(".sentence").TextContent);
        Assert.Equal("32 queue-days between 31 Jul 2026 and 31 Aug 2026; calculated at 08:00.", page.Find("[role=status]").TextContent);
    }

    [Fact]
    public void Page_Record_StandsBesideTheSimplerMethods()
    {
        _track = Tracks.State((QueueSamples.Billing, Tracks.Steady));

        var page = Open();

        Assert.Equal(["6.0\u202F%", "10.0\u202F%", "8.0\u202F%", "3.0", "5.0", "4.0"], page.FindAll(".methods tbody td").Select(c => c.TextContent));
        Assert.Equal(
            ["2.0\u202F% too few", "100 of 128 · 78\u202F%", "94 of 120 · 78\u202F%", "58 of 120 · 48\u202F%"], page.FindAll("dd").Select(c => c.TextContent));
    }

    [Fact]
    public void Page_OneQueue_IsChosenByTheAddress()
    {
        _track = Tracks.State((QueueSamples.Billing, Tracks.Steady), (_sales, Tracks.Young));

        var page = Open(_sales);

        Assert.Equal("9 more whole days needed: the first 28 are used for training only, and the archive holds 20.", page.Find("[role=status]").TextContent);
        Assert.Empty(page.FindAll("table"));
        Assert.Equal(["Billing", "Sales"], page.FindAll("option").Skip(1).Select(o => o.TextContent));
    }

    [Fact]
    public void Page_QueueOutside_IsAsIfThereWereNone()
    {
        _track = Tracks.State((QueueSamples.Billing, Tracks.Steady), (_sales, Tracks.Steady));
        _sees = Visibility.Of([], [], [_sales.Queue]);

        Assert.DoesNotContain("Billing", Open().Markup, StringComparison.Ordinal);
        Assert.Contains("No day could be forecast", Open(QueueSamples.Billing).Find("[role=status]").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(null, null, "The calculation starts within a minute")]
    [InlineData(60, null, "The calculation starts within a minute")]
    [InlineData(28, null, "One more whole day needed")]
    [InlineData(5, null, "24 more whole days needed")]
    [InlineData(60, 10, "Calculating: 25\u202F% done.")]
    public void Page_NoRecordYet_SaysWhatIsMissing(int? days, int? done, string expected)
    {
        _track = new TrackRecordState(null, days, done is { } some ? new TrackProgress(some, 40) : null);

        Assert.StartsWith(expected, Open().Find("[role=status]").TextContent, StringComparison.Ordinal);
    }

    private IRenderedComponent<TrackRecordPage> Open(QueueMedia? key = null)
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(key is { } one ? ForecastUrls.Of(one) : ForecastUrls.Root);
        return Render<TrackRecordPage>();
    }
}
