using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Live;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Web.Overview;

/// <summary>What of the overview is shown, as the address says it. The default shows everything, attention first.</summary>
public sealed record OverviewFilter
{
    /// <summary>How many tiles are drawn at first; more on request, so that 2,000 queues do not hold up a browser.</summary>
    public const int PageSize = 200;

    /// <summary>Everything, attention first.</summary>
    public static readonly OverviewFilter None = new();

    /// <summary>A part of the queue's name, without regard to case; empty for all.</summary>
    public string Search { get; init; } = "";

    /// <summary>Only this state, or null for all.</summary>
    public ServiceState? State { get; init; }

    /// <summary>Only this media type, or null for all.</summary>
    public MediaType? Media { get; init; }

    /// <summary>Only the division of this id, or null for all.</summary>
    public string? Division { get; init; }

    /// <summary>Only the group of this key, or null for all.</summary>
    public string? GroupKey { get; init; }

    /// <summary>The group of <see cref="GroupKey"/>; null when there is none of that key, which shows nothing.</summary>
    public Group? Group { get; init; }

    /// <summary>Only tiles whose budget of misses is at risk.</summary>
    public bool BudgetAtRisk { get; init; }

    /// <summary>Only tiles of this chance of the target, or null for all.</summary>
    public ChanceBand? Chance { get; init; }

    /// <summary>The order; attention first by default.</summary>
    public OverviewOrder Order { get; init; }

    /// <summary>How the queues are shown.</summary>
    public OverviewView View { get; init; }

    /// <summary>By what totals are made, or null for none.</summary>
    public TotalBy? Totals { get; init; }

    /// <summary>The total that is taken apart, by its key; null for none.</summary>
    public string? Open { get; init; }

    /// <summary>Whether totals pool media types and thresholds.</summary>
    public bool Pooled { get; init; }

    /// <summary>How many tiles are drawn at most.</summary>
    public int Shown { get; init; } = PageSize;

    /// <summary>Whether a tile passes.</summary>
    public bool Passes(QueueSummary tile) =>
        PassesByQueue(tile.Queue)
        && (GroupKey is null || Group?.Holds(tile.Queue, tile.Media) == true)
        && (State is null || tile.State == State)
        && (!BudgetAtRisk || tile.IsBudgetAtRisk)
        && (Chance is null || ChanceBands.Of(tile.Outlook.Chance) == Chance)
        && (Media is null || tile.Media == Media);

    /// <summary>Whether a queue without a contact today passes: it has neither a state nor a media type to be chosen by.</summary>
    public bool PassesQuiet(Domain.Targets.Queue queue) =>
        State is null && Media is null && !BudgetAtRisk && Chance is null && (GroupKey is null || Group?.Holds(queue) == true) && PassesByQueue(queue);

    private bool PassesByQueue(Domain.Targets.Queue queue) =>
        (Search.Length == 0 || queue.Name.Contains(Search, StringComparison.CurrentCultureIgnoreCase))
        && (Division is null || queue.Division?.Id == Division);
}

/// <summary>How the overview shows queues.</summary>
public enum OverviewView
{
    /// <summary>A tile each.</summary>
    Tiles,

    /// <summary>A tile for those that need attention, two lines for all others.</summary>
    Compact,

    /// <summary>A row each.</summary>
    Table,
}
