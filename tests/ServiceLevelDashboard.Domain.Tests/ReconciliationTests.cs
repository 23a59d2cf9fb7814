using System.Collections.Immutable;
using CsCheck;

namespace ServiceLevelDashboard.Domain.Tests;

/// <summary>Our figures beside Genesys': the switches are read from denominators, and every row that differs has a name.</summary>
public sealed class ReconciliationTests
{
    private static readonly DateTimeOffset Start = new(2026, 9, 1, 6, 0, 0, TimeSpan.Zero);

    private static readonly Gen<GenesysSwitches> AnySwitches = Gen.Int[0, 5].Select(i => GenesysSwitches.Distinct[i]);

    private static readonly Gen<ContactCounts[]> AnyDay = Contacts.Any.Select(c => Contacts.Count(c)).Array[0, 12];

    /// <summary>Rows that tell all six settings apart, each of them on its own.</summary>
    private static readonly ContactCounts Telling = Counts(answered: 10, abandoned: 6, shortAbandoned: 1, flowOuts: 3);

    [Fact]
    public void Distinct_Settings_AreSixAndEffectiveFindsThem()
    {
        Assert.Equal(6, GenesysSwitches.Distinct.Distinct().Count());
        Assert.All(GenesysSwitches.Distinct, s => Assert.Equal(s, s.Effective()));
        Assert.Equal(new GenesysSwitches(false, true, true), new GenesysSwitches(false, false, true).Effective());
    }

    [Fact]
    public void Inference_OfRowsUnderAnySetting_NeverContradictsItAndIsDecidedWheneverRowsCanTell() =>
        Gen.Select(AnyDay, AnySwitches).Sample((day, truth) =>
        {
            var rows = Rows(day, truth);
            var inference = SwitchInference.Of(rows);

            Assert.Contains(truth, inference.Fitting);
            Assert.Null(inference.Change);
            Assert.Empty(inference.Unexplained);
            // Settings that fit are those that no row can tell from the truth: the denominators are the same in every row.
            Assert.Equal(
                GenesysSwitches.Distinct.Where(
                    s => rows.All(r => r.Counts.Genesys is null || ServiceLevelCalculator.GenesysDenominator(r.Counts, s) == r.Counts.Genesys.Denominator)),
                inference.Fitting);
            AssertReads(truth.IncludeAbandons, inference, inference.Abandons, s => s.IncludeAbandons);
            AssertReads(truth.IncludeFlowOuts, inference, inference.FlowOuts, s => s.IncludeFlowOuts);
            AssertReads(ShortOf(truth), inference, inference.ShortAbandons, ShortOf);
            var reconciled = Reconciliation.Of(rows, inference.Nearest(new GenesysSwitches()), inference, isConfirmed: false);
            Assert.Empty(reconciled.Mismatches);
            Assert.Equal(inference.Rows, reconciled.Agreeing + reconciled.UsedToInfer);
            Assert.Equal(inference.Taught.Length, reconciled.UsedToInfer);

            static bool? ShortOf(GenesysSwitches s) => s.IncludeAbandons ? s.IncludeShortAbandons : null;
        }, iter: 5_000); // coincidences of counts, by which two settings look alike, are rare

    [Fact]
    public void Reconciliation_OneNumeratorAlteredByOne_NamesThatRowAlone() =>
        Gen.Select(AnyDay, AnySwitches, Gen.Int[0, 100], Gen.Bool).Sample((day, truth, chosen, more) =>
        {
            var rows = Rows(day, truth);
            var given = rows.Where(r => r.Counts.Genesys is not null).ToArray();
            if (given.Length == 0)
            {
                return;
            }
            var row = given[chosen % given.Length];
            var own = row.Counts.Genesys!;
            var altered = row with { Counts = row.Counts with { Genesys = own with { Numerator = own.Numerator + (more ? 1 : -1) } } };
            rows = rows.Replace(row, altered);
            var inference = SwitchInference.Of(rows);
            var reconciled = Reconciliation.Of(rows, inference.Nearest(truth), inference, isConfirmed: false);

            var mismatch = Assert.Single(reconciled.Mismatches);
            Assert.Same(altered, mismatch.Row);
            Assert.Equal(own.Numerator, mismatch.Ours.Numerator);
            Assert.Equal(own.Numerator + (more ? 1 : -1), mismatch.Theirs?.Numerator);
            Assert.Equal(reconciled.Agreeing + 1, reconciled.Compared);
        });

