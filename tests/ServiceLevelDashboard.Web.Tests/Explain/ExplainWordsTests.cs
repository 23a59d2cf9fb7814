using System.Globalization;
using ServiceLevelDashboard.Web.Explain;
using ServiceLevelDashboard.Web.Tests.Queue;

namespace ServiceLevelDashboard.Web.Tests.Explain;

public sealed class ExplainWordsTests
{
    public ExplainWordsTests() => CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("en-GB");

    [Fact]
    public async Task Sentence_KnownRange_SaysWhenHowManyAndWithin()
    {
        var figure = await ExplainSamples.ReadAsync(ExplainSamples.Archive());

        Assert.Equal(
            "On Tuesday 3 March 2026 from 08:00 to 17:30, 61 of 76 contacts were answered within 20 s: 80.3 %.",
            ExplainWords.Sentence(figure, QueueSamples.London).Replace('\u202F', ' ').Replace('\u00A0', ' '));
    }

    [Fact]
    public async Task Sentence_DayOfTheClockChange_IsInTheSitesTime()
    {
        var day = new Interval(new DateTimeOffset(2026, 3, 29, 0, 0, 0, TimeSpan.Zero), new DateTimeOffset(2026, 3, 29, 23, 0, 0, TimeSpan.Zero));

        Assert.Equal("On Sunday 29 March 2026 from 00:00 to 24:00", ExplainWords.When(day, QueueSamples.London));
    }

    [Fact]
    public async Task Sentence_NothingDecided_SaysThatThereIsNothingToDivideBy()
    {
        var archive = ExplainSamples.Archive();
        archive.Rows = [];

        var figure = await ExplainSamples.ReadAsync(archive);

        Assert.Contains("so there is no service level", ExplainWords.Sentence(figure, QueueSamples.London), StringComparison.Ordinal);
        Assert.Equal("–", ExplainWords.Percent(figure.Level, 0.8m));
    }

    [Fact]
    public async Task Sentence_NeverFetched_SaysThatNothingCanBeSaid()
    {
        var figure = await ExplainSamples.ReadAsync(new FakeArchive());

        Assert.Contains("no data was collected", ExplainWords.Sentence(figure, QueueSamples.London), StringComparison.Ordinal);
        Assert.Equal([ExplainSamples.Range], figure.Missing);
    }

    [Fact]
    public async Task Sentence_ThresholdChangedMeanwhile_NamesNoSingleOne()
    {
        var archive = ExplainSamples.Archive();
        archive.Versions =
        [
            ExplainSamples.Version(
                "Billing", new ServiceLevelTarget(0.8m, TimeSpan.FromSeconds(30)), ExplainSamples.Eight.AddDays(-9), ExplainSamples.Eight.AddHours(2)),
            ExplainSamples.Version("Billing", QueueSamples.Target, ExplainSamples.Eight.AddHours(2)),
        ];

        var figure = await ExplainSamples.ReadAsync(archive);

        Assert.Equal(2, figure.Targets.Length);
        Assert.Contains("within the threshold in force at the time", ExplainWords.Sentence(figure, QueueSamples.London), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Sentence_ThresholdBetweenEdges_GivesBothBounds()
    {
        var figure = await ExplainSamples.ReadAsync(
            ExplainSamples.Archive(), ExplainSamples.Request with { Threshold = TimeSpan.FromSeconds(25) });

        Assert.Contains("61 to 72 of 76 contacts", ExplainWords.Sentence(figure, QueueSamples.London), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ServiceLevelFormula.Genesys, "(72 answered − 11 late) ÷ (72 answered + 4 abandoned)")]
    [InlineData(ServiceLevelFormula.Offered, "61 within threshold ÷ 76 offered")]
    [InlineData(ServiceLevelFormula.Answered, "61 within threshold ÷ 72 answered")]
    [InlineData(ServiceLevelFormula.AbandonsNegative, "61 within threshold ÷ (72 answered + 4 abandoned)")]
    [InlineData(ServiceLevelFormula.ShortExcluded, "61 within threshold ÷ (72 answered + 4 abandoned − 0 short abandons)")]
    [InlineData(ServiceLevelFormula.AbandonedWithinExcluded, "61 within threshold ÷ (72 answered + 4 abandoned − 4 abandoned within threshold)")]
    [InlineData(ServiceLevelFormula.AbandonsPositive, "(61 within threshold + 4 abandoned within threshold) ÷ (72 answered + 4 abandoned)")]
    [InlineData(ServiceLevelFormula.ShortPositive, "(61 within threshold + 0 short abandons) ÷ (72 answered + 4 abandoned)")]
    public async Task Formula_EachDefinition_HoldsItsTermsAndComesToTheLevel(ServiceLevelFormula formula, string expected)
    {
        var figure = await ExplainSamples.ReadAsync(
            ExplainSamples.Archive(), ExplainSamples.Request with { Definition = new ServiceLevelDefinition(formula) });

        Assert.Equal(expected, ExplainWords.Formula(Assert.Single(figure.Parts)));
        Assert.Equal(figure.Level, figure.Terms.Level);
    }

    [Fact]
    public void Percent_UnderItsTarget_IsNeverRoundedUpToIt()
    {
        var level = ServiceLevelBounds.Of(new ServiceLevel(79_996, 100_000));

        Assert.StartsWith("79.9", ExplainWords.Percent(level, 0.8m), StringComparison.Ordinal);
        Assert.StartsWith("99.9", ExplainWords.Percent(ServiceLevelBounds.Of(new ServiceLevel(99_996, 100_000)), 0.8m), StringComparison.Ordinal);
    }
}
