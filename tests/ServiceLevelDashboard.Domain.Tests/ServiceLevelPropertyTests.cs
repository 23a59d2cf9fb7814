using CsCheck;

namespace ServiceLevelDashboard.Domain.Tests;

/// <summary>What holds for any closed counts: the orders of <c>docs/formulas.md</c>, the bounds, the addition.</summary>
public sealed class ServiceLevelPropertyTests
{
    private const int Iterations = 2_000;

    private static readonly ServiceLevelFormula[] Formulas = Enum.GetValues<ServiceLevelFormula>();

    [Theory]
    [InlineData(ServiceLevelFormula.AbandonsNegative, ServiceLevelFormula.Answered, false)]
    [InlineData(ServiceLevelFormula.Offered, ServiceLevelFormula.AbandonsNegative, false)]
    [InlineData(ServiceLevelFormula.AbandonsNegative, ServiceLevelFormula.AbandonedWithinExcluded, true)]
    [InlineData(ServiceLevelFormula.AbandonedWithinExcluded, ServiceLevelFormula.AbandonsPositive, true)]
    [InlineData(ServiceLevelFormula.AbandonsNegative, ServiceLevelFormula.ShortExcluded, true)]
    [InlineData(ServiceLevelFormula.ShortExcluded, ServiceLevelFormula.AbandonedWithinExcluded, true)]
    [InlineData(ServiceLevelFormula.AbandonsNegative, ServiceLevelFormula.ShortPositive, true)]
    [InlineData(ServiceLevelFormula.ShortPositive, ServiceLevelFormula.AbandonsPositive, true)]
    public void Compute_ClosedCounts_KeepTheOrder(ServiceLevelFormula lower, ServiceLevelFormula higher, bool alsoWithFlowOuts) =>
        Contacts.Any.Sample(
            contacts =>
            {
                var counts = Contacts.Count(contacts);
                AssertAtMost(Level(counts, lower), Level(counts, higher));
                if (alsoWithFlowOuts)
                {
                    AssertAtMost(Level(counts, lower, flowOuts: true), Level(counts, higher, flowOuts: true));
                }
            },
            iter: Iterations);

    [Fact]
    public void Compute_ClosedCounts_AreBetweenZeroAndOne() => Contacts.Any.Sample(
        contacts =>
        {
            foreach (var formula in Formulas)
            {
                foreach (var flowOuts in new[] { false, true })
                {
                    var level = Level(Contacts.Count(contacts), formula, flowOuts);
                    Assert.True(level.Ratio is null or (>= 0 and <= 1), $"{formula}: {level}");
                }
            }
        },
        iter: Iterations);

    [Fact]
    public void Compute_AbandonsNegativeWithFlowOuts_IsOffered() => Contacts.Any.Sample(
        contacts =>
        {
            var counts = Contacts.Count(contacts);
            Assert.Equal(Level(counts, ServiceLevelFormula.Offered), Level(counts, ServiceLevelFormula.AbandonsNegative, flowOuts: true));
        },
        iter: Iterations);

    [Fact]
    public void Compute_GenesysWithDefaultSwitchesAtTheThresholdInForce_IsAbandonsNegative() => Contacts.Any.Sample(
        contacts =>
        {
            var counts = Contacts.Count(contacts) with { Genesys = null };
            var inForce = ServiceLevelCalculator.Compute(counts, ServiceLevelDefinition.Default, threshold: null).Exact;
            Assert.Equal(Level(counts, ServiceLevelFormula.AbandonsNegative), inForce);
        },
        iter: Iterations);

