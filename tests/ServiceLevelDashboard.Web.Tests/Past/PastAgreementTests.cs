using System.Collections.Immutable;
using System.Globalization;
using System.Text;
using System.Text.Json;
using CsCheck;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Primitives;
using Microsoft.Extensions.Time.Testing;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Configuration;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Analytics.Forecasting;
using ServiceLevelDashboard.Delivery.Export;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Web.Api;
using ServiceLevelDashboard.Web.Explain;
using ServiceLevelDashboard.Web.History;
using ServiceLevelDashboard.Web.Tests.Documents;
using ServiceLevelDashboard.Web.Tests.Explain;
using ServiceLevelDashboard.Web.Tests.History;
using ServiceLevelDashboard.Web.Tests.Queue;

namespace ServiceLevelDashboard.Web.Tests.Past;

/// <summary>
/// Whoever asks about the past is told the same, and what a person with a list of contacts would count: history page, sheet, report of shell and API, exports,
/// budgets.
/// </summary>
[Trait("Length", "Long")]
public sealed class PastAgreementTests
{

    private static readonly PeriodLength[] Cuts = [PeriodLength.Interval, PeriodLength.Hour, PeriodLength.Day, PeriodLength.Week, PeriodLength.Month];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task History_AnyCut_IsTheCountOfContactsAndTheSumOfEveryFinerCut() => await PastScenario.Any.SampleAsync(
        async s =>
        {
            var callers = new Callers(s);
            var views = new List<HistoryView>();
            foreach (var by in Cuts)
            {
                var request = callers.Request with { By = by, SideBySide = true };
                views.Add(await callers.Reader.ReadAsync(request, Visibility.Everything, Cancellation));
                foreach (var key in PastScenario.Keys)
                {
                    Assert.Equal(s.LevelOf(key, s.Range), LineOf(views[^1], key)?.Level.Exact ?? ServiceLevel.None);
                }

                AssertSums(HistoryExport.Table(views[^1]), Total(s));
                foreach (var grouped in new[] { request with { SideBySide = false }, request with { SideBySide = false, Pooled = true } })
                {
                    var view = await callers.Reader.ReadAsync(grouped, Visibility.Everything, Cancellation);
                    Assert.Equal(Total(s), view.Lines.Aggregate(ServiceLevel.None, (sum, line) => sum + line.Level.Lower));
                }
            }

            var pairs = from coarse in views
                        from fine in views
                        where fine.Request.Cut < coarse.Request.Cut && fine.Request.Cut != PeriodLength.Week
                        select (coarse, fine);
            foreach (var (coarse, fine) in pairs)
            {
                AssertAddsUp(coarse, fine);
            }
        },
        iter: 20,
        threads: 1);

    [Fact]
    public async Task Sheet_AnyQueue_IsTheCountOfContactsAndSaysTheThresholdOfEachRow() => await PastScenario.Any.SampleAsync(
        async s =>
        {
            var callers = new Callers(s);
            foreach (var key in PastScenario.Keys)
            {
                var figure = await new Explainer(callers.Reader).ReadAsync(
                    new FigureRequest(key, s.Range) { Threshold = s.Threshold }, Visibility.Everything, Cancellation);

                Assert.Equal(s.LevelOf(key, s.Range), figure!.Level.Exact); // everything is seen
                var rows = FigureExport.Table(figure, s.Calendar.Zone);
                AssertSums(rows, s.LevelOf(key, s.Range));
                Assert.Equal(
                    figure.Rows.Select(r => (decimal?)s.ThresholdOf(key, r.Interval.Start)?.TotalSeconds),
                    ValuesOf(rows, "thresholdSeconds").Select(v => (decimal?)v));
                Assert.Equal(figure.Level, FrozenFigure.Read(FrozenFigure.Write(figure)).Level);
            }
        },
        iter: 60,
        threads: 1);

