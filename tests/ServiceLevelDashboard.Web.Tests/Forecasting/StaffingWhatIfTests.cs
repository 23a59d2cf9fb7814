using System.Globalization;
using Bunit;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Web.Forecasting;
using ServiceLevelDashboard.Web.Tests.Queue;

namespace ServiceLevelDashboard.Web.Tests.Forecasting;

public sealed class StaffingWhatIfTests : BunitContext
{
    public StaffingWhatIfTests() => CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en-GB");

    [Fact]
    public async Task Section_PublishedCase_NeedsFourteenAndRostersTwenty()
    {
        var section = Open();

        await section.Field(ForecastText.StaffContacts).ChangeAsync("100");
        await section.Field(ForecastText.StaffAht).ChangeAsync("180");
        await section.Field(ForecastText.StaffPatience).ChangeAsync("300");
        await section.Field(ForecastText.StaffOccupancyCap).ChangeAsync("100");

        // Erlang A: .858 with thirteen, which is enough for 80 %; of 13 with 30 % away, 19.
        Assert.StartsWith("Agents on queue to reach 80", section.Find(".needed").TextContent, StringComparison.Ordinal);
        Assert.EndsWith("schedule 19.", section.Find(".needed").TextContent, StringComparison.Ordinal);
        Assert.Contains("Erlang C, without abandons, would need 14.", section.Markup, StringComparison.Ordinal);
        Assert.Equal("13", section.Find("tr.chosen th").TextContent);
        Assert.Contains("this queue alone", section.Find(".alone").TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Section_WrongNumber_NamesTheFieldAndKeepsWhatWasTypedAndTheAnswer()
    {
        var section = Open();
        var before = section.Find(".needed").TextContent;

        await section.Field(ForecastText.StaffShrinkage).ChangeAsync("120");

        Assert.Equal("Shrinkage must be 0 to 95 %.", section.Find("em").TextContent);
        Assert.Equal("120", section.Field(ForecastText.StaffShrinkage).GetAttribute("value"));
        Assert.Equal(before, section.Find(".needed").TextContent);
    }

    [Fact]
    public void Section_NoTarget_SaysSo() =>
        Assert.Contains("Set a target", Open(QueueSamples.Summary(null, QueueSamples.Morning)).Markup, StringComparison.Ordinal);

    private IRenderedComponent<StaffingWhatIf> Open(QueueSummary? queue = null)
    {
        queue ??= QueueSamples.BillingMorning();
        return Render<StaffingWhatIf>(p => p.Add(s => s.Snapshot, QueueSamples.SnapshotOf([queue])).Add(s => s.Queue, queue));
    }
}
