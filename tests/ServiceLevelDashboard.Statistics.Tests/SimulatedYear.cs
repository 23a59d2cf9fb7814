using System.Collections.Immutable;
using ServiceLevelDashboard.Simulator.Centre;
using ServiceLevelDashboard.Simulator.Settings;

namespace ServiceLevelDashboard.Statistics.Tests;

/// <summary>Many days of one queue with what no model of a weekday knows: a lasting shift of the level, and holidays.</summary>
internal static class SimulatedYear
{
    private static readonly TimeZoneInfo _london = TimeZoneInfo.FindSystemTimeZoneById("Europe/London");
    private static readonly DateOnly _first = new(2025, 11, 3);

    /// <summary>The target of the queues.</summary>
    public const decimal Target = 0.8m;

    /// <summary>
    /// The days of a seed: from the 200th on a quarter more contacts come and the roster follows by half; every 45th day is a holiday of a third.
    /// </summary>
    public static DayHistory Of(int seed, string queue, int days)
    {
        var scenarios = ImmutableArray.CreateBuilder<Scenario>();
        scenarios.Add(new Scenario(queue, Start(200)) { Volume = 1.25, Agents = 1.12 });
        for (var holiday = 44; holiday < days; holiday += 45)
        {
            scenarios.Add(new Scenario(queue, Start(holiday), Start(holiday + 1)) { Volume = 0.33 });
        }
        var organisation = new SeededOrganisation(new SimulatorOptions { Seed = seed, Queues = 20, Scenarios = scenarios.ToImmutable() }, _london);
        var line = organisation.Lines.First(l => l.Queue?.Name == queue && l.MediaType == "voice");
        return new DayHistory(Enumerable.Range(0, days)
            .Select(day => SimulatedDays.Curve(organisation, line, _first.AddDays(day), TimeSpan.FromSeconds(20), DateTimeOffset.MaxValue)));

        static DateTimeOffset Start(int day) => LocalTime.StartOf(_first.AddDays(day), _london);
    }
}
