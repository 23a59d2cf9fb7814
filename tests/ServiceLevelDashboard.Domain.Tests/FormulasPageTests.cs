using System.Globalization;
using System.Text.RegularExpressions;

namespace ServiceLevelDashboard.Domain.Tests;

/// <summary>Every table of <c>docs/formulas.md</c>, recomputed.</summary>
public sealed class FormulasPageTests
{
    private const string Page = "formulas.md";
    private static readonly TimeSpan Threshold = TimeSpan.FromSeconds(20);
    private static readonly EdgeSet AtThreshold = EdgeSet.Of([Threshold], [Threshold]);

    [Fact]
    public void Family_ListsEveryFormula_InOrder() =>
        Assert.Equal(FormulaIds.All, DocTable.Under(Page, "The family").Select(row => row["id"]));

    [Fact]
    public void Levels_EveryRow_IsComputed()
    {
        var cases = DocTable.Under(Page, "Cases").ToDictionary(row => row["case"], Counts);
        Assert.All(DocTable.Under(Page, "Levels"), row =>
        {
            Assert.True(FormulaIds.TryParse(row["formula"], out var formula));
            var definition = new ServiceLevelDefinition(formula) { WithFlowOuts = row.Flag("flow-outs") };
            AssertLevel(row, ServiceLevelCalculator.Compute(cases[row["case"]], definition, Threshold).Exact);
        });
    }

    [Fact]
    public void Levels_AllFormulasButGenesys_AreWorked() => Assert.Equal(
        FormulaIds.All.Remove("genesys").Order(),
        DocTable.Under(Page, "Levels").Select(row => row["formula"]).Distinct().Order());

    [Fact]
    public void GenesysOwnLevel_RowsOfARealOrganisation_AreReproducedFromTheCounts() =>
        Assert.All(DocTable.Under(Page, "Genesys' own level"), row =>
        {
            var level = ServiceLevelCalculator.Compute(OrganisationRow(row), ServiceLevelDefinition.Default, threshold: null);
            AssertLevel(row, level.Exact);
        });

    [Fact]
    public void Switches_EverySetting_IsComputed()
    {
        var counts = OrganisationRow(DocTable.Under(Page, "Genesys' own level")[0]);
        var settings = DocTable.Under(Page, "Switches");
        Assert.Equal(8, settings.Select(row => (row["abandons"], row["short abandons"], row["flow-outs"])).Distinct().Count());
        Assert.All(settings, row =>
        {
            var switches = new GenesysSwitches(row.Flag("abandons"), row.Flag("short abandons"), row.Flag("flow-outs"));
            var definition = ServiceLevelDefinition.Default with { Switches = switches };
            var level = ServiceLevelCalculator.Compute(counts, definition, threshold: null).Exact;
            Assert.Equal(row.Int("denominator"), level?.Denominator);
            row.AssertShows("level", level?.Ratio);
        });
    }

    [Fact]
    public void Bounds_EveryRow_IsComputed()
    {
        var counts = CountsOfTheBoundsExample();
        Assert.All(DocTable.Under(Page, "Bounds", 1), row =>
        {
            Assert.True(FormulaIds.TryParse(row["formula"], out var formula));
            var definition = new ServiceLevelDefinition(formula) { ShortAbandonLimit = Seconds(row["short limit"]) };
            var bounds = ServiceLevelCalculator.Compute(counts, definition, Seconds(row["threshold"]));
            Assert.Equal((row["lower"], row["upper"]), (Text(bounds.Lower), Text(bounds.Upper)));
        });
    }

    [Fact]
    public void AddingUp_Parts_GiveTheTotal()
    {
        var rows = DocTable.Under(Page, "Adding up");
        var sum = rows.SkipLast(1).Aggregate(ServiceLevel.None, (level, row) => level + Level(row));
        Assert.Equal(Level(rows[^1]), sum);
        Assert.All(rows, row => row.AssertShows("level", Level(row).Ratio));
    }

    [Fact]
    public void Orders_RowsBucketedByEvent_AreNotClampedAndAddUp()
    {
        var rows = DocTable.Under(Page, "Orders");
        Assert.All(rows, row =>
        {
            row.AssertShows("offered level", LevelOf(row, ServiceLevelFormula.Offered).Ratio);
            row.AssertShows("abandons-negative level", LevelOf(row, ServiceLevelFormula.AbandonsNegative).Ratio);
        });
        Assert.Equal(EventRow(rows[^1]), ContactCounts.Sum(rows.SkipLast(1).Select(EventRow)));

        static ServiceLevel LevelOf(DocTable.DocRow row, ServiceLevelFormula formula) =>
            ServiceLevelCalculator.Compute(EventRow(row), new ServiceLevelDefinition(formula), Threshold).Lower;
    }

