using System.Collections.Immutable;
using System.Globalization;
using System.Runtime.CompilerServices;
using Microsoft.AspNetCore.Components.Web;
using ServiceLevelDashboard.Analytics;
using ServiceLevelDashboard.Web.Addresses;
using ServiceLevelDashboard.Web.Components;

namespace ServiceLevelDashboard.Web.Tiles;

/// <summary>A tile as HTML, in parts: those that stay with a change are not sent again.</summary>
/// <param name="Content">What it shows.</param>
/// <param name="Language">The language and format in which it is drawn.</param>
internal sealed record TileFace(TileContent Content, (CultureInfo Format, CultureInfo Words) Language)
{
    /// <summary>The queue and media type, as the one object that every page compares.</summary>
    public object Key { get; } = Content.Summary.Key;

    /// <summary>The tile's classes.</summary>
    public string Class { get; } = "tile " + Content.CssClass;

    /// <summary>The tile's classes once its level has changed.</summary>
    public string MovedClass { get; } = "tile moved " + Content.CssClass;

    /// <summary>The address of the queue's page.</summary>
    public string Address { get; } = QueueUrls.Of(Content.Summary.Key);

    /// <summary>The name and the state.</summary>
    public required string Head { get; init; }

    /// <summary>The level and the target.</summary>
    public required string Lead { get; init; }

    /// <summary>What else is said of the level.</summary>
    public required string Rest { get; init; }

    /// <summary>The day as a line, as far as it stays for a quarter hour.</summary>
    public required string Line { get; init; }

    /// <summary>What every contact changes: the way into the open interval, the counts, and what waits.</summary>
    public required string Foot { get; init; }

    /// <summary>The mark in the corner; empty without one.</summary>
    public required string Explain { get; init; }
}

/// <summary>Draws each tile once for all who see it in one language.</summary>
internal sealed class TileFaces(IServiceScopeFactory scopes, ILoggerFactory loggers)
{
    /// <summary>Most faces that are kept of one queue's figures: languages, and what was asked for.</summary>
    private const int Most = 16;

    private readonly ConditionalWeakTable<QueueSummary, Kept> _known = [];

    /// <summary>The face of a tile: the same object for equal contents, as long as somebody holds the figures.</summary>
    public TileFace Of(TileContent content)
    {
        ArgumentNullException.ThrowIfNull(content);
        var language = (CultureInfo.CurrentCulture, CultureInfo.CurrentUICulture);
        var kept = _known.GetOrCreateValue(content.Summary);
        return Find(kept.Faces, content, language) ?? Draw(kept, content, language);
    }

    private static TileFace? Find(ImmutableArray<TileFace> faces, TileContent content, (CultureInfo Format, CultureInfo Words) language)
    {
        foreach (var face in faces)
        {
            if (face.Language == language && face.Content == content)
            {
                return face;
            }
        }
        return null;
    }

    private TileFace Draw(Kept kept, TileContent content, (CultureInfo Format, CultureInfo Words) language)
    {
        lock (kept)
        {
            if (Find(kept.Faces, content, language) is { } drawn)
            {
                return drawn;
            }
            using var scope = scopes.CreateScope();
            using var renderer = new HtmlRenderer(scope.ServiceProvider, loggers);
            var line = SparklineShape.Of(content.Summary.Intervals, content.Target);
            var face = new TileFace(content, language)
            {
                Head = renderer.Markup(QueueTile.Head(content)),
                Lead = renderer.Markup(QueueTile.Lead(content)),
                Rest = renderer.Markup(QueueTile.Rest(content)),
                Line = renderer.Markup(Sparkline.Part(line, line.Still, "sparkline")),
                Foot = renderer.Markup(QueueTile.Foot(content, line)),
                Explain = content.SoFar is { } soFar ? renderer.Markup(QueueTile.Explain(content, soFar)) : "",
            };
            kept.Faces = [face, .. kept.Faces.Take(Most - 1)];
            return face;
        }
    }

    private sealed class Kept
    {
        public ImmutableArray<TileFace> Faces { get; set; } = [];
    }
}
