using Bunit;
using Microsoft.JSInterop;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Web.Charts;

namespace ServiceLevelDashboard.Web.Tests.Charts;

public sealed class TrendChartTests : BunitContext
{
    private readonly BunitJSModuleInterop _module;
    private readonly BunitJSModuleInterop _chart;

    public TrendChartTests()
    {
        JSInterop.Mode = JSRuntimeMode.Strict;
        _module = JSInterop.SetupModule("./Charts/TrendChart.razor.js");
        _module.Mode = JSRuntimeMode.Strict;
        _chart = _module.SetupModule(call => call.Identifier == "create");
        _chart.Mode = JSRuntimeMode.Strict;
        _chart.SetupVoid("update", _ => true).SetVoidResult();
    }

    [Fact]
    public void Render_First_CreatesOnceWithEveryPoint()
    {
        Render<TrendChart>(p => p.Add(c => c.Series, Series(3)));

        var create = Assert.Single(_module.Invocations["create"]);
        var payload = Assert.IsType<TrendChart.TrendPayload>(create.Arguments[1]);
        Assert.Equal(0, payload.From);
        Assert.Equal(3, payload.Points.Length);
        Assert.Equal("percent", payload.Axis);
        Assert.Empty(_chart.Invocations);
    }

    [Fact]
    public void Render_SameSeries_DrawsNothing()
    {
        var series = Series(3);
        var chart = Render<TrendChart>(p => p.Add(c => c.Series, series));

        chart.Render(p => p.Add(c => c.Series, series));

        Assert.Empty(_chart.Invocations);
    }

    [Fact]
    public void Render_NewSeries_SendsFromTheFirstChangedPoint()
    {
        var chart = Render<TrendChart>(p => p.Add(c => c.Series, Series(3)));

        chart.Render(p => p.Add(c => c.Series, Series(4, last: 0.5)));

        var update = Assert.Single(_chart.Invocations);
        Assert.Equal("update", update.Identifier);
        var payload = Assert.IsType<TrendChart.TrendPayload>(Assert.Single(update.Arguments));
        Assert.Equal(2, payload.From);
        Assert.Equal(2, payload.Points.Length);
    }

    [Fact]
    public void Render_Again_LeavesTheMarkupAlone()
    {
        var chart = Render<TrendChart>(p => p.Add(c => c.Series, Series(3)));

        chart.Render(p => p.Add(c => c.Series, Series(4)));

        Assert.Equal(1, chart.RenderCount);
    }

    [Fact]
    public async Task Dispose_AfterDrawing_DisposesTheChart()
    {
        _chart.SetupVoid("dispose").SetVoidResult();
        Render<TrendChart>(p => p.Add(c => c.Series, Series(3)));

        await DisposeComponentsAsync();

        Assert.Equal("dispose", Assert.Single(_chart.Invocations).Identifier);
    }

    [Fact]
    public async Task Dispose_BrowserGone_SaysNothing()
    {
        _chart.SetupVoid("dispose").SetException(new JSDisconnectedException("gone"));
        Render<TrendChart>(p => p.Add(c => c.Series, Series(3)));

        await DisposeComponentsAsync();

        Assert.Equal("dispose", Assert.Single(_chart.Invocations).Identifier);
    }

    [Fact]
    public async Task Render_SeriesArriveWhileDrawing_DrawsTheNewestNext()
    {
        var slow = _chart.SetupVoid("update", call => ((TrendChart.TrendPayload)call.Arguments[0]!).Points.Length == 5);
        var chart = Render<TrendChart>(p => p.Add(c => c.Series, Series(3, last: 0.1)));

        chart.Render(p => p.Add(c => c.Series, Series(5, first: 0.2)));
        chart.Render(p => p.Add(c => c.Series, Series(6)));
        chart.Render(p => p.Add(c => c.Series, Series(7)));
        Assert.Single(_chart.Invocations);
        slow.SetVoidResult();
        await chart.WaitForAssertionAsync(() => Assert.Equal(2, _chart.Invocations.Count));

        Assert.Equal(7, ((TrendChart.TrendPayload)_chart.Invocations.Last().Arguments[0]!).Points.Length);
    }

    private static TrendSeries Series(int length, double last = 0.9, double first = 0.7) => new()
    {
        Points =
        [
            .. Enumerable.Range(0, length).Select(i =>
                new TrendSeriesPoint(Span(i), $"0{i}:00", null, i == length - 1 ? last : i == 0 ? first : 0.7, "", 10, "", i == length - 1, "")),
        ],
        Axis = TrendAxis.Percent,
        Max = 1,
        Target = 0.8,
        MissesBelow = true,
        Summary = "",
    };

    private static Interval Span(int i) => new(Start.AddMinutes(15 * i), Start.AddMinutes(15 * (i + 1)));

    private static readonly DateTimeOffset Start = new(2026, 9, 1, 7, 0, 0, TimeSpan.Zero);
}
