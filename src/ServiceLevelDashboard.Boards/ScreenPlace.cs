using System.Collections.Immutable;
using ServiceLevelDashboard.Domain;

namespace ServiceLevelDashboard.Boards;

/// <summary>A screen's place as it stands in a file: where it hangs and what it shows, and nothing that it is known by.</summary>
/// <param name="Place">Where it hangs.</param>
/// <param name="Boards">The names of the boards that it may show; the first is the one it shows by itself. Never empty.</param>
public sealed record ScreenPlace(string Place, ImmutableArray<string> Boards)
{
    /// <summary>The longest place, and the longest note, in characters.</summary>
    public const int MaximumPlaceLength = 60, MaximumNoteLength = 200;

    /// <summary>Most boards of one screen.</summary>
    public const int MaximumBoards = 50;

    /// <summary>The screen's name in the archive; null when the place says which one it is.</summary>
    public string? Id { get; init; }

    /// <summary>What is noted about it; empty when nothing.</summary>
    public string Note { get; init; } = "";

    /// <summary>Whether it is off on purpose.</summary>
    public bool IsPaused { get; init; }

    /// <summary>The line of the file on which it begins; 0 when it comes from no file.</summary>
    public int Line { get; init; }

    /// <summary>Whether another says the same of the screen.</summary>
    public bool Says(ScreenPlace other) =>
        (Place, Note, IsPaused) == (other.Place, other.Note, other.IsPaused) && Boards.SequenceEqual(other.Boards, StringComparer.Ordinal);

    /// <summary>What is wrong with the lines that people type, by the field.</summary>
    internal IEnumerable<(string Field, NameProblem Problem, int Most)> Problems() =>
        from line in new[] { new TypedName("place", Place, MaximumPlaceLength), new TypedName("note", Note, MaximumNoteLength) }
        where line.Problem is not null && (line.Field == "place" || line.Text is not "")
        select (line.Field, line.Problem!.Value, line.Field == "place" ? MaximumPlaceLength : MaximumNoteLength); // not null: chosen so
}
