using System.Globalization;

namespace ServiceLevelDashboard.Domain.Tests;

/// <summary>Every table of <c>docs/budget.md</c>, recomputed.</summary>
public sealed class BudgetPageTests
{
    private const string Page = "budget.md";
    private static readonly DateTimeOffset Midnight = new(2026, 9, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Budget_EveryRow_IsComputed() => Assert.All(DocTable.Under(Page, "Budget"), row =>
    {
        var budget = Budget(row);
        row.AssertShows("allowed", budget.Allowed);
        row.AssertShows("used", budget.Used);
        row.AssertShows("left", budget.Left);
        row.AssertShows("pace", budget.Pace);
    });

    [Fact]
    public void UntilItIsUsed_EveryRow_IsComputed() => Assert.All(DocTable.Under(Page, "Until it is used"), row =>
        row.AssertShows("contacts", Budget(row).ContactsUntilUsed(new ServiceLevel(row.Int("window met"), row.Int("window counted")))));

    [Fact]
    public void Recovery_EveryRow_IsComputed() => Assert.All(DocTable.Under(Page, "Recovery"), row =>
    {
        var recovery = new Recovery(new ErrorBudget(Level(row), Target(row), Rest(row)));
        row.AssertShows("in a row", recovery.InARow);
        row.AssertShows("affordable", recovery.MissesAffordable);
        row.AssertShows("needed", recovery.NeededOfRest);
        row.AssertShows("rest level", recovery.RestRatio);
        row.AssertShows("best", recovery.Best?.Ratio);
        Assert.Equal(row["outlook"], recovery.Outlook?.ToString() ?? "–");
    });

    [Fact]
    public void BurnRules_EveryTarget_IsComputed() => Assert.All(DocTable.Under(Page, "Burn"), row =>
    {
        var target = Target(row);
        row.AssertShows("fastest", Burn.Most(target));
        var rules = Burn.RulesFor(target);
        row.AssertShows("watch, 60 and 15 min", RateOf(rules.Single(r => r.Level == BurnLevel.Watch), target));
        row.AssertShows("slow, 120 and 30 min", RateOf(rules.Single(r => r.Level == BurnLevel.Slow), target));

        static decimal? RateOf(BurnRule rule, decimal target) => rule.MissedRatio / (1 - target);
    });

    [Fact]
    public void BurnAlert_EveryRowAsTheLast_IsComputed()
    {
        var rows = DocTable.Under(Page, "Burn", 1);
        var points = rows.Select(row => new BurnPoint(IntervalOf(row), Level(row))).ToArray();
        for (var i = 0; i < rows.Count; i++)
        {
            var sum = points.Take(i + 1).Aggregate(ServiceLevel.None, (level, point) => level + point.Level);
            var alert = BurnAlert.Judge(points.AsSpan(0, i + 1), isOpen: false, new ErrorBudget(sum, 0.8m, rest: null));
            Assert.Equal((rows[i]["level"], rows[i]["since"]), (alert.Level.ToString(), alert.Since?.ToString("HH:mm", CultureInfo.InvariantCulture) ?? "–"));
        }
    }

    private static Interval IntervalOf(DocTable.DocRow row)
    {
        var start = Midnight + TimeOnly.ParseExact(row["interval"], "HH:mm", CultureInfo.InvariantCulture).ToTimeSpan();
        return new Interval(start, start.AddMinutes(15));
    }

    private static ErrorBudget Budget(DocTable.DocRow row) => new(Level(row), Target(row), Rest(row));

    private static ServiceLevel Level(DocTable.DocRow row) => new(row.Int("met"), row.Int("counted"));

    private static decimal Target(DocTable.DocRow row) => row.Decimal("target") ?? 0;

    private static long? Rest(DocTable.DocRow row) => (long?)row.Decimal("rest");
}