    [Fact]
    public void BesideTheLevel_EveryFigure_IsComputed()
    {
        var periods = DocTable.Under(Page, "Periods").ToDictionary(row => row["period"]);
        Assert.All(DocTable.Under(Page, "Figures"), row =>
        {
            var period = periods[row["period"]];
            var counts = Period(period);
            row.AssertShowsSeconds("speed of answer s", QueueFigures.SpeedOfAnswer(counts));
            row.AssertShowsSeconds("average wait s", QueueFigures.AverageWait(counts));
            row.AssertShowsSeconds("handle time s", QueueFigures.AverageHandleTime(counts));
            row.AssertShows("abandon rate", QueueFigures.AbandonRate(counts));
            row.AssertShows("without short", QueueFigures.AbandonRateWithoutShort(counts));
            row.AssertShows("answer rate", QueueFigures.AnswerRate(counts));
            row.AssertShowsSeconds("longest wait s", QueueFigures.LongestWait(counts));
            row.AssertShows("erlangs", QueueFigures.Erlangs(counts, TimeSpan.FromMinutes(period.Int("minutes"))));
        });
    }

    private static void AssertLevel(DocTable.DocRow row, ServiceLevel? level)
    {
        Assert.Equal(Level(row), level);
        row.AssertShows("level", level?.Ratio);
    }

    private static ServiceLevel Level(DocTable.DocRow row) => new(row.Int("numerator"), row.Int("denominator"));

    private static ContactCounts Counts(DocTable.DocRow row) => new()
    {
        Offered = row.Int("offered"),
        AnswerWait = new DurationStatistics(row.Int("answered"), 0, 0),
        AbandonWait = new DurationStatistics(row.Int("abandoned"), 0, 0),
        FlowOutWait = new DurationStatistics(row.Int("flow-outs"), 0, 0),
        ShortAbandoned = row.Int("short"),
        Bands = new Bands(AtThreshold, [row.Int("answered within")], [row.Int("abandoned within")]),
    };

    private static ContactCounts OrganisationRow(DocTable.DocRow row) => new()
    {
        Offered = row.Int("offered"),
        AnswerWait = new DurationStatistics(row.Int("answered"), 0, 0),
        AbandonWait = new DurationStatistics(row.Int("abandoned"), 0, 0),
        FlowOutWait = new DurationStatistics(row.Int("flow-outs"), 0, 0),
        ShortAbandoned = row.Int("short"),
        OverSla = row.Int("over SLA"),
    };

    private static ContactCounts EventRow(DocTable.DocRow row) => new()
    {
        Offered = row.Int("offered"),
        AnswerWait = new DurationStatistics(row.Int("answered"), 0, 0),
        AbandonWait = new DurationStatistics(row.Int("abandoned"), 0, 0),
        Bands = new Bands(EdgeSet.Of([Threshold], []), [row.Int("answered within")], []),
    };

    private static ContactCounts Period(DocTable.DocRow row) => new()
    {
        Offered = row.Int("offered"),
        AnswerWait = new DurationStatistics(row.Int("answered"), row.Milliseconds("answer waits s"), row.Milliseconds("longest answer s")),
        AbandonWait = new DurationStatistics(row.Int("abandoned"), row.Milliseconds("abandon waits s"), row.Milliseconds("longest abandon s")),
        ShortAbandoned = row.Int("short"),
        Wait = new DurationStatistics(row.Int("left"), row.Milliseconds("all waits s"), 0),
        Handle = new DurationStatistics(row.Int("handled"), row.Milliseconds("handle times s"), 0),
    };

    private static ContactCounts CountsOfTheBoundsExample()
    {
        var rows = DocTable.Under(Page, "Bounds").ToDictionary(row => row["edge"]);
        var (answered, abandoned) = (Band("answered within"), Band("abandoned within"));
        return new ContactCounts
        {
            AnswerWait = new DurationStatistics(1000, 0, 0),
            AbandonWait = new DurationStatistics(60, 0, 0),
            Bands = new Bands(
                EdgeSet.Of(answered.Select(band => band.Edge), abandoned.Select(band => band.Edge)),
                [.. answered.Select(band => band.Count)],
                [.. abandoned.Select(band => band.Count)]),
        };

        List<(TimeSpan Edge, int Count)> Band(string name) =>
        [
            .. from edge in new[] { "5 s", "10 s", "20 s", "30 s", "60 s" }
               let count = rows[name].Decimal(edge)
               where count is not null
               select (Seconds(edge)!.Value, (int)count.Value),
        ];
    }

    private static TimeSpan? Seconds(string cell) =>
        Regex.Match(cell, @"^(\d+) s$") is { Success: true } match
            ? TimeSpan.FromSeconds(int.Parse(match.Groups[1].Value, CultureInfo.InvariantCulture))
            : null;

    private static string Text(ServiceLevel level) => FormattableString.Invariant($"{level.Numerator}/{level.Denominator}");
}
