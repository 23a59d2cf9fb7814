using System.Collections.Immutable;
using ServiceLevelDashboard.Simulator.Settings;

namespace ServiceLevelDashboard.Simulator.Centre;

/// <summary>An organisation computed from a seed.</summary>
internal sealed class SeededOrganisation : IOrganisation
{
    /// <summary>About 150 MB: a week of 2,000 queues, or half a year of 40.</summary>
    private const int MaximumContactsKept = 6_000_000;

    private readonly ImmutableArray<Demand> _demands;
    private readonly DayGenerator _generator;
    private readonly DayCache _cache = new(MaximumContactsKept);

    public SeededOrganisation(SimulatorOptions options, TimeZoneInfo zone)
    {
        var catalogue = Catalogue.Of(options.Seed, options.Queues, zone, options.HostileNames);
        Queues = [.. catalogue.Select(entry => entry.Queue).OfType<SimulatedQueue>().Distinct()];
        Lines = [.. catalogue.Select((entry, index) => new TrafficLine(index, entry.Queue, entry.MediaType, entry.Zone, Reach(entry.Demand)))];
        _demands = [.. catalogue.Select(entry => entry.Demand)];
        _generator = new DayGenerator(options.Seed, options.Scenarios);
    }

    public ImmutableArray<SimulatedQueue> Queues { get; }

    public ImmutableArray<TrafficLine> Lines { get; }

    public ContactDay Day(TrafficLine line, DateOnly day) =>
        _cache.GetOrMake(line.Index, day, () => _generator.Generate(line, _demands[line.Index], day));

    // Without patience the pile of the evening is taken the next morning, at the latest some 36 hours after arrival.
    private static TimeSpan Reach(Demand demand) => demand.PatienceSeconds is null
        ? TimeSpan.FromHours(40)
        : TimeSpan.FromSeconds((2 * DayGenerator.MaximumSeconds) + 60);
}
