using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Alerts;
using ServiceLevelDashboard.Analytics.Configuration;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Live;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Analytics.Reconciling;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Tests.Alerts;

public sealed class AlertReplayTests
{
    private static readonly DateOnly Date = new(2026, 9, 1);
    private static readonly DashboardSettings Settings = new()
    {
        Zone = Given.Berlin,
        OpeningHours = ConfiguredOpeningHours.Always with
        {
            Site = new OpeningHours { Week = [.. Enum.GetValues<DayOfWeek>().Select(static day => new Opening(day, new TimeOnly(8, 0), new TimeOnly(20, 0)))] },
        },
    };

    private static readonly ImmutableArray<Queue> Queues = [.. Enumerable.Range(1, 6).Select(static i => Given.QueueWithTarget($"q{i}"))];

    /// <summary>A whole day turn by turn, as it grows, and the same day from the archive: the same rings at the same instants.</summary>
    [Theory]
    [Trait("Length", "Long")]
    [InlineData(AlertConditionKind.LevelBelowTarget, 30, 0)]
    [InlineData(AlertConditionKind.LevelBelowTarget, 60, 1_800)]
    [InlineData(AlertConditionKind.AbandonRateOver, 60, 0)]
    public async Task Run_DayThatWasLive_RingsAsOftenAndWhenItDid(AlertConditionKind condition, int minutes, int hold)
    {
        var rule = new AlertRule { Name = "Rule", Condition = condition, WindowMinutes = minutes, HoldSeconds = hold };
        var day = new PlantedDay(Queues, Settings.Calendar.DayOf(Date), seed: 7);

        var live = Live(rule, day);
        var replay = await Replay(day.Rows(day.Span.End), day.Span).RunAsync(
            rule, null, new DateRange(Date, Date), Visibility.Everything, null, TestContext.Current.CancellationToken);

        Assert.NotEmpty(live);
        Assert.Equal(live, replay.Rings.Select(static r => $"{r.Name} {r.FiredAt:HH:mm} {r.ResolvedAt:HH:mm}").Order(StringComparer.Ordinal));
        Assert.Equal((Queues.Length, 0), (replay.Queues, replay.UnknownIntervals));
    }

    [Fact]
    public async Task Run_OneBadHour_SaysWhenHowLongAndWhetherTheDayMissed()
    {
        // 80 contacts an hour from 08:00 to 12:00 UTC, all late from 09:00 to 10:00: a quarter of the day, which misses 80 %.
        var replay = await OfOneQueue().RunAsync(
            new AlertRule { Name = "Rule", Condition = AlertConditionKind.LevelBelowTarget }, null, new DateRange(Date, Date.AddDays(1)), Visibility.Everything,
            null, TestContext.Current.CancellationToken);

        var ring = Assert.Single(replay.Rings);
        Assert.Equal((Given.Utc("09:15"), Given.Utc("10:45"), TimeSpan.FromMinutes(90)), (ring.FiredAt, ring.ResolvedAt, ring.Duration));
        Assert.Equal((true, Date), (ring.IsDayMissed, ring.Day));
        Assert.Equal((1, 1, 1, 1), (replay.DaysRung, replay.DaysRungAndMissed, replay.DaysJudged, replay.DaysMissed));
        // The second day was never fetched.
        Assert.Equal((96, 192), (replay.UnknownIntervals, replay.AllIntervals));
    }

    [Fact]
    public async Task Run_RestWasNeverFetched_NeitherEndsNorRings()
    {
        var day = Settings.Calendar.DayOf(Date);
        var replay = await Replay([.. BadHour().Take(6)], new Interval(day.Start, Given.Utc("09:30")), OpeningHours.Always).RunAsync(
            new AlertRule { Name = "Rule", Condition = AlertConditionKind.LevelBelowTarget }, null, new DateRange(Date, Date), Visibility.Everything, null,
            TestContext.Current.CancellationToken);

        var ring = Assert.Single(replay.Rings);
        Assert.Equal((Given.Utc("09:15"), (DateTimeOffset?)null), (ring.FiredAt, ring.ResolvedAt));
        Assert.Equal((50, 0), (replay.UnknownIntervals, replay.DaysJudged));
    }