    [Fact]
    public void Inference_FromSomeIntervalOnAnotherSetting_DatesTheChange() =>
        Gen.Select(AnySwitches, AnySwitches, Gen.Int[3, 20], Gen.Int[3, 20]).Sample((before, after, ofBefore, ofAfter) =>
        {
            if (before == after)
            {
                return;
            }
            ImmutableArray<QueueInterval> rows =
            [
                .. Enumerable.Range(0, ofBefore).Select(i => Row(i, Telling, before)),
                .. Enumerable.Range(ofBefore, ofAfter).Select(i => Row(i, Telling, after)),
            ];
            var inference = SwitchInference.Of(rows);

            Assert.Equal(rows[ofBefore].Interval.Start, inference.Change?.From);
            Assert.Equal([before], inference.Change!.Before);
            Assert.Equal([after], inference.Change.After);
            Assert.Equal([after], inference.Fitting);
            Assert.Empty(Reconciliation.Of(rows, after, inference, isConfirmed: false).Mismatches);
        });

    [Fact]
    public void Inference_NothingTells_StaysUndecided()
    {
        var inference = SwitchInference.Of(Rows([Counts(10, 0, 0, 0), Counts(4, 0, 0, 0)], new GenesysSwitches()));

        Assert.Equal(6, inference.Fitting.Length);
        Assert.All(
            [inference.Abandons, inference.ShortAbandons, inference.FlowOuts], e => Assert.Equal(new SwitchEvidence(SwitchReading.Undecided, 0, null), e));
        Assert.Empty(inference.Taught);
    }

    [Fact]
    public void Inference_EvidenceOfASwitch_IsCountedWithAnExample()
    {
        var rows = Rows([Counts(10, 0, 0, 0), Counts(10, 6, 1, 0), Counts(10, 6, 0, 0), Telling], new GenesysSwitches(true, false, false));
        var inference = SwitchInference.Of(rows);

        Assert.Equal(new SwitchEvidence(SwitchReading.On, 3, rows[1]), inference.Abandons);
        Assert.Equal(new SwitchEvidence(SwitchReading.Off, 2, rows[1]), inference.ShortAbandons);
        Assert.Equal(new SwitchEvidence(SwitchReading.Off, 1, rows[3]), inference.FlowOuts);
        Assert.Equal([rows[1], rows[3]], inference.Taught);
        Assert.Equal([2, 2, 0, 1, 3, 3], inference.Settings.Select(s => s.Contradicting));
    }

    [Fact]
    public void Page_WorkedRows_AreReadAsItSays() => Assert.All(DocTable.Under("reconciliation.md", "The three switches"), row =>
    {
        var counts = Counts(row.Int("answered"), row.Int("abandoned"), row.Int("of them short"), row.Int("flow-outs"));
        var own = new GenesysServiceLevel(counts.Answered, row.Int("denominator"), 0.8m);
        var inference = SwitchInference.Of([Row(0, counts, new GenesysSwitches()) with { Counts = counts with { Genesys = own } }]);

        Assert.Equal(row["abandons"], inference.Abandons.Reading.ToString(), ignoreCase: true);
        Assert.Equal(row["short abandons"], inference.ShortAbandons.Reading.ToString(), ignoreCase: true);
        Assert.Equal(row["flow-outs count"], inference.FlowOuts.Reading.ToString(), ignoreCase: true);
    });

    [Fact]
    public void Inference_AbandonsOff_ShortOnesAreMoot() =>
        Assert.Equal(SwitchReading.Moot, SwitchInference.Of(Rows([Telling], new GenesysSwitches(IncludeAbandons: false))).ShortAbandons.Reading);

    [Fact]
    public void Inference_SettingsAlternate_IsContradictoryAndNotOutvoted()
    {
        ImmutableArray<QueueInterval> rows =
            [.. Enumerable.Range(0, 20).Select(i => Row(i, Telling, new GenesysSwitches(IncludeFlowOuts: i % 5 == 4)))];
        var inference = SwitchInference.Of(rows);

        Assert.True(inference.IsContradictory);
        Assert.Null(inference.Change);
        Assert.Equal(SwitchReading.Undecided, inference.FlowOuts.Reading);
        Assert.Equal(4, inference.Settings[0].Contradicting);
        // What is nearest is compared with, and what it does not fit has a name.
        Assert.Equal(new GenesysSwitches(), inference.Nearest(new GenesysSwitches(IncludeFlowOuts: true)));
        Assert.Equal(4, Reconciliation.Of(rows, new GenesysSwitches(), inference, isConfirmed: true).Mismatches.Length);
    }

