using CsCheck;

namespace ServiceLevelDashboard.Domain.Tests;

/// <summary>The values that are added up, beyond the properties.</summary>
public sealed class CountTests
{
    private static readonly EdgeSet Twenty = EdgeSet.Of([TimeSpan.FromSeconds(20)], []);
    private static readonly EdgeSet Thirty = EdgeSet.Of([TimeSpan.FromSeconds(30)], []);

    [Fact]
    public void Add_UnequalEdges_HasNoBands()
    {
        var a = new ContactCounts { Offered = 1, Bands = new Bands(Twenty, [1], []) };
        var b = new ContactCounts { Offered = 1, Bands = new Bands(Thirty, [1], []) };
        Assert.Null((a + b).Bands);
        Assert.Throws<InvalidOperationException>(() => a.Bands! + b.Bands!);
    }

    [Fact]
    public void Add_ACountWithoutBands_HasNoBands() =>
        Assert.Null((new ContactCounts { Offered = 1 } + new ContactCounts { Offered = 1, Bands = new Bands(Twenty, [1], []) }).Bands);

    [Fact]
    public void Add_BandsToACountWithoutThem_HasNoBands() =>
        Assert.Null((new ContactCounts { Offered = 1, Bands = new Bands(Twenty, [1], []) } + new ContactCounts { Offered = 1 }).Bands);

    [Fact]
    public void Bands_OtherCountsOrEdges_AreNotEqual()
    {
        var edges = EdgeSet.Of([TimeSpan.FromSeconds(20)], [TimeSpan.FromSeconds(20)]);
        var bands = new Bands(edges, [1], [2]);
        Assert.Equal(bands, new Bands(edges, [1], [2]));
        Assert.NotEqual(bands, new Bands(edges, [3], [2]));
        Assert.NotEqual(bands, new Bands(edges, [1], [3]));
        Assert.NotEqual(new Bands(Twenty, [1], []), new Bands(Thirty, [1], []));
    }

    [Fact]
    public void Exact_OfBoundsThatDiffer_IsNull()
    {
        Assert.Null(new ServiceLevelBounds(new ServiceLevel(1, 2), new ServiceLevel(2, 2)).Exact);
        Assert.Equal(new ServiceLevel(1, 2), ServiceLevelBounds.Of(new ServiceLevel(1, 2)).Exact);
    }

    [Fact]
    public void OnQueue_Agents_AreAllButThoseOffQueue() => Assert.Equal(15, new AgentObservation(new QueueId("q"), 1, 2, 4, 8, 16).OnQueue);

