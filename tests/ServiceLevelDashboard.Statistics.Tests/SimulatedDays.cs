using ServiceLevelDashboard.Simulator.Centre;

namespace ServiceLevelDashboard.Statistics.Tests;

/// <summary>Days of the simulated contact centre as curves in quarter hours.</summary>
internal static class SimulatedDays
{
    private const int SlotsOfADay = 96;
    private const long SlotMs = 900_000;

    /// <summary>One day of one line, as it was to be seen at a moment. Events land where they happen, as in the aggregates of the contact centre.</summary>
    public static DayCurve Curve(SeededOrganisation organisation, TrafficLine line, DateOnly date, TimeSpan threshold, DateTimeOffset visible)
    {
        var startMs = LocalTime.StartOf(date, line.Zone).ToUnixTimeMilliseconds();
        var day = organisation.Day(line, date);
        var slots = new SlotCounts[SlotsOfADay];
        var visibleMs = visible.ToUnixTimeMilliseconds();
        for (var k = 0; k < slots.Length; k++)
        {
            slots[k] = slots[k] with { Agents = day.AgentsAt(startMs + (k * SlotMs)) };
        }
        foreach (ref readonly var contact in day.Touching(0, long.MaxValue))
        {
            Add(contact.ArrivalMs, new SlotCounts(1, 0, 0));
            var met = contact.Outcome == Outcome.Answered && contact.WaitMs <= threshold.TotalMilliseconds;
            var counted = contact.Outcome is Outcome.Answered or Outcome.Abandoned;
            Add(
                contact.WaitEndMs,
                new SlotCounts(
                    0, met ? 1 : 0, counted ? 1 : 0)
                { Abandoned = contact.Outcome == Outcome.Abandoned ? 1 : 0, WaitSeconds = contact.WaitMs / 1000.0 });
            if (contact.Outcome == Outcome.Answered)
            {
                Add(contact.HandleEndMs, default(SlotCounts) with { Handled = 1, HandleSeconds = (contact.TalkMs + contact.AfterMs) / 1000.0 });
            }
        }

        return new DayCurve(date, [.. slots]);

        void Add(long atMs, SlotCounts what)
        {
            var k = (atMs - startMs) / SlotMs;
            if (k is >= 0 and < SlotsOfADay && atMs < visibleMs)
            {
                slots[k] += what;
            }
        }
    }
}
