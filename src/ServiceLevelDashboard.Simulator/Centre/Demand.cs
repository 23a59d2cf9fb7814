using System.Collections.Immutable;

namespace ServiceLevelDashboard.Simulator.Centre;

/// <summary>What makes the contacts of one line: volume, shape of the day, handling, patience and staffing.</summary>
internal sealed record Demand
{
    /// <summary>Mean contacts on a mean weekday.</summary>
    public required double DailyVolume { get; init; }

    /// <summary>Share of the day's contacts by half hour of local time; 48 that add up to one.</summary>
    public required ImmutableArray<double> HalfHourShares { get; init; }

    /// <summary>Factor of the volume by weekday, Sunday first.</summary>
    public required ImmutableArray<double> WeekdayFactors { get; init; }

    /// <summary>Mean handle time.</summary>
    public required double HandleSeconds { get; init; }

    /// <summary>Sigma of the logarithm of handle times.</summary>
    public double HandleSigma { get; init; } = 0.9;

    /// <summary>Mean patience, or null where nobody gives up (e-mail, messages).</summary>
    public double? PatienceSeconds { get; init; }

    /// <summary>Agents rostered, as a factor of the need.</summary>
    public double AgentsFactor { get; init; } = 1;

    /// <summary>Share of those who have waited for <see cref="FlowOutAfterSeconds"/> that accept a callback.</summary>
    public double FlowOutShare { get; init; } = 0.03;

    /// <summary>From when on a callback is offered.</summary>
    public double FlowOutAfterSeconds { get; init; } = 120;

    /// <summary>What comes again on many days.</summary>
    public ImmutableArray<Disturbance> Disturbances { get; init; } = [];

    /// <summary>Standard deviation of the logarithm of a day's factor: .07 in a large centre, .15 in a small one.</summary>
    public double DaySigma => DailyVolume < 600 ? 0.15 : 0.07;
}

/// <summary>Something that happens between two local times on a share of days.</summary>
/// <param name="From">Local start.</param>
/// <param name="Until">Local end.</param>
/// <param name="ShareOfDays">Share of days on which it happens, 0 to 1.</param>
/// <param name="Volume">Factor of arrivals.</param>
/// <param name="Agents">Factor of agents.</param>
internal sealed record Disturbance(TimeOnly From, TimeOnly Until, double ShareOfDays, double Volume = 1, double Agents = 1);
