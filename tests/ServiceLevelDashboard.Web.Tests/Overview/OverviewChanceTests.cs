using Bunit;
using Bunit.TestDoubles;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Statistics;

namespace ServiceLevelDashboard.Web.Tests.Overview;

public sealed class OverviewChanceTests : OverviewContext
{
    [Theory]
    [InlineData("/?sort=chance", "Billing,Cards,Sales")]
    [InlineData("/?sort=-chance", "Cards,Billing,Sales")] // what is not known stays last
    [InlineData("/?chance=low", "Billing")]
    [InlineData("/?chance=high", "Cards")]
    [InlineData("/?chance=even", "")]
    [InlineData("/?chance=unknown", "Sales")]
    [InlineData("/?chance=certain", "Billing,Sales,Cards")]
    public void Page_AddressOfChances_IsOrderAndFilter(string address, string expected)
    {
        Services.GetRequiredService<BunitNavigationManager>().NavigateTo(address);

        Assert.Equal(expected, string.Join(',', Names(OpenWith(Chance(Billing, 0.34), Sales, Chance(Cards, 0.97)))));
    }

    [Fact]
    public void Page_OrderedByChance_SaysItOnEveryTileAlsoWhereItIsNotKnown()
    {
        Services.GetRequiredService<BunitNavigationManager>().NavigateTo("/?sort=chance");

        var page = OpenWith(Chance(Billing, 0.34), Sales, Chance(Cards, 0.97));

        Assert.Equal(
            ["chance of meeting target: about 30\u202f%", "chance of meeting target: over 95\u202f%", "chance of meeting target unknown"],
            page.FindAll(".takes").Select(t => t.TextContent));
        Assert.Contains("chance of meeting target unknown", page.FindAll(".sentence")[2].TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Chances_AreCountedInBandsAndChosenByAddress()
    {
        var page = OpenWith(Chance(Billing, 0.34), Sales, Chance(Cards, 0.97));

        var select = page.Find("select[aria-label='Chance of meeting target']");
        Assert.Equal(
            ["Chance: all", "30\u202f% or less (1)", "40 to 60\u202f% (0)", "70\u202f% or more (1)", "chance unknown (1)"],
            select.QuerySelectorAll("option").Select(o => o.TextContent));
        await select.ChangeAsync("low");
        Assert.EndsWith("/?chance=low", Services.GetRequiredService<BunitNavigationManager>().Uri, StringComparison.Ordinal);
    }

    [Fact]
    public void Chances_NoneKnown_AreNotOffered() => Assert.Empty(OpenWith(Billing, Sales).FindAll("select[aria-label='Chance of meeting target']"));

    [Fact]
    public void Table_ShowsTheChanceInTensAndADashWhereNobodyCanSay()
    {
        SetRendererInfo(new RendererInfo("Static", false));
        Services.GetRequiredService<BunitNavigationManager>().NavigateTo("/?view=table&sort=chance");

        var page = OpenWith(Chance(Billing, 0.02), Sales, Chance(Cards, 0.66));

        var column = page.FindAll("thead th").Select(h => h.TextContent.Trim(' ', '↓', '↑')).ToList().IndexOf("Chance");
        Assert.Equal(["under 5\u202f%", "about 70\u202f%", "–"], page.FindAll("tbody tr").Select(r => r.Children[column].TextContent));
    }

    private static QueueSummary Chance(QueueSummary queue, double chance) => queue with
    {
        Outlook = new QueueOutlook { Forecast = new DayForecast(new NegativeBinomial(100, 25), null, chance, 6, false) },
    };
}
