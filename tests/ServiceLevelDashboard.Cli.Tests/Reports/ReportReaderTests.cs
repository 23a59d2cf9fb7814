using System.Collections.Immutable;
using CsCheck;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Cli.Tests.Reports;

/// <summary>Reports against the same figures counted contact by contact.</summary>
public sealed class ReportReaderTests
{
    private static readonly DateTimeOffset Start = new(2026, 9, 1, 8, 0, 0, TimeSpan.Zero);
    private static readonly Interval Range = new(Start, Start.AddHours(4));

    [Theory]
    [InlineData(ServiceLevelFormula.Genesys)]
    [InlineData(ServiceLevelFormula.Offered)]
    [InlineData(ServiceLevelFormula.Answered)]
    [InlineData(ServiceLevelFormula.AbandonsNegative)]
    [InlineData(ServiceLevelFormula.ShortExcluded)]
    [InlineData(ServiceLevelFormula.AbandonedWithinExcluded)]
    [InlineData(ServiceLevelFormula.AbandonsPositive)]
    [InlineData(ServiceLevelFormula.ShortPositive)]
    public void ReadAsync_AnyContacts_EqualsCountingContactByContact(ServiceLevelFormula formula)
    {
        var scenario =
            from targets in Gen.Int[0, 7].Array[5]
            from contacts in Gen.Select(Gen.Int[0, 4], Gen.Int[0, 1], Gen.Int[-30, 260], Gen.Int[0, 90], Gen.Int[0, 2]).Array[0, 60]
            from threshold in Gen.Int[0, 40]
            from shortLimit in Gen.Int[0, 12]
            from flowOuts in Gen.Bool
            select (targets, contacts, threshold, shortLimit, flowOuts);
        scenario.Sample(
            s =>
            {
                var queues = s.targets.Select((target, i) => NewQueue(i, target)).ToImmutableArray();
                var contacts = s.contacts.Select(c => new Contact(
                    new QueueMedia(queues[c.Item1].Id, c.Item2 == 0 ? MediaType.Voice : MediaType.Chat),
                    Start.AddMinutes(c.Item3), TimeSpan.FromSeconds(c.Item4), (Outcome)c.Item5, TimeSpan.FromSeconds(60))).ToImmutableArray();
                var definition = new ServiceLevelDefinition(formula) { WithFlowOuts = s.flowOuts, ShortAbandonLimit = Seconds(s.shortLimit) };
                var request = NewRequest(queues) with { Definition = definition, Threshold = Seconds(s.threshold) };

                var report = Read(new ContactList(queues, contacts), request).Report;

                foreach (var queue in report.Queues)
                {
                    var expected = BruteForce.Level(
                        contacts.Where(c => c.Key.Queue == queue.Queue.Id && c.Key.Media == queue.Media), request, queue.Queue, queue.Media);
                    Assert.Equal(expected, queue.Figures.Level.Exact);
                    // exact: asserted in the line before
                    Assert.Equal(expected, queue.Intervals.Aggregate(ServiceLevel.None, (sum, i) => sum + i.Figures.Level.Exact!.Value));
                }

                foreach (var (media, total) in report.TotalsByMediaType)
                {
                    var levels = report.Queues.Where(q => q.Media.Name == media).Select(q => q.Figures.Level.Exact!.Value); // exact: asserted above
                    Assert.Equal(levels.Aggregate(ServiceLevel.None, (sum, level) => sum + level), total.Level.Exact);
                    Assert.Equal(contacts.Count(c => c.Key.Media.Name == media && Range.Contains(c.OfferedAt)), total.Offered);
                }
            },
            iter: 200,
            seed: "0000KOIPe1_3");
    }

    [Fact]
    public void ReadAsync_FiveThresholdsAndAShortLimit_AsksTwoGroupsAndStaysExact()
    {
        var queues = Enumerable.Range(0, 5).Select(i => NewQueue(i, i + 1)).ToImmutableArray();
        var contacts = queues.SelectMany(q => new[] { 4, 11, 25, 33, 47 }
            .Select(wait => new Contact(
                new QueueMedia(q.Id, MediaType.Voice), Start.AddMinutes(10), TimeSpan.FromSeconds(wait), Outcome.Answered, TimeSpan.Zero))).ToImmutableArray();
        var centre = new ContactList(queues, contacts);
        var request = NewRequest(queues) with
        {
            Definition = new ServiceLevelDefinition(ServiceLevelFormula.ShortExcluded) { ShortAbandonLimit = TimeSpan.FromSeconds(7) },
        };

        var report = Read(centre, request).Report;

        Assert.Equal(2, centre.Asked.Count);
        Assert.All(centre.Asked, query => Assert.InRange(query.Edges.Count, 1, 10));
        Assert.All(centre.Asked, query => Assert.Empty(query.Queues));
        Assert.Equal([1, 2, 3, 4, 5], report.Queues.Select(q => q.Figures.AnsweredWithinThreshold));
    }