    /// <summary>
    /// The bounds are right and could not be tighter: moving the contacts that lie between two edges to either side of the limits
    /// leaves the bands as they are and reaches both bounds, and nothing in between leaves them.
    /// </summary>
    [Fact]
    public void Compute_AnyEdgesAndThreshold_BoundsAreReachedAndNeverLeft()
    {
        var edges = Gen.Int[1, 60_000].Array[0, 4].Select(list => list.Select(ms => TimeSpan.FromMilliseconds(ms)));
        Gen.Select(Contacts.Any, Gen.Select(edges, edges, EdgeSet.Of), Contacts.Wait, Contacts.Wait, Gen.Enum<ServiceLevelFormula>(), Gen.Bool)
            .Sample(
                (contacts, some, thresholdMs, shortMs, formula, flowOuts) =>
                {
                    var threshold = TimeSpan.FromMilliseconds(thresholdMs);
                    var definition = new ServiceLevelDefinition(formula)
                    {
                        WithFlowOuts = flowOuts,
                        ShortAbandonLimit = TimeSpan.FromMilliseconds(shortMs),
                    };
                    var abandonLimitMs = formula is ServiceLevelFormula.ShortExcluded or ServiceLevelFormula.ShortPositive ? shortMs : thresholdMs;
                    var bounds = ServiceLevelCalculator.Compute(Contacts.Count(contacts, some), definition, threshold);

                    AssertAtMost(bounds.Lower, Exactly(contacts));
                    AssertAtMost(Exactly(contacts), bounds.Upper);
                    ServiceLevel[] corners =
                    [
                        Exactly(Moved(contacts, some, thresholdMs, abandonLimitMs, answersWithin: false, abandonsWithin: false)),
                        Exactly(Moved(contacts, some, thresholdMs, abandonLimitMs, answersWithin: false, abandonsWithin: true)),
                        Exactly(Moved(contacts, some, thresholdMs, abandonLimitMs, answersWithin: true, abandonsWithin: false)),
                        Exactly(Moved(contacts, some, thresholdMs, abandonLimitMs, answersWithin: true, abandonsWithin: true)),
                    ];
                    Assert.Contains(bounds.Lower, corners);
                    Assert.Contains(bounds.Upper, corners);
                    Assert.All(corners, corner => AssertAtMost(bounds.Lower, corner));
                    Assert.All(corners, corner => AssertAtMost(corner, bounds.Upper));

                    ServiceLevel Exactly(Contact[] these)
                    {
                        var needed = new[] { threshold, definition.ShortAbandonLimit.Value }.Where(limit => limit > TimeSpan.Zero).ToArray();
                        var counts = Contacts.Count(
                            these, EdgeSet.Of(needed.Append(TimeSpan.FromMilliseconds(1)), needed.Append(TimeSpan.FromMilliseconds(1))));
                        return CountedByHand(these, counts, definition, thresholdMs, shortMs);
                    }
                },
                iter: Iterations);
    }

