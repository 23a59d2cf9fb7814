using System.Collections.Immutable;
using ServiceLevelDashboard.Access.Screens;
using ServiceLevelDashboard.Domain;
using ServiceLevelDashboard.Web.Resources;

namespace ServiceLevelDashboard.Web.Screens;

/// <summary>A screen's place and boards while somebody types them.</summary>
public sealed class ScreenDraft
{
    /// <summary>Where it hangs, as typed.</summary>
    public string Place { get; set; } = "";

    /// <summary>The boards that it may show.</summary>
    public HashSet<string> Boards { get; } = new(StringComparer.Ordinal);

    /// <summary>The one that it shows by itself; another counts when this is not among <see cref="Boards"/>.</summary>
    public string Board { get; set; } = "";

    /// <summary>Whether it forgets what it stores when it loses its power.</summary>
    public bool IsForgetful { get; set; }

    /// <summary>Where it may come from then, as typed.</summary>
    public string Range { get; set; } = "";

    /// <summary>What is noted about it, as typed.</summary>
    public string Note { get; set; } = "";

    /// <summary>Whether it is off on purpose.</summary>
    public bool IsPaused { get; set; }

    /// <summary>Where it may come from; null from anywhere.</summary>
    public string? Network => IsForgetful ? Range.Trim() : null;

    /// <summary>A draft of a screen as it is.</summary>
    internal static ScreenDraft Of(Screen screen)
    {
        var draft = new ScreenDraft { Place = screen.Place, Board = screen.Board, IsForgetful = screen.Network is not null, Range = screen.Network ?? "" };
        (draft.Note, draft.IsPaused) = (screen.Note, screen.IsPaused);
        draft.Boards.UnionWith(screen.Boards);
        return draft;
    }

    /// <summary>What is wrong with the place, or null.</summary>
    public string? PlaceProblem => new TypedName("place", Place, Screen.MaximumPlaceLength) is { Problem: not NameProblem.Empty } place
        ? NameWords.Of(place)
        : ScreensText.PlaceMissing;

    /// <summary>What is wrong with the boards, or null.</summary>
    public string? BoardsProblem => Boards.Count == 0 ? ScreensText.BoardMissing : null;

    /// <summary>What is wrong with the range, or null.</summary>
    public string? RangeProblem => IsForgetful && ScreenNetwork.Parse(Range) is null ? ScreensText.RangeWrong : null;

    /// <summary>Whether it can be used.</summary>
    public bool IsComplete => PlaceProblem is null && BoardsProblem is null && RangeProblem is null && NoteProblem is null;

    /// <summary>What is wrong with the note, or null.</summary>
    public string? NoteProblem => new TypedName("note", Note, Screen.MaximumNoteLength) is { Problem: not (null or NameProblem.Empty) } note
        ? NameWords.Of(note)
        : null;

    /// <summary>What it gives the screen. Only when it is complete.</summary>
    public ScreenEdit ToEdit() => new(Place, Ordered, Network, Note, IsPaused);

    /// <summary>The boards, the one that is shown first.</summary>
    public ImmutableArray<string> Ordered => [.. Boards.OrderBy(b => b != Board).ThenBy(b => b, StringComparer.Ordinal)];
}
