using System.Collections.Immutable;

namespace ServiceLevelDashboard.Simulator.Centre;

/// <summary>A contact centre whose contacts are known for ever: a pure function of queue and day.</summary>
internal interface IOrganisation
{
    /// <summary>The queues that are listed, by name.</summary>
    ImmutableArray<SimulatedQueue> Queues { get; }

    /// <summary>Every stream of contacts.</summary>
    ImmutableArray<TrafficLine> Lines { get; }

    /// <summary>The contacts of a line that arrive on one day of its zone; the same for ever.</summary>
    ContactDay Day(TrafficLine line, DateOnly day);
}

/// <summary>A queue as it is listed.</summary>
/// <param name="Id">Its id.</param>
/// <param name="Name">Its name.</param>
/// <param name="Division">Its division.</param>
/// <param name="Members">How many agents are members of it.</param>
/// <param name="Targets">Target by analytics media type; empty when it has none.</param>
internal sealed record SimulatedQueue(
    string Id, string Name, Division Division, int Members, ImmutableDictionary<string, ServiceLevelTarget> Targets);

/// <summary>The stream of contacts of one queue and media type.</summary>
/// <param name="Index">Its place among the organisation's lines.</param>
/// <param name="Queue">Its queue, or null for interactions that never were in one.</param>
/// <param name="MediaType">Analytics media type.</param>
/// <param name="Zone">The zone whose days its contacts are cut into.</param>
/// <param name="Reach">No contact lasts longer than this from arrival to the end of handling.</param>
internal sealed record TrafficLine(int Index, SimulatedQueue? Queue, string MediaType, TimeZoneInfo Zone, TimeSpan Reach)
{
    public ServiceLevelTarget? Target { get; } = Queue?.Targets.GetValueOrDefault(MediaType);

    /// <summary>The days whose contacts can have an event in a span of time.</summary>
    public IEnumerable<DateOnly> DaysTouching(long fromMs, long toMs)
    {
        var last = DayOf(toMs - 1);
        for (var day = DayOf(fromMs - (long)Reach.TotalMilliseconds); day <= last; day = day.AddDays(1))
        {
            yield return day;
        }
    }

    private DateOnly DayOf(long instantMs) =>
        DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(DateTimeOffset.FromUnixTimeMilliseconds(instantMs), Zone).DateTime);
}