    [Theory]
    [InlineData(1.01, 0L)]
    [InlineData(0, 0L)]
    [InlineData(0.8, -1L)]
    public void ErrorBudget_OutOfRange_Throws(double target, long rest) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ErrorBudget(ServiceLevel.None, (decimal)target, rest));

    [Fact]
    public void Recovery_OfARest_LiesBetweenAllMetAndAllMissed()
    {
        var recovery = new Recovery(new ErrorBudget(new ServiceLevel(70, 100), 0.8m, 50));
        Assert.Equal((new ServiceLevel(120, 150), new ServiceLevel(70, 150)), (recovery.Best, recovery.Worst));
    }

    [Fact]
    public void Add_GenesysOwn_AddsNumeratorsAndDenominatorsAndDropsUnequalTargets()
    {
        var sum = GenesysServiceLevel.Sum(new GenesysServiceLevel(32, 40, 0.8m), new GenesysServiceLevel(31, 31, 0.9m));
        Assert.Equal(new GenesysServiceLevel(63, 71, null), sum);
        Assert.Equal(new GenesysServiceLevel(32, 40, 0.8m), GenesysServiceLevel.Sum(null, new GenesysServiceLevel(32, 40, 0.8m)));
        Assert.Null(GenesysServiceLevel.Sum(null, null));
    }

    [Fact]
    public void EdgeSet_AnyOrderAndRepeats_AreTheSameSet()
    {
        var set = EdgeSet.Of([TimeSpan.FromSeconds(60), TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(20)], [TimeSpan.FromSeconds(5)]);
        Assert.Equal("a20000,60000;b5000", set.Id);
        Assert.Equal(set, EdgeSet.Of([TimeSpan.FromSeconds(20), TimeSpan.FromSeconds(60)], [TimeSpan.FromSeconds(5)]));
        Assert.Equal(3, set.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a20000")]
    [InlineData("b5000;a20000")]
    public void EdgeSet_TextOfAnotherForm_IsRefused(string id)
    {
        Assert.Throws<FormatException>(() => EdgeSet.Parse(id));
        Assert.Equal(Twenty, EdgeSet.Parse(Twenty.Id));
    }

    [Fact]
    public void EdgeSet_UnderAMillisecondOrTooLong_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => EdgeSet.Of([TimeSpan.FromTicks(9_999)], []));
        Assert.Throws<ArgumentOutOfRangeException>(() => EdgeSet.Of([], [TimeSpan.FromDays(25)]));
    }

    [Fact]
    public void Bands_NotOneCountForEachEdge_Throws() => Assert.Throws<ArgumentException>(() => new Bands(Twenty, [1, 2], []));

    [Fact]
    public void Durations_NoneMeasured_HaveNoMeanAndNoLongest()
    {
        Assert.Null(default(DurationStatistics).Mean);
        Assert.Null(default(DurationStatistics).Longest);
        Assert.Equal(new DurationStatistics(3, 900, 500), new DurationStatistics(1, 500, 500) + new DurationStatistics(2, 400, 300));
    }

    [Theory]
    [InlineData(8, 10, true)]
    [InlineData(7, 10, false)]
    [InlineData(0, 0, null)]
    public void Reaches_ATargetOfEightyPercent_IsExact(long numerator, long denominator, bool? reaches) =>
        Assert.Equal(reaches, new ServiceLevel(numerator, denominator).Reaches(0.8m));

    [Theory]
    [InlineData(0, 20)]
    [InlineData(1.01, 20)]
    [InlineData(0.8, 0)]
    public void ServiceLevelTarget_OutOfRange_Throws(double ratio, int seconds) =>
        Assert.Throws<ArgumentOutOfRangeException>(() => new ServiceLevelTarget((decimal)ratio, TimeSpan.FromSeconds(seconds)));

    [Fact]
    public void Erlangs_NoLength_Throws() =>
        Assert.Throws<ArgumentOutOfRangeException>(() => QueueFigures.Erlangs(ContactCounts.Zero, TimeSpan.Zero));

    [Fact]
    public void Queue_WithoutATarget_HasNone() => Assert.Null(Queue.Unlisted(new QueueId("q")).TargetFor(MediaType.Voice));

    [Fact]
    public void Compare_SameFiguresAndName_GoesByIdThenMedia()
    {
        AttentionCase[] inOrder = [Case("1", MediaType.Chat), Case("1", MediaType.Voice), Case("2", MediaType.Chat)];
        Assert.Equal(inOrder, inOrder.Reverse().Order(Comparer<AttentionCase>.Create(Attention.Compare)));
        Assert.Equal(0, Attention.Compare(inOrder[0], Case("1", MediaType.Chat)));

        static AttentionCase Case(string id, MediaType media) => new(new QueueMedia(new QueueId(id), media), "Same", ServiceState.NoTarget, null, null, null);
    }

    [Fact]
    public void Sum_OfMany_IsWhatAddingOneAfterAnotherGives() =>
        (from offered in Gen.Int[0, 40]
         from answered in Gen.Int[0, 40]
         from first in Gen.Int[0, 3]
         from judged in Gen.Bool
         from edges in Gen.Int[0, 2] // none, one set, another
         select new ContactCounts
         {
             Offered = offered,
             AnswerWait = new DurationStatistics(answered, answered * 1_000L, 1_000),
             OverSla = answered / 2,
             LateByWait = first,
             Unjudged = first,
             CustomerFirst = new CustomerFirstCounts(first, first, 0, 0, 0, null),
             Genesys = judged ? new GenesysServiceLevel(answered / 2, answered, null) : null,
             Bands = edges == 0 ? null : new Bands(edges == 1 ? Twenty : Thirty, [answered / 2], []),
         }).Array[0, 6].Sample(
            counts => Assert.Equal(counts.Aggregate(ContactCounts.Zero, static (sum, next) => sum + next), ContactCounts.Sum(counts)),
            iter: 500);

    [Fact]
    public void Add_CustomerFirst_AddsEachPart()
    {
        var callbacks = new ContactCounts
        {
            Offered = 31,
            Wait = new DurationStatistics(31, 700_000, 600_000),
            CustomerFirst = new CustomerFirstCounts(
            31, 28, 0, 0, 0, new GenesysServiceLevel(20, 28, null))
        };
        var calls = new ContactCounts { Offered = 40, CustomerFirst = new CustomerFirstCounts(0, 2, 25, 24, 1, null) };

        Assert.Equal(new CustomerFirstCounts(31, 30, 25, 24, 1, new GenesysServiceLevel(20, 28, null)), (callbacks + calls).CustomerFirst);
        Assert.Equal(
            new ContactCounts { LateByWait = 3, Unjudged = 7 },
            new ContactCounts { LateByWait = 1, Unjudged = 2 } + new ContactCounts { LateByWait = 2, Unjudged = 5 });
    }

    [Theory]
    [InlineData(0, 0, true)]
    [InlineData(31, 0, true)]
    [InlineData(31, 31, false)]
    [InlineData(51, 31, true)] // the kind was changed during the day
    public void IsMeasured_OfTheOffered_UnlessAllAreCustomerFirst(int offered, int customerFirst, bool expected) =>
        Assert.Equal(expected, new ContactCounts { Offered = offered, CustomerFirst = new CustomerFirstCounts(customerFirst, 0, 0, 0, 0, null) }.IsMeasured);

    [Fact]
    public void Figures_CustomerFirst_HaveNoRatesAndTheWaitUntilTheCall()
    {
        var counts = new ContactCounts
        {
            Offered = 31,
            Wait = new DurationStatistics(31, 700_000, 600_000),
            CustomerFirst = new CustomerFirstCounts(31, 28, 0, 0, 0, null),
        };

        Assert.Equal((null, null, null), (QueueFigures.AbandonRate(counts), QueueFigures.AbandonRateWithoutShort(counts), QueueFigures.AnswerRate(counts)));
        Assert.Equal(TimeSpan.FromMinutes(10), QueueFigures.LongestWait(counts));
    }

    [Fact]
    public void Sum_MoreThanCanBeCounted_IsAnErrorByNameAndNeverNegative()
    {
        var many = new ContactCounts { Offered = int.MaxValue, AnswerWait = new DurationStatistics(int.MaxValue, long.MaxValue, 1) };
        var one = new ContactCounts { Offered = 1 };

        Assert.Equal(int.MaxValue, (many + ContactCounts.Zero).Offered);
        Assert.Contains("More contacts than one sum can count", Assert.Throws<OverflowException>(() => many + one).Message, StringComparison.Ordinal);
        Assert.Throws<OverflowException>(() => ContactCounts.Sum([one, many]));
        Assert.Throws<OverflowException>(() => many.AnswerWait + many.AnswerWait);
        Assert.Throws<OverflowException>(() => new ServiceLevel(long.MaxValue, 1) + new ServiceLevel(1, 1));
        Assert.Throws<OverflowException>(() => new Bands(OneEdge, [int.MaxValue], []) + new Bands(OneEdge, [1], []));
    }

    [Fact]
    public void Mean_OfTimesOfThousandsOfYears_IsExact() =>
        Assert.Equal(TimeSpan.FromMilliseconds(100_000_000), new DurationStatistics(10_000_000, 1_000_000_000_000_000, 0).Mean);

    private static EdgeSet OneEdge => EdgeSet.Of([TimeSpan.FromSeconds(20)], []);
}
