namespace ServiceLevelDashboard.Domain.Tests;

public sealed class ServiceLevelCalculatorTests
{
    private static readonly TimeSpan TwentySeconds = TimeSpan.FromSeconds(20);

    private static readonly ContactCounts Counts = new()
    {
        Offered = 120,
        AnswerWait = new DurationStatistics(100, 0, 0),
        AbandonWait = new DurationStatistics(12, 0, 0),
        FlowOutWait = new DurationStatistics(8, 0, 0),
        ShortAbandoned = 3,
        OverSla = 25,
        Bands = new Bands(EdgeSet.Of([TwentySeconds], [TwentySeconds]), [70], [5]),
        Genesys = new GenesysServiceLevel(74, 109, 0.8m),
    };

    [Fact]
    public void Compute_GenesysWithItsOwnFigures_TakesThem() =>
        Assert.Equal(new ServiceLevel(74, 109), Genesys(Counts, threshold: null));

    [Fact]
    public void Compute_GenesysWithItsOwnFigures_IgnoresTheSwitchesConfiguredHere() => Assert.Equal(
        new ServiceLevel(74, 109),
        Genesys(Counts, threshold: null, new GenesysSwitches(IncludeAbandons: false)));

    [Fact]
    public void Compute_GenesysAtAThreshold_RestatesTheNumeratorAlone() =>
        Assert.Equal(new ServiceLevel(70, 109), Genesys(Counts, TwentySeconds));

    [Fact]
    public void Compute_GenesysAtAThresholdWithoutItsOwnFigures_TakesTheDenominatorFromTheSwitches() => Assert.Equal(
        new ServiceLevel(70, 117),
        Genesys(Counts with { Genesys = null }, TwentySeconds, new GenesysSwitches(IncludeShortAbandons: false, IncludeFlowOuts: true)));

    [Fact]
    public void Compute_GenesysShortAbandons_AreTheOrganisationsOwnWhateverLimitIsGiven()
    {
        var definition = new ServiceLevelDefinition(ServiceLevelFormula.Genesys)
        {
            Switches = new GenesysSwitches(IncludeShortAbandons: false),
            ShortAbandonLimit = TwentySeconds,
            WithFlowOuts = true,
        };
        Assert.Equal(new ServiceLevel(75, 109), ServiceLevelCalculator.Compute(Counts with { Genesys = null }, definition, threshold: null).Exact);
    }

    [Theory]
    [MemberData(nameof(AllButGenesys))]
    public void Compute_NoThreshold_HasNoLevel(ServiceLevelFormula formula) => Assert.Equal(
        ServiceLevelBounds.Of(ServiceLevel.None),
        ServiceLevelCalculator.Compute(Counts, new ServiceLevelDefinition(formula), threshold: null));

    [Fact]
    public void Compute_NoBands_KnowsNothingButZeroToAll()
    {
        var counts = Counts with { Bands = null };
        AssertBounds("0/112", "100/112", ServiceLevelFormula.AbandonsNegative);
        AssertBounds("0/112", "100/100", ServiceLevelFormula.AbandonedWithinExcluded);
        AssertBounds("0/112", "112/112", ServiceLevelFormula.AbandonsPositive);
        AssertBounds("0/109", "100/109", ServiceLevelFormula.Genesys);
        AssertBounds("0/109", "100/109", ServiceLevelFormula.ShortExcluded);

        void AssertBounds(string lower, string upper, ServiceLevelFormula formula)
        {
            var bounds = ServiceLevelCalculator.Compute(counts, new ServiceLevelDefinition(formula), TwentySeconds);
            Assert.Equal((lower, upper), ($"{bounds.Lower.Numerator}/{bounds.Lower.Denominator}", $"{bounds.Upper.Numerator}/{bounds.Upper.Denominator}"));
        }
    }

    [Fact]
    public void Compute_NoBandsAndNothingAnswered_IsExact() => Assert.Equal(
        new ServiceLevel(0, 4),
        ServiceLevelCalculator.Compute(
            new ContactCounts { Offered = 4, AbandonWait = new DurationStatistics(4, 0, 0) },
            new ServiceLevelDefinition(ServiceLevelFormula.AbandonsNegative),
            TwentySeconds).Exact);

    [Fact]
    public void Compute_BandsThatSawMoreThanTheTotals_KeepsTheBoundsInOrder()
    {
        var counts = Counts with { AnswerWait = new DurationStatistics(69, 0, 0) };
        var bounds = ServiceLevelCalculator.Compute(counts, new ServiceLevelDefinition(ServiceLevelFormula.Offered), TimeSpan.FromMinutes(1));
        Assert.Equal(new ServiceLevel(70, 120), bounds.Exact);
    }

    [Fact]
    public void Compute_PartOfAMillisecondOverAnEdge_IsTheEdge() => Assert.Equal(
        new ServiceLevel(70, 120),
        ServiceLevelCalculator.Compute(Counts, new ServiceLevelDefinition(ServiceLevelFormula.Offered), TwentySeconds + TimeSpan.FromTicks(1)).Exact);

