using System.Globalization;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using ServiceLevelDashboard.Access.Roles;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Forecasting;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Statistics.Staffing;
using ServiceLevelDashboard.Web.Components;
using ServiceLevelDashboard.Web.Forecasting;
using ServiceLevelDashboard.Web.Tests.Documents;
using ServiceLevelDashboard.Web.Tests.Explain;
using ServiceLevelDashboard.Web.Tests.Queue;

namespace ServiceLevelDashboard.Web.Tests.Forecasting;

public sealed class GroupStaffingTests : BunitContext, IQueueModels
{
    private static readonly Group _closed = new() { Name = "South", Rule = new GroupRule(), IsClosed = true };
    private static readonly QueueMedia _sales = new(new QueueId("q-sales"), MediaType.Voice);

    private readonly DocumentCache<Group> _book;
    private Visibility _sees = Visibility.Everything;
    private Rank _rank = Rank.Viewer;

    public GroupStaffingTests()
    {
        CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo("en-GB");
        Services.AddLiveUpdates();
        Services.AddSingleton<ISnapshots>(new FakeSnapshots(QueueSamples.State(
            QueueSamples.BillingMorning(), QueueSamples
                .Summary(new ServiceLevelTarget(0.9m, TimeSpan.FromSeconds(30)), QueueSamples.Morning, name: "Sales", key: _sales))));
        Services.AddSingleton<TimeProvider>(new FakeTimeProvider(QueueSamples.Now));
        Services.AddSingleton(new Viewer(_ => new Person(Actor.Person("anna", "anna"), _rank, _sees)));
        Services.AddSingleton<IQueueModels>(this);
        _book = Services.AddBook(GroupRules.Kind, new FakeArchive());
        SetRendererInfo(new RendererInfo("Server", true));
    }

    QueueModels IQueueModels.Current => QueueModels.None;

    private static CancellationToken Cancellation => Xunit.TestContext.Current.CancellationToken;

    [Fact]
    public async Task Page_ClosedGroup_PoolsItsQueuesHalfHourByHalfHour()
    {
        await KeepAsync(_closed);
        var page = Open();

        // Two queues of 41 and 0 offered, then 21 and 5: 82 and 52 calls; 300 s each; the highest share within the shortest wait.
        Assert.Equal(["08:00", "08:30"], page.FindAll("tbody th").Select(t => t.TextContent.Trim()));
        Assert.Equal(["82", "52"], page.FindAll("tbody tr").Select(r => r.QuerySelectorAll("td.number")[0].TextContent));
        Assert.Equal(["300", "300", "90", "20", "90", "30"], page.FindAll("input").Select(i => i.GetAttribute("value")));
        var expected = StaffingNeed.Of(82, TimeSpan.FromMinutes(30), new StaffingAssumptions(300, 300, 20, 0.9m) { HighestOccupancy = 0.9, Shrinkage = 0.3m });
        Assert.Equal(
            [$"{expected.Agents}", $"{expected.WithoutPatience}", $"{expected.Rostered}"],
            page.FindAll("tbody tr")[0].QuerySelectorAll("td.number").Skip(1).Select(c => c.TextContent));
        Assert.Contains("The queues have different targets", page.Markup, StringComparison.Ordinal);
        Assert.StartsWith(
            $"At most {expected.Agents} on queue, from 08:00: schedule {expected.Rostered}.",
            page.Find(".needed").TextContent,
            StringComparison.Ordinal);
    }

    [Fact]
    public async Task Page_WrongNumber_NamesTheFieldAndKeepsTheAnswer()
    {
        await KeepAsync(_closed);
        var page = Open();
        var before = page.Find(".needed").TextContent;

        await page.Field(ForecastText.StaffOccupancyCap).ChangeAsync("0");

        Assert.Equal("Maximum occupancy must be 1 to 100 %.", page.Find("em").TextContent);
        Assert.Equal("0", page.Field(ForecastText.StaffOccupancyCap).GetAttribute("value"));
        Assert.Equal(before, page.Find(".needed").TextContent);
        await page.Field(ForecastText.StaffOccupancyCap).ChangeAsync("50");
        Assert.NotEqual(before, page.Find(".needed").TextContent);
    }

    [Theory]
    [InlineData(Rank.Viewer, 0)]
    [InlineData(Rank.Administrator, 1)]
    public async Task Page_GroupThatIsNotClosed_SaysNothingOfNeed(Rank rank, int links)
    {
        await KeepAsync(_closed with { IsClosed = false });
        _rank = rank;

        var page = Open();

        Assert.Contains("t marked as closed", page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("table, input"));
        Assert.Equal(links, page.FindAll("a[href='groups/edit/south']").Count);
    }

    [Fact]
    public async Task Page_GroupWithQueuesOutside_SaysNothingOfThem()
    {
        await KeepAsync(_closed);
        _sees = Visibility.Of([], [], [_sales.Queue]);

        var page = Open();

        Assert.Contains("have access to", page.Markup, StringComparison.Ordinal);
        Assert.Empty(page.FindAll("table, input"));
    }

    [Fact]
    public void Page_KeyThatIsGone_SaysSo() => Assert.Contains("no longer exists", Open().Markup, StringComparison.Ordinal);

    private async Task KeepAsync(Group group) => Assert.True((await _book.SaveAsync("south", group, 0, Actor.Person("anna", "anna"), Cancellation)).IsSaved);

    private IRenderedComponent<GroupStaffing> Open() => Render<GroupStaffing>(p => p.Add(g => g.Key, "south"));
}
