using ServiceLevelDashboard.Domain.Tests;
using ServiceLevelDashboard.Statistics.Staffing;

namespace ServiceLevelDashboard.Statistics.Tests;

/// <summary>Every table of <c>docs/forecast.md</c>, recomputed.</summary>
public sealed class ForecastPageTests
{
    private const string Page = "forecast.md", Worth = "How much a level says", Rest = "The rest of the day";

    [Fact]
    public void EffectiveSample_EveryRow_IsComputed() => Assert.All(DocTable.Under(Page, Worth), row =>
        row.AssertShows("worth", (decimal)EffectiveSample.Of(Number(row, "counted"), Number(row, "seconds"), Number(row, "handle time"))));

    [Fact]
    public void Wilson_EveryRow_IsComputed() => Assert.All(DocTable.Under(Page, Worth, 1), row =>
    {
        var (counted, worth) = (Number(row, "counted"), Number(row, "worth"));
        var interval = Wilson.Of(counted == 0 ? 0 : Number(row, "met") / counted * worth, worth);
        row.AssertShows("low", (decimal)interval.Low);
        row.AssertShows("high", (decimal)interval.High);
    });

    [Fact]
    public void BelowTarget_EveryRow_IsComputed() => Assert.All(DocTable.Under(Page, "Below, and significantly below"), row =>
        row.AssertShows("chance", (decimal)BelowTarget.Probability(Number(row, "level"), Number(row, "worth"), Number(row, "target"))));

    [Fact]
    public void NegativeBinomial_EveryRow_IsComputed() => Assert.All(DocTable.Under(Page, Rest), row =>
    {
        var count = RestOf(row);
        row.AssertShows("variance", (decimal)count.Variance);
        row.AssertShows("low, 1 in 10", count.Quantile(0.1));
        row.AssertShows("high, 1 in 10", count.Quantile(0.9));
    });

    [Fact]
    public void ClosingLevel_EveryRow_IsComputed() => Assert.All(DocTable.Under(Page, Rest, 1), row =>
    {
        var level = Number(row, "rest's level");
        var closing = new ClosingLevel(Number(row, "met"), Number(row, "counted"), RestOf(row), Math.Log(level / (1 - level)), Number(row, "its variance"));
        row.AssertShows("chance", (decimal)closing.Reaches(Number(row, "target")));
        row.AssertShows("low, 1 in 10", (decimal?)closing.Quantile(0.1));
        row.AssertShows("middle", (decimal?)closing.Quantile(0.5));
        row.AssertShows("high, 1 in 10", (decimal?)closing.Quantile(0.9));
    });

    [Fact]
    public void Staffing_EveryRow_IsComputed() => Assert.All(DocTable.Under(Page, "Staffing"), row =>
    {
        var traffic = Traffic.Of(Number(row, "contacts per half hour"), TimeSpan.FromMinutes(30), Number(row, "handle time"));
        var (patience, within, share) = (Number(row, "patience"), Number(row, "within"), Number(row, "share"));
        var agents = RequiredAgents.WithPatience(traffic, patience, within, share);
        var queue = new ErlangA(traffic, agents, patience);
        row.AssertShows("erlangs", (decimal)traffic.Erlangs);
        row.AssertShows("agents, A", agents);
        row.AssertShows("agents, C", RequiredAgents.WithoutPatience(traffic, within, share));
        row.AssertShows("answered within", (decimal)queue.AnsweredWithin(within));
        row.AssertShows("abandon rate", (decimal)queue.AbandonProbability);
        row.AssertShows("occupancy", (decimal)queue.Occupancy);
        row.AssertShows("to schedule", RequiredAgents.Rostered(agents, 0.3m));
    });

    private static double Number(DocTable.DocRow row, string column) => (double)(row.Decimal(column) ?? 0);

    private static NegativeBinomial RestOf(DocTable.DocRow row) =>
        new(Number(row, "expected"), row["shape"] == "∞" ? double.PositiveInfinity : Number(row, "shape"));
}
