namespace ServiceLevelDashboard.Domain.Tests;

/// <summary>
/// The counting functions against counting: one contact at a time, in whole numbers only, for every day of up to 400 contacts.
/// Targets in per mille.
/// </summary>
public sealed class BudgetBruteForceTests
{
    private const int Most = 400;

    public static TheoryData<int> Targets => [667, 800, 850, 900, 950];

    [Theory]
    [MemberData(nameof(Targets))]
    public void InARow_EveryDay_IsTheFewestThatReachTheTarget(int target)
    {
        for (var counted = 0; counted <= Most; counted++)
        {
            long row = 0; // only grows as fewer are met
            for (var met = counted; met >= 0; met--)
            {
                while (1000 * (met + row) < target * (counted + row))
                {
                    row++;
                }
                Equal(row, Of(met, counted, target).InARow, met, counted);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public void MissesAffordable_EveryDay_IsTheMostThatKeepTheTarget(int target)
    {
        for (var counted = 0; counted <= Most; counted++)
        {
            long misses = 0; // only grows as more are met
            for (var met = 0; met <= counted; met++)
            {
                while (1000 * met >= target * (counted + misses + 1))
                {
                    misses++;
                }
                Equal(misses, Of(met, counted, target).MissesAffordable, met, counted);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Targets))]
    public void Allowed_EveryVolume_IsTheMostMissesThatHoldTheTarget(int target)
    {
        long allowed = 0;
        for (var counted = 0; counted <= Most; counted++)
        {
            while (1000 * (counted - allowed - 1) >= target * counted)
            {
                allowed++;
            }
            Equal(allowed, new ErrorBudget(new ServiceLevel(counted, counted), target / 1000m, rest: 0).Allowed, counted, counted);
        }
    }

    /// <summary>Every way in which a rest can go, for every day that counts up to 50 with a rest of up to 50.</summary>
    [Theory]
    [InlineData(667)]
    [InlineData(800)]
    [InlineData(950)]
    [InlineData(1000)]
    public void Outlook_EveryRestPlayedOut_IsWhatHappens(int target)
    {
        for (var counted = 0; counted <= 50; counted++)
        {
            for (var met = 0; met <= counted; met++)
            {
                for (var rest = 0; rest <= 50; rest++)
                {
                    var closesOnTarget = Enumerable.Range(0, rest + 1).Where(more => 1000 * (met + more) >= target * (counted + rest)).ToList();
                    var expected = closesOnTarget.Count == 0 ? Outlook.Unreachable : closesOnTarget[0] == 0 ? Outlook.Secured : Outlook.Open;
                    var budget = new ErrorBudget(new ServiceLevel(met, counted), target / 1000m, rest);
                    var recovery = new Recovery(budget);
                    Assert.Equal(expected, recovery.Outlook);
                    if (closesOnTarget.Count > 0)
                    {
                        Equal(closesOnTarget[0], recovery.NeededOfRest, met, counted);
                    }
                    // What is left of the budget says the same in other words.
                    Assert.Equal((expected == Outlook.Unreachable, expected == Outlook.Secured), (budget.Left < 0, budget.Left >= rest));
                }
            }
        }
    }

    private static Recovery Of(int met, int counted, int target) => new(new ErrorBudget(new ServiceLevel(met, counted), target / 1000m, rest: null));

    private static void Equal(long expected, long? actual, int met, int counted)
    {
        // Millions of comparisons: the message is made for the one that fails.
        if (expected != actual)
        {
            Assert.Fail($"{met} of {counted}: {actual} instead of {expected}.");
        }
    }
}