    [Fact]
    public void Compute_BoundsOfTheParts_AddUpToTheBoundsOfTheWhole()
    {
        var edges = EdgeSet.Of([TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30)], [TimeSpan.FromSeconds(10), TimeSpan.FromSeconds(30)]);
        Gen.Select(Contacts.Any, Contacts.Any, Gen.Enum<ServiceLevelFormula>()).Sample(
            (some, others, formula) =>
            {
                var (a, b) = (Contacts.Count(some, edges), Contacts.Count(others, edges));
                Assert.Equal(Bounds(a + b), Bounds(a) + Bounds(b));

                ServiceLevelBounds Bounds(ContactCounts counts) => ServiceLevelCalculator.Compute(
                    counts, new ServiceLevelDefinition(formula) { ShortAbandonLimit = Contacts.ShortLimit }, Contacts.Threshold);
            },
            iter: Iterations);
    }

    [Fact]
    public void Add_TwoCounts_IsCountingTheUnion() => Gen.Select(Contacts.Any, Contacts.Any).Sample(
        (some, others) => Assert.Equal(Contacts.Count([.. some, .. others]), Contacts.Count(some) + Contacts.Count(others)),
        iter: Iterations);

    [Fact]
    public void Add_AnyOrder_IsTheSame() => Gen.Select(Contacts.Any, Contacts.Any, Contacts.Any).Sample(
        (first, second, third) =>
        {
            var (a, b, c) = (Contacts.Count(first), Contacts.Count(second), Contacts.Count(third));
            Assert.Equal(a + b, b + a);
            Assert.Equal(a + b + c, a + (b + c));
            Assert.Equal(a + b + c, ContactCounts.Sum([c, ContactCounts.Zero, b, a]));
        },
        iter: Iterations);

    private static ServiceLevel Level(ContactCounts counts, ServiceLevelFormula formula, bool flowOuts = false)
    {
        var bounds = ServiceLevelCalculator.Compute(counts, new ServiceLevelDefinition(formula) { WithFlowOuts = flowOuts }, Contacts.Threshold);
        Assert.True(bounds.IsExact);
        return bounds.Lower;
    }

    /// <summary>Compares by cross-multiplication; a level without a value is in no order.</summary>
    private static void AssertAtMost(ServiceLevel lower, ServiceLevel higher)
    {
        if (lower.Ratio is null || higher.Ratio is null)
        {
            return;
        }
        Assert.True(lower.Numerator * higher.Denominator <= higher.Numerator * lower.Denominator, $"{lower} is above {higher}.");
    }

    /// <summary>The formulas once more, from the contacts themselves and without bands.</summary>
    private static ServiceLevel CountedByHand(Contact[] contacts, ContactCounts counts, ServiceLevelDefinition definition, int thresholdMs, int shortMs)
    {
        long within = contacts.Count(c => c.Outcome == Outcome.Answered && c.WaitMs <= thresholdMs);
        long gaveUpWithin = contacts.Count(c => c.Outcome == Outcome.Abandoned && c.WaitMs <= thresholdMs);
        long gaveUpShort = contacts.Count(c => c.Outcome == Outcome.Abandoned && c.WaitMs <= shortMs);
        long decided = counts.Answered + counts.Abandoned + (definition.WithFlowOuts ? counts.FlowOut : 0);
        return definition.Formula switch
        {
            ServiceLevelFormula.Genesys => new ServiceLevel(within, counts.Answered + counts.Abandoned),
            ServiceLevelFormula.Offered => new ServiceLevel(within, contacts.Length),
            ServiceLevelFormula.Answered => new ServiceLevel(within, counts.Answered),
            ServiceLevelFormula.AbandonsNegative => new ServiceLevel(within, decided),
            ServiceLevelFormula.ShortExcluded => new ServiceLevel(within, decided - gaveUpShort),
            ServiceLevelFormula.AbandonedWithinExcluded => new ServiceLevel(within, decided - gaveUpWithin),
            ServiceLevelFormula.AbandonsPositive => new ServiceLevel(within + gaveUpWithin, decided),
            _ => new ServiceLevel(within + gaveUpShort, decided),
        };
    }

    /// <summary>The same contacts with those of the band that holds a limit moved to the limit or just after it.</summary>
    private static Contact[] Moved(Contact[] contacts, EdgeSet edges, int answerLimitMs, int abandonLimitMs, bool answersWithin, bool abandonsWithin) =>
    [
        .. contacts.Select(contact => contact.Outcome switch
        {
            Outcome.Answered => contact with { WaitMs = Move(contact.WaitMs, edges.AnsweredMs, answerLimitMs, answersWithin) },
            Outcome.Abandoned => contact with { WaitMs = Move(contact.WaitMs, edges.AbandonedMs, abandonLimitMs, abandonsWithin) },
            _ => contact,
        }),
    ];

    private static int Move(int waitMs, IReadOnlyCollection<int> edges, int limitMs, bool within)
    {
        var from = edges.Where(edge => edge <= limitMs).DefaultIfEmpty(-1).Max();
        var to = edges.Where(edge => edge >= limitMs).DefaultIfEmpty(int.MaxValue).Min();
        return waitMs <= from || waitMs > to || from == to ? waitMs : within ? limitMs : limitMs + 1;
    }
}
