using Microsoft.Extensions.Logging.Abstractions;
using ServiceLevelDashboard.Analytics.Configuration;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Analytics.Tests.History;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Tests.Sites;

public sealed class OpeningTimesTests
{
    private static readonly DateTimeOffset TuesdayNoon = Given.Utc("10:00"); // 12:00 in Berlin
    private static readonly DashboardSettings Settings = new() { Zone = Given.Berlin };

    private readonly FakeDurableArchive _archive = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Current_SiteOfAGroup_GoesBeforeTheSiteOfAllOthers()
    {
        using var groups = new DocumentCache<Group>(_archive, GroupRules.Kind, TimeProvider.System, NullLogger<DocumentCache<Group>>.Instance);
        using var sites = new DocumentCache<Site>(_archive, Site.Documents, TimeProvider.System, NullLogger<DocumentCache<Site>>.Instance);
        var times = new OpeningTimes(Settings, sites, groups);
        var before = times.Current;
        Assert.Same(Settings.OpeningHours, before);

        await groups.SaveAsync("a", new Group { Name = "A", Queues = [new QueueId("a")] }, 0, Actor.Person("anna", "anna"), Cancellation);
        await sites.SaveAsync("all", new Site { Name = "Head office", Hours = ["Mon-Fri 08:00-18:00"] }, 0, Actor.Person("anna", "anna"), Cancellation);
        await sites.SaveAsync(
            "a",
            new Site { Name = "Night", Group = "a", Hours = ["Mon-Sun: 22:00-06:00"], Holidays = ["2026-12-25"] },
            0,
            Actor.Person("anna", "anna"),
            Cancellation);

        Assert.False(times.Current.For(Given.Queue("a")).IsOpen(TuesdayNoon, Given.Berlin));
        Assert.True(times.Current.For(Given.Queue("b")).IsOpen(TuesdayNoon, Given.Berlin));
        Assert.False(times.Current.For(Given.Queue("b")).IsOpen(TuesdayNoon.AddHours(8), Given.Berlin));
        Assert.Same(times.Current, times.Current);

        await groups.RemoveAsync("a", Actor.Person("anna", "anna"), Cancellation);
        Assert.True(times.Current.For(Given.Queue("a")).IsOpen(TuesdayNoon, Given.Berlin));
    }

    [Fact]
    public async Task Current_SiteOfChosenQueues_GoesBeforeGroupsAndKeepsItsOwnClocks()
    {
        using var groups = new DocumentCache<Group>(_archive, GroupRules.Kind, TimeProvider.System, NullLogger<DocumentCache<Group>>.Instance);
        using var sites = new DocumentCache<Site>(_archive, Site.Documents, TimeProvider.System, NullLogger<DocumentCache<Site>>.Instance);
        var times = new OpeningTimes(Settings, sites, groups);
        await groups.SaveAsync("all", new Group { Name = "All", Rule = new GroupRule() }, 0, Actor.Person("anna", "anna"), Cancellation);
        await sites.SaveAsync("a", new Site { Name = "Berlin", Group = "all", Hours = ["Mon-Fri 08:00-18:00"] }, 0, Actor.Person("anna", "anna"), Cancellation);
        var newYork = new Site { Name = "New York", Queues = [new QueueId("b")], Zone = "America/New_York", Hours = ["Mon-Fri 08:00-18:00"] };

        Assert.Equal(["b"], times.QueuesOf("b", newYork, [Given.Queue("a"), Given.Queue("b")]).Select(q => q.Id.Value));
        Assert.True(times.Current.For(Given.Queue("b")).IsOpen(TuesdayNoon, Given.Berlin)); // asking changed nothing
        await sites.SaveAsync("b", newYork, 0, Actor.Person("anna", "anna"), Cancellation);

        Assert.True(times.Current.For(Given.Queue("a")).IsOpen(TuesdayNoon, Given.Berlin));
        Assert.False(times.Current.For(Given.Queue("b")).IsOpen(TuesdayNoon, Given.Berlin)); // six in the morning there
        Assert.Equal(TuesdayNoon.AddHours(2), times.Current.For(Given.Queue("b")).NextOpening(TuesdayNoon, Given.Berlin));
        Assert.Equal(["a"], times.QueuesOf("a", sites.Find("a")!.Value, [Given.Queue("a"), Given.Queue("b")]).Select(q => q.Id.Value));
    }

    [Theory]
    [InlineData("a", "Europe/Berlin")]
    [InlineData("", "W. Europe Standard Time")]
    [InlineData("", "Europe/Nowhere")]
    public async Task Save_GroupAndQueuesOrNoZone_IsRefused(string group, string zone)
    {
        using var sites = new DocumentCache<Site>(_archive, Site.Documents, TimeProvider.System, NullLogger<DocumentCache<Site>>.Instance);
        var saved = await sites.SaveAsync(
            "x", new Site { Name = "X", Group = group, Queues = [new QueueId("q")], Zone = zone }, 0, Actor.Person("anna", "anna"), Cancellation);

        Assert.Equal(SaveOutcome.Invalid, saved.Outcome);
    }

    [Theory]
    [InlineData("Mon-Fri 08:00-18:00", true)]
    [InlineData("Sat, Sun: 10:00-12:00, 13:00-14:00", true)]
    [InlineData("08:00-18:00", false)]
    [InlineData("Mon-Fri", false)]
    [InlineData("Mon 8-18", false)]
    public void WrongHours_LineThatCannotBeRead_IsNamed(string line, bool isRight) =>
        Assert.Equal(isRight, !new Site { Name = "A", Hours = [line] }.WrongHours.Any());
}
