using System.Collections.Immutable;
using ServiceLevelDashboard.Statistics.Causes;

namespace ServiceLevelDashboard.Statistics.Tests.Causes;

public sealed class DropFinderTests
{
    private const int Slots = 40;
    private static readonly TimeSpan _quarter = TimeSpan.FromMinutes(15), _threshold = TimeSpan.FromSeconds(20);
    private static readonly DateOnly _today = new(2026, 9, 7);

    /// <summary>What chance does to a day; the same for every run.</summary>
    private static SlotCounts Chance(int day, int slot) =>
        Slot(50 + (((day * 7) + (slot * 3)) % 9) - 4, 40 + (((day * 5) + (slot * 11)) % 5) - 2);

    private static SlotCounts Slot(int offered, int met) =>
        new(offered, met, offered) { Abandoned = 2, WaitSeconds = offered * 10, Handled = offered - 2, HandleSeconds = (offered - 2) * 240, Agents = 15 };

    private static ImmutableArray<DayCurve> Past(int days) =>
        [.. Enumerable.Range(1, days).Select(
            back => new DayCurve(_today.AddDays(back - days - 1), [.. Enumerable.Range(0, Slots).Select(k => Chance(back, k))]))];

    private static DayCurve Today(Func<SlotCounts, SlotCounts> from20To27) => new(
        _today, [.. Enumerable.Range(0, Slots).Select(k => k is >= 20 and < 28 ? from20To27(Chance(0, k)) : Chance(0, k))]);

    private static Drop Find(DayCurve today, int past = 28) => DropFinder.Find(today, Past(past), Slots, _quarter, _threshold);

    [Theory]
    [InlineData(null)]
    [InlineData(DropCause.Volume)]
    [InlineData(DropCause.HandleTime)]
    [InlineData(DropCause.Agents)]
    [InlineData(DropCause.Abandons)]
    public void Find_SimulatedDays_NamesThePlantedCauseAndNoOther(DropCause? planted)
    {
        // Ten of the hundred seeds of bench/why, whose table is the measure.
        var found = Enumerable.Range(5000, 10).Select(seed => PlantedDay.Find(seed, planted)).ToList();

        Assert.DoesNotContain(found, drop => drop.Causes is [var first, ..] && first.Cause != planted);
        if (planted is not null)
        {
            Assert.True(found.Count(drop => drop.Verdict == DropVerdict.Explained) >= 8);
        }
    }

    [Fact]
    public void Find_TwiceTheVolume_SaysWhenAndHowMuch()
    {
        var drop = Find(Today(slot => Slot(slot.Offered * 2, slot.Met / 2) with { WaitSeconds = slot.Offered * 60 }));

        Assert.Equal(DropVerdict.Explained, drop.Verdict);
        Assert.Equal((20, 27), drop.Stretch);
        var cause = Assert.Single(drop.Causes);
        Assert.Equal(DropCause.Volume, cause.Cause);
        Assert.Equal((20, 27), cause.Slots);
        Assert.InRange(cause.Change, 0.9, 1.1);
        Assert.InRange(cause.Points, 0.3, drop.UsualLevel!.Value - drop.Level!.Value + 1e-9);
    }

    [Fact]
    public void Find_LevelFallsAndNothingElse_CannotTell()
    {
        var drop = Find(Today(slot => slot with { Met = 5 }));

        Assert.Equal(DropVerdict.CannotTell, drop.Verdict);
        Assert.Empty(drop.Causes);
        Assert.Equal((20, 27), drop.Stretch);
    }

    [Fact]
    public void Find_AgentsNeverSeen_IsNotBlamedOnThem()
    {
        ImmutableArray<DayCurve> past = [.. Past(28).Select(day => day with { Slots = [.. day.Slots.Select(s => s with { Agents = null })] })];

        var drop = DropFinder.Find(Today(slot => slot with { Met = 5, Agents = 5 }), past, Slots, _quarter, _threshold);

        Assert.Equal(DropVerdict.CannotTell, drop.Verdict);
        Assert.False(drop.AgentsKnown);
    }

    [Fact]
    public void Find_UsualDay_IsSilent() => Assert.Equal(DropVerdict.NoDrop, Find(Today(slot => slot)).Verdict);

    [Theory]
    [InlineData(14)]
    [InlineData(0)]
    public void Find_LittleHistory_SaysSo(int days) =>
        Assert.Equal(new Drop(DropVerdict.LittleHistory, days), Find(Today(slot => slot with { Met = 0 }), days));

    [Fact]
    public void Find_BetterThanUsual_IsSilent() =>
        Assert.Equal(DropVerdict.NoDrop, Find(Today(slot => slot with { Met = slot.Counted, Offered = slot.Offered * 2 })).Verdict);

    [Fact]
    public void Find_Causes_NeverAddUpToMoreThanTheDrop()
    {
        var drop = Find(Today(slot => Slot(slot.Offered * 3, slot.Met) with { Agents = 5, HandleSeconds = slot.HandleSeconds * 4 }));

        Assert.Equal(DropVerdict.Explained, drop.Verdict);
        Assert.InRange(drop.Causes.Sum(c => c.Points), 0, drop.UsualLevel!.Value - drop.Level!.Value + 1e-9);
        Assert.Equal(drop.Causes.OrderByDescending(c => c.Points), drop.Causes);
    }

    [Fact]
    public void Find_TooFewSlots_IsRefused() =>
        Assert.Throws<ArgumentException>(() => DropFinder.Find(Today(s => s), Past(20), Slots + 1, _quarter, _threshold));
}