    [Fact]
    public void Compute_NegativeThresholdOrShortLimit_Throws()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => ServiceLevelCalculator.Compute(Counts, ServiceLevelDefinition.Default, TimeSpan.FromSeconds(-1)));
        Assert.Throws<ArgumentOutOfRangeException>(() => ServiceLevelCalculator.Compute(
            Counts, ServiceLevelDefinition.Default with { ShortAbandonLimit = TimeSpan.FromSeconds(-1) }, TwentySeconds));
    }

    [Fact]
    public void Compute_NoSuchFormula_Throws() => Assert.Throws<ArgumentOutOfRangeException>(() =>
        ServiceLevelCalculator.Compute(Counts, new ServiceLevelDefinition((ServiceLevelFormula)99), TwentySeconds));

    [Theory]
    [InlineData("Abandons-Negative ", ServiceLevelFormula.AbandonsNegative)]
    [InlineData("genesys", ServiceLevelFormula.Genesys)]
    public void TryParse_AnId_InAnyCase(string text, ServiceLevelFormula formula)
    {
        Assert.True(FormulaIds.TryParse(text, out var parsed));
        Assert.Equal(formula, parsed);
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("AbandonsNegative")]
    public void TryParse_AnythingElse_IsRefused(string? text) => Assert.False(FormulaIds.TryParse(text, out _));

    [Fact]
    public void Id_EveryFormula_IsReadBack() => Assert.All(Enum.GetValues<ServiceLevelFormula>(), formula =>
    {
        Assert.True(FormulaIds.TryParse(formula.Id(), out var parsed));
        Assert.Equal(formula, parsed);
    });

    public static TheoryData<ServiceLevelFormula> AllButGenesys() =>
        [.. Enum.GetValues<ServiceLevelFormula>().Where(formula => formula != ServiceLevelFormula.Genesys)];

    private static ServiceLevel? Genesys(ContactCounts counts, TimeSpan? threshold, GenesysSwitches? switches = null) => ServiceLevelCalculator
        .Compute(counts, ServiceLevelDefinition.Default with { Switches = switches ?? new GenesysSwitches() }, threshold).Exact;

    [Theory]
    [MemberData(nameof(Formulas))]
    public void Compute_CustomerFirstCallbacks_HaveNoLevelUnderAnyFormula(ServiceLevelFormula formula)
    {
        var callbacks = new ContactCounts
        {
            Offered = 31,
            Wait = new DurationStatistics(3, 2_929_652, 2_227_932),
            CustomerFirst = new CustomerFirstCounts(31, 28, 0, 0, 0, new GenesysServiceLevel(20, 28, null)),
            Bands = new Bands(EdgeSet.Of([TwentySeconds], [TwentySeconds]), [0], [0]),
        };
        var definition = new ServiceLevelDefinition(formula);

        Assert.Equal(ServiceLevel.None, ServiceLevelCalculator.Compute(callbacks, definition, TwentySeconds).Exact);
        Assert.Equal(
            ServiceLevelCalculator.Compute(Counts, definition, TwentySeconds).Upper,
            ServiceLevelCalculator.Compute(Counts + callbacks, definition, TwentySeconds).Upper);
    }

    public static TheoryData<ServiceLevelFormula> Formulas => [.. Enum.GetValues<ServiceLevelFormula>()];

    [Fact]
    public void Compute_PartsWithoutAVerdict_AreCountedByTheirWaits()
    {
        // 10 answers of which Genesys said nothing, 6 within by their waits; 10 of which it said that 9 were met.
        var byWait = new ContactCounts { Offered = 10, AnswerWait = new DurationStatistics(10, 0, 0), OverSla = 4, LateByWait = 10 };
        var judged = new ContactCounts
        {
            Offered = 10,
            AnswerWait = new DurationStatistics(10, 0, 0),
            OverSla = 1,
            Genesys = new GenesysServiceLevel(9, 10, 0.8m),
        };

        Assert.Equal(new ServiceLevel(6, 10), Genesys(byWait, null));
        Assert.Equal(new ServiceLevel(15, 20), Genesys(byWait + judged, null));
    }

    [Fact]
    public void Compute_PartsThatNobodyJudged_AreOutsideAndLiftNothing()
    {
        var unjudged = new ContactCounts
        {
            Offered = 12,
            AnswerWait = new DurationStatistics(10, 0, 0),
            AbandonWait = new DurationStatistics(2, 0, 0),
            Unjudged = 10,
        };
        var judged = new ContactCounts
        {
            Offered = 10,
            AnswerWait = new DurationStatistics(10, 0, 0),
            OverSla = 1,
            Genesys = new GenesysServiceLevel(9, 10, 0.8m),
        };
        var byWait = new ContactCounts { Offered = 10, AnswerWait = new DurationStatistics(10, 0, 0), OverSla = 4, LateByWait = 10 };

        Assert.Equal(ServiceLevel.None, Genesys(unjudged, null));
        Assert.Equal(new ServiceLevel(9, 10), Genesys(unjudged + judged, null));
        Assert.Equal(new ServiceLevel(15, 22), Genesys(unjudged + judged + byWait, null)); // abandons of unknown intervals stay misses: never better than known
    }

    [Fact]
    public void Compute_RestatedWithPartsThatGenesysDidNotJudge_DividesByAllOfThem()
    {
        var bands = EdgeSet.Of([TwentySeconds], []);
        var byWait = new ContactCounts { AnswerWait = new DurationStatistics(10, 0, 0), OverSla = 4, LateByWait = 10, Bands = new Bands(bands, [6], []) };
        var judged = new ContactCounts
        {
            AnswerWait = new DurationStatistics(10, 0, 0),
            OverSla = 1,
            Genesys = new GenesysServiceLevel(9, 10, 0.8m),
            Bands = new Bands(bands, [9], []),
        };

        Assert.Equal(new ServiceLevel(15, 20), Genesys(byWait + judged, TwentySeconds));
    }
}
