using System.Collections.Immutable;
using ServiceLevelDashboard.Simulator.Centre;
using ServiceLevelDashboard.Simulator.Settings;
using ServiceLevelDashboard.Statistics.Causes;

namespace ServiceLevelDashboard.Statistics.Tests.Causes;

/// <summary>A simulated day with or without a planted cause, after undisturbed weeks of the same queue.</summary>
internal static class PlantedDay
{
    private const long SlotMs = 900_000;
    private static readonly TimeZoneInfo _london = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");
    private static readonly DateOnly _monday = new(2026, 9, 28);
    private static readonly ImmutableArray<string> _queues = ["Savings", "Current Accounts", "Credit Cards", "Fraud Line", "Online Banking Help"];

    /// <summary>What is found on the day of a seed.</summary>
    /// <param name="seed">Decides the contacts, the queue, the weekday and when the cause begins.</param>
    /// <param name="cause">What is planted, or null for an undisturbed day.</param>
    /// <param name="daysBefore">How many undisturbed days are known.</param>
    public static Drop Find(int seed, DropCause? cause, int daysBefore = 56)
    {
        var (name, day) = (_queues[seed % _queues.Length], _monday.AddDays(seed / _queues.Length % 5));
        var from = LocalTime.StartOf(day, _london).AddHours(9 + (seed % 4));
        var organisation = new SeededOrganisation(
            new SimulatorOptions { Seed = 1000 + seed, Queues = 20, Scenarios = cause is { } planted ? [Planted(name, from, planted)] : [] }, _london);
        var line = organisation.Lines.First(l => l.Queue?.Name == name && l.MediaType == "voice");
        var threshold = line.Target!.Threshold; // every one of these queues has a target
        var until = from.AddHours(4);
        var slots = (int)((until - LocalTime.StartOf(day, _london)).TotalMilliseconds / SlotMs);
        var past = Enumerable.Range(1, daysBefore)
            .Select(back => SimulatedDays.Curve(organisation, line, day.AddDays(back - daysBefore - 1), threshold, DateTimeOffset.MaxValue));
        return DropFinder.Find(SimulatedDays.Curve(organisation, line, day, threshold, until), [.. past], slots, TimeSpan.FromMilliseconds(SlotMs), threshold);
    }

    private static Scenario Planted(string queue, DateTimeOffset from, DropCause cause)
    {
        var spell = new Scenario(queue, from, from.AddHours(3));
        return cause switch
        {
            DropCause.Volume => spell with { Volume = 1.6 },
            DropCause.HandleTime => spell with { HandleTime = 1.5 },
            DropCause.Agents => spell with { Agents = 0.65 },
            DropCause.Abandons => spell with { Hasty = 0.9 },
            _ => throw new ArgumentOutOfRangeException(nameof(cause), cause, "There is no such cause."),
        };
    }
}