    [Fact]
    public async Task Run_Burn_RingsByItsRatesAndSaysAtMost()
    {
        var replay = await OfOneQueue().RunAsync(
            new AlertRule { Name = "Rule", Condition = AlertConditionKind.Burn }, null, new DateRange(Date, Date), Visibility.Everything, null,
            TestContext.Current.CancellationToken);

        Assert.True(replay.IsAtMost);
        Assert.Equal(Given.Utc("09:30"), Assert.Single(replay.Rings).FiredAt);
    }

    [Fact]
    public async Task Run_OutsideScopeSightOrHours_DoesNotRing()
    {
        var rule = new AlertRule { Name = "Rule", Condition = AlertConditionKind.LevelBelowTarget };
        var days = new DateRange(Date, Date);

        Assert.Empty((await OfOneQueue().RunAsync(
            rule with { Scope = new AlertScope { Media = [MediaType.Email] } }, null, days, Visibility.Everything, null, TestContext.Current.CancellationToken))
            .Rings);
        Assert.Empty((await OfOneQueue().RunAsync(rule, null, days, Visibility.Nothing, null, TestContext.Current.CancellationToken)).Rings);
        var closed = OpeningHours.Always with { Week = [new Opening(DayOfWeek.Sunday, new TimeOnly(8, 0), new TimeOnly(20, 0))] };
        Assert.Empty((await OfOneQueue(closed).RunAsync(rule, null, days, Visibility.Everything, null, TestContext.Current.CancellationToken)).Rings);
        Assert.Single((await OfOneQueue(closed).RunAsync(
            rule with { Hours = AlertHours.Always }, null, days, Visibility.Everything, null, TestContext.Current.CancellationToken)).Rings);
    }

    [Theory]
    [InlineData(AlertConditionKind.ChanceUnder, KeptPast.NoForecasts)]
    [InlineData(AlertConditionKind.WaitingOver, KeptPast.NoMoments)]
    [InlineData(AlertConditionKind.ScreenDark, KeptPast.NoSystem)]
    public async Task Run_PastWasNotKept_SaysSo(AlertConditionKind condition, KeptPast expected)
    {
        var replay = await OfOneQueue().RunAsync(
            new AlertRule { Name = "Rule", Condition = condition }, null, new DateRange(Date, Date), Visibility.Everything, null,
            TestContext.Current.CancellationToken);

        Assert.Equal((expected, false), (replay.Past, replay.IsReplayed));
    }

