using System.Globalization;
using Bunit;
using Microsoft.AspNetCore.Components;
using ServiceLevelDashboard.Web.Components;

namespace ServiceLevelDashboard.Web.Tests.Components;

public sealed class SortableTableTests : PageContext
{
    public SortableTableTests()
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("en-GB");
        SetRendererInfo(new RendererInfo("Server", true));
    }

    [Fact]
    public async Task Sort_ButtonsOfColumns_OrderTheRowsAndSaySo()
    {
        var table = Open(["beta 10", "Alpha 9", "gamma 2"]);
        Assert.Equal(["beta 10", "Alpha 9", "gamma 2"], Rows(table)); // as they come
        Assert.All(table.FindAll("th[scope=col]"), th => Assert.False(th.HasAttribute("aria-sort")));

        await table.Button("Name").ClickAsync();
        Assert.Equal(["Alpha 9", "beta 10", "gamma 2"], Rows(table));
        await table.Button("Name ↑").ClickAsync();
        Assert.Equal(["gamma 2", "beta 10", "Alpha 9"], Rows(table));
        Assert.Equal("descending", table.FindAll("th[scope=col]")[0].GetAttribute("aria-sort"));

        await table.Button("Number").ClickAsync();
        Assert.Equal(["gamma 2", "Alpha 9", "beta 10"], Rows(table));
        Assert.Equal([null, "ascending"], table.FindAll("th[scope=col]").Select(th => th.GetAttribute("aria-sort")));
    }

    [Fact]
    public void Rows_OfThousands_AreNotAllDrawn()
    {
        var table = Open([.. Enumerable.Range(0, 2_000).Select(i => $"row {i}")]);

        Assert.True(Rows(table).Length < 200, "All rows are drawn.");
    }

    private static string[] Rows(IRenderedComponent<SortableTable<string>> table) => [.. table.FindAll("tbody th").Select(th => th.TextContent)];

    private IRenderedComponent<SortableTable<string>> Open(string[] rows) => Render<SortableTable<string>>(p => p
        .Add(t => t.Label, "Rows")
        .Add(t => t.Items, rows)
        .Add(t => t.Columns, [new("Name", r => r), new("Number", r => int.Parse(r.Split(' ')[1], CultureInfo.InvariantCulture))])
        .Add(t => t.Actions, "Actions")
        .Add(t => t.Row, row => $"<tr><th scope=\"row\">{row}</th></tr>"));
}