    [Fact]
    public async Task Report_OfShellAndApi_IsTheSameTextAndTheCountOfContacts() => await PastScenario.Any.SampleAsync(
        async s =>
        {
            var callers = new Callers(s);
            var (shell, api) = (await callers.ShellAsync(), await callers.ApiAsync());

            Assert.Equal(TextOf(shell), TextOf(api));
            // Not cut by intervals it is read from sums of days.
            var summed = await callers.ShellAsync(withIntervals: false);
            Assert.Equal(TextOf(shell with { Queues = [.. shell.Queues.Select(q => q with { Intervals = [] })] }), TextOf(summed));
            foreach (var key in PastScenario.Keys)
            {
                var queue = shell.Queues.SingleOrDefault(q => q.Queue.Id == key.Queue && q.Media == key.Media);
                Assert.Equal(s.LevelOf(key, s.Range), queue?.Figures.Level.Exact ?? ServiceLevel.None);
                Assert.Equal(s.LevelOf(key, s.Range), (queue?.Intervals ?? []).Aggregate(ServiceLevel.None, (sum, i) => sum + i.Figures.Level.Lower));
            }

            Assert.Equal(Total(s), shell.TotalsByMediaType.Values.Aggregate(ServiceLevel.None, (sum, figures) => sum + figures.Level.Lower));
        },
        iter: 60,
        threads: 1);

    [Fact]
    public async Task Series_AnyGranularity_IsTheCountOfContacts() => await PastScenario.Any.Select(s => s with { Threshold = null }).SampleAsync(
        async s =>
        {
            var callers = new Callers(s);
            foreach (var request in new SeriesRequest[]
            {
                new() { Granularity = null, Dates = s.Dates },
                new() { Granularity = Granularity.QuarterHour, Dates = s.Dates },
                new() { Granularity = Granularity.QuarterHour, Range = s.Range },
            })
            {
                var rows = new List<SeriesRow>();
                await foreach (var row in callers.Series(await callers.Reader.TargetsAsync(Cancellation)).ReadAsync(request, Cancellation))
                {
                    rows.Add(row);
                }

                Assert.All(rows, row => Assert.Equal(s.LevelOf(row.Key, row.Interval), row.Sum.Level.Exact));
                Assert.All(rows.Where(row => request.Granularity is not null), row => Assert.Equal(s.ThresholdOf(row.Key, row.Interval.Start), row.Threshold));
                Assert.All(PastScenario.Keys, key => Assert.Equal(
                    s.LevelOf(key, s.Range), rows.Where(row => row.Key == key).Aggregate(ServiceLevel.None, (sum, row) => sum + row.Sum.Level.Lower)));
            }
        },
        iter: 60,
        threads: 1);

    [Fact]
    public async Task Budgets_OfWeekAndMonth_AreTheHistoryOfTheirDays() => await PastScenario.Any.Select(s => s with { Threshold = null }).SampleAsync(
        async s =>
        {
            var callers = new Callers(s);
            foreach (var key in PastScenario.Keys)
            {
                foreach (var period in await callers.Budgets.ReadAsync(key, Visibility.Everything, Cancellation))
                {
                    var part = s.Calendar.RangeOf(new DateRange(period.From, s.Dates.To));
                    Assert.Equal(s.LevelOf(key, part), period.Level);
                }
            }
        },
        iter: 60,
        threads: 1);

    private static PastLine? LineOf(HistoryView view, QueueMedia key) => view.Lines.SingleOrDefault(l => l.Keys.Contains(key));

    private static ServiceLevel Total(PastScenario s) => PastScenario.Keys.Aggregate(ServiceLevel.None, (sum, key) => sum + s.LevelOf(key, s.Range));

    private static void AssertAddsUp(HistoryView coarse, HistoryView fine)
    {
        foreach (var line in coarse.Lines)
        {
            var parts = LineOf(fine, line.Keys[0])!; // something happened in it, so it is in every cut
            for (var i = 0; i < coarse.Periods.Length; i++)
            {
                var period = coarse.Periods[i];
                var sum = fine.Periods.Zip(parts.Points)
                    .Where(p => period.Contains(p.First.Start))
                    .Aggregate(default(ServiceLevelBounds), (sum, p) => sum + p.Second.Level);
                Assert.Equal(line.Points[i].Level, sum);
            }
        }
    }

    private static void AssertSums(ExportTable table, ServiceLevel expected)
    {
        long Sum(string column) => ValuesOf(table, column).Sum(v => (long)v!); // counts are never null
        Assert.Equal(expected, new ServiceLevel(Sum("numeratorLeast"), Sum("denominatorMost")));
    }

