using System.Collections.Immutable;
using System.Runtime.InteropServices;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Live;

/// <summary>The rows of one queue and media type, oldest first, and those that wait to replace a part of them.</summary>
/// <param name="key">Queue and media type.</param>
internal sealed class RowSeries(QueueMedia key)
{
    private readonly List<QueueInterval> _rows = [];
    private readonly List<QueueInterval> _staged = [];

    /// <summary>Orders series by queue id and media type, ordinal.</summary>
    public static readonly Comparison<RowSeries> ByQueueAndMedia = static (a, b) =>
    {
        var order = string.CompareOrdinal(a.Key.Queue.Value, b.Key.Queue.Value);
        return order != 0 ? order : string.CompareOrdinal(a.Key.Media.Name, b.Key.Media.Name);
    };

    /// <summary>Queue and media type.</summary>
    public QueueMedia Key { get; } = key;

    /// <summary>Whether nothing is left.</summary>
    public bool IsEmpty => _rows.Count == 0;

    /// <summary>Lets a row wait for <see cref="ReplaceByStaged"/>.</summary>
    public void Stage(QueueInterval row) => _staged.Add(row);

    /// <summary>Gives up what waits.</summary>
    public void DropStaged() => _staged.Clear();

    /// <summary>Brings what waits into the order of time.</summary>
    /// <exception cref="ArgumentException">An interval comes twice.</exception>
    public void SortStaged()
    {
        for (var i = 1; i < _staged.Count; i++)
        {
            if (_staged[i - 1].Interval.Start < _staged[i].Interval.Start)
            {
                continue;
            }
            _staged.Sort(static (a, b) => a.Interval.Start.CompareTo(b.Interval.Start));
            break;
        }

        for (var i = 1; i < _staged.Count; i++)
        {
            if (_staged[i - 1].Interval.Start == _staged[i].Interval.Start)
            {
                throw new ArgumentException($"The row of {Key.Queue} ({Key.Media}) at {_staged[i].Interval} comes twice.");
            }
        }
    }

    /// <summary>Replaces the rows in a range by what waits. Rows that are equal stay the objects that they were.</summary>
    /// <returns>Whether anything changed.</returns>
    public bool ReplaceByStaged(Interval range)
    {
        var (first, end) = Slice(range);
        var changed = end - first != _staged.Count;
        for (var (i, old) = (0, first); i < _staged.Count; i++)
        {
            var row = _staged[i];
            while (old < end && _rows[old].Interval.Start < row.Interval.Start)
            {
                old++;
            }
            if (old < end && _rows[old].Interval == row.Interval && _rows[old].Counts.Equals(row.Counts))
            {
                _staged[i] = _rows[old];
            }
            else
            {
                changed = true;
            }
        }

        if (changed && end - first == _staged.Count)
        {
            CollectionsMarshal.AsSpan(_staged).CopyTo(CollectionsMarshal.AsSpan(_rows)[first..end]);
        }
        else if (changed)
        {
            _rows.RemoveRange(first, end - first);
            _rows.InsertRange(first, _staged);
        }

        _staged.Clear();
        return changed;
    }

    /// <summary>Adds the rows in a range to a list.</summary>
    public void CopyTo(ImmutableArray<QueueInterval>.Builder rows, Interval range)
    {
        var (first, end) = Slice(range);
        rows.AddRange(CollectionsMarshal.AsSpan(_rows)[first..end]);
    }

    /// <summary>Drops the rows that started before an instant.</summary>
    public void ForgetBefore(DateTimeOffset instant) => _rows.RemoveRange(0, IndexOf(instant));

    // Rows of one granularity neither overlap nor straddle a range of whole intervals.
    private (int First, int End) Slice(Interval range) => (IndexOf(range.Start), IndexOf(range.End));

    private int IndexOf(DateTimeOffset start)
    {
        var (low, high) = (0, _rows.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (_rows[middle].Interval.Start < start)
            {
                low = middle + 1;
            }
            else
            {
                high = middle;
            }
        }

        return low;
    }
}
