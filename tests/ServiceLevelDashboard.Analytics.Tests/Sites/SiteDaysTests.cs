using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Configuration;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.Live;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Tests.Sites;

/// <summary>An installation in London with sites in Kiritimati, New York and Kathmandu, each with its own today, over both changes of the clocks.</summary>
public sealed class SiteDaysTests
{
    private static readonly string[] Cities = ["kiritimati", "kathmandu", "london", "newyork"];

    private static readonly DashboardSettings Settings = new() { Zone = TimeZoneInfo.FindSystemTimeZoneById("Europe/London") };

    private static readonly ImmutableDictionary<QueueId, Queue> Queues = Cities.Select(city => Given.QueueWithTarget(city))
        .ToImmutableDictionary(queue => queue.Id);

    private static readonly ConfiguredOpeningHours Hours = OpeningTimes.Of(
        Settings.OpeningHours,
        new Dictionary<string, Site>
        {
            ["k"] = Of("Kiritimati", "kiritimati", "Pacific/Kiritimati"),
            ["n"] = Of("New York", "newyork", "America/New_York"),
            ["t"] = Of("Kathmandu", "kathmandu", "Asia/Kathmandu"),
        },
        new Dictionary<string, Group>());

    private static readonly SiteCalendars Calendars = new(Settings.Calendar, Hours, Queues.Values);

    [Theory]
    // 29 March 2026: London's day has 23 hours, New York's clocks have changed before.
    [InlineData("2026-03-29T12:00", "london", "2026-03-29T00:00", 23)]
    [InlineData("2026-03-29T12:00", "newyork", "2026-03-29T04:00", 24)]
    [InlineData("2026-03-29T12:00", "kathmandu", "2026-03-28T18:15", 24)]
    [InlineData("2026-03-29T12:00", "kiritimati", "2026-03-29T10:00", 24)]
    [InlineData("2026-03-29T23:30", "london", "2026-03-29T23:00", 24)]
    [InlineData("2026-03-08T12:00", "newyork", "2026-03-08T05:00", 23)]
    // 25 October: London's has 25 hours; 1 November: New York's.
    [InlineData("2026-10-25T12:00", "london", "2026-10-24T23:00", 25)]
    [InlineData("2026-10-25T12:00", "newyork", "2026-10-25T04:00", 24)]
    [InlineData("2026-11-01T12:00", "newyork", "2026-11-01T04:00", 25)]
    [InlineData("2026-11-01T09:59", "kiritimati", "2026-10-31T10:00", 24)]
    public void Today_OfAQueue_IsItsSites(string now, string city, string start, int hours)
    {
        var day = SnapshotAt(now, []).Queues.Single(q => q.Queue.Id.Value == city).Today!.Day;
        Assert.Equal((Given.Utc(start), TimeSpan.FromHours(hours)), (day.Start, day.Length));
    }

    /// <summary>One contact each quarter of an hour in every queue: each counts those of its own day, and the total adds these.</summary>
    [Theory]
    [InlineData("2026-03-29T12:00")]
    [InlineData("2026-10-25T12:00")]
    [InlineData("2026-11-01T05:30")]
    public void Build_ContactsAllAround_CountsEachQueuesOwnDay(string now)
    {
        var snapshot = SnapshotAt(now, Rows(Given.Utc(now)));
        var offered = Cities.Select(city => (
            City: city, Expected: (int)((Given.Utc(now) - Calendars.Of(new QueueId(city)).DayOf(Given.Utc(now)).Start) / TimeSpan.FromMinutes(15)))).ToArray();

        Assert.All(offered, o => Assert.Equal(o.Expected, snapshot.Find(Given.Voice(o.City))!.Day.Offered));
        Assert.All(snapshot.Queues, q => Assert.Equal(q.Today!.Day.Start, q.Intervals[0].Interval.Start));
        var total = Assert.Single(TotalLines.Of(snapshot.Queues, TotalBy.Media, [], isPooled: false));
        Assert.Equal((4, offered.Sum(o => o.Expected)), (total.Sites, total.Offered));
        Assert.Equal(snapshot.Find(Given.Voice("newyork"))!.Today!.Day, snapshot.At(snapshot.Find(Given.Voice("newyork"))!).Day);
    }

    [Fact]
    public void Build_OverADay_ChangesEachQueueAtItsOwnMidnight()
    {
        var start = Given.Utc("2026-10-25T00:00");
        var begun = Cities.ToDictionary(city => city, _ => new List<DateTimeOffset>());
        for (var now = start; now < start.AddHours(25); now = now.AddMinutes(15))
        {
            foreach (var queue in SnapshotAt(now, []).Queues)
            {
                if (queue.Intervals.Length == 0 || (begun[queue.Queue.Id.Value].LastOrDefault() != queue.Today!.Day.Start))
                {
                    begun[queue.Queue.Id.Value].Add(queue.Today!.Day.Start);
                }
            }
        }

        Assert.Equal([Given.Utc("2026-10-24T10:00"), Given.Utc("2026-10-25T10:00")], begun["kiritimati"].Distinct());
        Assert.Equal([Given.Utc("2026-10-24T18:15"), Given.Utc("2026-10-25T18:15")], begun["kathmandu"].Distinct());
        Assert.Equal([Given.Utc("2026-10-24T23:00"), Given.Utc("2026-10-26T00:00")], begun["london"].Distinct());
        Assert.Equal([Given.Utc("2026-10-24T04:00"), Given.Utc("2026-10-25T04:00")], begun["newyork"].Distinct());
    }

