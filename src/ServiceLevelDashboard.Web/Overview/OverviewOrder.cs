using System.Collections.Immutable;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Web.Overview;

/// <summary>What the overview is ordered by: a column, most telling first, or turned round.</summary>
/// <param name="Column">The column.</param>
/// <param name="IsReversed">Whether the order is turned round; what has no value stays last.</param>
public readonly record struct OverviewOrder(OverviewColumn Column, bool IsReversed)
{
    private const char Reversal = '-';

    /// <summary>Every column with its word in addresses and what it is compared by, the largest first unless <c>Ascends</c>.</summary>
    private static readonly ImmutableArray<(OverviewColumn Column, string Slug, bool Ascends, Func<QueueSummary, decimal?> Key)> Table =
    [
        (OverviewColumn.Level, "level", true, static t => t.DayLevel.Lower.Ratio),
        (OverviewColumn.Missed, "missed", false, static t => t.MissedBeyondAllowance),
        (OverviewColumn.Budget, "budget", false, static t => t.Budget?.UsedRatio ?? t.Budget?.Pace),
        (OverviewColumn.Chance, "chance", true, static t => (decimal?)t.Outlook.Chance),
        (OverviewColumn.Recent, "recent", true, static t => t.LastHalfHourLevel.Lower.Ratio),
        (OverviewColumn.Offered, "offered", false, static t => t.Day.Offered),
        (OverviewColumn.Answered, "answered", false, static t => t.Day.Answered),
        (OverviewColumn.Abandoned, "abandoned", false, static t => QueueFigures.AbandonRate(t.Day)),
        (OverviewColumn.Waiting, "waiting", false, static t => t.Now?.Waiting),
        (OverviewColumn.LongestWait, "longest", false, static t => (decimal?)t.Now?.LongestWait?.Ticks),
        (OverviewColumn.Agents, "agents", true, static t => t.Agents?.OnQueue),
        (OverviewColumn.HandleTime, "handle", false, static t => (decimal?)QueueFigures.AverageHandleTime(t.Day)?.Ticks),
    ];

    /// <summary>The word in addresses: <c>offered</c>, turned round <c>-offered</c>; null for attention first, which is not written.</summary>
    public string? Slug => (Column, IsReversed) switch
    {
        (OverviewColumn.Attention, _) => null,
        (OverviewColumn.Name, false) => OverviewQuery.SortByName,
        (OverviewColumn.Name, true) => Reversal + OverviewQuery.SortByName,
        var (column, reversed) => (reversed ? "-" : "") + Table.First(row => row.Column == column).Slug,
    };

    /// <summary>Whether small values come first.</summary>
    public bool Ascends
    {
        get
        {
            var column = Column;
            return (column == OverviewColumn.Name || Table.Any(row => row.Column == column && row.Ascends)) != IsReversed;
        }
    }

    /// <summary>The order of a word; attention first for null and for what is no order.</summary>
    public static OverviewOrder Of(string? slug)
    {
        var reversed = slug is [Reversal, ..];
        var word = reversed ? slug![1..] : slug; // not null: it has a first character
        if (word == OverviewQuery.SortByName)
        {
            return new OverviewOrder(OverviewColumn.Name, reversed);
        }
        foreach (var row in Table)
        {
            if (row.Slug == word)
            {
                return new OverviewOrder(row.Column, reversed);
            }
        }

        return default;
    }

    /// <summary>Puts tiles, given most urgent first, into the order. What has no value comes last; equals stay most urgent first.</summary>
    public ImmutableArray<QueueSummary> Sort(ImmutableArray<QueueSummary> tiles)
    {
        if (Column == OverviewColumn.Attention)
        {
            return tiles;
        }
        if (Column == OverviewColumn.Name)
        {
            var byName = tiles.OrderBy(static t => t.Queue.Name, StringComparer.CurrentCultureIgnoreCase)
                .ThenBy(static t => t.Media.Name, StringComparer.Ordinal);
            return [.. IsReversed ? byName.Reverse() : byName];
        }

        var column = Column;
        var (_, _, ascends, key) = Table.First(row => row.Column == column);
        var withValueFirst = tiles.OrderBy(t => key(t) is null);
        return [.. ascends != IsReversed ? withValueFirst.ThenBy(key) : withValueFirst.ThenByDescending(key)];
    }
}

/// <summary>What the overview can be ordered by.</summary>
public enum OverviewColumn
{
    /// <summary>Most urgent first.</summary>
    Attention,

    /// <summary>By name.</summary>
    Name,

    /// <summary>The day's level, the lowest first.</summary>
    Level,

    /// <summary>Misses beyond what the target allows, most first.</summary>
    Missed,

    /// <summary>The share of the budget of misses that is used, the largest first.</summary>
    Budget,

    /// <summary>The chance that the day closes on target, the lowest first.</summary>
    Chance,

    /// <summary>The last 30 minutes, the lowest first.</summary>
    Recent,

    /// <summary>Offered today, most first.</summary>
    Offered,

    /// <summary>Answered today, most first.</summary>
    Answered,

    /// <summary>The share that gave up, the highest first.</summary>
    Abandoned,

    /// <summary>Waiting now, most first.</summary>
    Waiting,

    /// <summary>The longest wait now, the longest first.</summary>
    LongestWait,

    /// <summary>Agents on queue, fewest first.</summary>
    Agents,

    /// <summary>Average handle time, the longest first.</summary>
    HandleTime,
}
