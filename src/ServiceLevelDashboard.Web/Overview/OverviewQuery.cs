using System.Globalization;
using Microsoft.AspNetCore.Http.Extensions;
using ServiceLevelDashboard.Web.Addresses;
using ServiceLevelDashboard.Web.Resources;

namespace ServiceLevelDashboard.Web.Overview;

/// <summary>The overview's filter as its address writes it.</summary>
public static class OverviewQuery
{
    /// <summary>Query keys of the overview.</summary>
    internal const string SearchKey = "q", StateKey = "state", MediaKey = "media", DivisionKey = "division", GroupKey = "group", SortKey = "sort",
    ShownKey = "show";

    /// <summary>Query keys of the overview's table and totals.</summary>
    internal const string ViewKey = "view", TotalsKey = "totals", OpenKey = "open", PoolKey = "pool";

    /// <summary>The value of <see cref="PoolKey"/>; nothing pooled is the default and not written, as are tiles.</summary>
    internal const string Pooled = "yes";

    /// <summary>The query key of the filter by budget, and its one value.</summary>
    internal const string BudgetKey = "budget", AtRisk = "at-risk";

    /// <summary>The query key of the filter by the chance of the target.</summary>
    internal const string ChanceKey = "chance";

    /// <summary>The value of <see cref="SortKey"/> for the order by name; attention first is the default and not written.</summary>
    internal const string SortByName = "name";

    /// <summary>The overview under a filter; what is as by default is not written.</summary>
    public static string Of(OverviewFilter filter)
    {
        ArgumentNullException.ThrowIfNull(filter);
        var query = new QueryBuilder();
        if (filter.Search.Length > 0)
        {
            query.Add(SearchKey, filter.Search);
        }
        if (filter.State is { } state)
        {
            query.Add(StateKey, Words.Slug(state));
        }
        if (filter.Media is { } media)
        {
            query.Add(MediaKey, media.Name);
        }
        if (filter.Division is { } division)
        {
            query.Add(DivisionKey, division);
        }
        if (filter.GroupKey is { } group)
        {
            query.Add(GroupKey, group);
        }
        if (filter.Order.Slug is { } order)
        {
            query.Add(SortKey, order);
        }
        if (filter.BudgetAtRisk)
        {
            query.Add(BudgetKey, AtRisk);
        }
        if (filter.Chance is { } chance)
        {
            query.Add(ChanceKey, ChanceBands.Slug(chance));
        }
        if (filter.View != OverviewView.Tiles)
        {
            query.Add(ViewKey, filter.View.ToString().ToLowerInvariant());
        }
        if (filter.Totals is { } totals)
        {
            query.Add(TotalsKey, totals.ToString().ToLowerInvariant());
        }
        if (filter is { Totals: not null, Open: { } open })
        {
            query.Add(OpenKey, open);
        }
        if (filter is { Totals: not null, Pooled: true })
        {
            query.Add(PoolKey, Pooled);
        }
        if (filter.Shown > OverviewFilter.PageSize)
        {
            query.Add(ShownKey, filter.Shown.ToString(CultureInfo.InvariantCulture));
        }
        return OverviewUrls.Root + query;
    }
}
