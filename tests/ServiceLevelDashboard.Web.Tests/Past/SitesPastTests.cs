using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Extensions.Time.Testing;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Configuration;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Web.Api;
using ServiceLevelDashboard.Web.History;
using ServiceLevelDashboard.Web.Tests.History;
using ServiceLevelDashboard.Web.Tests.Queue;

namespace ServiceLevelDashboard.Web.Tests.Past;

/// <summary>
/// Kiritimati, Kathmandu, London and New York in one installation over each change of clocks: whoever asks for a date gets each queue's own day of it.
/// What is expected is counted contact by contact, by the date on the wall of each city.
/// </summary>
[Trait("Length", "Long")]
public sealed class SitesPastTests
{
    private static readonly ImmutableDictionary<string, string> Zones = new Dictionary<string, string>
    {
        ["kiritimati"] = "Pacific/Kiritimati",
        ["kathmandu"] = "Asia/Kathmandu",
        ["london"] = "Europe/London",
        ["newyork"] = "America/New_York",
    }.ToImmutableDictionary();

    private static readonly SiteCalendar London = SiteCalendar.AtMidnight(QueueSamples.London);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("2026-03-08", "newyork", 23)]
    [InlineData("2026-03-29", "london", 23)]
    [InlineData("2026-10-25", "london", 25)]
    [InlineData("2026-11-01", "newyork", 25)]
    public async Task Dates_OverAChangeOfClocks_AreEachQueuesOwnDaysForEverybody(string changes, string city, int hours)
    {
        var date = DateOnly.Parse(changes, CultureInfo.InvariantCulture);
        var callers = new Callers(date);
        for (var day = date.AddDays(-1); day <= date.AddDays(1); day = day.AddDays(1))
        {
            await AssertDayAsync(callers, day);
        }

        var own = callers.Zone(city);
        var report = await callers.ReportAsync(date, city);
        Assert.Equal(TimeSpan.FromHours(hours), Assert.Single(report.Queues).Range.Length);
        Assert.Equal((own.Id, false), (report.Zone?.Id, report.DaysDiffer));
    }

    [Fact]
    public async Task Report_OfADate_SaysWhichZoneAndIntervalEachQueueHas()
    {
        var callers = new Callers(new DateOnly(2026, 10, 25));
        var report = await callers.ReportAsync(new DateOnly(2026, 10, 25), "kiritimati", "newyork");

        Assert.True(report.DaysDiffer);
        Assert.Equal(
            [(
                "kiritimati",
                "Pacific/Kiritimati",
                Utc("2026-10-24T10:00"),
                Utc("2026-10-25T10:00")), ("newyork", "America/New_York", Utc("2026-10-25T04:00"), Utc("2026-10-26T04:00"))],
            report.Queues.Select(q => (q.Queue.Name, q.Zone!.Id, q.Range.Start, q.Range.End)));
        Assert.Equal((Utc("2026-10-24T10:00"), Utc("2026-10-26T04:00")), (report.Interval.Start, report.Interval.End));
    }

    [Fact]
    public async Task Report_WithAZoneOrATime_IsOneRangeForAllQueues()
    {
        var callers = new Callers(new DateOnly(2026, 10, 25));
        var inBerlin = await callers.ReportAsync(("from", "2026-10-25"), ("to", "2026-10-26"), ("zone", "Europe/Berlin"));
        var byTime = await callers.ReportAsync(("from", "2026-10-25T00:00"), ("to", "2026-10-26"));

        Assert.All(inBerlin.Queues, q => Assert.Equal((Utc("2026-10-24T22:00"), Utc("2026-10-25T23:00")), (q.Range.Start, q.Range.End)));
        Assert.All(byTime.Queues, q => Assert.Equal((Utc("2026-10-24T23:00"), Utc("2026-10-26T00:00")), (q.Range.Start, q.Range.End)));
        Assert.Null(byTime.Zone);
    }

    /// <summary>Kiritimati's today has begun while it is yesterday in London: it can be asked for, and reaches up to now.</summary>
    [Fact]
    public async Task Report_OfToday_IsThatOfTheQueuesSite()
    {
        var callers = new Callers(new DateOnly(2026, 10, 25)) { Now = Utc("2026-10-25T12:05") };
        var report = await callers.ReportAsync(("from", "2026-10-26"), ("queue", "kiritimati"));

        Assert.Equal((Utc("2026-10-25T10:00"), Utc("2026-10-25T12:15")), (report.Interval.Start, report.Interval.End));
        await Assert.ThrowsAsync<UsageException>(() => callers.ReportAsync(("from", "2026-10-27"), ("queue", "kiritimati")));
    }

    [Fact]
    public async Task Definition_ThatBeginsOnADate_BeginsWithEachQueuesOwnDay()
    {
        var date = new DateOnly(2026, 10, 25);
        var callers = new Callers(date, ContractTerms.None with
        {
            Definitions = ContractTerms.None.Definitions.Add(DefinitionVersion.KeyOf(date), new DefinitionVersion { Formula = ServiceLevelFormula.Offered }),
        });
        var (before, on) = (await callers.ReportAsync(date.AddDays(-1)), await callers.ReportAsync(date));

        Assert.Equal([ServiceLevelFormula.Genesys], before.Definitions.Select(d => d.Definition.Formula));
        Assert.Equal([ServiceLevelFormula.Offered], on.Definitions.Select(d => d.Definition.Formula));
        Assert.All(on.Queues, q => Assert.Equal(q.Figures.Offered, q.Figures.Level.Exact!.Value.Denominator)); // exact: all is known
    }

    private static async Task AssertDayAsync(Callers callers, DateOnly day)
    {
        var side = await callers.Reader.ReadAsync(callers.Request(day) with { SideBySide = true }, Visibility.Everything, Cancellation);
        var pooled = await callers.Reader.ReadAsync(callers.Request(day), Visibility.Everything, Cancellation);
        var week = await callers.Reader.ReadAsync(
            new HistoryRequest(day.AddDays(-1), day.AddDays(1)) { SideBySide = true }, Visibility.Everything, Cancellation);
        var byHour = await callers.Reader.ReadAsync(
            callers.Request(day) with { SideBySide = true, By = PeriodLength.Hour, Queues = callers.Ids }, Visibility.Everything, Cancellation);
        var report = await callers.ReportAsync(day);

        Assert.Equal((4, 4), (side.Past.Sites, report.Queues.Length));
        foreach (var id in Zones.Keys)
        {
            var expected = callers.Count(id, day);
            var line = side.Lines.Single(l => l.QueueName == id);
            Assert.Equal(expected, line.Counts.Offered);
            Assert.Equal(expected, week.Lines.Single(l => l.QueueName == id).Points[1].Counts.Offered);
            Assert.Equal(expected, byHour.Lines.Single(l => l.QueueName == id).Counts.Offered);
            Assert.Equal(expected, report.Queues.Single(q => q.Queue.Name == id).Figures.Offered);
            // What opens from the day's figure is the same figure.
            var figure = await callers.Explainer.ReadAsync(new FigureRequest(line.Keys[0], line.Range), Visibility.Everything, Cancellation);
            Assert.Equal(expected, figure!.Rows.Sum(r => r.Counts.Offered));
        }

        var all = Zones.Keys.Sum(id => callers.Count(id, day));
        Assert.Equal(all, Assert.Single(pooled.Lines).Counts.Offered);
        Assert.Equal(all, report.Totals!.Offered);
        var file = HistoryExport.Table(side);
        var offered = file.Columns.Select(static c => c.Name).ToList().IndexOf("offered");
        Assert.Equal(all, file.Rows.Sum(r => (long)r[offered]!)); // a count is never null
    }

    private static DateTimeOffset Utc(string text) => DateTimeOffset.Parse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal);

    /// <summary>Everybody who asks, over the contacts of five days around a date.</summary>
    private sealed class Callers
    {
        private readonly ImmutableArray<PastContact> _contacts;
        private readonly KeptContacts _archive;
        private readonly DashboardSettings _settings = new() { Zone = London.Zone };
        private readonly ImmutableArray<Domain.Targets.Queue> _listed;

        public Callers(DateOnly date, ContractTerms? terms = null)
        {
            // Every seven minutes one in each queue: some lie at each minute of an hour, near every midnight there is.
            var start = new DateTimeOffset(date.AddDays(-4).ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);
            _contacts = [.. from id in Zones.Keys from i in Enumerable.Range(0, 8 * 24 * 60 / 7) select new PastContact(
                Key(id), start.AddMinutes(7 * i), TimeSpan.FromSeconds(i % 40), true)];
            _listed = [.. Zones.Keys.Select(id => new Domain.Targets.Queue(
                new QueueId(id), id, null, ImmutableDictionary<MediaType, ServiceLevelTarget>.Empty.Add(
                    MediaType.Voice, new ServiceLevelTarget(0.8m, TimeSpan.FromSeconds(20)))))];
            _archive = new KeptContacts(
                _contacts, [.. _listed.Select(q => new QueueVersion(q, start.AddDays(-1), null))], new Interval(start, start.AddDays(8)));
            var sites = Zones.ToDictionary(z => z.Key, z => new Site { Name = z.Key, Queues = [new QueueId(z.Key)], Zone = z.Value });
            var calendars = new SiteCalendars(London, OpeningTimes.Of(ConfiguredOpeningHours.Always, sites, new Dictionary<string, Group>()), _listed);
            var contract = new Contract(calendars, ServiceLevelDefinition.Default, terms ?? ContractTerms.None);
            Reader = new PastReader(
                _archive,
                _archive,
                new FakeSnapshots(QueueSamples.Empty),
                new FixedContracts(contract),
                _settings,
                new FakeCentre(),
                new FakeTimeProvider(start.AddDays(8)));
            Now = start.AddDays(8);
        }

        public DateTimeOffset Now { get; init; }

        public PastReader Reader { get; }

        public Explainer Explainer => new(Reader);

        public ImmutableArray<QueueId> Ids => [.. Zones.Keys.Select(id => new QueueId(id))];

        public TimeZoneInfo Zone(string id) => TimeZoneInfo.FindSystemTimeZoneById(Zones[id]);

        /// <summary>The contacts of a date, by the calendar on the wall.</summary>
        public int Count(string id, DateOnly date) =>
            _contacts.Count(c => c.Key == Key(id) && DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(c.At, Zone(id)).DateTime) == date);

        public HistoryRequest Request(DateOnly day) => new(day, day);

        public Task<Report> ReportAsync(DateOnly day, params string[] queues) =>
            ReportAsync([("from", Text(day)), ("to", Text(day.AddDays(1))), .. queues.Select(q => ("queue", q))]);

        public async Task<Report> ReportAsync(params (string Name, string Value)[] asked)
        {
            var query = new QueryCollection(asked.GroupBy(a => a.Name).ToDictionary(a => a.Key, a => new StringValues([.. a.Select(x => x.Value)])));
            var request = ReportQuery.Read(query, _listed, Visibility.Everything, await Reader.TargetsAsync(Cancellation), [], _settings, Now);
            var kept = new ArchivedContactCentre(new FakeCentre(), _archive);
            return (await ReportReader.ReadAsync(kept, _archive, request, progress: null, Cancellation)).Report;
        }

        private static QueueMedia Key(string id) => new(new QueueId(id), MediaType.Voice);

        private static string Text(DateOnly date) => date.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
    }

    private sealed class FixedContracts(Contract contract) : IContracts
    {
        public Contract Current => contract;
    }
}
