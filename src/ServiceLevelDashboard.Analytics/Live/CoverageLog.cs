using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Live;

/// <summary>
/// What has been fetched, oldest first. What is fetched again cuts what it replaces, so that nothing overlaps among fetches
/// of all queues; a fetch of single queues stands beside one of all.
/// </summary>
internal sealed class CoverageLog
{
    private ImmutableArray<Coverage> _entries = [];

    /// <summary>Adds a fetch and cuts the older ones of the same or fewer queues where it overlaps them.</summary>
    public void Add(Coverage added)
    {
        var entries = ImmutableArray.CreateBuilder<Coverage>(_entries.Length + 2);
        foreach (var old in _entries)
        {
            if (!old.Range.Overlaps(added.Range) || !Includes(added.Queues, old.Queues))
            {
                entries.Add(old);
                continue;
            }

            if (old.Range.Start < added.Range.Start)
            {
                entries.Add(old with { Range = new Interval(old.Range.Start, added.Range.Start) });
            }
            if (old.Range.End > added.Range.End)
            {
                entries.Add(old with { Range = new Interval(added.Range.End, old.Range.End) });
            }
        }

        entries.Add(added);
        entries.Sort(static (a, b) => a.Range.Start.CompareTo(b.Range.Start));
        _entries = entries.DrainToImmutable();
    }

    /// <summary>What of a range is covered, each part cut to the range.</summary>
    public ImmutableArray<Coverage> Within(Interval range)
    {
        var found = ImmutableArray.CreateBuilder<Coverage>();
        foreach (var entry in _entries)
        {
            if (!entry.Range.Overlaps(range))
            {
                continue;
            }
            if (range.Contains(entry.Range))
            {
                found.Add(entry);
            }
            else
            {
                found.Add(entry with { Range = new Interval(Later(entry.Range.Start, range.Start), Earlier(entry.Range.End, range.End)) });
            }
        }

        return found.DrainToImmutable();
    }

    /// <summary>Drops what lies before an instant.</summary>
    public void ForgetBefore(DateTimeOffset instant) => _entries = Within(new Interval(instant, DateTimeOffset.MaxValue));

    private static bool Includes(ImmutableArray<QueueId> wide, ImmutableArray<QueueId> narrow) =>
        wide.IsEmpty || (!narrow.IsEmpty && narrow.All(wide.Contains));

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset b) => a > b ? a : b;

    private static DateTimeOffset Earlier(DateTimeOffset a, DateTimeOffset b) => a < b ? a : b;
}