    [Fact]
    public void Build_UnchangedTurn_GivesTheSameSummaries()
    {
        var builder = new SnapshotBuilder();
        var rows = Rows(Given.Utc("2026-10-25T12:00"));
        var (first, second) = (builder.Build(Input(Given.Utc("2026-10-25T12:00"), rows)), builder.Build(Input(Given.Utc("2026-10-25T12:00"), rows)));
        Assert.All(first.Queues.Zip(second.Queues), pair => Assert.Same(pair.First, pair.Second));
    }

    /// <summary>The rows stay the same array, as between two answers for intervals, while the days of the sites begin and end.</summary>
    [Fact]
    public void Build_SameRowsWhileTimePasses_IsWhatANewBuilderMakes()
    {
        var builder = new SnapshotBuilder();
        var rows = Rows(Given.Utc("2026-10-25T12:00"));
        for (var now = Given.Utc("2026-10-25T06:00"); now < Given.Utc("2026-10-26T13:00"); now += TimeSpan.FromMinutes(5))
        {
            Assert.Equal(SnapshotAt(now, rows).Queues.Select(Figures), builder.Build(Input(now, rows)).Queues.Select(Figures));
        }

        static string Figures(QueueSummary queue) =>
            $"{queue with { Intervals = [], Budget = null, Recovery = null }} {string.Join(' ', queue.Intervals)}";
    }

    [Fact]
    public void Calendars_SitesOfOneDay_AreOneCalendar()
    {
        Assert.Equal(
            ["Europe/London", "Pacific/Kiritimati", "America/New_York", "Asia/Kathmandu"],
            Calendars.All.Select(c => c.Zone.Id).Order(Comparer<string>.Create((a, b) => Array.IndexOf(Order, a) - Array.IndexOf(Order, b))));
        Assert.Same(Settings.OpeningHours.Site, Hours.For(Queues[new QueueId("london")]));
        Assert.Equal(Settings.Calendar, Calendars.Of(new QueueId("never seen")));
        var paris = new SiteCalendars(
            Settings.Calendar,
            OpeningTimes.Of(
                Settings.OpeningHours,
                new Dictionary<string, Site> { ["a"] = Of("A", "a", ""), ["b"] = Of("B", "b", "Europe/London") },
                new Dictionary<string, Group>()),
            []);
        Assert.Equal([Settings.Calendar], paris.All);
        Assert.Equal(1, TotalLine.SitesOf(SnapshotAt("2026-10-25T12:00", []).Queues.Take(1)));
    }

    [Fact]
    public void Calendars_StartOfTheDay_IsTheSitesOwnElseTheInstallations()
    {
        var standard = new SiteCalendar(Given.Berlin, new TimeOnly(6, 0));
        var sites = new Dictionary<string, Site> { ["a"] = Of("A", "a", "Asia/Kathmandu") with { DayStart = "02:00" }, ["b"] = Of("B", "b", "Asia/Kathmandu") };
        var calendars = new SiteCalendars(standard, OpeningTimes.Of(Settings.OpeningHours, sites, new Dictionary<string, Group>()), []);
        Assert.Equal((new TimeOnly(2, 0), new TimeOnly(6, 0)), (calendars.Of(new QueueId("a")).DayStart, calendars.Of(new QueueId("b")).DayStart));
    }

    private static readonly string[] Order = ["Europe/London", "Pacific/Kiritimati", "America/New_York", "Asia/Kathmandu"];

    private static Site Of(string name, string queue, string zone) => new() { Name = name, Queues = [new QueueId(queue)], Zone = zone };

    private static Snapshot SnapshotAt(string now, ImmutableArray<QueueInterval> rows) => SnapshotAt(Given.Utc(now), rows);

    private static Snapshot SnapshotAt(DateTimeOffset now, ImmutableArray<QueueInterval> rows) => new SnapshotBuilder().Build(Input(now, rows));

    private static SnapshotInput Input(DateTimeOffset now, ImmutableArray<QueueInterval> rows) => new()
    {
        Settings = Settings,
        OpeningHours = Hours,
        Calendars = Calendars,
        Version = 1,
        DataUntil = now,
        Granularity = Granularity.QuarterHour,
        Rows = rows,
        Queues = Queues,
    };

    private static ImmutableArray<QueueInterval> Rows(DateTimeOffset until) =>
    [
        .. from city in Cities
           from quarter in Enumerable.Range(1, 120).Reverse()
           let start = until.AddMinutes(-15 * quarter)
           select new QueueInterval(Given.Voice(city), new Interval(start, start.AddMinutes(15)), Given.Counts(1)),
    ];
}
