using Microsoft.AspNetCore.Components;
using ServiceLevelDashboard.Web.Resources;

namespace ServiceLevelDashboard.Web.Tiles;

/// <summary>One queue and media type as a link to its page.</summary>
public sealed partial class QueueTile
{
    private TileContent? _shown;
    private bool _isNew;
    private int _changes;

    /// <summary>What to show.</summary>
    [Parameter, EditorRequired]
    public required TileContent Content { get; set; }

    private bool ShowsBar => Content.Day.Lower.Denominator >= Format.PercentFrom;

    private RenderFragment Figure => builder =>
    {
        if (Content.Day is { IsExact: true, Lower: { Ratio: not null } level } && ShowsBar)
        {
            builder.AddContent(0, Format.Digits(level, Content.Target));
            builder.AddMarkupContent(1, $"<small>{TileText.PercentSign}</small>");
        }
        else if (Content.Day is { IsExact: true, Lower.Denominator: > 0 })
        {
            builder.AddMarkupContent(2, $"<span class=\"counts\">{Format.Count(Content.Day.Lower.Numerator)} <small>{TileText.Of}</small> {Format.Count(Content.Day.Lower.Denominator)}</span>");
        }
        else
        {
            builder.AddMarkupContent(3, $"<span class=\"counts none\">{Format.Level(Content.Day, Content.Target)}</span>");
        }
    };

    /// <summary>Compared here and not in ShouldRender, which is not asked before the first rendering.</summary>
    protected override void OnParametersSet()
    {
        _isNew = !Content.Equals(_shown);
        if (_isNew && _shown is not null && Format.Level(_shown.Day, _shown.Target) != Format.Level(Content.Day, Content.Target))
        {
            _changes++;
        }
        _shown = Content;
    }

    /// <inheritdoc/>
    protected override bool ShouldRender() => _isNew;

    /// <summary>A ratio as a length of the bar, 0 to 100: only the drawing ends at its ends.</summary>
    private static string BarLength(decimal? ratio) => Format.Coordinate(Math.Clamp((ratio ?? 0) * 100, 0, 100));
}
