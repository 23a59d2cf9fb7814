using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Tests.Contracts;

/// <summary>Which target holds: 60 s first seen at 08:00 on 1 September, 20 s from 10:05 on.</summary>
public sealed class TargetResolverTests
{
    private static readonly QueueMedia Billing = Given.Voice("billing");

    private static readonly QueueRecord Record = QueueRecord.Of(
    [
        new QueueVersion(Queue(60), Given.Utc("08:00"), Given.Utc("10:05")),
        new QueueVersion(Queue(20), Given.Utc("10:05"), null),
    ]);

    [Theory]
    [InlineData("2026-01-01T00:00", 60)] // assumed
    [InlineData("08:00", 60)]
    [InlineData("10:04", 60)]
    [InlineData("10:05", 20)]
    [InlineData("2027-01-01T00:00", 20)]
    public void TargetFor_GenesysChangedIt_HoldsFromWhenItWasSeenAndTheEarliestBefore(string at, int seconds) =>
        Assert.Equal(seconds, Resolver().TargetFor(Billing.Queue, Billing.Media, Given.Utc(at))!.Threshold.TotalSeconds);

    [Fact]
    public void TargetFor_NothingKnown_IsNone()
    {
        Assert.Null(Resolver().TargetFor(new QueueId("gone"), MediaType.Voice, Given.Utc("09:00")));
        Assert.Null(Resolver().TargetFor(Billing.Queue, MediaType.Chat, Given.Utc("09:00")));
    }

    [Fact]
    public void AssumedUntil_PartBeforeTheQueueWasSeen_EndsThereAndAtMostWithTheRange()
    {
        Assert.Equal(Given.Utc("08:00"), Resolver().AssumedUntil(Billing, Given.Span("06:00", "12:00")));
        Assert.Equal(Given.Utc("07:00"), Resolver().AssumedUntil(Billing, Given.Span("06:00", "07:00")));
        Assert.Null(Resolver().AssumedUntil(Billing, Given.Span("08:00", "12:00")));
        // What was set here is known.
        Assert.Null(Resolver(Own(30)).AssumedUntil(Billing, Given.Span("06:00", "12:00")));
    }

    [Fact]
    public void MeasuresOf_ChangeWithinADay_IsCutThere()
    {
        var measures = Resolver().MeasuresOf(Billing, Given.Span("06:00", "12:00"));

        // it has a target
        Assert.Equal([(Given.Utc("06:00"), 60), (Given.Utc("10:05"), 20)], measures.Select(m => (m.From, (int)m.Measure.Threshold!.Value.TotalSeconds)));
    }

    [Fact]
    public void TargetFor_SetHereForDays_HoldsOnTheDaysOfTheQueuesOwnSite()
    {
        // 2 September begins at 10:00 UTC on the 1st in Kiritimati and at 04:00 UTC on the 2nd in New York.
        var set = Own(30) with { Queue = null, Group = "all", From = new DateOnly(2026, 9, 2), Until = new DateOnly(2026, 9, 2) };
        var resolver = new TargetResolver(
            new Contract(new TwoSites(), ServiceLevelDefinition.Default, Terms(set)), Record.Seeing([Given.QueueWithTarget("kiritimati")], Given.Utc("07:00")));

        Assert.Equal([20, 30, 20], new[] { "09:59", "10:00", "2026-09-02T10:00" }.Select(at => Seconds(resolver, "kiritimati", at)));
        Assert.Equal([20, 20, 30], new[] { "10:10", "2026-09-02T03:59", "2026-09-02T04:00" }.Select(at => Seconds(resolver, "billing", at)));
    }

    [Fact]
    public void Seeing_SameQueues_IsTheSameRecord()
    {
        Assert.Same(Record, Record.Seeing([Queue(20)], Given.Utc("11:00")));
        var next = Record.Seeing([Queue(45)], Given.Utc("11:00").AddMilliseconds(600));
        Assert.Equal(45, Seconds(new TargetResolver(Contract.None, next), "billing", "11:00"));
        Assert.Equal(20, Seconds(new TargetResolver(Contract.None, next), "billing", "10:59"));
    }

    [Fact]
    public void TargetsInForce_ChangedToday_KeepsWhatHeldBefore()
    {
        var resolver = Resolver();
        var now = TargetsInForce.At(resolver, [Queue(20)], Given.Utc("12:00"), TimeSpan.FromDays(2));

        Assert.Equal(20, now.For(Queue(20), MediaType.Voice)!.Threshold.TotalSeconds);
        Assert.Equal([60, 20], now.ChangesOf(Billing).Select(m => (int)m.Measure.Threshold!.Value.TotalSeconds)); // it has a target
        Assert.Same(TargetsInForce.Own, TargetsInForce.At(resolver, [Record.Last(Billing.Queue)], Given.Utc("2026-09-05T00:00"), TimeSpan.FromDays(2)));
    }

    private static int Seconds(TargetResolver resolver, string queue, string at) =>
        (int)resolver.TargetFor(new QueueId(queue), MediaType.Voice, Given.Utc(at))!.Threshold.TotalSeconds; // every queue here has one

    private static TargetResolver Resolver(params TargetOverride[] set) =>
        new(new Contract(SiteCalendar.AtMidnight(Given.Berlin), ServiceLevelDefinition.Default, Terms(set)), Record);

    private static TargetOverride Own(int seconds) => new() { Queue = Billing.Queue, Media = MediaType.Voice, Ratio = 0.9m, ThresholdSeconds = seconds };

    private static ContractTerms Terms(params TargetOverride[] set) => ContractTerms.None with
    {
        Targets = set.Select((t, i) => KeyValuePair.Create($"t{i}", t)).ToImmutableDictionary(),
        Groups = ContractTerms.None.Groups.Add("all", new Group { Name = "All", Rule = new GroupRule() }),
    };

    private static Queue Queue(int seconds) => Given.Queue("billing", (MediaType.Voice, new ServiceLevelTarget(0.8m, TimeSpan.FromSeconds(seconds))));

    private sealed class TwoSites : IQueueCalendars
    {
        private static readonly SiteCalendar NewYork = SiteCalendar.AtMidnight(TimeZoneInfo.FindSystemTimeZoneById("America/New_York"));
        private static readonly SiteCalendar Kiritimati = SiteCalendar.AtMidnight(TimeZoneInfo.FindSystemTimeZoneById("Pacific/Kiritimati"));

        public SiteCalendar Standard => NewYork;

        public SiteCalendar Others => NewYork;

        public ImmutableArray<SiteCalendar> All => [NewYork, Kiritimati];

        public SiteCalendar Of(QueueId queue) => queue.Value == "kiritimati" ? Kiritimati : NewYork;
    }
}