    [Fact]
    public async Task Run_Cancelled_Ends()
    {
        using var cancelled = new CancellationTokenSource();
        var progress = new Counter(() => cancelled.Cancel());

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => OfOneQueue().RunAsync(
            new AlertRule { Name = "Rule", Condition = AlertConditionKind.LevelBelowTarget }, null, new DateRange(Date, Date.AddDays(27)),
            Visibility.Everything, progress, cancelled.Token));
        Assert.Equal(1, progress.Count);
    }

    private static List<string> Live(AlertRule rule, PlantedDay day)
    {
        var (ledger, builder, rings) = (new AlertLedger(), new SnapshotBuilder(), new List<string>());
        var rules = ImmutableSortedDictionary<string, Document<AlertRule>>.Empty.Add("rule", new Document<AlertRule>("rule", rule, 1, day.Span.Start));
        var fired = new Dictionary<string, TrackedAlert>(StringComparer.Ordinal);
        for (var now = day.Span.Start; now <= day.Span.End; now += TimeSpan.FromMinutes(1))
        {
            var snapshot = builder.Build(new SnapshotInput
            {
                Settings = Settings,
                Version = 1,
                DataUntil = now,
                Granularity = Granularity.QuarterHour,
                Rows = day.Rows(now),
                Queues = Queues.ToImmutableDictionary(static q => q.Id),
            });
            ledger.Take(rules, ImmutableSortedDictionary<string, Document<Group>>.Empty, new SystemMoment
            {
                Now = now,
                State = new SnapshotState(snapshot, [], null, new QuotaUse(0, 0, 300, 0, 0), []),
                StartedAt = now,
                Archive = new ArchiveState("a fake", now, null, null),
                Reconciliation = ReconciliationState.Nothing,
            });
            foreach (var alert in ledger.All.Where(static a => a.Progress.FiredAt is not null))
            {
                fired[alert.Id] = alert;
            }
        }

        rings.AddRange(fired.Values.Select(static a => $"{a.Record.Facts.Name} {a.Progress.FiredAt:HH:mm} {a.Progress.ResolvedAt:HH:mm}"));
        rings.Sort(StringComparer.Ordinal);
        return rings;
    }

    private static AlertReplay OfOneQueue(OpeningHours? hours = null) => Replay(BadHour(), Settings.Calendar.DayOf(Date), hours ?? OpeningHours.Always);

    private static ImmutableArray<QueueInterval> BadHour() =>
    [
        .. from quarter in Enumerable.Range(0, 16)
           let start = Given.Utc("08:00").AddMinutes(15 * quarter)
           select new QueueInterval(
               Given.Voice("q1"), new Interval(start, start.AddMinutes(15)), Given.Counts(20, quarter is >= 4 and < 8 ? 20 : 0)),
    ];

    private static AlertReplay Replay(ImmutableArray<QueueInterval> rows, Interval day, OpeningHours? hours = null)
    {
        var archive = new InMemoryIntervalArchive(TimeSpan.FromDays(3650));
        archive.MergeAsync(
            new Coverage(day, Granularity.QuarterHour, EdgeSet.None, [], day.End), rows, TestContext.Current.CancellationToken).GetAwaiter().GetResult();
        var targets = new TargetResolver(
            new Contract(new OneCalendar(Settings.Calendar), Settings.Definition, ContractTerms.None), QueueRecord.Empty.Seeing(Queues, day.Start));
        var open = hours is null ? Settings.OpeningHours : ConfiguredOpeningHours.Always with { Site = hours };
        return new AlertReplay(archive, targets, open, Given.Berlin, Granularity.QuarterHour);
    }

    private sealed class Counter(Action first) : IProgress<double>
    {
        public int Count { get; private set; }

        public void Report(double value)
        {
            Count++;
            first();
        }
    }

    /// <summary>A day in which some queues go badly for a while, minute by minute.</summary>
    private sealed class PlantedDay
    {
        private readonly Dictionary<(QueueMedia Key, DateTimeOffset Start), ContactCounts[]> _grown = [];

        public PlantedDay(ImmutableArray<Queue> queues, Interval span, int seed)
        {
            Span = span;
            var random = new Random(seed);
            foreach (var queue in queues)
            {
                var (badFrom, badMinutes) = (span.Start.AddMinutes(random.Next(6 * 60, 18 * 60)), random.Next(10, 150));
                foreach (var interval in Granularity.QuarterHour.Split(span))
                {
                    var (grown, counts) = (new ContactCounts[16], ContactCounts.Zero);
                    grown[0] = counts;
                    for (var minute = 0; minute < 15; minute++)
                    {
                        var at = interval.Start.AddMinutes(minute);
                        var isBad = at >= badFrom && at < badFrom.AddMinutes(badMinutes);
                        for (var contacts = random.Next(4); contacts > 0 && at >= span.Start.AddHours(6) && at < span.Start.AddHours(22); contacts--)
                        {
                            var isAbandoned = random.NextDouble() < (isBad ? 0.3 : 0.04);
                            var isLate = random.NextDouble() < (isBad ? 0.7 : 0.15);
                            counts = ContactCounts.Sum([counts, isAbandoned
                                ? new ContactCounts { Offered = 1, AbandonWait = new DurationStatistics(1, 30_000, 30_000) }
                                : Given.Counts(1, isLate ? 1 : 0) with { Handle = new DurationStatistics(1, 60_000, 60_000) }]);
                        }
                        grown[minute + 1] = counts;
                    }

                    _grown.Add((new QueueMedia(queue.Id, MediaType.Voice), interval.Start), grown);
                }
            }
        }

        public Interval Span { get; }

        public ImmutableArray<QueueInterval> Rows(DateTimeOffset now) =>
        [
            .. from part in _grown
               let minutes = (int)Math.Clamp((now - part.Key.Start).TotalMinutes, 0, 15)
               where minutes > 0 && !part.Value[minutes].IsZero
               orderby part.Key.Key.Queue.Value, part.Key.Start
               select new QueueInterval(part.Key.Key, new Interval(part.Key.Start, part.Key.Start.AddMinutes(15)), part.Value[minutes]),
        ];
    }
}
