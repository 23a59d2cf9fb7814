using Bunit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.JSInterop;
using ServiceLevelDashboard.Web.Charts;
using ServiceLevelDashboard.Web.Interop;

namespace ServiceLevelDashboard.Web.Tests.Charts;

public sealed class TrendChartTests : BunitContext
{
    private readonly BunitJSModuleInterop _module;

    public TrendChartTests()
    {
        JSInterop.Mode = JSRuntimeMode.Strict;
        _module = JSInterop.SetupModule("./Charts/TrendChart.razor.js");
        _module.Mode = JSRuntimeMode.Strict;
        _module.SetupVoid("dispose", _ => true).SetVoidResult();
        Services.AddScoped<Scripts>();
    }

    [Fact]
    public void Render_First_CreatesOnceWithEveryPoint()
    {
        Create().SetVoidResult();

        Render<TrendChart>(p => p.Add(c => c.Series, Series(3)));

        var payload = Payload(Assert.Single(_module.Invocations));
        Assert.Equal(0, payload.From);
        Assert.Equal(3, payload.Points.Length);
        Assert.Equal("percent", payload.Axis);
    }

    [Fact]
    public void Render_SameSeries_DrawsNothing()
    {
        Create().SetVoidResult();
        var series = Series(3);
        var chart = Render<TrendChart>(p => p.Add(c => c.Series, series));

        chart.Render(p => p.Add(c => c.Series, series));

        Assert.Equal("create", Assert.Single(_module.Invocations).Identifier);
    }

    [Fact]
    public void Render_NewSeries_SendsFromTheFirstChangedPoint()
    {
        Create().SetVoidResult();
        Update().SetVoidResult();
        var chart = Render<TrendChart>(p => p.Add(c => c.Series, Series(3)));

        chart.Render(p => p.Add(c => c.Series, Series(4, last: 0.5)));

        var payload = Payload(Assert.Single(_module.Invocations["update"]));
        Assert.Equal(2, payload.From);
        Assert.Equal(2, payload.Points.Length);
    }

    [Fact]
    public void Render_Again_LeavesTheMarkupAlone()
    {
        Create().SetVoidResult();
        Update().SetVoidResult();
        var chart = Render<TrendChart>(p => p.Add(c => c.Series, Series(3)));

        chart.Render(p => p.Add(c => c.Series, Series(4)));

        Assert.Equal(1, chart.RenderCount);
    }

    [Fact]
    public async Task Dispose_AfterDrawing_DisposesTheChart()
    {
        Create().SetVoidResult();
        Render<TrendChart>(p => p.Add(c => c.Series, Series(3)));

        await DisposeComponentsAsync();

        Assert.Equal(["create", "dispose"], _module.Invocations.Select(i => i.Identifier));
    }

    [Fact]
    public async Task Dispose_WhileTheChartIsMade_DrawsNothingMore()
    {
        var making = Create();
        var chart = Render<TrendChart>(p => p.Add(c => c.Series, Series(3)));
        chart.Render(p => p.Add(c => c.Series, Series(4)));

        await DisposeComponentsAsync();
        making.SetVoidResult();

        Assert.Equal(["create", "dispose"], _module.Invocations.Select(i => i.Identifier));
    }

    /// <summary>The page was left while its chart was being made, or the library failed: that is not the page's end.</summary>
    [Fact]
    public void Render_ScriptFails_LeavesThePageAndTriesAgainWithTheNextSeries()
    {
        Create().SetException(new JSException("Cannot read properties of null (reading 'appendChild')"));
        var chart = Render<TrendChart>(p => p.Add(c => c.Series, Series(3)));

        chart.Render(p => p.Add(c => c.Series, Series(4)));

        Assert.Equal(["create", "create"], _module.Invocations.Select(i => i.Identifier));
        Assert.False(Renderer.UnhandledException.IsCompleted);
    }

    [Fact]
    public async Task Render_SeriesArriveWhileDrawing_DrawsTheNewestNext()
    {
        Create().SetVoidResult();
        Update().SetVoidResult();
        var slow = _module.SetupVoid("update", call => Payload(call).Points.Length == 5);
        var chart = Render<TrendChart>(p => p.Add(c => c.Series, Series(3, last: 0.1)));

        chart.Render(p => p.Add(c => c.Series, Series(5, first: 0.2)));
        chart.Render(p => p.Add(c => c.Series, Series(6)));
        chart.Render(p => p.Add(c => c.Series, Series(7)));
        Assert.Single(_module.Invocations["update"]);
        slow.SetVoidResult();
        await chart.WaitForAssertionAsync(() => Assert.Equal(2, _module.Invocations["update"].Count));

        Assert.Equal(7, Payload(_module.Invocations["update"][^1]).Points.Length);
    }

    private JSRuntimeInvocationHandler Create() => _module.SetupVoid("create", _ => true);

    private JSRuntimeInvocationHandler Update() => _module.SetupVoid("update", _ => true);

    private static TrendChart.TrendPayload Payload(JSRuntimeInvocation call) => call.Arguments.OfType<TrendChart.TrendPayload>().Single();

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
