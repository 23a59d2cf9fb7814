using System.Collections.Immutable;
using Microsoft.Extensions.Logging.Abstractions;
using ServiceLevelDashboard.Analytics.Live;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Tests;

public sealed class VisibilityTests
{
    private static readonly Queue Billing = Named("Billing", "south");
    private static readonly Queue Sales = Named("Sales", "north");
    private static readonly Queue Loose = Named("Loose", null);

    [Fact]
    public void Sees_Division_ItsQueuesAlone()
    {
        var south = Visibility.Of(["south"], [], []);
        Assert.True(south.Sees(Billing, MediaType.Voice));
        Assert.False(south.Sees(Sales));
        Assert.False(south.Sees(Loose));
    }

    [Fact]
    public void Sees_GroupOfAMediaType_NotTheOthers()
    {
        var calls = Visibility.Of([], [new Group { Name = "Calls", Rule = new GroupRule(), Media = [MediaType.Voice] }], []);
        Assert.True(calls.Sees(Sales));
        Assert.True(calls.Sees(Sales, MediaType.Voice));
        Assert.False(calls.Sees(Sales, MediaType.Email));
    }

    [Fact]
    public void Or_TwoParts_SeesWhatEitherSees()
    {
        var both = Visibility.Of(["south"], [], []).Or(Visibility.Of([], [], [Loose.Id]));
        Assert.True(both.Sees(Billing) && both.Sees(Loose));
        Assert.False(both.Sees(Sales));
        Assert.True(both.Or(Visibility.Everything).IsEverything);
    }

    [Fact]
    public void Equals_SameParts_InAnyOrder()
    {
        var one = Visibility.Of(["a", "b"], [], [Billing.Id, Sales.Id]);
        var same = Visibility.Of(["b", "a", "a"], [], [Sales.Id, Billing.Id]);
        Assert.Equal(one, same);
        Assert.Equal(one.GetHashCode(), same.GetHashCode());
        Assert.NotEqual(one, Visibility.Of(["a"], [], [Billing.Id, Sales.Id]));
        Assert.NotEqual(Visibility.Nothing, Visibility.Everything);
        Assert.Equal(Visibility.Nothing, Visibility.Of([], [], []));
    }

    [Fact]
    public void For_Part_HidesTheRestAndIsSharedUntilTheNextSnapshot()
    {
        var store = new SnapshotStore(TimeProvider.System, NullLogger<SnapshotStore>.Instance);
        store.Publish(store.For(Visibility.Everything) with { Snapshot = Whole(), Notices = ["about the whole"] });

        var part = store.For(Visibility.Of(["south"], [], []));

        Assert.Equal(["Billing"], part.Snapshot!.Queues.Select(q => q.Queue.Name)); // published above
        Assert.Equal([Billing.Id], part.Snapshot.Listed.Keys);
        Assert.True(part.Snapshot.IsPart);
        Assert.Empty(part.Notices);
        Assert.Same(part, store.For(Visibility.Of(["south"], [], [])));
        Assert.Same(store.For(Visibility.Everything).Snapshot!.Queues[0], part.Snapshot.Queues[0]);
        Assert.False(store.For(Visibility.Everything).Snapshot!.IsPart);
        store.Publish(store.For(Visibility.Everything) with { Notices = [] });
        Assert.NotSame(part, store.For(Visibility.Of(["south"], [], [])));
    }

    internal static Snapshot Whole() => new()
    {
        Version = 1,
        DataUntil = Given.Utc("08:00"),
        ObservedAt = null,
        Day = new Interval(Given.Utc("00:00"), Given.Utc("08:00")),
        LastHalfHour = new Interval(Given.Utc("07:30"), Given.Utc("08:00")),
        Calendar = SiteCalendar.AtMidnight(TimeZoneInfo.Utc),
        Granularity = Granularity.QuarterHour,
        Definition = ServiceLevelDefinition.Default,
        Queues = [Summary(Billing), Summary(Sales), Summary(Loose)],
        Listed = new[] { Billing, Sales, Loose }.ToImmutableDictionary(q => q.Id),
    };

    [Fact]
    public void And_AChoice_IsSeenAsFarAsItMayBe()
    {
        var calls = Visibility.Of([], [new Group { Name = "Calls", Rule = new GroupRule(), Media = [MediaType.Voice] }], []);
        var both = Visibility.Of(["south"], [], []).And(calls);

        Assert.True(both.Sees(Billing, MediaType.Voice));
        Assert.False(both.Sees(Billing, MediaType.Email)); // not chosen
        Assert.False(both.Sees(Sales, MediaType.Voice)); // not seen
        Assert.Same(calls, Visibility.Everything.And(calls));
        Assert.Equal(both, Visibility.Of(["south"], [], []).And(calls));
        Assert.NotEqual(both, Visibility.Of(["south"], [], []));
        Assert.Throws<InvalidOperationException>(() => both.Or(calls));
    }

    private static QueueSummary Summary(Queue queue) => new()
    {
        Queue = queue,
        Media = MediaType.Voice,
        Target = null,
        State = ServiceState.NoContacts,
        DayLevel = default,
        LastHalfHourLevel = default,
        HalfHourBeforeLevel = default,
        Day = ContactCounts.Zero,
        Intervals = [],
        Now = null,
        Agents = null,
        MissedBeyondAllowance = null,
    };

    private static Queue Named(string name, string? division) => new(
        new QueueId(name), name, division is null ? null : new Division(division, division), ImmutableDictionary<MediaType, ServiceLevelTarget>.Empty);
}
