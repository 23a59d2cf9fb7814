using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Globalization;
using Microsoft.AspNetCore.Components;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Analytics.Documents;
using ServiceLevelDashboard.Analytics.Live;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Web.Addresses;
using ServiceLevelDashboard.Web.Budget;
using ServiceLevelDashboard.Web.Components;
using ServiceLevelDashboard.Web.Forecasting;
using ServiceLevelDashboard.Web.Resources;
using ServiceLevelDashboard.Web.Tiles;

namespace ServiceLevelDashboard.Web.Overview;

/// <summary>All queues at a glance, those that need somebody first.</summary>
public sealed partial class OverviewPage : LiveComponent
{
    private AttentionOrder _order = new();
    private OverviewTiles? _tiles;
    private ConcurrentDictionary<QueueSummary, TileFace> _faces = [];
    private readonly Dictionary<QueueMedia, string> _firstLevels = [];
    private bool _hasPointer;
    private bool _hasFocus;

    /// <summary>Whether only budgets at risk are shown: "at-risk".</summary>
    [SupplyParameterFromQuery(Name = OverviewQuery.BudgetKey)]
    public string? BudgetStanding { get; set; }

    /// <summary>A band of the chance of the target.</summary>
    [SupplyParameterFromQuery(Name = OverviewQuery.ChanceKey)]
    public string? ChanceSlug { get; set; }

    /// <summary>Part of a name.</summary>
    [SupplyParameterFromQuery(Name = OverviewQuery.SearchKey)]
    public string? Search { get; set; }

    /// <summary>A state's slug.</summary>
    [SupplyParameterFromQuery(Name = OverviewQuery.StateKey)]
    public string? StateSlug { get; set; }

    /// <summary>A media type.</summary>
    [SupplyParameterFromQuery(Name = OverviewQuery.MediaKey)]
    public string? Media { get; set; }

    /// <summary>A division's id.</summary>
    [SupplyParameterFromQuery(Name = OverviewQuery.DivisionKey)]
    public string? Division { get; set; }

    /// <summary>A group's key.</summary>
    [SupplyParameterFromQuery(Name = OverviewQuery.GroupKey)]
    public string? GroupKey { get; set; }

    /// <summary>The order's word, else attention first.</summary>
    [SupplyParameterFromQuery(Name = OverviewQuery.SortKey)]
    public string? Sort { get; set; }

    /// <summary>How many tiles are drawn at most; what is no number counts as not given.</summary>
    [SupplyParameterFromQuery(Name = OverviewQuery.ShownKey)]
    public string? Shown { get; set; }

    /// <summary>"compact" or "table", else tiles.</summary>
    [SupplyParameterFromQuery(Name = OverviewQuery.ViewKey)]
    public string? View { get; set; }

    /// <summary>By what totals are made; none when it is nothing of that kind.</summary>
    [SupplyParameterFromQuery(Name = OverviewQuery.TotalsKey)]
    public string? TotalsBy { get; set; }

    /// <summary>The total that is taken apart.</summary>
    [SupplyParameterFromQuery(Name = OverviewQuery.OpenKey)]
    public string? Open { get; set; }

    /// <summary>"yes" to pool media types and thresholds.</summary>
    [SupplyParameterFromQuery(Name = OverviewQuery.PoolKey)]
    public string? Pool { get; set; }

    [Inject]
    internal TileFaces Faces { get; init; } = null!; // set by the framework

    [Inject]
    internal DocumentVisibility Documents { get; init; } = null!; // set by the framework

    private ImmutableSortedDictionary<string, Document<Group>> Groups => Documents.For(Viewer.Sees).Groups;

    private OverviewFilter Filter { get; set; } = OverviewFilter.None;

    private List<QueueSummary> Visible { get; set; } = [];

    private ImmutableArray<TotalLine> Totals { get; set; } = [];

    private List<Domain.Targets.Queue> Quiet { get; set; } = [];

    private Headline Headline // drawn only where there are tiles
    {
        get
        {
            var until = DataTime(Format.Time);
            return OncePerSnapshot.Of(State.Snapshot!, (Data, until), () => Headline.Of(_tiles!, Data, until));
        }
    }