    private static IEnumerable<object?> ValuesOf(ExportTable table, string column)
    {
        var index = table.Columns.Select(static c => c.Name).ToList().IndexOf(column);
        return table.Rows.Select(row => row[index]);
    }

    private static string TextOf(Report report)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream))
        {
            ReportJson.Write(report, json);
        }

        return Encoding.UTF8.GetString(stream.ToArray());
    }

    /// <summary>Everybody who asks, over one archive.</summary>
    private sealed class Callers
    {
        private readonly PastScenario _scenario;
        private readonly KeptContacts _archive;
        private readonly DashboardSettings _settings;
        private readonly IContracts _contracts;
        private readonly FakeSnapshots _snapshots = new(QueueSamples.Empty);
        private readonly FakeTimeProvider _clock;

        public Callers(PastScenario scenario)
        {
            _scenario = scenario;
            _archive = new KeptContacts(scenario.Contacts, scenario.Versions, Granularity.Hour.SnapOutward(scenario.Range));
            _settings = new DashboardSettings { Zone = scenario.Calendar.Zone, DayStart = scenario.Calendar.DayStart };
            _contracts = new FixedContracts(new Contract(new OneCalendar(scenario.Calendar), ServiceLevelDefinition.Default, scenario.Terms));
            // The last day is over but for an instant, so that it is today.
            _clock = new FakeTimeProvider(scenario.Range.End.AddTicks(-1));
            Reader = new PastReader(_archive, _archive, _snapshots, _contracts, _settings, new FakeCentre(), _clock);
        }

        public PastReader Reader { get; }

        public PeriodBudgets Budgets => new(Reader, _archive, _snapshots, _contracts, Hours, _clock);

        private OpeningTimes Hours => new(_settings, Books.Of(Site.Documents, new FakeArchive()), Books.Of(GroupRules.Kind, new FakeArchive()));

        public SeriesReader Series(TargetResolver targets) => new(_archive, targets, _clock.GetUtcNow());

        public HistoryRequest Request => new(_scenario.Dates.From, _scenario.Dates.To)
        {
            Queues = [.. PastScenario.Keys.Select(k => k.Queue).Distinct()],
            Threshold = _scenario.Threshold,
        };

        private ImmutableArray<Domain.Targets.Queue> Listed => [.. _scenario.Versions.GroupBy(v => v.Queue.Id).Select(g => g.Last().Queue)];

        public async Task<Report> ShellAsync(bool withIntervals = true) => await ReadAsync(new ReportRequest
        {
            Range = _scenario.Range,
            Granularity = Granularity.QuarterHour,
            Definition = null,
            Threshold = _scenario.Threshold,
            Media = null,
            Queues = Listed,
            IsEveryQueue = true,
            WithIntervals = withIntervals,
            Targets = await Reader.TargetsAsync(Cancellation),
        });

        public async Task<Report> ApiAsync()
        {
            var asked = new Dictionary<string, StringValues>
            {
                ["from"] = TextOf(_scenario.Range.Start),
                ["to"] = TextOf(_scenario.Range.End),
                ["media"] = "all",
                ["intervals"] = "true",
            };
            if (_scenario.Threshold is { } threshold)
            {
                asked["threshold"] = threshold.TotalSeconds.ToString(CultureInfo.InvariantCulture);
            }

            return await ReadAsync(ReportQuery.Read(
                new QueryCollection(asked), Listed, Visibility.Everything, await Reader.TargetsAsync(Cancellation), [], _settings, _scenario.Range.End));
        }

        private async Task<Report> ReadAsync(ReportRequest request) =>
            (await ReportReader.ReadAsync(new ArchivedContactCentre(new FakeCentre(), _archive), _archive, request, progress: null, Cancellation)).Report;

        private static string TextOf(DateTimeOffset instant) => instant.ToString("yyyy-MM-dd'T'HH:mm'Z'", CultureInfo.InvariantCulture);
    }

    private sealed class FixedContracts(Contract contract) : IContracts
    {
        public Contract Current => contract;
    }
}
