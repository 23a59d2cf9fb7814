using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics.Ports;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Analytics.Live;

/// <summary>The rows of one granularity and what they cover. Not safe for several threads at once.</summary>
internal sealed class RowStore
{
    private readonly Dictionary<QueueMedia, RowSeries> _byKey = [];
    private readonly List<RowSeries> _inOrder = [];
    private readonly CoverageLog _coverage = new();
    private (Interval Range, ImmutableArray<QueueInterval> Rows)? _lastRead;
    private DateTimeOffset _forgottenBefore = DateTimeOffset.MinValue;

    /// <summary>Replaces what lies in the covered range and queues.</summary>
    public void Merge(Coverage coverage, ImmutableArray<QueueInterval> rows)
    {
        try
        {
            Stage(coverage, rows);
        }
        catch
        {
            // Half a merge must not be left waiting for the next one.
            foreach (var series in _inOrder)
            {
                series.DropStaged();
            }
            RemoveEmpty();
            throw;
        }

        var changed = false;
        foreach (var series in _inOrder)
        {
            if (coverage.Queues.IsEmpty || coverage.Queues.Contains(series.Key.Queue))
            {
                changed |= series.ReplaceByStaged(coverage.Range);
            }
        }

        if (changed)
        {
            _lastRead = null;
        }
        _coverage.Add(coverage);
    }

    /// <summary>Rows that lie wholly in a range, by queue, media type and time, and what of the range is covered.</summary>
    public ArchivedIntervals Read(Interval range)
    {
        if (_lastRead is not { } last || last.Range != range)
        {
            var rows = ImmutableArray.CreateBuilder<QueueInterval>();
            foreach (var series in _inOrder)
            {
                series.CopyTo(rows, range);
            }
            _lastRead = last = (range, rows.DrainToImmutable());
        }

        return new ArchivedIntervals(last.Rows, _coverage.Within(range));
    }

    /// <summary>What of a range is covered.</summary>
    public ImmutableArray<Coverage> CoverageWithin(Interval range) => _coverage.Within(range);

    /// <summary>Drops what started before an instant. Looks only once an hour, since it goes through everything.</summary>
    public void ForgetBefore(DateTimeOffset instant)
    {
        if (instant - _forgottenBefore < TimeSpan.FromHours(1))
        {
            return;
        }
        _forgottenBefore = instant;
        foreach (var series in _inOrder)
        {
            series.ForgetBefore(instant);
        }
        RemoveEmpty();
        _coverage.ForgetBefore(instant);
        _lastRead = null;
    }

    private void RemoveEmpty() => _inOrder.RemoveAll(series => series.IsEmpty && _byKey.Remove(series.Key));

    private void Stage(Coverage coverage, ImmutableArray<QueueInterval> rows)
    {
        var added = false;
        RowSeries? current = null;
        foreach (var row in rows)
        {
            if (!coverage.Range.Contains(row.Interval) || (!coverage.Queues.IsEmpty && !coverage.Queues.Contains(row.Key.Queue)))
            {
                throw new ArgumentException($"The row of {row.Key.Queue} at {row.Interval} lies outside what was asked for ({coverage.Range}).", nameof(rows));
            }
            if (current?.Key != row.Key && !_byKey.TryGetValue(row.Key, out current)) // one row after the other is of the same queue
            {
                _byKey.Add(row.Key, current = new RowSeries(row.Key));
                _inOrder.Add(current);
                added = true;
            }

            current.Stage(row);
        }

        if (added)
        {
            _inOrder.Sort(RowSeries.ByQueueAndMedia);
        }
        foreach (var series in _inOrder)
        {
            series.SortStaged();
        }
    }
}
