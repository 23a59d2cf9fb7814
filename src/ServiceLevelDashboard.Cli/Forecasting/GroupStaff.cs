using System.Collections.Immutable;
using System.Globalization;
using System.Text.Json;
using ServiceLevelDashboard.Analytics.Forecasting;
using ServiceLevelDashboard.Analytics.Past;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Statistics;
using ServiceLevelDashboard.Statistics.Staffing;

namespace ServiceLevelDashboard.Cli.Forecasting;

/// <summary><c>sld staff --group</c>: what a closed group needs today, half hour by half hour, from the archive alone.</summary>
/// <param name="group">The group.</param>
/// <param name="load">Its load.</param>
/// <param name="assumptions">What it is reckoned with.</param>
/// <param name="queues">How many queues it is of.</param>
internal sealed class GroupStaff(Group group, GroupLoad load, StaffingAssumptions assumptions, int queues)
{
    private const int DaysLookedAt = 70;

    private readonly ImmutableArray<(
        LoadedSlot Slot, StaffingNeed Need)> _rows = [.. load.Slots.Select(s => (s, StaffingNeed.Of(s.Contacts, load.Length, assumptions)))];

    /// <summary>The group of a name or key.</summary>
    /// <exception cref="UsageException">There is none, or it is not closed.</exception>
    public static Group Find(ImmutableDictionary<string, Group> groups, string wanted)
    {
        var found = groups.FirstOrDefault(g => string.Equals(g.Key, wanted, StringComparison.OrdinalIgnoreCase) || string.Equals(
            g.Value.Name, wanted, StringComparison.OrdinalIgnoreCase)).Value
            ?? throw new UsageException(groups.IsEmpty ? "--group: there are no groups in the dashboard yet." : $"--group {wanted} is no group. There are: {string.Join(", ", groups.Values.Select(g => g.Name).Order(StringComparer.OrdinalIgnoreCase))}.");
        return found.IsClosed ? found : throw new UsageException($"--group {found.Name} is not marked as closed: its agents may also serve other queues, so staffing can't be calculated. An administrator marks it on the group's page.");
    }

    /// <summary>Its load today: what came, and what is expected of the rest of the day.</summary>
    /// <exception cref="UsageException">It holds no queue with calls.</exception>
    public static async Task<(GroupLoad Load, int Queues)> LoadAsync(
        ForecastArchive archive, Group group, DateTimeOffset now, CancellationToken cancellationToken)
    {
        var mine = archive with { Queues = [.. archive.Queues.Where(q => group.Holds(q, MediaType.Voice))], Media = MediaType.Voice };
        if (mine.Queues.IsEmpty)
        {
            throw new UsageException($"--group {group.Name} holds no queue that the archive knows: staffing is calculated for voice only.");
        }
        var (day, slots) = (archive.Slots.Calendar.DayOf(now), archive.Slots);
        var date = slots.DateOf(day.Start);
        var kept = await archive.Intervals.ReadAsync(day, slots.Granularity, [.. mine.Queues.Select(q => q.Id)], cancellationToken);
        var today = kept.Rows.Where(r => r.Key.Media == MediaType.Voice).ToLookup(r => r.Key.Queue);
        var past = (await mine.DaysAsync(date, DaysLookedAt, cancellationToken)).ToDictionary(d => d.Key, d => d.Days);
        var until = kept.Covered.IsEmpty ? day.Start : kept.Covered.Max(c => c.FetchedAt < c.Range.End ? c.FetchedAt : c.Range.End);
        var load = GroupLoad.Of(slots, until >= day.End ? slots.Count : slots.CutAt(until), mine.Queues.Select(queue =>
        {
            var key = new QueueMedia(queue.Id, MediaType.Voice);
            var counts = new SlotCounts[slots.Count];
            foreach (var row in today[queue.Id])
            {
                counts[slots.At(row.Interval.Start)] += PastDays.Counts(row.Counts, ServiceLevel.None);
            }
            return new QueueLoad(
                ImmutableArray.Create(counts), past.TryGetValue(key, out var days) ? QueueModel.Fit(key, days, date, slots) : null, archive.TargetFor(key));
        }));
        return (load, mine.Queues.Length);
    }

