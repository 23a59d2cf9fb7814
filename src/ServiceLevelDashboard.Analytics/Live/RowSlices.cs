using System.Collections.Immutable;

namespace ServiceLevelDashboard.Analytics.Live;

/// <summary>All rows, cut where the next queue or media type begins; found once for as long as the rows are the same array.</summary>
internal sealed class RowSlices
{
    private readonly ImmutableArray<QueueInterval> _rows;
    private readonly ImmutableArray<int> _ends;

    private RowSlices(ImmutableArray<QueueInterval> rows, ImmutableArray<int> ends) => (_rows, _ends) = (rows, ends);

    /// <summary>How many queues and media types have rows.</summary>
    public int Count => _ends.Length;

    /// <summary>The rows of one queue and media type, oldest first; never empty.</summary>
    /// <param name="index">From 0, in the order of the rows.</param>
    public ReadOnlySpan<QueueInterval> this[int index] => _rows.AsSpan()[(index == 0 ? 0 : _ends[index - 1]).._ends[index]];

    /// <summary>The slices of rows.</summary>
    /// <param name="rows">By queue, media type and time.</param>
    /// <param name="last">The slices of the rows before: the same object when the rows are the same array.</param>
    public static RowSlices Of(ImmutableArray<QueueInterval> rows, RowSlices? last)
    {
        if (last is not null && last._rows == rows)
        {
            return last;
        }

        var ends = ImmutableArray.CreateBuilder<int>(last?.Count ?? 0);
        for (var i = 1; i <= rows.Length; i++)
        {
            if (i == rows.Length || rows[i].Key != rows[i - 1].Key)
            {
                ends.Add(i);
            }
        }

        return new RowSlices(rows, ends.DrainToImmutable());
    }
}