    [Fact]
    public void ReadAsync_ChosenQueues_AsksForThemAlone()
    {
        var queues = ImmutableArray.Create(NewQueue(0, 1), NewQueue(1, 2));
        var centre = new ContactList(
            queues, [new Contact(new QueueMedia(queues[1].Id, MediaType.Voice), Start, TimeSpan.Zero, Outcome.Answered, TimeSpan.Zero)]);

        var report = Read(centre, NewRequest([queues[0]]) with { IsEveryQueue = false }).Report;

        Assert.Equal([queues[0].Id], Assert.Single(centre.Asked).Queues);
        Assert.Empty(report.Queues);
    }

    [Fact]
    public void ReadAsync_EveryQueue_CountsQueuesThatAreNotListed()
    {
        var ghost = new QueueId("deleted");
        var centre = new ContactList(
            [NewQueue(0, 1)], [new Contact(new QueueMedia(ghost, MediaType.Voice), Start, TimeSpan.Zero, Outcome.Answered, TimeSpan.Zero)]);

        var report = Read(centre, NewRequest([NewQueue(0, 1)])).Report;

        var queue = Assert.Single(report.Queues);
        Assert.Equal("deleted", queue.Queue.Name);
        Assert.Null(queue.Threshold);
        Assert.Equal(ServiceLevel.None, queue.Figures.Level.Exact);
        Assert.Null(queue.Figures.AnsweredWithinThreshold);
    }

    [Fact]
    public void ReadAsync_SeveralMediaTypes_PoolsNothing()
    {
        var queue = NewQueue(0, 1);
        var contacts = ImmutableArray.Create(MediaType.Voice, MediaType.Chat)
            .Select(media => new Contact(new QueueMedia(queue.Id, media), Start, TimeSpan.Zero, Outcome.Answered, TimeSpan.Zero)).ToImmutableArray();

        var all = Read(new ContactList([queue], contacts), NewRequest([queue])).Report;
        var voice = Read(new ContactList([queue], contacts), NewRequest([queue]) with { Media = MediaType.Voice }).Report;

        Assert.Null(all.Totals);
        Assert.Equal(["chat", "voice"], all.TotalsByMediaType.Keys);
        Assert.Equal(1, voice.Totals!.Offered); // not null: one media type
        Assert.Equal(["voice"], voice.TotalsByMediaType.Keys);
    }

    [Theory]
    [InlineData(0, 2)]
    [InlineData(15, 3)]
    public void ReadAsync_GranularityRefused_SaysSoAndAsksNothingTwiceThatItHas(int startMinute, int queries)
    {
        var queue = NewQueue(0, 1);
        var contact = new Contact(new QueueMedia(queue.Id, MediaType.Voice), Start.AddMinutes(20), TimeSpan.Zero, Outcome.Answered, TimeSpan.Zero);
        var centre = new ContactList([queue], [contact])
        {
            Finest = Granularity.HalfHour,
            Notices = ["Intervals of PT15M are refused."],
            AnsweredAt = Start.AddDays(30),
        };
        var request = NewRequest([queue]) with { Range = new Interval(Start.AddMinutes(startMinute), Start.AddDays(8)), Granularity = Granularity.QuarterHour };

        var result = Read(centre, request);

        Assert.Equal(["Intervals of PT15M are refused."], result.Notices.AsEnumerable());
        Assert.Equal(queries, centre.Asked.Count);
        Assert.Equal((1, 1), (result.Report.TotalsByMediaType["voice"].Offered, result.Report.TotalsByMediaType["voice"].Answered));
    }