    /// <inheritdoc/>
    protected override void OnParametersSet()
    {
        var order = OverviewOrder.Of(Sort);
        if (order != Filter.Order)
        {
            _order = new AttentionOrder(); // asked for, so at once
        }
        Filter = new OverviewFilter
        {
            BudgetAtRisk = BudgetStanding == OverviewQuery.AtRisk,
            Chance = ChanceBands.OfSlug(ChanceSlug),
            Search = Search?.Trim() ?? "",
            State = Words.StateOf(StateSlug),
            Media = string.IsNullOrEmpty(Media) ? null : new MediaType(Media),
            Division = string.IsNullOrEmpty(Division) ? null : Division,
            GroupKey = string.IsNullOrEmpty(GroupKey) ? null : GroupKey,
            Order = order,
            View = Enum.GetValues<OverviewView>().FirstOrDefault(view => view.ToString().Equals(View, StringComparison.OrdinalIgnoreCase)),
            Totals = Enum.GetValues<TotalBy>()
                .Where(by => by.ToString().Equals(TotalsBy, StringComparison.OrdinalIgnoreCase))
                .Cast<TotalBy?>()
                .FirstOrDefault(),
            Open = string.IsNullOrEmpty(Open) ? null : Open,
            Pooled = Pool == OverviewQuery.Pooled,
            Shown = int.TryParse(Shown, NumberStyles.None, CultureInfo.InvariantCulture, out var shown)
                ? Math.Max(shown, OverviewFilter.PageSize)
                : OverviewFilter.PageSize,
        };
        _firstLevels.Clear(); // tiles that come and go with a filter have not changed
        Choose();
    }

    /// <inheritdoc/>
    protected override void OnLook()
    {
        _tiles = State.Snapshot is null ? null : OverviewTiles.Of(State.Snapshot);
        Choose();
    }

    private void Choose()
    {
        if (_tiles is null)
        {
            return;
        }
        // somebody may change it while it is looked at
        if (Filter.GroupKey is { } key)
        {
            Filter = Filter with { Group = Groups.GetValueOrDefault(key)?.Value };
        }
        _faces = FacesNow;
        var ordered = _order.Arrange(Filter.Order.Sort(_tiles.Tiles), Now, _hasPointer || _hasFocus);
        Visible = [.. ordered.Where(Filter.Passes)];
        Totals = Filter.Totals is { } by
            ? TotalLines.Of([.. Visible], by, Groups.Select(g => KeyValuePair.Create(g.Key, g.Value.Value)), Filter.Pooled)
            : [];
        Quiet = [.. _tiles.Quiet.Where(Filter.PassesQuiet)];
    }

    /// <summary>In the compact view only these have a tile; the others stand below.</summary>
    private static bool NeedsAttention(QueueSummary tile) => tile.State is ServiceState.Below or ServiceState.AtRisk;

    private TileContent ContentOf(QueueSummary tile) => new(
        tile,
        _tiles!.ManyMedia.Contains(tile.Queue.Id), // as above
        Data,
        Data == DataState.Live ? null : DataTime(Format.TimeWithSeconds),
        IsObserved,
        tile.OpensNext is { } opens ? Format.Upcoming(opens, Now, State.Snapshot!.Zone) : null, // as above
        AskedOf(tile),
        ExplainAddress.SoFar(State.Snapshot!.At(tile))); // as above

    /// <summary>A tile, and whether its level is another than when it was first seen here.</summary>
    private TileFace FaceOf(QueueSummary tile, out bool hasMoved)
    {
        var face = _faces.GetOrAdd(tile, static (tile, page) => page.Faces.Of(page.ContentOf(tile)), this);
        hasMoved = _firstLevels.TryGetValue(tile.Key, out var first) && first != face.Lead;
        if (first is null)
        {
            _firstLevels.Add(tile.Key, face.Lead);
        }
        return face;
    }

    /// <summary>The faces of this snapshot for all who see them as this page does: they are looked for once, and not by each page for each tile.</summary>
    private ConcurrentDictionary<QueueSummary, TileFace> FacesNow
    {
        get
        {
            var snapshot = State.Snapshot!; // called only where there are tiles
            return OncePerSnapshot.Of(
                snapshot,
                new FaceQuestion(Data, IsObserved, Asked, SiteCalendar.AtMidnight(snapshot.Zone).DateOf(Now)),
                static () => new ConcurrentDictionary<QueueSummary, TileFace>(ReferenceEqualityComparer.Instance));
        }
    }

    private bool IsObserved => Observed is DataState.Live or DataState.Delayed;

    /// <summary>What the tiles are chosen or ordered by, where their faces do not show it already.</summary>
    private OverviewColumn? Asked => Filter switch
    {
        { Order.Column: OverviewColumn.Chance } or { Chance: not null } => OverviewColumn.Chance,
        { Order.Column: OverviewColumn.Budget } or { BudgetAtRisk: true } => OverviewColumn.Budget,
        _ => null,
    };

    private string? AskedOf(QueueSummary tile) => Asked switch
    {
        OverviewColumn.Chance => tile.Outlook.Chance is { } chance
            ? Format.Text(OverviewText.TileChance, OutlookWords.ShortChance(chance))
            : OverviewText.TileChanceUnknown,
        OverviewColumn.Budget => BudgetWords.Left(tile.Budget),
        _ => null,
    };

    private string DataTime(Func<DateTimeOffset, TimeZoneInfo, string> format) =>
        State.Snapshot is { } snapshot ? format(snapshot.DataUntil, snapshot.Zone) : Format.NoValue;

    /// <summary>What a tile's face depends on beside its figures.</summary>
    private readonly record struct FaceQuestion(DataState Data, bool IsObserved, OverviewColumn? Asked, DateOnly Today);
}
