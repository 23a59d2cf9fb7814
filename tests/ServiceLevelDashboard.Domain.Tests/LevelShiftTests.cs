using System.Collections.Immutable;
using CsCheck;

namespace ServiceLevelDashboard.Domain.Tests;

public sealed class LevelShiftTests
{
    private static readonly ImmutableArray<(ServiceLevel, ServiceLevel)> Reversed = [(new(90, 100), new(19, 20)), (new(5, 10), new(54, 100))];

    [Fact]
    public void Of_Worked()
    {
        var effects = LevelShift.Of(Reversed);

        Assert.Equal([0.0083m, 0.0333m], effects.Select(e => Math.Round(e.Own, 4)));
        Assert.Equal([-0.0270m, -0.2700m], effects.Select(e => Math.Round(e.Spread, 4)));
    }

    [Fact]
    public void Reversal_TotalFellWhileAllRose_IsSeen()
    {
        Assert.Equal(-1, LevelShift.Reversal(Reversed));
        Assert.Equal(1, LevelShift.Reversal([.. Reversed.Select(p => (p.Item2, p.Item1))]));
    }

    [Fact]
    public void Reversal_NothingStrange_IsNone()
    {
        Assert.Equal(0, LevelShift.Reversal([(new(5, 10), new(6, 10)), (new(5, 10), new(7, 10))]));
        Assert.Equal(0, LevelShift.Reversal([]));
        Assert.Equal(0, LevelShift.Reversal([(new(90, 100), new(19, 20)), (new(5, 10), new(40, 100))])); // one rose, one fell
        // a queue that came new brings its own level: not every queue can be compared
        Assert.Equal(0, LevelShift.Reversal([(new(90, 100), new(95, 100)), (new(80, 100), new(82, 100)), (ServiceLevel.None, new(0, 500))]));
    }

    [Fact]
    public void Reversal_APartThatIsGoneOrSilent_OnlyTheGoneOneHidesIt()
    {
        Assert.Equal(0, LevelShift.Reversal([.. Reversed, (new(50, 100), ServiceLevel.None)]));
        Assert.Equal(-1, LevelShift.Reversal([.. Reversed, (ServiceLevel.None, ServiceLevel.None)]));
    }

    [Fact]
    public void Of_WithoutALevelBeforeOrNow_IsEmpty()
    {
        Assert.Empty(LevelShift.Of([(ServiceLevel.None, new(1, 2))]));
        Assert.Empty(LevelShift.Of([(new(1, 2), ServiceLevel.None)]));
        Assert.Empty(LevelShift.Of([]));
    }

    [Fact]
    public void Of_Effects_AddUpToTheChangeOfTheTotal()
    {
        var level = Gen.Select(Gen.Long[0, 500], Gen.Long[0, 500]).Select((met, missed) => new ServiceLevel(met, met + missed));
        Gen.Select(level, level).Array[1, 8].Sample(parts =>
        {
            var before = parts.Aggregate(ServiceLevel.None, (sum, p) => sum + p.Item1);
            var now = parts.Aggregate(ServiceLevel.None, (sum, p) => sum + p.Item2);
            var effects = LevelShift.Of([.. parts]);
            if (before.Ratio is not { } from || now.Ratio is not { } to)
            {
                Assert.Empty(effects);
            }
            else
            {
                Assert.True(Math.Abs(effects.Sum(e => e.Own + e.Spread) - (to - from)) < 1e-20m);
            }
        });
    }
}
