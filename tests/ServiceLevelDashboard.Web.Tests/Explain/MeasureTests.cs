using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Contracts;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Web.Tests.History;
using ServiceLevelDashboard.Web.Tests.Queue;

namespace ServiceLevelDashboard.Web.Tests.Explain;

/// <summary>A target of 30 s and later another definition: each day by what held on it.</summary>
public sealed class MeasureTests
{
    private static readonly DateOnly Tuesday = new(2026, 3, 3);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Figure_TargetOfAnotherThreshold_HoldsFromItsDayOn()
    {
        var before = await ExplainSamples.ReadAsync(ExplainSamples.Archive(), terms: Terms(Tuesday.AddDays(1)));
        var after = await ExplainSamples.ReadAsync(ExplainSamples.Archive(), terms: Terms(Tuesday));

        // 61 were answered within 20 s; within 30 s all 72 that were answered at all.
        Assert.Equal(new ServiceLevel(61, 76), before.Level.Exact);
        Assert.Equal(new ServiceLevel(72, 76), after.Level.Exact);
        Assert.Equal(TargetSource.QueueOverride, after.Target!.Source);
    }

    [Fact]
    public async Task Figure_RangeAcrossTheChange_IsMadeOfTwoPartsAndStaysSoWhenKept()
    {
        var archive = ExplainSamples.Archive();
        var wednesday = ExplainSamples.Row(0, 10, 5, 0);
        archive.Rows = archive.Rows.Add(wednesday with { Interval = new Interval(wednesday.Interval.Start.AddDays(1), wednesday.Interval.End.AddDays(1)) });
        var range = new Interval(ExplainSamples.Range.Start, ExplainSamples.Range.End.AddDays(1));
        var figure = await ExplainSamples.ReadAsync(archive, ExplainSamples.Request with { Range = range }, Terms(Tuesday.AddDays(1)));

        Assert.Equal([new ServiceLevel(61, 76), new ServiceLevel(10, 10)], figure.Parts.Select(p => p.Level.Exact!.Value));
        Assert.Equal(new ServiceLevel(71, 86), figure.Level.Exact);
        var kept = FrozenFigure.Read(FrozenFigure.Write(figure));
        Assert.Equal(figure.Level, kept.Level);
        Assert.Equal(2, kept.Parts.Length);
    }

    [Fact]
    public async Task Figure_DefinitionThatHoldsLater_ChangesNoEarlierDay()
    {
        var terms = ContractTerms.None with
        {
            Definitions = ImmutableDictionary<string, DefinitionVersion>.Empty.Add(
                "2026-03-04", new DefinitionVersion { Formula = ServiceLevelFormula.Answered }),
        };
        Assert.Equal(ServiceLevelFormula.Genesys, (await ExplainSamples.ReadAsync(ExplainSamples.Archive(), terms: terms)).Definition.Formula);
        Assert.Equal(
            ServiceLevelFormula.Answered,
            ExplainSamples.Explainer(ExplainSamples.Archive(), terms)
                .InForce(QueueSamples.Billing.Queue, new Interval(ExplainSamples.Eight.AddDays(1), ExplainSamples.Eight.AddDays(2))).Formula);
    }

    [Fact]
    public async Task History_EachDay_ByItsOwnTarget()
    {
        var terms = ContractTerms.None with
        {
            Targets = ImmutableDictionary<string, TargetOverride>.Empty.Add("t", new TargetOverride
            {
                Queue = HistorySamples.BillingVoice.Queue,
                Media = MediaType.Voice,
                Ratio = 0.9m,
                ThresholdSeconds = 30,
                Until = HistorySamples.Monday,
            }),
        };
        var view = await HistorySamples.History(HistorySamples.Archive(), terms: terms)
            .ReadAsync(HistorySamples.Request with { SideBySide = true }, Analytics.Visibility.Everything, Cancellation);

        var line = view.Lines.Single(l => l.Keys.Contains(HistorySamples.BillingVoice));
        Assert.Equal([new ServiceLevel(10, 10), new ServiceLevel(100, 100)], line.Points.Select(p => p.Level.Exact!.Value));
        Assert.Equal(2, line.Thresholds.Length);
        Assert.Null(line.TargetRatio);
    }

    private static ContractTerms Terms(DateOnly from) => ContractTerms.None with
    {
        Targets = ImmutableDictionary<string, TargetOverride>.Empty.Add(
            "t", new TargetOverride { Queue = QueueSamples.Billing.Queue, Media = MediaType.Voice, Ratio = 0.9m, ThresholdSeconds = 30, From = from }),
    };
}