    [Fact]
    public void Inference_ADenominatorThatNoSettingMakes_IsNamedAndTellsNothing()
    {
        var odd = Row(1, Telling, new GenesysSwitches());
        odd = odd with { Counts = odd.Counts with { Genesys = new GenesysServiceLevel(8, 99, 0.8m) } };
        var inference = SwitchInference.Of([Row(0, Telling, new GenesysSwitches()), odd]);

        Assert.Equal([odd], inference.Unexplained);
        Assert.Equal([new GenesysSwitches()], inference.Fitting);
    }

    [Fact]
    public void Reconciliation_GenesysGaveNone_IsAFindingWhereContactsCount()
    {
        var without = Row(0, Telling, new GenesysSwitches());
        without = without with { Counts = without.Counts with { Genesys = null } };
        var onlyFlowOuts = Row(1, Counts(0, 0, 0, 2), new GenesysSwitches());
        var reconciled = Reconciliation.Of([without, onlyFlowOuts], new GenesysSwitches(), SwitchInference.Of([]), isConfirmed: true);

        Assert.Equal(without, Assert.Single(reconciled.GaveNone).Row);
        Assert.Equal((0, 1), (reconciled.Compared, reconciled.NothingCounts));
    }

    /// <summary>The organisation of which the reference tells real figures.</summary>
    [Theory]
    [InlineData(787, 83, 7, 7, 373, 414, 870)]
    [InlineData(475, 37, 0, 1, 216, 259, 512)]
    [InlineData(1300, 74, 6, 8, 580, 720, 1374)]
    [InlineData(0, 40, 5, 7, 0, 0, 40)]
    [InlineData(4, 0, 0, 27, 0, 4, 4)]
    public void Comparison_RealFigures_Agree(int answered, int abandoned, int shortAbandoned, int flowOuts, int late, int numerator, int denominator)
    {
        var row = Row(0, Counts(answered, abandoned, shortAbandoned, flowOuts) with { OverSla = late }, new GenesysSwitches());
        row = row with { Counts = row.Counts with { Genesys = new GenesysServiceLevel(numerator, denominator, 0.8m) } };

        Assert.Equal(RowOutcome.Agrees, RowComparison.Of(row, new GenesysSwitches()).Outcome);
    }

    private static void AssertReads(bool? truth, SwitchInference inference, SwitchEvidence evidence, Func<GenesysSwitches, bool?> position)
    {
        if (inference.Fitting.Select(position).Distinct().Count() > 1)
        {
            Assert.Equal(SwitchReading.Undecided, evidence.Reading);
            return;
        }

        Assert.Equal(truth switch { true => SwitchReading.On, false => SwitchReading.Off, null => SwitchReading.Moot }, evidence.Reading);
        if (truth is null)
        {
            return;
        }
        Assert.True(evidence.DecidingRows > 0);
        Assert.NotNull(evidence.Example);
    }

    private static ImmutableArray<QueueInterval> Rows(IEnumerable<ContactCounts> counts, GenesysSwitches truth) =>
        [.. counts.Select((c, i) => Row(i, c, truth))];

    private static QueueInterval Row(int index, ContactCounts counts, GenesysSwitches truth)
    {
        var denominator = ServiceLevelCalculator.GenesysDenominator(counts, truth);
        return new QueueInterval(
            new QueueMedia(new QueueId("q"), MediaType.Voice),
            new Interval(Start.AddMinutes(15 * index), Start.AddMinutes(15 * (index + 1))),
            counts with { Genesys = denominator == 0 ? null : new GenesysServiceLevel(counts.Answered - counts.OverSla, denominator, 0.8m) });
    }

    private static ContactCounts Counts(int answered, int abandoned, int shortAbandoned, int flowOuts) => new()
    {
        Offered = answered + abandoned + flowOuts,
        AnswerWait = new DurationStatistics(answered, answered * 1000L, 1000),
        AbandonWait = new DurationStatistics(abandoned, abandoned * 1000L, 1000),
        FlowOutWait = new DurationStatistics(flowOuts, flowOuts * 1000L, 1000),
        ShortAbandoned = shortAbandoned,
    };
}