    /// <summary>Writes it for people: the assumptions first.</summary>
    public void WriteText(TextWriter writer)
    {
        writer.WriteLine(Invariant(
            $"{Terminal.Printable(group.Name)}: closed group of {queues} {(queues == 1 ? "queue" : "queues")}, voice, pooled. Its agents serve no other queues."));
        writer.WriteLine(Invariant($"Assumed: handle time {assumptions.HandleSeconds:0} s{Seen(load.HandleSeconds, assumptions.HandleSeconds, load.Seen.Handled, "handled")}, patience {assumptions.PatienceSeconds:0} s{Seen(load.PatienceSeconds, assumptions.PatienceSeconds, load.Seen.Abandoned, "abandons")},"));
        writer.WriteLine(Invariant($"  {InvariantFormat.Target(assumptions.Ratio)} within {assumptions.ThresholdSeconds:0.###} s{(load.TargetsDiffer ? " (its targets differ: the strictest of them)" : "")}, occupancy at most {InvariantFormat.Target((decimal)assumptions.HighestOccupancy)}, shrinkage {InvariantFormat.Target(assumptions.Shrinkage)}; steady arrivals within {load.Length.TotalMinutes:0} minutes."));
        TextTable.Write(
            writer,
            [
                ["From", "Calls", "", "Agents (Erlang A)", "Erlang C", "To schedule"],
                .. _rows.Select(r => new[]
                {
                    r.Slot.From.ToString("HH:mm", CultureInfo.InvariantCulture),
                    Invariant($"{r.Slot.Contacts:0}"),
                    r.Slot.Expected > 0 ? "expected" : "came",
                    Invariant($"{r.Need.Agents}"),
                    Invariant($"{r.Need.WithoutPatience}"),
                    Invariant($"{r.Need.Rostered}"),
                }),
            ],
            1, 3, 4, 5);
    }

    /// <summary>Writes it for programs.</summary>
    public void WriteJson(Stream stream)
    {
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true, NewLine = "\n" }))
        {
            json.WriteStartObject();
            json.WriteString("group", group.Name);
            json.WriteNumber("queues", queues);
            json.WriteNumber("handleSeconds", assumptions.HandleSeconds);
            json.WriteNumber("handled", load.Seen.Handled);
            json.WriteNumber("patienceSeconds", assumptions.PatienceSeconds);
            json.WriteNumber("abandoned", load.Seen.Abandoned);
            json.WriteNumber("targetRatio", assumptions.Ratio);
            json.WriteNumber("thresholdSeconds", assumptions.ThresholdSeconds);
            json.WriteNumber("highestOccupancy", assumptions.HighestOccupancy);
            json.WriteNumber("shrinkage", assumptions.Shrinkage);
            json.WriteNumber("slotMinutes", load.Length.TotalMinutes);
            json.WriteStartArray("slots");
            foreach (var (slot, need) in _rows)
            {
                json.WriteStartObject();
                json.WriteString("from", slot.From.ToString("HH:mm", CultureInfo.InvariantCulture));
                json.WriteNumber("came", slot.Came);
                json.WriteNumber("expected", slot.Expected);
                json.WriteNumber("agents", need.Agents);
                json.WriteNumber("agentsErlangC", need.WithoutPatience);
                json.WriteNumber("rostered", need.Rostered);
                json.WriteEndObject();
            }

            json.WriteEndArray();
            json.WriteEndObject();
        }

        stream.Write("\n"u8);
    }

    private static string Seen(double? estimate, double used, int count, string what) =>
        estimate == used ? Invariant($" (from {count} {what} of {QueueModel.RecentDays} days and today)") : "";

    private static string Invariant(FormattableString text) => FormattableString.Invariant(text);
}
