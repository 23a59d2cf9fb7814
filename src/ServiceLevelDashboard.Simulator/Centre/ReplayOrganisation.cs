using System.Collections.Immutable;
using ServiceLevelDashboard.Simulator.Settings;

namespace ServiceLevelDashboard.Simulator.Centre;

/// <summary>
/// An organisation whose contacts are those of a file: one voice queue for each name in it. Agents are not in the file, so none are on duty.
/// </summary>
internal sealed class ReplayOrganisation : IOrganisation
{
    private readonly Dictionary<(int Line, DateOnly Day), ContactDay> _days = [];

    private ReplayOrganisation(SimulatorOptions options, TimeZoneInfo zone, List<ReplayRow> rows, int shiftDays)
    {
        var division = new Division(Catalogue.Guid(0, "replay", 0), "Replay");
        Queues = [.. rows.Select(row => row.Queue).Distinct().Order(StringComparer.Ordinal).Select(name => new SimulatedQueue(
            Catalogue.Guid(0, name, 0), name, division, 0, Targets(options.ReplayTarget)))];
        var reach = TimeSpan.FromSeconds(rows.Count == 0 ? 0 : rows.Max(row => row.WaitSeconds + (long)row.HandleSeconds));
        Lines = [.. Queues.Select((queue, index) => new TrafficLine(index, queue, "voice", zone, reach))];
        foreach (var line in Lines)
        {
            foreach (var day in rows.Where(row => row.Queue == line.Queue!.Name).GroupBy(row => DateOnly.FromDateTime(row.OfferedAt)))
            {
                var contacts = day.Select(row => ContactOf(row, shiftDays, zone)).OrderBy(contact => contact.ArrivalMs).ToArray();
                _days[(line.Index, day.Key.AddDays(shiftDays))] = new ContactDay(contacts, contacts[0].ArrivalMs, []);
            }
        }
    }

    public ImmutableArray<SimulatedQueue> Queues { get; }

    public ImmutableArray<TrafficLine> Lines { get; }

    public ContactDay Day(TrafficLine line, DateOnly day) => _days.GetValueOrDefault((line.Index, day), ContactDay.Empty);

    /// <summary>Reads the file named in the options.</summary>
    /// <exception cref="InvalidDataException">The file lacks a column or a row cannot be read; the message names file and row.</exception>
    public static ReplayOrganisation Read(SimulatorOptions options, TimeZoneInfo zone, DateOnly today)
    {
        var rows = ReplayFile.Read(options.ReplayFile!);
        return new ReplayOrganisation(options, zone, rows, options.ShiftToToday ? Shift(rows, today, options.ReplayDay) : 0);
    }

    private static ImmutableDictionary<string, ServiceLevelTarget> Targets(ServiceLevelTarget? target) =>
        target is null
            ? ImmutableDictionary<string, ServiceLevelTarget>.Empty
            : ImmutableDictionary<string, ServiceLevelTarget>.Empty.Add("voice", target);

    private static Contact ContactOf(ReplayRow row, int shiftDays, TimeZoneInfo zone)
    {
        var arrival = LocalTime.ToInstant(row.OfferedAt.AddDays(shiftDays), zone).ToUnixTimeMilliseconds();
        return row.Answered
            ? new Contact(arrival, row.WaitSeconds * 1000, row.HandleSeconds * 1000, 0, Outcome.Answered)
            : new Contact(arrival, row.WaitSeconds * 1000, 0, 0, Outcome.Abandoned);
    }

    /// <summary>
    /// By how many days the file moves so that a day of it is today: the one asked for, else the busiest with today's weekday, else the busiest of all.
    /// </summary>
    private static int Shift(List<ReplayRow> rows, DateOnly today, DateOnly? wanted)
    {
        if (wanted is { } day)
        {
            return today.DayNumber - day.DayNumber;
        }
        var busiest = rows.GroupBy(row => DateOnly.FromDateTime(row.OfferedAt))
            .OrderByDescending(group => group.Key.DayOfWeek == today.DayOfWeek)
            .ThenByDescending(group => group.Count())
            .FirstOrDefault();
        return busiest is null ? 0 : today.DayNumber - busiest.Key.DayNumber;
    }
}