    [Theory]
    [InlineData(-14, 0, true)] // the month before the reach came back empty
    [InlineData(-14, 31, true)]
    [InlineData(-14, 3, false)] // something came from before it: this organisation's reach is longer
    [InlineData(-12, 0, false)]
    public void ReadAsync_RangeBeyondTheReach_SaysThatEmptyIsNotWithoutContacts(int months, int firstContactDay, bool isSaid)
    {
        var queue = NewQueue(0, 1);
        var from = Start.AddMonths(months);
        Contact[] contacts = firstContactDay == 0
            ? []
            : [new Contact(new QueueMedia(queue.Id, MediaType.Voice), from.AddDays(firstContactDay), TimeSpan.Zero, Outcome.Answered, TimeSpan.Zero)];
        var centre = new ContactList([queue], [.. contacts]) { AnsweredAt = Start };

        var result = Read(centre, NewRequest([queue]) with { Range = new Interval(from, from.AddDays(40)) });

        Assert.Equal(isSaid, result.Notices.Any(notice => notice.Contains("beyond the reach", StringComparison.Ordinal)));
    }

    [Fact]
    public void ReadAsync_GranularityRefused_SnapsToTheCoarserOne()
    {
        var queue = NewQueue(0, 1);
        var contact = new Contact(new QueueMedia(queue.Id, MediaType.Voice), Start.AddMinutes(2), TimeSpan.Zero, Outcome.Answered, TimeSpan.Zero);
        var centre = new ContactList([queue], [contact]) { Finest = Granularity.HalfHour };
        var request = NewRequest([queue]) with { Range = new Interval(Start.AddMinutes(15), Start.AddMinutes(45)), Granularity = Granularity.QuarterHour };

        var report = Read(centre, request).Report;

        Assert.Equal(Granularity.HalfHour, report.Granularity);
        Assert.Equal(new Interval(Start, Start.AddHours(1)), report.Interval);
        Assert.Equal(1, report.TotalsByMediaType["voice"].Offered);
    }

    [Fact]
    public void ReadAsync_LongRange_AsksByTheWeekAndTellsProgress()
    {
        var centre = new ContactList([NewQueue(0, 1)], []);
        var seen = new List<ReportProgress>();
        var request = NewRequest([NewQueue(0, 1)]) with { Range = new Interval(Start, Start.AddDays(15)) };

        Read(centre, request, new Recorder(seen));

        Assert.Equal([7, 7, 1], centre.Asked.Select(query => (int)query.Range.Length.TotalDays));
        Assert.Equal([0, 1, 2], seen.Select(p => p.Done));
        Assert.All(seen, p => Assert.Equal(3, p.All));
    }

    [Fact]
    public void ReadAsync_RangeNotYetOver_CountsTheOpenIntervals()
    {
        var queue = NewQueue(0, 1);
        var contact = new Contact(new QueueMedia(queue.Id, MediaType.Voice), Start.AddMinutes(40), TimeSpan.Zero, Outcome.Answered, TimeSpan.Zero);
        var centre = new ContactList([queue], [contact]) { AnsweredAt = Start.AddMinutes(41) };

        var report = Read(centre, NewRequest([queue]) with { Granularity = Granularity.QuarterHour }).Report;

        Assert.Equal(14, report.Queues[0].Figures.OpenIntervals);
        Assert.Equal(1, Assert.Single(report.Queues[0].Intervals).Figures.OpenIntervals);
    }

    internal static ReportRequest NewRequest(ImmutableArray<Queue> queues) => new()
    {
        Range = Range,
        Granularity = Granularity.FiveMinutes,
        Definition = ServiceLevelDefinition.Default,
        Threshold = null,
        Media = null,
        Queues = queues,
        IsEveryQueue = true,
        Targets = new TargetResolver(Contract.None, QueueRecord.Empty.Seeing(queues, DateTimeOffset.UnixEpoch)),
        WithIntervals = true,
    };

    /// <summary>A queue with a voice target of ten seconds for each step; 0 means no target.</summary>
    internal static Queue NewQueue(int number, int tenSeconds) => new(
        new QueueId($"q{number}"), $"Queue {number}", null,
        tenSeconds == 0
            ? ImmutableDictionary<MediaType, ServiceLevelTarget>.Empty
            : ImmutableDictionary<MediaType, ServiceLevelTarget>.Empty.Add(
                MediaType.Voice, new ServiceLevelTarget(0.8m, TimeSpan.FromSeconds(10 * tenSeconds))));

    internal static ReportResult Read(ContactList centre, ReportRequest request, IProgress<ReportProgress>? progress = null) =>
        ReportReader.ReadAsync(centre, days: null, request, progress, TestContext.Current.CancellationToken).GetAwaiter().GetResult();

    private static TimeSpan? Seconds(int seconds) => seconds == 0 ? null : TimeSpan.FromSeconds(seconds);

    private sealed class Recorder(List<ReportProgress> seen) : IProgress<ReportProgress>
    {
        public void Report(ReportProgress value) => seen.Add(value);
    }
}
