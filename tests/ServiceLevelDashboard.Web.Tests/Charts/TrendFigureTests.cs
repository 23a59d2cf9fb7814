using System.Collections.Immutable;
using System.Globalization;
using Bunit;
using Microsoft.AspNetCore.Components;
using ServiceLevelDashboard.Web.Charts;

namespace ServiceLevelDashboard.Web.Tests.Charts;

public sealed class TrendFigureTests : BunitContext
{
    private static readonly DateTimeOffset Nine = new(2026, 3, 2, 9, 0, 0, TimeSpan.Zero);

    public TrendFigureTests()
    {
        CultureInfo.CurrentCulture = CultureInfo.GetCultureInfo("en-GB");
        ComponentFactories.AddStub<TrendChart>(); // the chart has tests of its own
        SetRendererInfo(new RendererInfo("Server", true));
    }

    [Fact]
    public void Sentence_BandAndNotes_AreTold()
    {
        // under its usual, over it, without a value, still growing: the last two are held against nothing
        var figure = Open(
            [Point(0, 0.5), Point(1, 0.95), Point(2, null), Point(3, 0.1) with { IsOpen = true }],
            [new TrendNote(Nine.AddMinutes(20), Nine.AddMinutes(20), "Line down"), new TrendNote(Nine.AddDays(1), Nine.AddDays(1), "tomorrow")]);

        Assert.Equal(
            "It is so. Compared with usual: lower in 1 of 2 intervals, higher in 1. Annotations: Line down, interval 1.",
            figure.Find("p.visually-hidden").TextContent.Trim());
    }

    [Fact]
    public void Sentence_NeitherBandNorNotes_IsTheSummaryAlone()
    {
        var figure = Open([Point(0, 0.5) with { Usual = null }], []);

        Assert.Equal("It is so.", figure.Find("p.visually-hidden").TextContent.Trim());
    }

    [Fact]
    public void Table_OfALivePage_IsMadeWhenItIsOpened()
    {
        var figure = Open([Point(0, 0.5), Point(1, 0.95)], []);

        Assert.Empty(figure.FindAll("tbody tr"));
        figure.Find("details").TriggerEvent("ontoggle", EventArgs.Empty);

        Assert.Equal(["interval 0", "interval 1"], figure.FindAll("tbody th").Select(h => h.TextContent.Trim()));
    }

    [Fact]
    public void Table_BeforeThePageIsLive_IsThere()
    {
        SetRendererInfo(new RendererInfo("Static", false));

        Assert.Single(Open([Point(0, 0.5)], []).FindAll("tbody tr"));
    }

    private IRenderedComponent<TrendFigure> Open(ImmutableArray<TrendSeriesPoint> points, ImmutableArray<TrendNote> notes) => Render<TrendFigure>(p => p
        .Add(f => f.Title, "Level").Add(f => f.Note, "").Add(f => f.ValueTitle, "").Add(f => f.VolumeTitle, "").Add(f => f.Annotations, notes)
        .Add(f => f.Series, new TrendSeries { Points = points, Axis = TrendAxis.Percent, Max = 1, MissesBelow = true, Summary = "It is so." }));

    private static TrendSeriesPoint Point(int index, double? value) =>
        new(new Interval(Nine.AddMinutes(15 * index), Nine.AddMinutes(15 * (index + 1))), $"interval {index}", null, value, "", 1, "", false, "")
        {
            Usual = new TrendBand(0.7, 0.9, "70 to 90 %"),
        };
}
